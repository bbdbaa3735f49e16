// The card that measures this machine: its buttons, how far it is, and the table of its figures.

/** @import { FigureTexts } from "../measured-figures.js" */
/** @import { Measurement } from "../measurement-state.js" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { figuresOf, machineText, textsOf } from "../measured-figures.js";
import {
  N_ROUNDS,
  roundOf,
  shareDone,
  whyNotMeasured,
} from "../measurement-state.js";

/**
 * @typedef {object} MeasurementCallbacks
 * @property {() => void} onMeasure
 * @property {() => void} onCancel
 * @property {() => Promise<{ text: string, copied: boolean }>} onCopy
 * @property {() => void} onDownload
 */

/**
 * @param {MeasurementCallbacks} callbacks
 * @returns {(state: State) => void}
 */
export function mountMeasurement(callbacks) {
  const drawButtons = mountButtons(callbacks);
  const drawProgress = mountProgress();
  const drawResults = mountResults(callbacks);
  return (state) => {
    drawButtons(state);
    drawProgress(state.measurement);
    drawResults(state.measurement);
  };
}

/** @param {MeasurementCallbacks} callbacks */
function mountButtons({ onMeasure, onCancel }) {
  const measure = byId("measure", HTMLButtonElement);
  const cancel = byId("measure-cancel", HTMLButtonElement);
  const reason = byId("measure-reason", HTMLElement);
  const heading = byId("measurement-heading", HTMLElement);
  heading.tabIndex = -1;
  measure.addEventListener("click", onMeasure);
  cancel.addEventListener("click", onCancel);
  /** @param {State} state */
  return (state) => {
    const going = state.measurement.phase === "going";
    const why = going ? null : whyNotMeasured(state);
    const { activeElement } = document;
    measure.disabled = going || why !== null;
    cancel.hidden = !going;
    // A keyboard's focus goes on to the button that can be pressed now.
    if (going && activeElement === measure) cancel.focus();
    if (!going && activeElement === cancel) {
      (measure.disabled ? heading : measure).focus({ preventScroll: true });
    }
    setText(reason, why ?? "");
  };
}

function mountProgress() {
  const bar = byId("measure-progress", HTMLProgressElement);
  const status = byId("measure-status", HTMLElement);
  const spoken = byId("measure-spoken", HTMLElement);
  const failure = byId("measure-failure", HTMLElement);
  /** @param {Measurement} measurement */
  return (measurement) => {
    bar.hidden = measurement.phase !== "going";
    bar.value = shareDone(measurement);
    setText(status, statusText(measurement));
    setText(spoken, spokenText(measurement));
    const said = measurement.failure;
    setText(failure, said === null ? "" : `${said.message} ${said.advice}`);
    failure.hidden = said === null;
  };
}

/** @param {Measurement} measurement */
function statusText(measurement) {
  const round = roundOf(measurement);
  const whole = Math.max(0, round - 1);
  switch (measurement.phase) {
    case "idle":
      return "";
    case "going":
      return round === 0
        ? t`Learning how fast each network is…`
        : t`Round ${round} of ${N_ROUNDS}…`;
    case "done":
      return t`Measured, ${N_ROUNDS} rounds.`;
    case "cancelled":
      return t`Cancelled after ${whole} of ${N_ROUNDS} rounds.`;
    case "interrupted":
      return t`Cut short after ${whole} of ${N_ROUNDS} rounds, because a run began or device and data were opened again.`;
    case "failed":
      return t`Failed after ${whole} of ${N_ROUNDS} rounds.`;
    default:
      return /** @satisfies {never} */ (measurement.phase);
  }
}

/**
 * What is said aloud: the beginning, and the end with its figures; not each round.
 *
 * @param {Measurement} measurement
 */
function spokenText(measurement) {
  switch (measurement.phase) {
    case "going":
      return t`Measuring, ${N_ROUNDS} rounds…`;
    case "done": {
      const medians = figuresOf(measurement)
        .map(textsOf)
        .map(({ model, device, median }) => t`${model} on ${device} ${median}`);
      return t`Measured, milliseconds per step: ${medians.join(", ")}.`;
    }
    default:
      return statusText(measurement);
  }
}

/** @param {MeasurementCallbacks} callbacks */
function mountResults({ onCopy, onDownload }) {
  const results = byId("measure-results", HTMLElement);
  const rows = byId("measure-rows", HTMLTableSectionElement);
  const machine = byId("measure-machine", HTMLElement);
  const copy = byId("measure-copy", HTMLButtonElement);
  const download = byId("measure-download", HTMLButtonElement);
  const box = byId("measure-copied", HTMLElement);
  /** @type {Measurement | null} */
  let last = null;
  copy.addEventListener("click", async () => showCopied(box, await onCopy()));
  download.addEventListener("click", onDownload);
  /** @param {Measurement} measurement */
  return (measurement) => {
    if (measurement === last) return;
    last = measurement;
    const all = figuresOf(measurement).map(textsOf);
    results.hidden = all.length === 0;
    copy.disabled = measurement.phase === "going";
    download.disabled = copy.disabled;
    box.replaceChildren();
    setText(machine, machineText(measurement));
    rows.replaceChildren(...all.map(row));
  };
}

/** @param {FigureTexts} texts */
function row({ model, device, median, least, most, images, epoch }) {
  const head = make("th", "", make("span", "model-name", ...breakable(model)));
  head.append(make("span", "measured-device", ` ${device}`));
  head.scope = "row";
  const range = make("td", "", make("span", "end", `${least} –`));
  range.append(" ", make("span", "end", most));
  const cells = [images, epoch].map((text) => make("td", "", text));
  return make("tr", "", head, make("td", "", median), range, ...cells);
}

/**
 * A model's id, which may break after its hyphens.
 *
 * @param {string} id
 */
function breakable(id) {
  return id
    .split(/(?<=-)/)
    .flatMap((part, index) => (index === 0 ? [part] : [make("wbr", ""), part]));
}

/**
 * Says that the figures are on the clipboard, or shows them where the browser does not let it.
 *
 * @param {HTMLElement} box
 * @param {{ text: string, copied: boolean }} result
 */
function showCopied(box, { text, copied }) {
  if (copied) {
    box.replaceChildren(t`Figures copied.`);
    return;
  }
  const field = make("textarea", "");
  field.readOnly = true;
  field.rows = 6;
  field.value = text;
  field.setAttribute("aria-label", t`Figures to copy`);
  box.replaceChildren(make("span", "", t`Copy these figures:`), field);
  field.select();
}
