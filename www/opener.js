// Opens device and data in the worker: the last choice always wins, and the worker has the module for it.

/** @import { Client } from "./client.js" */
/** @import { OwnFiles } from "./own-data.js" */
/** @import { Command, Failure } from "./protocol.d.ts" */
/** @import { Page } from "./actions.js" */

import { t } from "./language/translate.js";
import { filesOf } from "./own-data.js";
import { CUSTOM_DATA } from "./settings.js";

/** @type {Failure} */
export const NO_READER = {
  code: "files",
  message: t`The part of this page that reads files could not be loaded.`,
  advice: t`Check the connection, then try again.`,
};

/** Knows what was last opened; the visitor may have chosen anew while it was opening. */
export class Opener {
  /** @type {Client} */
  #client;
  /** @type {Page} */
  #page;
  /** @type {{ device: string, data: string, own: OwnFiles | null }} */
  #opened = { device: "", data: "auto", own: null };
  /** Of own files, the last one that began. */
  #reading = new AbortController();
  #isReading = false;

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
    const wanted = this.#wanted();
    const opening = this.#client.opening();
    this.#reading.abort();
    this.#isReading = false;
    this.#opened = opening === null ? wanted : { ...opening, own: null };
    this.#page.dispatch({ type: "open_requested" });
    if (opening !== null) return;
    const { device, data, own } = wanted;
    const serves = await this.#client.serves(device);
    // Another choice was made meanwhile, which is opened instead.
    if (this.isOutdated()) return this.open();
    if (!serves) return this.start();
    if (own !== null) return this.#openOwn(own);
    // The settings were checked: these texts are on offer.
    const command = { type: "open", device, data, images: null };
    this.#client.send(/** @type {Command} */ (command));
  }

  /** Another choice was made while files are read: it does not wait for them. */
  hurry() {
    if (this.#isReading && this.isOutdated()) this.open();
  }

  /**
   * Has the visitor's files read, then opens what they hold.
   *
   * @param {OwnFiles} own
   */
  async #openOwn(own) {
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const { device } = this.#opened;
    const { dispatch } = this.#page;
    this.#isReading = true;
    const read = await import("./files/data-reader.js")
      .then(({ readData }) => readData(own, device, dispatch, signal))
      .catch(() => ({
        type: /** @type {const} */ ("failed"),
        failure: NO_READER,
      }));
    // Whoever ended the reading opens something else.
    if (signal.aborted) return;
    this.#isReading = false;
    // Nor is there anything to open where the worker has broken meanwhile.
    if (this.#page.state().worker !== "opening") return;
    if (read.type === "failed") {
      dispatch({ type: "files_failed", failure: read.failure });
    }
    if (read.type !== "data") return;
    const { own: told, images } = read;
    dispatch({ type: "files_read", told });
    const data = CUSTOM_DATA;
    const command = /** @type {Command} */ ({
      type: "open",
      device,
      data,
      images,
    });
    this.#client.send(command, [images.buffer]);
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
