// The controls of the notebook's reproduction: begin, pause, go on, start again; how far it is.

/** @import { Standing } from "../notebook-plan.js" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import {
  hasOtherData,
  obstacleOf,
  seedOfForm,
  standingOf,
} from "../notebook-plan.js";
import {
  discardQuestion,
  doneText,
  fromText,
  progressShare,
  progressText,
  warningsOf,
} from "./notebook-text.js";

/** @type {Readonly<Record<Standing, string>>} */
const LABELS = {
  unread: t`Reproduce the notebook`,
  fresh: t`Reproduce the notebook`,
  starting: t`Pause the notebook`,
  training: t`Pause the notebook`,
  paused: t`Go on with the notebook`,
  held: t`Go on with the notebook`,
  done: t`Go on with the notebook`,
};

/**
 * @typedef {object} NotebookCallbacks
 * @property {() => void} onGo
 * @property {() => void} onPause
 * @property {() => void} onStartAgain
 */

/**
 * @param {NotebookCallbacks} callbacks
 * @returns {(state: State) => void}
 */
export function mountNotebook({ onGo, onPause, onStartAgain }) {
  const go = byId("notebook-go", HTMLButtonElement);
  const from = byId("notebook-from", HTMLElement);
  const again = byId("notebook-again", HTMLButtonElement);
  const heading = byId("reproduction-heading", HTMLElement);
  heading.tabIndex = -1;
  const renderQuestion = mountQuestion(again, onStartAgain);
  const renderProgress = mountProgress();
  const renderWarnings = mountWarnings();
  /** @type {Standing} */
  let standing = "unread";
  let isOff = true;
  go.addEventListener("click", ({ detail: nClicks }) => {
    if (isOff) return;
    if (standing === "training") onPause();
    else if (standing !== "starting") onGo();
    // The second click of a double click would take the first one back.
    else if (nClicks <= 1) onPause();
  });
  return (state) => {
    standing = standingOf(state);
    setText(go, LABELS[standing]);
    setText(from, fromText(state, standing));
    isOff = !isPressable(state, standing);
    // A disabled button would lose the focus that it has.
    const hasFocus = document.activeElement === go;
    go.disabled = isOff && !hasFocus;
    go.setAttribute("aria-disabled", String(isOff));
    const mayDiscard =
      standing === "held" || standing === "paused" || standing === "done";
    again.disabled = !mayDiscard || !mayStartAgain(state);
    again.hidden = standing !== "done" && state.notebook.runs.length === 0;
    // So would a hidden one: it hands it on first.
    if (standing === "done" && hasFocus) {
      (again.disabled ? heading : again).focus({ preventScroll: true });
    }
    go.hidden = standing === "done";
    renderQuestion(state, !again.disabled);
    renderProgress(state, standing);
    renderWarnings(state, standing);
  };
}

/**
 * @param {State} state
 * @param {Standing} standing
 */
function isPressable(state, standing) {
  switch (standing) {
    case "unread":
    case "done":
      return false;
    case "starting":
    case "training":
    case "paused":
      return true;
    case "fresh":
      return obstacleOf(state) === null;
    case "held":
      return obstacleOf(state) === null && !hasOtherData(state);
    default:
      return /** @satisfies {never} */ (standing);
  }
}

/** @param {State} state */
function mayStartAgain(state) {
  return obstacleOf(state) === null && seedOfForm(state) !== null;
}

/**
 * The question before figures are discarded; it goes away when it means nothing any more.
 *
 * @param {HTMLButtonElement} again
 * @param {() => void} onStartAgain
 */
function mountQuestion(again, onStartAgain) {
  const box = byId("notebook-question", HTMLElement);
  const text = byId("notebook-question-text", HTMLElement);
  const discard = byId("notebook-discard", HTMLButtonElement);
  const keep = byId("notebook-keep", HTMLButtonElement);
  const go = byId("notebook-go", HTMLButtonElement);
  let isAsked = false;
  let question = "";
  const close = (/** @type {HTMLButtonElement} */ heir) => {
    isAsked = false;
    const holdsFocus = box.contains(document.activeElement);
    box.hidden = true;
    if (holdsFocus) heir.focus({ preventScroll: true });
  };
  again.addEventListener("click", () => {
    isAsked = true;
    setText(text, question);
    box.hidden = false;
    keep.focus({ preventScroll: true });
  });
  keep.addEventListener("click", () => close(again));
  discard.addEventListener("click", () => {
    go.hidden = false;
    go.disabled = false;
    close(go);
    onStartAgain();
  });
  return (/** @type {State} */ state, /** @type {boolean} */ mayAsk) => {
    question = discardQuestion(state);
    if (!isAsked) return;
    if (mayAsk) setText(text, question);
    else close(go);
  };
}

function mountProgress() {
  const box = byId("notebook-progress", HTMLElement);
  const text = byId("notebook-progress-text", HTMLElement);
  const bar = byId("notebook-progress-bar", HTMLProgressElement);
  const said = byId("notebook-said", HTMLElement);
  return (/** @type {State} */ state, /** @type {Standing} */ standing) => {
    const progress = progressText(state, standing);
    setText(text, progress);
    bar.value = progressShare(state);
    box.hidden = progress === "";
    setText(said, doneText(state));
  };
}

function mountWarnings() {
  const box = byId("notebook-warnings", HTMLElement);
  let last = "";
  return (/** @type {State} */ state, /** @type {Standing} */ standing) => {
    const warnings = warningsOf(state, standing);
    const key = warnings.join("\n");
    if (key === last) return;
    last = key;
    box.replaceChildren(...warnings.map((text) => make("p", "", text)));
  };
}
