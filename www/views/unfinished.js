// The offer to go on with a run that an earlier page left unfinished.

/** @import { KeptRun } from "../kept-run.js" */
/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { dateAndTime } from "../format.js";
import { isBusy } from "../selectors.js";

const DATA = {
  mnist: "MNIST",
  generated: "generated digits",
  custom: "your own files",
};

/**
 * @typedef {object} UnfinishedCallbacks
 * @property {() => void} onGoOn
 * @property {() => void} onDiscard
 */

/**
 * Shows the offer while there is such a run and no other one goes on.
 *
 * @param {UnfinishedCallbacks} callbacks
 */
export function mountUnfinished({ onGoOn, onDiscard }) {
  const element = byId("unfinished", HTMLElement);
  const text = byId("unfinished-text", HTMLElement);
  byId("go-on-kept", HTMLButtonElement).addEventListener("click", onGoOn);
  byId("discard-kept", HTMLButtonElement).addEventListener("click", onDiscard);
  return (/** @type {State} */ state) => {
    const { unfinished } = state;
    element.hidden = unfinished === null || isBusy(state);
    if (unfinished !== null) setText(text, textOf(unfinished));
  };
}

/** @param {KeptRun} kept */
function textOf({ config, checkpoint, stepsPerEpoch, datasetKind, keptAt }) {
  const { epochsDone, stepsDone } = checkpoint;
  const within = stepsDone > 0 ? `, step ${stepsDone} of ${stepsPerEpoch}` : "";
  const where = `epoch ${epochsDone + (stepsDone > 0 ? 1 : 0)} of ${config.epochs}${within}`;
  return `A run of ${config.model} on ${DATA[datasetKind]} is unfinished: it was kept after ${where}, ${dateAndTime(keptAt)}.`;
}
