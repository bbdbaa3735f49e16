// Reads files of the visitor's own in a worker that lives for one reading.

/** @import { FilesCommand, FilesEvent, Failure } from "../protocol.d.ts" */

import { inLanguage, t } from "../language/translate.js";
import { startWorker } from "../worker-start.js";

/**
 * How a reading ends.
 *
 * @typedef {Extract<FilesEvent, { type: "data" | "model" | "onnx" | "failed" }>} Read
 */

/**
 * Reads files; what comes back is what they hold, or why they were refused.
 *
 * @param {FilesCommand} command
 * @param {readonly File[]} files
 * @param {AbortSignal} signal Ends the reading, which then never answers.
 * @param {(event: FilesEvent) => void} [onEvent] Told of what comes before the end.
 * @returns {Promise<Read>}
 */
export function read(command, files, signal, onEvent) {
  return new Promise((resolve) => {
    if (signal.aborted) return;
    let worker;
    try {
      worker = startWorker("files");
    } catch (error) {
      // As in a frame that may not start workers.
      resolve(broken(String(error)));
      return;
    }
    if (worker === null) {
      resolve(broken(t`this browser has no module workers`));
      return;
    }
    const end = (/** @type {Read} */ read) => {
      worker.terminate();
      resolve(read);
    };
    signal.addEventListener("abort", () => worker.terminate());
    worker.onmessage = ({ data }) => {
      const event = inLanguage(/** @type {FilesEvent} */ (data));
      switch (event.type) {
        case "listening":
          worker.postMessage({ command, files });
          return;
        case "data":
        case "model":
        case "onnx":
        case "failed":
          end(event);
          return;
        default:
          onEvent?.(event);
      }
    };
    worker.onmessageerror = () => end(broken(t`a message could not be read`));
    worker.onerror = (event) => {
      event.preventDefault();
      end(broken(event.message ?? ""));
    };
  });
}

/**
 * @param {string} detail What the browser says; may be empty.
 * @returns {Read}
 */
function broken(detail) {
  const because = detail === "" ? "" : ` (${detail})`;
  /** @type {Failure} */
  const failure = {
    code: "files",
    message: t`The part of this page that reads files could not be used${because}.`,
    advice: t`Check the connection, then pick the files again.`,
  };
  return { type: "failed", failure };
}
