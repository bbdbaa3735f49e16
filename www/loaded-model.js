// The network that was loaded from a file, while it is the one that reads drawings.

/** @import { Event } from "./protocol.d.ts" */
/** @import { EventOf } from "./run-state.js" */
/** @import { Action } from "./state.js" */

/**
 * @typedef {object} LoadedModel
 * @property {number} requestId
 * @property {string} fileName
 * @property {string} model The id of the model that it says it is.
 * @property {boolean} isTesting Whether its test may be under way.
 * @property {Omit<EventOf<"model_tested">, "type" | "request_id"> | null} tested Null until the test
 *   is done, and where there is no data to test it on.
 */

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
    case "model_loaded": {
      const { request_id: requestId, file_name: fileName, config } = input;
      return {
        requestId,
        fileName,
        model: config.model,
        isTesting: true,
        tested: null,
      };
    }
    case "model_tested": {
      const { type: _, request_id: requestId, ...tested } = input;
      return loaded?.requestId === requestId
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
