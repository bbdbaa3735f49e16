// The values of every training step, kept in a bounded number of buckets.

/**
 * Most buckets kept: a notebook run (20 epochs of 469 steps) stays exact, longer ones are halved
 * in resolution as often as needed, so that any run takes the same memory and drawing time.
 */
export const MAX_BUCKETS = 16384;

/**
 * @typedef {object} StepSeries
 * @property {number} bucketSteps Steps that share a bucket, a power of two.
 * @property {readonly number[]} low Smallest value of each bucket; NaN where none came.
 * @property {readonly number[]} high Largest value of each bucket; NaN where none came.
 */

/** @type {StepSeries} */
export const EMPTY_SERIES = { bucketSteps: 1, low: [], high: [] };

/**
 * A series with the values of more steps in it.
 *
 * @param {StepSeries} series
 * @param {number} firstStep Steps of the whole run before the first value.
 * @param {readonly number[]} values One value per step.
 * @returns {StepSeries}
 */
export function withSteps(series, firstStep, values) {
  let wide = series;
  const nSteps = firstStep + values.length;
  while (nSteps > MAX_BUCKETS * wide.bucketSteps) wide = halved(wide);
  const low = wide.low.slice();
  const high = wide.high.slice();
  values.forEach((value, offset) => {
    if (!Number.isFinite(value)) return;
    const bucket = Math.floor((firstStep + offset) / wide.bucketSteps);
    while (low.length <= bucket) {
      low.push(Number.NaN);
      high.push(Number.NaN);
    }
    low[bucket] = smaller(low[bucket], value);
    high[bucket] = larger(high[bucket], value);
  });
  return { bucketSteps: wide.bucketSteps, low, high };
}

/**
 * A series without the steps from `nSteps` on: what a run that goes on from a checkpoint keeps.
 *
 * @param {StepSeries} series
 * @param {number} nSteps
 * @returns {StepSeries}
 */
export function firstSteps(series, nSteps) {
  const nBuckets = Math.floor(nSteps / series.bucketSteps);
  return {
    bucketSteps: series.bucketSteps,
    low: series.low.slice(0, nBuckets),
    high: series.high.slice(0, nBuckets),
  };
}

/**
 * @param {StepSeries} series
 * @returns {StepSeries}
 */
function halved({ bucketSteps, low, high }) {
  /** @type {number[]} */
  const halfLow = [];
  /** @type {number[]} */
  const halfHigh = [];
  for (let bucket = 0; bucket < low.length; bucket += 2) {
    halfLow.push(smaller(low[bucket], low[bucket + 1]));
    halfHigh.push(larger(high[bucket], high[bucket + 1]));
  }
  return { bucketSteps: bucketSteps * 2, low: halfLow, high: halfHigh };
}

/**
 * The smaller of two values where either may be missing.
 *
 * @param {number | undefined} a
 * @param {number | undefined} b
 */
function smaller(a = Number.NaN, b = Number.NaN) {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}

/**
 * The larger of two values where either may be missing.
 *
 * @param {number | undefined} a
 * @param {number | undefined} b
 */
function larger(a = Number.NaN, b = Number.NaN) {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.max(a, b);
}
