// What a violin is made of, as plain numbers: its range over the epochs, and shapes between two.

/** @import { WeightDistribution } from "../protocol.d.ts" */

/**
 * The weights that all distributions of one layer reach, so that their violins share an axis.
 *
 * @param {readonly WeightDistribution[]} distributions
 * @returns {[number, number]}
 */
export function rangeOf(distributions) {
  const low = Math.min(...distributions.map(({ grid_from }) => grid_from));
  const high = Math.max(...distributions.map(({ grid_to }) => grid_to));
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [-1, 1];
  // Weights that are all the same have no spread, an axis must.
  return low < high ? [low, high] : [low - 1, high + 1];
}

/**
 * The shape on the way from one distribution to another.
 *
 * @param {WeightDistribution} from
 * @param {WeightDistribution} to
 * @param {number} share 0 is the first, 1 the second.
 * @returns {WeightDistribution}
 */
export function between(from, to, share) {
  if (share >= 1 || from.density.length !== to.density.length) return to;
  const mix = (/** @type {number} */ one, /** @type {number} */ other) =>
    one + (other - one) * share;
  return {
    ...to,
    min: mix(from.min, to.min),
    lower_whisker: mix(from.lower_whisker, to.lower_whisker),
    lower_quartile: mix(from.lower_quartile, to.lower_quartile),
    median: mix(from.median, to.median),
    upper_quartile: mix(from.upper_quartile, to.upper_quartile),
    upper_whisker: mix(from.upper_whisker, to.upper_whisker),
    max: mix(from.max, to.max),
    grid_from: mix(from.grid_from, to.grid_from),
    grid_to: mix(from.grid_to, to.grid_to),
    density: to.density.map((value, index) =>
      mix(from.density[index] ?? 0, value),
    ),
  };
}

/**
 * The points of a violin's right half, lowest weight first: how high, and how wide from 0 to 1.
 *
 * @param {WeightDistribution} distribution
 * @returns {{ weight: number, width: number }[]}
 */
export function halfOutline({ grid_from, grid_to, density }) {
  const widest = Math.max(...density);
  const step = (grid_to - grid_from) / Math.max(1, density.length - 1);
  return density.map((value, index) => ({
    weight: grid_from + index * step,
    width: widest > 0 ? value / widest : 0,
  }));
}
