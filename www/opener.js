// Opens device and data in the worker: the last choice always wins, and the worker has the module for it.

/** @import { Client } from "./client.js" */
/** @import { Command } from "./protocol.d.ts" */
/** @import { Page } from "./actions.js" */

/** Knows what was last opened; the visitor may have chosen anew while it was opening. */
export class Opener {
  /** @type {Client} */
  #client;
  /** @type {Page} */
  #page;
  #opened = { device: "", data: "" };

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
    this.#client.start(this.#page.state().settings);
  }

  /**
   * Opens device and data as they are chosen, in another worker if this one's module lacks the device.
   *
   * @returns {Promise<void>}
   */
  async open() {
    const { device, data } = this.#page.state().settings;
    const opening = this.#client.opening();
    this.#opened = opening ?? { device, data };
    this.#page.dispatch({ type: "open_requested" });
    if (opening !== null) return;
    const serves = await this.#client.serves(device);
    // Another choice was made meanwhile, which is opened instead.
    if (this.isOutdated()) return this.open();
    if (!serves) return this.start();
    // The settings were checked: these texts are on offer.
    this.#client.send(/** @type {Command} */ ({ type: "open", device, data }));
  }

  /** Opens device and data again, with another worker where there is none. */
  revive() {
    if (this.#page.state().worker === "ended") this.start();
    else this.open();
  }

  /** Whether another device or other data were chosen than were opened. */
  isOutdated() {
    const { device, data } = this.#page.state().settings;
    return device !== this.#opened.device || data !== this.#opened.data;
  }
}
