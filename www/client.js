// The only module that owns the worker: starts it, ends it, sends commands, delivers events.

/** @import { Command, Event, Failure } from "./protocol.d.ts" */
/** @import { FirstWorker } from "./first-worker.js" */
/** @import { Settings } from "./settings.js" */
/** @import { WorkerModule } from "./worker-module.js" */

import { takeFirstWorker } from "./first-worker.js";
import { inLanguage, t } from "./language/translate.js";
import { moduleFor } from "./worker-module.js";
import { startWorker } from "./worker-start.js";

/** How long the worker may be silent, at first or in a run, before the page says so. */
const SLOW_AFTER_SECONDS = 30;

/** How often it is looked whether the worker has spoken: a tab that is frozen meanwhile counts none. */
const LOOK_EVERY_SECONDS = 5;

/** The smallest module with a SIMD instruction: `i8x16.splat`, then `i8x16.popcnt`. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8,
  0, 65, 0, 253, 15, 253, 98, 11,
]);

/** @typedef {Pick<Settings, "device" | "data">} Wish */

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
  #watchTimer = 0;
  #silentSeconds = 0;
  /** Counts the workers wanted: one that is no longer wanted when its module is known never starts. */
  #wanted = 0;
  /** @type {WorkerModule | null} */
  #module = null;
  /** What the worker opens unasked, as it does if it is the visit's first. @type {Wish | null} */
  #opening = null;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /**
   * Starts a worker for a device, ending the one before it.
   *
   * @param {Wish} wish
   */
  async start(wish) {
    this.end();
    const { device, data } = wish;
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
    const first = await takeFirstWorker(wish);
    const module = first?.module ?? (await moduleFor(device));
    if (wanted !== this.#wanted) {
      first?.worker.terminate();
      return;
    }
    this.#opening = first?.isOpening ? { device, data } : null;
    this.#launch(module, first);
  }

  /** What the worker opens unasked, once: whoever asks again asks for another opening. */
  opening() {
    const opening = this.#opening;
    this.#opening = null;
    return opening;
  }

  /**
   * Whether the worker can compute on a device, as far as its module goes.
   *
   * @param {Settings["device"]} device
   */
  async serves(device) {
    return this.#module === "webgpu" || (await moduleFor(device)) === "cpu";
  }

  /**
   * @param {WorkerModule} module
   * @param {FirstWorker | null} first A worker that was started for it already.
   */
  #launch(module, first) {
    let worker;
    try {
      worker = first?.worker ?? startWorker(module);
    } catch (error) {
      // As in a frame that may not start workers.
      this.#crash(String(error));
      return;
    }
    if (worker === null) {
      this.end();
      this.#listener.onUnsupported(unsupported(t`module workers`));
      return;
    }
    this.#module = module;
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#deliver(data);
    worker.onmessageerror = () => this.#crash(t`a message could not be read`);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message ?? "");
    };
    for (const event of first?.said ?? []) this.#deliver(event);
    if (first && first.broken !== null) this.#crash(first.broken);
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
   * @param {Transferable[]} [transfer] What of it is given away instead of copied.
   */
  send(command, transfer = []) {
    this.#worker?.postMessage(command, transfer);
  }

  /**
   * Watches whether the worker speaks while it must: a worker can end without a word.
   *
   * @param {boolean} mustSpeak
   */
  watch(mustSpeak) {
    if (mustSpeak === (this.#watchTimer !== 0)) return;
    clearInterval(this.#watchTimer);
    this.#silentSeconds = 0;
    this.#watchTimer = mustSpeak
      ? setInterval(() => this.#look(), LOOK_EVERY_SECONDS * 1000)
      : 0;
  }

  #look() {
    this.#silentSeconds += LOOK_EVERY_SECONDS;
    if (this.#silentSeconds === SLOW_AFTER_SECONDS) {
      this.#listener.onSlow(SLOW_AFTER_SECONDS);
    }
  }

  /** @param {Event} event */
  #deliver(event) {
    clearTimeout(this.#slowTimer);
    this.#silentSeconds = 0;
    this.#listener.onEvent(inLanguage(event));
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
  if (typeof Worker === "undefined") return unsupported(t`web workers`);
  if (typeof WebAssembly === "undefined") return unsupported(t`WebAssembly`);
  if (!WebAssembly.validate(SIMD_MODULE)) {
    return unsupported(t`WebAssembly SIMD`);
  }
  return null;
}

/**
 * @param {string} feature
 * @returns {Failure}
 */
function unsupported(feature) {
  return {
    code: "unsupported",
    message: t`This browser has no ${feature}, which training needs.`,
    advice: t`Open this page in a current Chrome, Edge, Firefox or Safari (16.4 or later).`,
  };
}
