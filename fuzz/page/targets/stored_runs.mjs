// What IndexedDB holds of the notebook's runs: only whole ones with its settings are taken, and
// the page can do with them what it does with its own.

import assert from "node:assert/strict";
import { notebookConfig } from "../../../www/notebook-plan.js";
import { foundRuns } from "../../../www/notebook-stored.js";
import { MODELS } from "../known.mjs";
import { changeWithin } from "../mutation.mjs";

/** @import { Random } from "../../../tests/page/random.mjs" */

const FIGURES = [
  "epoch",
  "train_loss",
  "train_accuracy",
  "test_loss",
  "test_accuracy",
  "seconds",
];

/**
 * A run of a model as the page keeps it.
 *
 * @param {number} index Of the model.
 * @param {number} nEpochs
 */
function run(index, nEpochs) {
  const model = MODELS[index];
  assert.ok(model !== undefined);
  return {
    model: model.id,
    config: structuredClone(notebookConfig(model, 7)),
    datasetKind: "mnist",
    device: "cpu",
    startedAt: "2020-01-01T00:00:00.000Z",
    records: Array.from({ length: nEpochs }, (_, epoch) => ({
      epoch: epoch + 1,
      train_loss: 0.25,
      train_accuracy: 0.9,
      test_loss: 0.5,
      test_accuracy: 0.95,
      seconds: 2,
    })),
    checkpoint: nEpochs < 20 ? new Uint8Array([1, 2, 3]) : null,
  };
}

/**
 * What storage might hold: three sound runs with some changes.
 *
 * @param {Random} random
 * @returns {unknown[]}
 */
export function made(random) {
  const found = [run(0, 20), run(1, 2), run(random.below(MODELS.length), 1)];
  for (let left = random.below(4); left >= 0; left -= 1) {
    changeWithin(found, random);
  }
  return found;
}

/** @param {readonly unknown[]} found */
export function hold(found) {
  const runs = foundRuns(found, MODELS, []);
  for (const taken of runs) {
    assert.ok(found.includes(taken));
    const model = MODELS.find(({ id }) => id === taken.model);
    assert.ok(model !== undefined);
    const { config, records, checkpoint } = taken;
    // As the worker gets it: there −0 is 0.
    const json = JSON.parse(JSON.stringify(config));
    assert.deepEqual(json, notebookConfig(model, config.seed + 0));
    assert.ok(config.seed >= 0 && config.seed < 2 ** 32);
    assert.equal(config.seed, runs[0]?.config.seed);
    assert.equal(taken.datasetKind, runs[0]?.datasetKind);
    // None yet of a run that was held in its first epoch.
    assert.ok(records.length <= 20);
    assert.ok(checkpoint instanceof Uint8Array || records.length === 20);
    [...records].forEach((record, index) => {
      assert.equal(record.epoch, index + 1);
      for (const figure of FIGURES) {
        const value = Reflect.get(record, figure);
        assert.ok(Number.isFinite(value) && value >= 0, figure);
      }
    });
  }
  const models = runs.map(({ model }) => model);
  assert.equal(new Set(models).size, models.length);
  assert.deepEqual(foundRuns(runs, MODELS, []), runs);
  assert.deepEqual(foundRuns(found, MODELS, runs), runs);
}

/**
 * What storage might hold, by how much of it, to be read in a time that is in proportion.
 *
 * @type {Readonly<Record<string, (length: number) => readonly unknown[]>>}
 */
export const LONG = {
  runs: (length) => Array(length).fill({ model: "a1-relu" }),
  layers: (length) => {
    const long = run(0, 1);
    long.config.architecture.hidden = Array(length).fill({ units: 1 });
    return [long];
  },
  records: (length) => {
    const long = run(0, 1);
    long.records = Array(length).fill(long.records[0]);
    return [long];
  },
  nested: (length) => {
    let value = {};
    for (let left = length; left > 0; left -= 1) value = { value };
    return [{ ...run(0, 1), config: value }];
  },
};

/** @param {readonly unknown[]} found */
export function read(found) {
  foundRuns(found, MODELS, []);
}
