// What IndexedDB holds of unfinished runs: only whole ones are taken, and the page can show them and
// go on with them as with its own.

import assert from "node:assert/strict";
import { ACCURACY, chartData, LOSS } from "../../../www/curve-figures.js";
import { curvesOf } from "../../../www/curves.js";
import { keptRuns } from "../../../www/kept-run.js";
import { progressedRun, startedRun } from "../../../www/run-state.js";
import { DEFAULTS, settingErrors, settingsOf } from "../../../www/settings.js";
import { paceOf, unfinishedText } from "../../../www/views/run-text.js";
import { KNOWN, madeConfig } from "../known.mjs";
import { changeWithin } from "../mutation.mjs";

/** @import { Random } from "../../../tests/page/random.mjs" */
/** @import { KeptRun } from "../../../www/kept-run.js" */
/** @import { State } from "../../../www/state.js" */

/** The kept run may be of data of any size. */
const OFFERED = { ...KNOWN, nTrain: null, hasFiles: true };

/** Steps of an epoch of MNIST. */
const STEPS_PER_EPOCH = 469;

/**
 * A run as the page keeps it.
 *
 * @param {string} model
 * @param {number} nEpochs
 */
function run(model, nEpochs) {
  const values = Array.from({ length: 20 }, (_, step) => 1 / (step + 1));
  return {
    format: 1,
    startedAt: `2020-01-0${nEpochs + 1}T00:00:00.000Z`,
    keptAt: "2020-01-09T00:00:00.000Z",
    config: madeConfig(model, 5),
    opened: { device: "auto", data: "auto" },
    datasetKind: "mnist",
    fingerprint: null,
    device: "cpu",
    stepsPerEpoch: STEPS_PER_EPOCH,
    checkpoint: {
      epochsDone: nEpochs,
      stepsDone: 3,
      bytes: new Uint8Array([1, 2, 3]),
    },
    history: {
      records: Array.from({ length: nEpochs }, (_, epoch) => ({
        epoch: epoch + 1,
        train_loss: 0.25,
        train_accuracy: 0.9,
        test_loss: 0.5,
        test_accuracy: 0.95,
        seconds: 2,
      })),
      losses: { bucketSteps: 1, low: values, high: values },
      accuracies: { bucketSteps: 2, low: values, high: [...values] },
      confusion: {
        epoch: nEpochs,
        counts: [
          [5, 1],
          [0, 7],
        ],
      },
      weights: [
        {
          epochsDone: nEpochs,
          layers: [
            {
              layer: "dense_1",
              n_weights: 100,
              min: -1,
              lower_whisker: -0.5,
              lower_quartile: -0.2,
              median: 0,
              upper_quartile: 0.2,
              upper_whisker: 0.5,
              max: 1,
              stddev: 0.3,
              grid_from: -1,
              grid_to: 1,
              density: [0, 1, 0],
            },
          ],
        },
      ],
    },
  };
}

/**
 * What storage might hold: three sound runs with some changes.
 *
 * @param {Random} random
 * @returns {unknown[]}
 */
export function made(random) {
  const found = [run("a1-bn-dropout", 2), run("custom", 1), run("custom", 0)];
  for (let left = random.below(4); left >= 0; left -= 1) {
    changeWithin(found, random);
  }
  return found;
}

/** @param {readonly unknown[]} found */
export function hold(found) {
  const runs = keptRuns(found, KNOWN);
  assert.deepEqual(keptRuns(runs, KNOWN), runs);
  for (const kept of runs) {
    assert.ok(found.includes(kept));
    assert.doesNotMatch(unfinishedText(kept), /undefined|NaN|\[object/);
    const settings = {
      ...DEFAULTS,
      ...settingsOf(kept.config),
      ...kept.opened,
    };
    assert.deepEqual(settingErrors(settings, OFFERED), {});
    holdShown(kept);
  }
}

/**
 * Holds what the page shows of a run that goes on.
 *
 * @param {KeptRun} kept
 */
function holdShown(kept) {
  const { config, startedAt, history, checkpoint } = kept;
  const pending = {
    runId: 1,
    config,
    startedAt,
    checkpoint: checkpoint.bytes,
    history,
    refused: false,
  };
  const began = startedRun(
    {
      type: "run_started",
      run_id: 1,
      config,
      epochs_done: checkpoint.epochsDone,
      steps_done: checkpoint.stepsDone,
      steps_per_epoch: kept.stepsPerEpoch,
      n_train: 60_000,
      rate_changes: [{ epoch: 1, step: 7, learning_rate: 0.01 }],
    },
    pending,
    null,
    null,
    null,
  );
  const run = progressedRun(began, {
    type: "progress",
    run_id: 1,
    epoch: began.epoch,
    step: began.step + 1,
    losses: [0.5],
    accuracies: [0.75],
    samples_per_second: 1000,
    learning_rate: 0.001,
  });
  assert.doesNotMatch(paceOf(run, "training"), /undefined|NaN|\[object/);
  const state = {
    run,
    models: null,
    settings: DEFAULTS,
    dataset: null,
    beside: [],
  };
  const curves = curvesOf(/** @type {State} */ (/** @type {any} */ (state)));
  assert.ok(Number.isFinite(curves.xMax), `${curves.xMax}`);
  for (const figure of [LOSS, ACCURACY]) {
    for (const bound of chartData(curves, figure).yRange) {
      assert.ok(Number.isFinite(bound), `${figure.name}: ${bound}`);
    }
  }
}

/**
 * What storage might hold, by how much of it, to be read in a time that is in proportion.
 *
 * @type {Readonly<Record<string, (length: number) => readonly unknown[]>>}
 */
export const LONG = {
  runs: (length) => Array(length).fill({ format: 1, model: "a1-relu" }),
  layers: (length) => {
    const long = run("custom", 1);
    const layer = { units: 1, initialization: { kind: "he", stddev: 1 } };
    long.config.architecture.hidden = Array(length).fill(layer);
    return [long];
  },
  records: (length) => {
    const long = run("custom", 1);
    long.history.records = Array(length).fill(long.history.records[0]);
    long.config.epochs = length;
    return [long];
  },
  steps: (length) => {
    const long = run("custom", 1);
    long.history.losses.low = Array(length).fill(1);
    long.history.losses.high = long.history.losses.low;
    return [long];
  },
};

/** @param {readonly unknown[]} found */
export function read(found) {
  keptRuns(found, KNOWN);
}
