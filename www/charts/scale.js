// From values to pixels: linear scales, and ticks at round numbers.

/**
 * How the values of an axis are placed and labelled.
 *
 * @typedef {object} Axis
 * @property {typeof linearScale} scale
 * @property {(range: readonly [number, number], most: number) => Tick[]} ticks At most about so many.
 */

/** A label may be empty: the tick is a line alone. @typedef {{ value: number, label: string }} Tick */

/**
 * An axis whose ticks are at round numbers.
 *
 * @param {(value: number, decimals: number) => string} label
 * @returns {Axis}
 */
export function linearAxis(label) {
  return {
    scale: linearScale,
    ticks: (range, most) => {
      const { ticks, step } = roundTicks(range, most);
      const decimals = decimalsOf(step);
      return ticks.map((value) => ({ value, label: label(value, decimals) }));
    },
  };
}

/**
 * A function that maps `from` linearly onto `to`.
 *
 * @param {readonly [number, number]} from
 * @param {readonly [number, number]} to
 * @returns {(value: number) => number}
 */
export function linearScale([from0, from1], [to0, to1]) {
  const slope = (to1 - to0) / (from1 - from0 || 1);
  return (value) => to0 + (value - from0) * slope;
}

/**
 * Round numbers within a range, at most about `most` of them.
 *
 * @param {readonly [number, number]} range
 * @param {number} most
 * @param {number} [leastStep] No closer together than this.
 * @returns {{ ticks: number[], step: number }}
 */
export function roundTicks([low, high], most, leastStep = 0) {
  const step = Math.max(roundStep((high - low) / Math.max(1, most)), leastStep);
  /** @type {number[]} */
  const ticks = [];
  const last = Math.floor(high / step + 1e-9);
  for (let index = Math.ceil(low / step - 1e-9); index <= last; index += 1) {
    ticks.push(index * step);
  }
  return { ticks, step };
}

/**
 * The smallest of 1, 2, 5 times a power of ten that is not below a step.
 *
 * @param {number} step
 */
function roundStep(step) {
  if (!(step > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5].find((round) => round * power >= step * (1 - 1e-9));
  return (factor ?? 10) * power;
}

/**
 * Decimals that tell ticks of a step apart.
 *
 * @param {number} step
 */
export function decimalsOf(step) {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
