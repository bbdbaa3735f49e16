// Axes on a log scale, with ticks at 1, 2 and 5 of each decade.

/** @import { Axis, Tick } from "../charts/scale.js" */

import { decimalsOf, linearScale, roundTicks } from "../charts/scale.js";

/** How many plain ticks' room a decade needs for labels at 2 and 5 too. */
const ROOM_OF_ALL = 1.1;

/** Labels that fit where one plain tick does. */
const LABELS_PER_TICK = 2;

/** A bound that falls on a tick has it. */
const SLACK = 1e-9;

/**
 * What a chart has on a log scale: the values themselves, or what is missing of them.
 *
 * @typedef {object} LogFigure
 * @property {(value: number) => number} amount Of a value, above 0; and the value of an amount.
 * @property {(amount: number) => string} label
 * @property {number} logOfNone Where an amount stands that is not above 0, by its logarithm.
 */

/** @type {LogFigure} */
export const LOG_LOSS = {
  amount: (loss) => loss,
  label: (loss) =>
    loss < 1e-4 ? loss.toExponential(0).replace("-", "−") : String(loss),
  // Nowhere: it leaves no mark.
  logOfNone: Number.NaN,
};

/** The best accuracies stand far apart: what is on the log scale is the error. @type {LogFigure} */
export const LOG_ERROR = {
  amount: (accuracy) => 1 - accuracy,
  label: (error) => {
    const decimals = Math.max(0, decimalsOf(error) - 2);
    return `${((1 - error) * 100).toFixed(decimals)} %`;
  },
  // Far above the plot: steps without an error run off it, and those with one do not stand alone.
  logOfNone: -20,
};

/**
 * An axis by decades.
 *
 * @param {LogFigure} figure
 * @param {(value: number, decimals: number) => string} plainLabel For ranges within two ticks.
 * @returns {Axis}
 */
export function logAxis({ amount, label, logOfNone }, plainLabel) {
  const log = (/** @type {number} */ value) =>
    amount(value) > 0 ? Math.log10(amount(value)) : logOfNone;
  return {
    scale: ([low, high], pixels) => {
      const place = linearScale([log(low), log(high)], pixels);
      return (value) => place(log(value));
    },
    ticks: (range, most) => {
      const logs = range.map(log);
      const low = Math.min(...logs);
      const high = Math.max(...logs);
      const ticks = ticksBetween(low, high, most, label);
      if (ticks.length < 2) return plainTicks(range, most, plainLabel);
      return ticks.map((tick) => ({ ...tick, value: amount(tick.value) }));
    },
  };
}

/**
 * The amounts of 1, 2 and 5 of each decade; where decades are close, only tens have labels.
 *
 * @param {number} low The logarithm of the least amount.
 * @param {number} high
 * @param {number} most
 * @param {LogFigure["label"]} label
 * @returns {Tick[]}
 */
function ticksBetween(low, high, most, label) {
  const areAllLabelled = most >= ROOM_OF_ALL * (high - low);
  const every = Math.ceil((high - low) / (LABELS_PER_TICK * most));
  /** @type {Tick[]} */
  const ticks = [];
  for (let power = Math.floor(low); power <= high; power += 1) {
    for (const factor of [1, 2, 5]) {
      const at = power + Math.log10(factor);
      if (at < low - SLACK || at > high + SLACK) continue;
      const isTen = factor === 1 && power % every === 0;
      // By way of a text: 5 · 10 ** −3 is not quite 0.005.
      const value = Number(`${factor}e${power}`);
      ticks.push({
        value,
        label: areAllLabelled || isTen ? label(value) : "",
      });
    }
  }
  return ticks;
}

/**
 * @param {readonly [number, number]} range
 * @param {number} most
 * @param {(value: number, decimals: number) => string} label
 * @returns {Tick[]}
 */
function plainTicks(range, most, label) {
  const { ticks, step } = roundTicks(range, most);
  const decimals = decimalsOf(step);
  return ticks.map((value) => ({ value, label: label(value, decimals) }));
}
