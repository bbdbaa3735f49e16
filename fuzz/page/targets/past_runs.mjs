// What IndexedDB holds of runs that are over: only whole ones are taken, and the page can list them,
// sort them, draw them, export them, hold them against each other and train them again.

import assert from "node:assert/strict";
import {
  ACCURACY,
  chartData,
  LOSS,
  readingsOf,
} from "../../../www/curve-figures.js";
import { curvesOf } from "../../../www/curves.js";
import { runsBeside } from "../../../www/runs/overlay.js";
import { areAlike, defaultName } from "../../../www/runs/past-run.js";
import { pastRuns } from "../../../www/runs/past-runs-stored.js";
import { COLUMNS, NAME, sortedRuns } from "../../../www/runs/run-columns.js";
import { differenceText } from "../../../www/runs/run-difference.js";
import { runsJson } from "../../../www/runs/runs-export.js";
import { DEFAULTS, settingErrors, settingsOf } from "../../../www/settings.js";
import { KNOWN, madeConfig } from "../known.mjs";
import { changeWithin } from "../mutation.mjs";

/** @import { Random } from "../../../tests/page/random.mjs" */
/** @import { State } from "../../../www/state.js" */

/** What no text that the page makes of a run may have in it. */
const BROKEN = /undefined|NaN|\[object/;

/**
 * A run as the page keeps it.
 *
 * @param {string} model
 * @param {number} nEpochs
 * @param {number} day Of its beginning.
 */
function run(model, nEpochs, day) {
  return {
    format: 1,
    startedAt: `2020-01-0${day}T00:00:00.000Z`,
    name: "A run",
    version: "0.1.0",
    config: madeConfig(model, 3),
    rateChanges: [{ epoch: 1, step: 7, learning_rate: 0.01 }],
    dataset: {
      kind: day === 3 ? "custom" : "mnist",
      n_train: 60_000,
      n_test: 10_000,
      format: { rows: 28, columns: 28, classes: 10 },
      fingerprint: day === 3 ? "0123456789abcdef".repeat(4) : null,
    },
    device: { kind: "cpu", name: "" },
    outcome: nEpochs < 3 ? "stopped" : "finished",
    restoredEpoch: day === 1 ? 2 : null,
    records: Array.from({ length: nEpochs }, (_, epoch) => ({
      epoch: epoch + 1,
      train_loss: 0.25 / day,
      train_accuracy: 0.9,
      test_loss: 0.5,
      test_accuracy: 0.95,
      seconds: 2,
    })),
    place: day === 1 ? null : day,
  };
}

/**
 * What storage might hold: three sound runs with some changes.
 *
 * @param {Random} random
 * @returns {unknown[]}
 */
export function made(random) {
  const found = [run("a1-bn", 3, 1), run("custom", 2, 2), run("custom", 3, 3)];
  for (let left = random.below(4); left >= 0; left -= 1) {
    changeWithin(found, random);
  }
  return found;
}

/** @param {readonly unknown[]} found */
export function hold(found) {
  const runs = pastRuns(found, KNOWN);
  assert.deepEqual(pastRuns(runs, KNOWN), runs);
  for (const past of runs) {
    const { config, dataset, device } = past;
    assert.ok(areAlike(past, { ...past }));
    for (const { text } of COLUMNS) assert.doesNotMatch(text(past), BROKEN);
    assert.ok(NAME.text(past).length > 0);
    assert.ok(defaultName(config, null).length <= 80);
    assert.ok(past.records.length > 0);
    const settings = {
      ...DEFAULTS,
      ...settingsOf(config),
      device: device.kind,
      data: dataset.kind,
    };
    const offered = { ...KNOWN, nTrain: dataset.n_train, hasFiles: true };
    assert.deepEqual(settingErrors(settings, offered), {});
    for (const other of runs) {
      // A visitor may call a run whatever he likes.
      const named = { ...other, name: "A run" };
      assert.doesNotMatch(differenceText(past, named, false), BROKEN);
    }
  }
  for (const column of [null, NAME, ...COLUMNS]) {
    const sorted = new Set(sortedRuns(runs, column, true));
    assert.ok(
      sorted.size === runs.length && runs.every((run) => sorted.has(run)),
    );
  }
  const times = runs.map(({ startedAt }) => startedAt);
  assert.equal(new Set(times).size, times.length);
  assert.equal(JSON.parse(runsJson(runs)).runs.length, runs.length);
  const beside = runsBeside(runs);
  const state = { run: null, models: null, settings: DEFAULTS, dataset: null };
  const curves = curvesOf(
    /** @type {State} */ (/** @type {any} */ ({ ...state, beside })),
  );
  for (const figure of [LOSS, ACCURACY]) {
    for (const bound of chartData(curves, figure).yRange) {
      assert.ok(Number.isFinite(bound), `${figure.name}: ${bound}`);
    }
    for (const { value } of readingsOf(curves, figure, 1)) {
      assert.doesNotMatch(value, BROKEN);
    }
  }
}

/**
 * What storage might hold, by how much of it, to be read in a time that is in proportion.
 *
 * @type {Readonly<Record<string, (length: number) => readonly unknown[]>>}
 */
export const LONG = {
  runs: (length) => Array(length).fill({ format: 1, name: "A run" }),
  layers: (length) => {
    const long = run("custom", 1, 1);
    const layer = { units: 1, initialization: { kind: "he", stddev: 1 } };
    long.config.architecture.hidden = Array(length).fill(layer);
    return [long];
  },
  records: (length) => {
    const long = run("custom", 1, 1);
    long.records = Array(length).fill(long.records[0]);
    long.config.epochs = length;
    return [long];
  },
  names: (length) => [{ ...run("custom", 1, 1), name: "x ".repeat(length) }],
};

/** @param {readonly unknown[]} found */
export function read(found) {
  pastRuns(found, KNOWN);
}
