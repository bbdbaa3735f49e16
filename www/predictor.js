// When to ask the network about the drawing: one question at a time, the latest drawing wins.

/** @import { Command, Stroke } from "./protocol.d.ts" */

/** Least time between two questions about a drawing that has not changed. */
const CALM_MS = 300;

/** After this long an answer counts as lost. */
const LOST_AFTER_MS = 10_000;

/** Asks about the drawing as it changes, and again as the network learns. */
export class Predictor {
  /** @type {(command: Command) => void} */
  #send;
  /** @type {readonly Stroke[]} */
  #strokes = [];
  #open = false;
  #stale = false;
  #drawn = false;
  /** Whether the last question was refused; then the next ones keep the calm pace. */
  #refused = false;
  /** Whether the network, as it is, has no answer to any drawing. */
  #diverged = false;
  #lastRequestId = 0;
  /** @type {number | null} */
  #outstanding = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #timer = 0;

  /** @param {(command: Command) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** Whether a drawing would be answered. */
  get answers() {
    return this.#open && !this.#diverged;
  }

  /**
   * The drawing changed; no strokes means that it was cleared.
   *
   * @param {readonly Stroke[]} strokes
   */
  draw(strokes) {
    this.#strokes = strokes;
    if (strokes.length === 0) {
      this.#outstanding = null;
      // An answer on its way is to the old drawing.
      this.#lastRequestId += 1;
    }
    this.#drawn = true;
    this.#stale = true;
    this.#ask();
  }

  /** The network changed: its answer to the same drawing may have, too. */
  networkChanged() {
    this.#diverged = false;
    this.#stale = true;
    this.#ask();
  }

  /**
   * Whether the worker takes questions; another worker has no memory of the old ones.
   *
   * @param {boolean} open
   */
  setOpen(open) {
    if (open === this.#open) return;
    this.#open = open;
    this.#outstanding = null;
    this.#refused = false;
    this.#diverged = false;
    this.#stale = true;
    this.#ask();
  }

  /**
   * An answer came. Returns whether it is to the last question, about a drawing still there.
   *
   * @param {number} requestId
   */
  answered(requestId) {
    if (requestId !== this.#lastRequestId) return false;
    if (this.#strokes.length === 0) return false;
    this.#outstanding = null;
    this.#refused = false;
    this.#ask();
    return true;
  }

  /**
   * A command that may have been the question was refused. If it was, no answer will come, and
   * the same question again would be refused again.
   *
   * @param {string} code The failure's.
   */
  refused(code) {
    this.#outstanding = null;
    this.#refused = true;
    this.#diverged = code === "diverged";
    this.#ask();
  }

  #ask() {
    clearTimeout(this.#timer);
    if (!this.answers || !this.#stale || this.#strokes.length === 0) return;
    const since = performance.now() - this.#askedAt;
    const waits = this.#outstanding !== null ? LOST_AFTER_MS : CALM_MS;
    const hurries = this.#drawn && this.#outstanding === null && !this.#refused;
    if (since < waits && !hurries) {
      this.#timer = setTimeout(() => this.#ask(), waits - since);
      return;
    }
    this.#stale = false;
    this.#drawn = false;
    this.#askedAt = performance.now();
    this.#lastRequestId += 1;
    this.#outstanding = this.#lastRequestId;
    this.#send({
      type: "predict",
      request_id: this.#lastRequestId,
      strokes: [...this.#strokes],
    });
  }
}
