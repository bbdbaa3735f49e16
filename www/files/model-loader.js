// Load model: reads a file of Download model and hands its network to the worker that trains.

/** @import { Page } from "../actions.js" */
/** @import { Command } from "../protocol.d.ts" */

import { read } from "./reader.js";

/** One reading at a time: the file picked last counts. */
export class ModelLoader {
  /** @type {Page} */
  #page;
  /** @type {(command: Command, transfer: Transferable[]) => void} */
  #send;
  #reading = new AbortController();
  #lastRequestId = 0;

  /**
   * @param {Page} page
   * @param {(command: Command, transfer: Transferable[]) => void} send
   */
  constructor(page, send) {
    this.#page = page;
    this.#send = send;
  }

  /** @param {File} file */
  async load(file) {
    this.#reading.abort();
    this.#reading = new AbortController();
    const { signal } = this.#reading;
    const { dataset } = this.#page.state();
    const format = dataset?.format ?? null;
    const answer = await read({ type: "read_model", format }, [file], signal);
    if (signal.aborted) return;
    if (answer.type === "failed") {
      const { failure } = answer;
      this.#page.dispatch({ type: "noticed", failure });
    }
    if (answer.type !== "model") return;
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    const { checkpoint, config } = answer;
    const model = { requestId, fileName: file.name, model: config.model };
    this.#page.dispatch({ type: "model_read", model });
    this.#send(
      {
        type: "load_model",
        request_id: requestId,
        checkpoint,
      },
      [checkpoint.buffer],
    );
  }
}
