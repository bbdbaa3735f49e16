// Seeded random numbers, the same for everybody.

/** Mulberry32. */
export class Random {
  #state;

  /** @param {number} seed */
  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 to below 1. */
  share() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /**
   * A whole number from 0 to below a bound.
   *
   * @param {number} bound
   */
  below(bound) {
    return Math.floor(this.share() * bound);
  }

  /**
   * One of a list.
   *
   * @template T
   * @param {readonly T[]} list
   * @returns {T}
   */
  of(list) {
    return /** @type {T} */ (list[this.below(list.length)]);
  }
}
