// What the page asks of its state in more than one place.

/** @import { Known } from "./settings.js" */
/** @import { State } from "./state.js" */

import { CUSTOM_DATA } from "./settings.js";

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

/**
 * Whether the worker is on its way, or fetches what it computes with.
 *
 * @param {State} state
 */
export function isStarting({ worker }) {
  return worker === "starting" || worker === "opening";
}

/**
 * Whether the worker has something to do that it tells of: one that is silent then may be gone.
 *
 * @param {State} state
 */
export function mustAnswer({ worker, phase, pending, asked, settings }) {
  // Own files are read by another worker, in whose time this one says nothing.
  const opens = worker === "opening" && settings.data !== CUSTOM_DATA;
  const begins = pending !== null && !pending.refused;
  return opens || phase === "training" || begins || asked !== null;
}
