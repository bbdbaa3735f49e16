// Plays the epochs through, smoothly or, for who prefers less motion, one after the other.

/** How long one epoch takes at most, and all of them together. */
const EPOCH_MS = 500;
const ALL_MS = 12_000;

/**
 * @typedef {object} PlayerOptions
 * @property {() => number} lastPosition Of the epochs there are now, the first being 0.
 * @property {(position: number) => void} onMove
 * @property {(isPlaying: boolean) => void} onTurn
 */

/** Moves a position from epoch to epoch until the last one. */
export class EpochPlayer {
  /** @type {PlayerOptions} */
  #options;
  /** @type {{ position: number, time: number } | null} Where and when the last move was. */
  #moved = null;

  /** @param {PlayerOptions} options */
  constructor(options) {
    this.#options = options;
  }

  get isPlaying() {
    return this.#moved !== null;
  }

  /**
   * Plays on from a position, from the start if that is the end, or stops.
   *
   * @param {number} position
   */
  toggle(position) {
    if (this.isPlaying) {
      this.stop();
      return;
    }
    const from = position >= this.#options.lastPosition() ? 0 : position;
    this.#moved = { position: from, time: performance.now() };
    this.#options.onTurn(true);
    this.#options.onMove(from);
    requestAnimationFrame((time) => this.#move(time));
  }

  /** Stops at a whole epoch. */
  stop() {
    if (this.#moved === null) return;
    const { position } = this.#moved;
    this.#moved = null;
    this.#options.onTurn(false);
    this.#options.onMove(Math.round(position));
  }

  /** @param {number} time */
  #move(time) {
    if (this.#moved === null) return;
    const last = this.#options.lastPosition();
    const epochMs = Math.min(EPOCH_MS, ALL_MS / Math.max(1, last));
    const elapsedMs = Math.max(0, time - this.#moved.time);
    const position = this.#moved.position + elapsedMs / epochMs;
    this.#moved = { position: Math.min(position, last), time };
    if (position >= last) {
      this.stop();
      return;
    }
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#options.onMove(isCalm ? Math.floor(position) : position);
    requestAnimationFrame((next) => this.#move(next));
  }
}
