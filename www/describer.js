// When to ask for the layer table: whenever the architecture has changed.

/** @import { Architecture, Command, ImageFormat } from "./protocol.d.ts" */

/** Asks for the table of each architecture once; only the last one's is wanted. */
export class Describer {
  /** @type {(command: Command) => void} */
  #send;
  /** The architecture last asked about, and what it was to read, as JSON. */
  #described = "";
  #lastRequestId = 0;

  /** @param {(command: Command) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** Another worker begins, which has been asked nothing. */
  forget() {
    this.#described = "";
  }

  /**
   * Takes the architecture as it is now.
   *
   * @param {Architecture | null} architecture Null while it is not right: its table stays.
   * @param {ImageFormat | null} format Of the data; null before there is any.
   */
  follow(architecture, format) {
    const described = JSON.stringify([architecture, format]);
    if (architecture === null || described === this.#described) return;
    this.#described = described;
    this.#lastRequestId += 1;
    this.#send({
      type: "summarize",
      request_id: this.#lastRequestId,
      architecture,
    });
  }

  /**
   * Whether an answer is about the architecture as it is now.
   *
   * @param {number} requestId
   */
  answered(requestId) {
    return requestId === this.#lastRequestId;
  }
}
