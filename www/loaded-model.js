// The network that was loaded from a file, while it is the one that reads drawings.

/** @import { Event } from "./protocol.d.ts" */
/** @import { EventOf } from "./run-state.js" */
/** @import { Action } from "./actions.js" */

/**
 * A network that was read from a file.
 *
 * @typedef {object} ModelRead
 * @property {number} requestId Of the command that hands it to the worker.
 * @property {string} fileName
 * @property {string} model The id of the model that it says it is.
 */

/**
 * @typedef {object} LoadedModel
 * @property {ModelRead | null} read Null until the worker has taken one.
 * @property {ModelRead | null} next What the worker is given and has not taken.
 * @property {boolean} isTesting Whether its test may be under way.
 * @property {Omit<EventOf<"model_tested">, "type" | "request_id"> | null} tested Null until the test
 *   is done, and where there is no data to test it on.
 */

/** @type {LoadedModel} */
const NONE = { read: null, next: null, isTesting: false, tested: null };

/**
 * The network that was loaded after a message of the worker or something on the page; null where
 * another one, or none, reads drawings.
 *
 * @param {LoadedModel | null} loaded
 * @param {Event | Action} input
 * @returns {LoadedModel | null}
 */
export function loadedAfter(loaded, input) {
  switch (input.type) {
    case "model_read":
      return { ...(loaded ?? NONE), next: input.model };
    case "model_loaded":
      return { ...NONE, read: loaded?.next ?? null, isTesting: true };
    case "model_tested": {
      const { type: _, request_id: requestId, ...tested } = input;
      return loaded?.read?.requestId === requestId
        ? { ...loaded, isTesting: false, tested }
        : loaded;
    }
    case "open_requested":
      // The network stays, its figures were of other data.
      return loaded && { ...loaded, isTesting: false, tested: null };
    case "run_started":
    case "worker_started":
      return null;
    default:
      return loaded;
  }
}
