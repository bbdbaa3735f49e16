// Opens device and data in the worker: the last choice always wins, and the worker has the module for it.

/** @import { Client } from "./client.js" */
/** @import { OwnFiles } from "./own-data.js" */
/** @import { Command } from "./protocol.d.ts" */
/** @import { Action, State } from "./state.js" */

import { CUSTOM_DATA, filesOf } from "./own-data.js";

/**
 * What it does on the page.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {(input: Action) => void} dispatch
 */

/** Knows what was last opened; the visitor may have chosen anew while it was opening. */
export class Opener {
  /** @type {Client} */
  #client;
  /** @type {Page} */
  #page;
  /** @type {{ device: string, data: string, own: OwnFiles | null }} */
  #opened = { device: "", data: "auto", own: null };

  /**
   * @param {Client} client
   * @param {Page} page
   */
  constructor(client, page) {
    this.#client = client;
    this.#page = page;
  }

  /** Starts a worker, or another one. */
  start() {
    this.#page.dispatch({ type: "worker_started" });
    this.#client.start(this.#page.state().settings.device);
  }

  /**
   * Opens device and data as they are chosen, in another worker if this one's module lacks the device.
   *
   * @returns {Promise<void>}
   */
  async open() {
    const { device, data, own } = this.#wanted();
    this.#opened = { device, data, own };
    this.#page.dispatch({ type: "open_requested" });
    const serves = await this.#client.serves(device);
    // Another choice was made meanwhile, which is opened instead.
    if (this.isOutdated()) return this.open();
    if (!serves) return this.start();
    // The settings were checked: these texts are on offer.
    const { files, transposed } = own ?? { files: [], transposed: false };
    const command = { type: "open", device, data, files, transposed };
    this.#client.send(/** @type {Command} */ (command));
  }

  /** Opens device and data again, with another worker where there is none. */
  revive() {
    if (this.#page.state().worker === "ended") this.start();
    else this.open();
  }

  /** Whether another device or other data were chosen than were opened. */
  isOutdated() {
    const { device, data, own } = this.#wanted();
    const { device: oldDevice, data: oldData, own: oldOwn } = this.#opened;
    return device !== oldDevice || data !== oldData || own !== oldOwn;
  }

  /** What is chosen; own data without files is not, so that what was open before stays. */
  #wanted() {
    const { settings, own: ownData } = this.#page.state();
    const { device, data } = settings;
    const own = filesOf(settings, ownData);
    const isOpen = data !== CUSTOM_DATA || own !== null;
    return isOpen ? { device, data, own } : { ...this.#opened, device };
  }
}
