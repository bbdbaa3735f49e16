// What a chart draws when it is zoomed, smoothed or on a log scale.

/** @import { ChartData } from "../charts/line-chart.js" */
/** @import { Line } from "../charts/marks.js" */
/** @import { StepSeries } from "../step-series.js" */
/** @import { LogFigure } from "./log-axis.js" */
/** @import { Range } from "./zoom-range.js" */

import { EMPTY_SERIES } from "../step-series.js";
import { logAxis } from "./log-axis.js";
import { smoothed } from "./smoothing.js";

/** Room above and below what is in sight, as a share of it. */
const ROOM = 0.06;

/** The least amounts of single steps would stretch a log scale by decades: so many are cut off. */
const CUT_SHARE = 0.05;

/**
 * @typedef {object} Shaping
 * @property {Range | null} range Epochs in sight; null for all.
 * @property {number} smoothing
 * @property {LogFigure | null} log Null is a linear scale.
 * @property {readonly [number, number]} bounds Values that there can be.
 * @property {(value: number, decimals: number) => string} yLabel
 */

/**
 * @param {ChartData} data
 * @param {Shaping} shaping
 * @returns {ChartData}
 */
export function shapedData(data, { range, smoothing, log, bounds, yLabel }) {
  const xRange = range ?? data.xRange;
  const shaped = {
    ...data,
    xRange,
    smoothed: smoothing > 0 ? smoothed(data.steps, smoothing) : null,
  };
  if (log === null && range === null) return shaped;
  const lines = data.lines.flatMap((line) => valuesInSight(line, xRange));
  const inSight = (/** @type {StepSeries} */ series) =>
    stepsInSight(series, data.stepsPerEpoch, xRange);
  const steps = inSight(data.steps);
  if (log === null) {
    return { ...shaped, yRange: linearRange([...lines, ...steps], bounds) };
  }
  const yRange = logRange(
    lines,
    [steps, inSight(shaped.smoothed ?? EMPTY_SERIES)],
    log,
  );
  return { ...shaped, yRange, yAxis: logAxis(log, yLabel) };
}

/**
 * The values of a line at its epochs, and where it comes into sight and leaves it.
 *
 * @param {Pick<Line, "points">} line
 * @param {Range} range
 */
export function valuesInSight({ points }, [low, high]) {
  /** @type {number[]} */
  const values = [];
  points.forEach((point, index) => {
    if (point.x >= low && point.x <= high) values.push(point.y);
    const next = points[index + 1];
    if (next === undefined) return;
    for (const edge of [low, high]) {
      if (point.x >= edge || next.x <= edge) continue;
      const share = (edge - point.x) / (next.x - point.x);
      values.push(point.y + share * (next.y - point.y));
    }
  });
  return values.filter((value) => Number.isFinite(value));
}

/**
 * The least and largest values of each bucket in sight.
 *
 * @param {StepSeries} series
 * @param {number} stepsPerEpoch
 * @param {Range} range
 */
function stepsInSight({ bucketSteps, low, high }, stepsPerEpoch, range) {
  const [first, end] = range.map((x) => (x * stepsPerEpoch) / bucketSteps);
  const from = Math.max(0, Math.floor(first ?? 0));
  const to = Math.ceil(end ?? 0);
  return [...low.slice(from, to), ...high.slice(from, to)].filter((value) =>
    Number.isFinite(value),
  );
}

/**
 * @param {readonly number[]} values
 * @param {readonly [number, number]} bounds
 * @returns {[number, number]}
 */
function linearRange(values, [least, most]) {
  const [low, high] = extent(values) ?? [0, 1];
  const room = (high - low || Math.abs(high) || 1) * ROOM;
  return [Math.max(least, low - room), Math.min(most, high + room)];
}

/**
 * The range of amounts above 0, from the value of the one end to that of the other as on a linear
 * axis: upwards.
 *
 * @param {readonly number[]} lines
 * @param {readonly (readonly number[])[]} series Of steps.
 * @param {LogFigure} log
 * @returns {[number, number]}
 */
function logRange(lines, series, { amount }) {
  const above = (/** @type {readonly number[]} */ values) =>
    Float64Array.from(values, amount).filter((value) => value > 0);
  const ofSteps = series.flatMap((values) => {
    const sorted = above(values).sort();
    const shown = sorted.subarray(Math.floor(sorted.length * CUT_SHARE));
    return [...shown.subarray(0, 1), ...shown.subarray(-1)];
  });
  const [low, high] = extent([...above(lines), ...ofSteps]) ?? [0.01, 1];
  const room = Math.max((high / low) ** ROOM, 1.02);
  const [first, last] = [amount(low / room), amount(high * room)];
  return first < last ? [first, last] : [last, first];
}

/**
 * @param {readonly number[]} values
 * @returns {[number, number] | null} Null of none.
 */
function extent(values) {
  if (values.length === 0) return null;
  const low = values.reduce((least, value) => Math.min(least, value));
  return [low, values.reduce((most, value) => Math.max(most, value))];
}
