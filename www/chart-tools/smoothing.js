// The values of every step, smoothed as TensorBoard does it.

/** @import { StepSeries } from "../step-series.js" */

/** Beyond it a curve says nothing of its last thousand steps. */
export const MOST_SMOOTHING = 0.99;

/**
 * An exponential moving average that begins at 0 and is divided by the weight that it has had so far,
 * so that it is not drawn to 0 at its start: after n values,
 *
 *     average = weight · average + (1 − weight) · value
 *     smoothed = average / (1 − weight ** n)
 *
 * A value that is missing is left out of both. A bucket of several steps counts as so many steps of
 * its middle value.
 *
 * Source: `classicSmoothing` in TensorBoard's
 * <https://github.com/tensorflow/tensorboard/blob/master/tensorboard/webapp/widgets/line_chart_v2/data_transformer.ts>.
 *
 * @param {StepSeries} series
 * @param {number} weight 0, which changes nothing, to below 1.
 * @returns {StepSeries} Lowest and highest value of a bucket are the same.
 */
export function smoothed(series, weight) {
  const { bucketSteps, low, high } = series;
  const bucketWeight = weight ** bucketSteps;
  let average = 0;
  let missing = 1;
  const values = low.map((least, bucket) => {
    const value = (least + (high[bucket] ?? Number.NaN)) / 2;
    if (!Number.isFinite(value)) return Number.NaN;
    average = bucketWeight * average + (1 - bucketWeight) * value;
    missing *= bucketWeight;
    return average / (1 - missing);
  });
  return { bucketSteps, low: values, high: values };
}
