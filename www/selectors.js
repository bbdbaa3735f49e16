// What the page asks of its state in more than one place.

/** @import { Known } from "./settings.js" */
/** @import { State } from "./state.js" */

/**
 * What the checks of the settings need to know.
 *
 * @param {State} state
 * @returns {Known}
 */
export function knownOf({ models, limits, dataset, own }) {
  const hasFiles = own.picked !== null;
  return { models, limits, nTrain: dataset?.n_train ?? null, hasFiles };
}

/**
 * Whether the worker answers questions about drawings and layers; it does so also without device
 * and data.
 *
 * @param {State} state
 */
export function takesQuestions({ worker }) {
  return worker === "open" || worker === "opening" || worker === "closed";
}

/**
 * Whether a run is going on or about to, so that settings must wait.
 *
 * @param {State} state
 */
export function isBusy({ phase, pending }) {
  const waiting = pending !== null && !pending.refused;
  return phase === "training" || phase === "paused" || waiting;
}
