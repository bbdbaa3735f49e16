// The figures that a run and the notebook both have: taken from either, and written.

/** @import { EpochRecord, Reported } from "./protocol.d.ts" */

import { loss, lossApart, percent, pointsApart, tenths } from "./format.js";
import { meanSeconds, notebookSeconds } from "./notebook-plan.js";

/**
 * What the visitor's run and the notebook have, and how both and their difference are written.
 *
 * @typedef {object} ComparedFigure
 * @property {(last: EpochRecord, records: readonly EpochRecord[]) => number | null} own
 * @property {(reported: Reported) => number | null} notebooks
 * @property {(value: number) => string} format
 * @property {(value: number) => string} apart
 */

/** @typedef {ComparedFigure & { name: string }} NamedFigure */

export const TRAINING_LOSS = lossFigure("train_loss");
export const TEST_LOSS = lossFigure("test_loss");
export const TRAINING_ACCURACY = accuracyFigure("train_accuracy");
export const TEST_ACCURACY = accuracyFigure("test_accuracy");

/** Test loss − training loss. @type {ComparedFigure} */
export const LOSS_GAP = {
  own: gapOf,
  notebooks: gapOf,
  format: lossApart,
  apart: lossApart,
};

/** The mean over the run's epochs. @type {ComparedFigure} */
export const SECONDS_PER_EPOCH = {
  own: (_, records) => meanSeconds(records),
  notebooks: notebookSeconds,
  format: tenths,
  apart: tenths,
};

/**
 * @param {"train_loss" | "test_loss"} key
 * @returns {ComparedFigure}
 */
function lossFigure(key) {
  return {
    own: (last) => last[key],
    notebooks: (reported) => reported[key],
    format: loss,
    apart: lossApart,
  };
}

/**
 * @param {"train_accuracy" | "test_accuracy"} key
 * @returns {ComparedFigure}
 */
function accuracyFigure(key) {
  return {
    own: (last) => last[key],
    notebooks: (reported) => reported[key],
    format: percent,
    apart: pointsApart,
  };
}

/**
 * How much better a network does on what it was trained on: the test loss less the training loss.
 *
 * @param {{ test_loss: number, train_loss: number }} figures
 */
export function gapOf({ test_loss: testLoss, train_loss: trainLoss }) {
  return testLoss - trainLoss;
}
