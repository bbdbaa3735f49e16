// How the figures of two runs that should be the same differ, and that in words.

/** @import { EpochRecord } from "../protocol.d.ts" */
/** @import { PastRun } from "./past-run.js" */

import { dateAndTime, pointsApart } from "../format.js";
import { t } from "../language/translate.js";

/** The figures that a run's settings decide, the losses first. */
const FIGURES = /** @type {const} */ ([
  ["train_loss", t`training loss`],
  ["test_loss", t`test loss`],
  ["train_accuracy", t`training accuracy`],
  ["test_accuracy", t`test accuracy`],
]);

/** @typedef {(typeof FIGURES)[number][0]} FigureName */

/**
 * The largest difference of two runs, over the epochs that both have.
 *
 * @typedef {object} Difference
 * @property {FigureName} figure
 * @property {number} epoch
 * @property {number} by Above 0.
 */

/**
 * @param {readonly EpochRecord[]} records
 * @param {readonly EpochRecord[]} others
 * @returns {Difference | null} Null where all figures are the same to the last digit.
 */
export function differenceOf(records, others) {
  /** @type {Difference | null} */
  let largest = null;
  records.forEach((record, at) => {
    const other = others[at];
    if (other === undefined) return;
    for (const [figure] of FIGURES) {
      const by = Math.abs(record[figure] - other[figure]);
      if (by > (largest?.by ?? 0)) largest = { figure, epoch: at + 1, by };
    }
  });
  return largest;
}

/**
 * Whether a run's figures are those of an earlier one with the same settings.
 *
 * @param {PastRun} run
 * @param {PastRun} other
 * @param {boolean} isReplay
 */
export function differenceText(run, other, isReplay) {
  const subject = isReplay
    ? t`Replayed`
    : t`Same settings, data and device as “${other.name}” of ${dateAndTime(other.startedAt)}`;
  const difference = differenceOf(run.records, other.records);
  if (difference === null) {
    return t`${subject}: ${epochsText(run, other)} the same figures to the last digit.`;
  }
  const { figure, epoch } = difference;
  const name = FIGURES.find(([key]) => key === figure)?.[1];
  const all = t`The figures differ, most the ${name ?? ""} after epoch ${epoch}, by ${apart(difference)}.`;
  return `${subject}: ${all.charAt(0).toLowerCase()}${all.slice(1)}`;
}

/**
 * How many epochs two runs both have.
 *
 * @param {PastRun} run
 * @param {PastRun} other
 */
function epochsText({ records }, { records: others }) {
  const n = Math.min(records.length, others.length);
  const isAll = n === records.length && n === others.length;
  if (n === 1) return isAll ? t`its one epoch has` : t`the first epoch has`;
  return isAll ? t`all ${n} epochs have` : t`the first ${n} epochs have`;
}

/** @param {Difference} difference */
function apart({ figure, by }) {
  if (figure.endsWith("accuracy")) return pointsApart(by);
  return by < 0.001 ? by.toPrecision(2) : by.toFixed(4);
}
