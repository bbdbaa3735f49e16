// One run in the table: its figures, whether it is drawn, its name, and what is done with it.

/** @import { PastRun } from "./past-run.js" */

import { make, setText } from "../dom.js";
import { dateAndTime } from "../format.js";
import { t } from "../language/translate.js";
import { keyBeside } from "../views/legend.js";
import { lookOf } from "./overlay.js";
import { MAX_NAME } from "./past-run.js";
import { COLUMNS } from "./run-columns.js";

/**
 * @typedef {object} RowCallbacks
 * @property {(run: PastRun, isShown: boolean) => void} onShow
 * @property {(run: PastRun, name: string) => void} onRename
 * @property {(run: PastRun) => void} onReplay
 * @property {(run: PastRun) => void} onDelete
 */

/** @typedef {ReturnType<typeof mountRow>} Row */

/**
 * @param {PastRun} first
 * @param {RowCallbacks} callbacks
 */
export function mountRow(first, callbacks) {
  let run = first;
  let mayTrain = false;
  const tick = mountTick((isShown) => callbacks.onShow(run, isShown));
  const name = mountName((text) => callbacks.onRename(run, text));
  const cells = COLUMNS.map((column) => {
    const text = make("span", "figure-value");
    const label = make("span", "figure-name", column.name);
    return { column, text, element: make("td", "", label, text) };
  });
  const replay = actionButton(t`Replay`, () => {
    if (mayTrain) callbacks.onReplay(run);
  });
  const remove = actionButton(t`Delete`, () => callbacks.onDelete(run));
  const element = make(
    "tr",
    "",
    make("td", "run-tick", tick.element),
    name.element,
    ...cells.map((cell) => cell.element),
    make("td", "run-actions", replay, name.button, remove),
  );
  /** @type {PastRun | null} */
  let last = null;
  return {
    element,
    /**
     * @param {PastRun} now
     * @param {boolean} mayTrainNow
     */
    render(now, mayTrainNow) {
      mayTrain = mayTrainNow;
      // A disabled button would lose the focus that it has when it begins the run.
      replay.setAttribute("aria-disabled", String(!mayTrain));
      if (now === last) return;
      last = now;
      run = now;
      tick.render(run);
      name.render(run);
      for (const { column, text } of cells) setText(text, column.text(run));
      for (const button of [replay, name.button, remove]) {
        button.ariaLabel = `${button.textContent} ${run.name}`;
      }
    },
  };
}

/** @param {(isShown: boolean) => void} onShow */
function mountTick(onShow) {
  const tick = make("input", "tick");
  tick.type = "checkbox";
  tick.addEventListener("change", () => onShow(tick.checked));
  const element = make("label", "", tick);
  /** @type {number | null} */
  let place = null;
  return {
    element,
    /** @param {PastRun} run */
    render(run) {
      tick.ariaLabel = t`Draw ${run.name} in the charts`;
      tick.checked = run.place !== null;
      if (run.place === place) return;
      place = run.place;
      element.querySelector("svg")?.remove();
      if (place !== null) element.append(keyBeside(lookOf(place)));
    },
  };
}

/**
 * The run's name, which a button makes a field of.
 *
 * @param {(text: string) => void} onRename
 */
function mountName(onRename) {
  const name = make("span", "run-name");
  const when = make("span", "run-when");
  const field = make("input", "run-field");
  field.type = "text";
  field.maxLength = MAX_NAME;
  field.autocomplete = "off";
  field.hidden = true;
  const button = actionButton(t`Rename`, () => open());
  const element = make("th", "", name, field, " ", when);
  element.scope = "row";
  const open = () => {
    field.value = name.textContent ?? "";
    field.hidden = false;
    name.hidden = true;
    field.focus();
    field.select();
  };
  const close = () => {
    field.hidden = true;
    name.hidden = false;
    if (field.value !== name.textContent) onRename(field.value);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    if (event.key === "Escape") field.value = name.textContent ?? "";
    // Else Enter would press the button that gets the focus.
    event.preventDefault();
    button.focus({ preventScroll: true });
  });
  field.addEventListener("blur", () => afterPress(close));
  return {
    element,
    button,
    /** @param {PastRun} run */
    render({ name: text, startedAt, outcome, records, config }) {
      setText(name, text);
      field.ariaLabel = t`New name of ${text}`;
      const n = records.length;
      const end =
        outcome === "finished"
          ? t`, stopped early after ${n} of ${config.epochs} epochs`
          : t`, stopped after ${n} of ${config.epochs} epochs`;
      const isWhole = n === config.epochs;
      setText(when, `${dateAndTime(startedAt)}${isWhole ? "" : end}`);
    },
  };
}

/**
 * Does something now or, while something is being pressed, as soon as that is over: it would move
 * away from under the pointer else, and not be pressed.
 *
 * @param {() => void} act
 */
function afterPress(act) {
  if (document.querySelector(":active") === null) return act();
  const over = () => {
    removeEventListener("pointerup", over);
    removeEventListener("pointercancel", over);
    // The click comes first.
    setTimeout(act);
  };
  addEventListener("pointerup", over);
  addEventListener("pointercancel", over);
}

/**
 * @param {string} label
 * @param {() => void} onClick
 */
function actionButton(label, onClick) {
  const button = make("button", "", label);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}
