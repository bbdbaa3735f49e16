// Figures that were found in storage, checked: whether they are what this page would have stored.

/** @import { EpochRecord, RateChange, WeightDistribution } from "./protocol.d.ts" */
/** @import { Confusion, EpochWeights } from "./run-state.js" */
/** @import { StepSeries } from "./step-series.js" */

import { MAX_BUCKETS } from "./step-series.js";

/** The largest that each figure of an epoch can be; none is below 0. */
const LARGEST = /** @type {const} */ ([
  ["train_loss", Number.MAX_VALUE],
  ["train_accuracy", 1],
  ["test_loss", Number.MAX_VALUE],
  ["test_accuracy", 1],
  ["seconds", Number.MAX_VALUE],
]);

/** @type {readonly (keyof WeightDistribution)[]} */
const WEIGHT_FIGURES = [
  "n_weights",
  "min",
  "lower_whisker",
  "lower_quartile",
  "median",
  "upper_quartile",
  "upper_whisker",
  "max",
  "stddev",
  "grid_from",
  "grid_to",
];

/**
 * Whether a value is a number from 0 to a largest one.
 *
 * @param {unknown} value
 * @param {number} largest
 * @returns {value is number}
 */
export function isWithin(value, largest) {
  return typeof value === "number" && value >= 0 && value <= largest;
}

/**
 * Whether a value is a whole number, 0 or more.
 *
 * @param {unknown} value
 * @returns {value is number}
 */
export function isCount(value) {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

/**
 * Whether a value is a whole number from 0 to a largest one.
 *
 * @param {unknown} value
 * @param {number} most
 * @returns {value is number}
 */
export function isCountTo(value, most) {
  return isCount(value) && value <= most;
}

/**
 * Whether a value is the records of a run's first epochs; none if it was held in the first one.
 *
 * @param {unknown} value
 * @param {number} nEpochs All of the run.
 * @returns {value is readonly EpochRecord[]}
 */
export function isRecords(value, nEpochs) {
  if (!Array.isArray(value) || value.length > nEpochs) return false;
  // A copy has no holes, which `every` would pass over.
  return [...value].every(isRecord);
}

/**
 * @param {EpochRecord | null | undefined} record
 * @param {number} index
 */
function isRecord(record, index) {
  return (
    record?.epoch === index + 1 &&
    LARGEST.every(([figure, largest]) => isWithin(record[figure], largest))
  );
}

/**
 * @param {unknown} value
 * @returns {value is StepSeries}
 */
export function isSeries(value) {
  if (typeof value !== "object" || value === null) return false;
  const { bucketSteps, low, high } = /** @type {Partial<StepSeries>} */ (value);
  return (
    isCount(bucketSteps) &&
    isCount(Math.log2(bucketSteps)) &&
    isNumbers(low) &&
    isNumbers(high) &&
    low.length <= MAX_BUCKETS &&
    low.length === high.length
  );
}

/**
 * @param {unknown} value
 * @returns {value is Confusion | null}
 */
export function isConfusion(value) {
  if (value === null) return true;
  if (typeof value !== "object") return false;
  const { epoch, counts } = /** @type {Partial<Confusion>} */ (value);
  if (!isCount(epoch) || !Array.isArray(counts)) return false;
  return [...counts].every(
    (row) =>
      Array.isArray(row) &&
      row.length === counts.length &&
      [...row].every(isCount),
  );
}

/**
 * @param {unknown} value
 * @returns {value is readonly RateChange[]}
 */
export function isRateChanges(value) {
  if (!Array.isArray(value)) return false;
  return [...value].every(
    (change) =>
      isCount(change?.epoch) &&
      isCount(change.step) &&
      isWithin(change.learning_rate, Number.MAX_VALUE),
  );
}

/**
 * @param {unknown} value
 * @returns {value is readonly EpochWeights[]}
 */
export function isWeights(value) {
  if (!Array.isArray(value)) return false;
  return [...value].every(
    (weights) =>
      isCount(weights?.epochsDone) &&
      Array.isArray(weights.layers) &&
      [...weights.layers].every(isDistribution),
  );
}

/** @param {Partial<WeightDistribution> | null | undefined} layer */
function isDistribution(layer) {
  return (
    typeof layer?.layer === "string" &&
    isNumbers(layer.density) &&
    WEIGHT_FIGURES.every((figure) => typeof layer[figure] === "number")
  );
}

/**
 * @param {unknown} value
 * @returns {value is readonly number[]}
 */
function isNumbers(value) {
  if (!Array.isArray(value)) return false;
  return [...value].every((number) => typeof number === "number");
}
