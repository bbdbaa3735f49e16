// The only module that owns the worker: starts it, ends it, sends commands, delivers events.

/** @import { Command, Event, Failure } from "./protocol.d.ts" */
/** @import { Settings } from "./settings.js" */
/** @import { WorkerModule } from "./worker-module.js" */

import { moduleFor } from "./worker-module.js";

/**
 * The scripts that load a WebAssembly module into a worker, beside index.html.
 *
 * @type {Record<WorkerModule, URL>}
 */
const LOADERS = {
  cpu: new URL("../worker_cpu_loader.js", import.meta.url),
  webgpu: new URL("../worker_webgpu_loader.js", import.meta.url),
};

/** How long the worker may be silent at first before the page says so. */
const SLOW_AFTER_SECONDS = 30;

/** The smallest module with a SIMD instruction: `i8x16.splat`, then `i8x16.popcnt`. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8,
  0, 65, 0, 253, 15, 253, 98, 11,
]);

/**
 * @typedef {object} Listener
 * @property {(event: Event) => void} onEvent
 * @property {(detail: string) => void} onCrash The worker broke and is gone already.
 * @property {(seconds: number) => void} onSlow
 * @property {(failure: Failure) => void} onUnsupported
 */

/** The worker's owner. One worker at most lives at a time; an ended one is never heard again. */
export class Client {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Listener} */
  #listener;
  #slowTimer = 0;
  /** Counts the workers wanted: one that is no longer wanted when its module is known never starts. */
  #wanted = 0;
  /** @type {WorkerModule | null} */
  #module = null;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /**
   * Starts a worker for a device, ending the one before it.
   *
   * @param {Settings["device"]} device
   */
  async start(device) {
    this.end();
    const missing = missingFeature();
    if (missing !== null) {
      this.#listener.onUnsupported(missing);
      return;
    }
    const wanted = this.#wanted;
    this.#slowTimer = setTimeout(
      () => this.#listener.onSlow(SLOW_AFTER_SECONDS),
      SLOW_AFTER_SECONDS * 1000,
    );
    const module = await moduleFor(device);
    if (wanted === this.#wanted) this.#launch(module);
  }

  /**
   * Whether the worker can compute on a device, as far as its module goes.
   *
   * @param {Settings["device"]} device
   */
  async serves(device) {
    return this.#module === "webgpu" || (await moduleFor(device)) === "cpu";
  }

  /** @param {WorkerModule} module */
  #launch(module) {
    let worker;
    try {
      worker = moduleWorker(LOADERS[module]);
    } catch (error) {
      // As in a frame that may not start workers.
      this.#crash(String(error));
      return;
    }
    if (worker === null) {
      this.end();
      this.#listener.onUnsupported(unsupported("module workers"));
      return;
    }
    this.#module = module;
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#deliver(data);
    worker.onmessageerror = () => this.#crash("a message could not be read");
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message ?? "");
    };
  }

  /** The module of the worker there is, or null. */
  get module() {
    return this.#module;
  }

  /** Ends the worker, whatever it is doing. */
  end() {
    clearTimeout(this.#slowTimer);
    this.#wanted += 1;
    const worker = this.#worker;
    if (worker === null) return;
    this.#worker = null;
    this.#module = null;
    worker.onmessage = null;
    worker.onmessageerror = null;
    worker.onerror = null;
    worker.terminate();
  }

  /**
   * Sends a command; without a worker it is dropped.
   *
   * @param {Command} command
   */
  send(command) {
    this.#worker?.postMessage(command);
  }

  /** @param {Event} event */
  #deliver(event) {
    clearTimeout(this.#slowTimer);
    this.#listener.onEvent(event);
  }

  /** @param {string} detail */
  #crash(detail) {
    this.end();
    this.#listener.onCrash(detail);
  }
}

/**
 * What this browser lacks, or null.
 *
 * @returns {Failure | null}
 */
function missingFeature() {
  if (typeof Worker === "undefined") return unsupported("web workers");
  if (typeof WebAssembly === "undefined") return unsupported("WebAssembly");
  if (!WebAssembly.validate(SIMD_MODULE)) {
    return unsupported("WebAssembly SIMD");
  }
  return null;
}

/**
 * Starts the worker as a module; null where the browser does not know such workers, which shows in
 * that it never asks for the option.
 *
 * @param {URL} loader
 */
function moduleWorker(loader) {
  let asked = false;
  /** @type {WorkerOptions} */
  const options = {
    name: "kindling",
    get type() {
      asked = true;
      return /** @type {const} */ ("module");
    },
  };
  const worker = new Worker(loader, options);
  if (asked) return worker;
  worker.terminate();
  return null;
}

/**
 * @param {string} feature
 * @returns {Failure}
 */
function unsupported(feature) {
  return {
    code: "unsupported",
    message: `This browser has no ${feature}, which training needs.`,
    advice:
      "Open this page in a current Chrome, Edge, Firefox or Safari (16.4 or later).",
  };
}
