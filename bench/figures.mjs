// From rounds to figures: medians, spreads and ratios.

import { BATCH_SIZE } from "./networks.js";

/** @import { Measured } from "./rounds.mjs" */

/**
 * @typedef {object} Figures
 * @property {number} median_ms A step's.
 * @property {number} min_ms
 * @property {number} max_ms
 * @property {number} samples_per_second At the median.
 * @property {number | null} ratio_of_medians Its time by Kindling's: above 1, Kindling is faster.
 * @property {number | null} median_of_ratios The same by the median of each round's ratio.
 */

/**
 * @param {Measured} measured
 * @param {Measured | undefined} kindling
 * @returns {Figures | null} Null where nothing was measured.
 */
export function figuresOf(measured, kindling) {
  const own = stepTimes(measured);
  if (own.length === 0) return null;
  const base = kindling ? stepTimes(kindling) : [];
  const pairs = own.slice(0, base.length).map((ms, i) => ms / base[i]);
  const middle = median(own);
  return {
    median_ms: middle,
    min_ms: Math.min(...own),
    max_ms: Math.max(...own),
    samples_per_second: (BATCH_SIZE * 1000) / middle,
    ratio_of_medians: base.length > 0 ? middle / median(base) : null,
    median_of_ratios: pairs.length > 0 ? median(pairs) : null,
  };
}

/** @param {Measured} measured */
function stepTimes({ rounds }) {
  return rounds.map(({ seconds, n_steps }) => (seconds * 1000) / n_steps);
}

/** @param {readonly number[]} values At least one. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
