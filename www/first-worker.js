// The first worker of a visit, started before the rest of the page has come: it loads its module and
// opens device and data while the page's own scripts are on their way.

/** @import { Command, Event } from "./protocol.d.ts" */
/** @import { Settings } from "./settings.js" */
/** @import { WorkerModule } from "./worker-module.js" */

import { readQuery } from "./query.js";
import { moduleFor } from "./worker-module.js";
import { startWorker } from "./worker-start.js";

/**
 * @typedef {object} FirstWorker
 * @property {Worker} worker
 * @property {WorkerModule} module
 * @property {Event[]} said What it said before somebody listened, in order.
 * @property {boolean} isOpening Whether it was told to open device and data, as it is when it listens.
 * @property {string | null} broken What the browser said if it broke meanwhile.
 */

const { device, data } = readQuery(location.search).settings;

/** @type {Promise<FirstWorker | null> | null} */
let first = begin();

/**
 * The first worker, for the page to listen to from now on; null if it could not be started, opens
 * something else, or was taken before.
 *
 * @param {Pick<Settings, "device" | "data">} wanted
 */
export async function takeFirstWorker(wanted) {
  const taken = first;
  first = null;
  const begun = await taken;
  if (wanted.device === device && wanted.data === data) return begun;
  begun?.worker.terminate();
  return null;
}

/** @returns {Promise<FirstWorker | null>} */
async function begin() {
  try {
    const module = await moduleFor(device);
    const worker = startWorker(module);
    if (worker === null) return null;
    /** @type {FirstWorker} */
    const begun = { worker, module, said: [], isOpening: false, broken: null };
    worker.onmessage = (message) => {
      begun.said.push(message.data);
      if (message.data.type !== "listening") return;
      // The settings were checked: these texts are on offer.
      const command = /** @type {Command} */ ({
        type: "open",
        device,
        data,
        images: null,
      });
      worker.postMessage(command);
      begun.isOpening = true;
    };
    worker.onerror = (event) => {
      event.preventDefault();
      begun.broken = event.message ?? "";
    };
    return begun;
  } catch {
    // The page tries again, and says what is wrong.
    return null;
  }
}
