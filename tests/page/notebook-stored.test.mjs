// What the page takes of a reproduction that it finds stored: pure functions on made runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookConfig } from "../../www/notebook-plan.js";
import { foundRuns } from "../../www/notebook-stored.js";
import { architecture, madeRecords } from "./made-runs.mjs";

/** @import { NotebookModel } from "../../www/notebook-plan.js" */
/** @import { NotebookRun } from "../../www/notebook-state.js" */

const MODELS = /** @type {NotebookModel[]} */ (
  ["a1-relu", "a1-bn", "a2-relu"].map((id) => ({
    id,
    architecture: architecture(id),
    reported: {},
  }))
);
const [RELU, BN] = /** @type {[NotebookModel, NotebookModel]} */ (MODELS);

/**
 * A run as the page stores it.
 *
 * @param {NotebookModel} model
 * @param {{ seed?: number, nEpochs?: number, datasetKind?: "mnist" | "generated" }} [facts]
 * @returns {NotebookRun}
 */
function madeRun(model, facts = {}) {
  const { seed = 1, nEpochs = 7, datasetKind = "mnist" } = facts;
  return {
    model: model.id,
    config: notebookConfig(model, seed),
    datasetKind,
    device: "cpu",
    startedAt: "2020-01-01T00:00:00.000Z",
    records: madeRecords(nEpochs),
    checkpoint: nEpochs < 20 ? new Uint8Array([1]) : null,
  };
}

/**
 * Ids of the models whose runs are taken.
 *
 * @param {readonly unknown[]} found
 * @param {readonly NotebookRun[]} own
 */
function taken(found, own = []) {
  return foundRuns(found, MODELS, own).map(({ model }) => model);
}

/** @param {Partial<Record<keyof NotebookRun, unknown>>} change */
function isTakenWith(change) {
  return taken([{ ...madeRun(RELU), ...change }]).length === 1;
}

test("stored runs are taken whole, in the notebook's order, to the last bit", () => {
  const runs = [madeRun(BN), madeRun(RELU, { nEpochs: 20 })];
  assert.deepEqual(foundRuns(runs, MODELS, []), [runs[1], runs[0]]);
  const [stored] = structuredClone(runs);
  assert.deepEqual(foundRuns([stored], MODELS, []), [runs[0]]);
});

test("foreign values and models that the notebook does not have are left alone", () => {
  const other = { ...madeRun(RELU), model: "softmax" };
  const foreign = [null, undefined, 7, "a1-relu", [], {}, other];
  assert.deepEqual(taken(foreign), []);
  assert.deepEqual(taken([...foreign, madeRun(RELU)]), ["a1-relu"]);
});

test("runs of another seed or other data than the first one's do not mix with it", () => {
  const first = madeRun(RELU);
  assert.deepEqual(taken([first, madeRun(BN, { seed: 2 })]), ["a1-relu"]);
  const generated = madeRun(BN, { datasetKind: "generated" });
  assert.deepEqual(taken([generated, first]), ["a1-relu"]);
  assert.deepEqual(taken([madeRun(BN, { seed: 2 })]), ["a1-bn"]);
});

test("what the page holds itself comes before what is stored", () => {
  const own = madeRun(BN, { seed: 2 });
  const found = [madeRun(RELU), madeRun(BN)];
  assert.deepEqual(foundRuns(found, MODELS, [own]), [own]);
});

test("a damaged run hides no good one of another model", () => {
  const damaged = { ...madeRun(RELU), records: [null] };
  assert.deepEqual(taken([damaged, madeRun(BN, { seed: 9 })]), ["a1-bn"]);
});

test("seeds that the trainer cannot read are not taken", () => {
  for (const seed of [0, 1, 2 ** 32 - 1]) {
    assert.equal(taken([madeRun(RELU, { seed })]).length, 1, `${seed}`);
  }
  for (const seed of [Number.NaN, Infinity, -1, 1.5, 2 ** 32, "1", null]) {
    const config = { ...notebookConfig(RELU, 1), seed };
    assert.ok(!isTakenWith({ config }), `${seed}`);
  }
});

test("other settings than the notebook's are not taken", () => {
  const config = notebookConfig(RELU, 1);
  assert.ok(isTakenWith({ config: { ...config } }));
  for (const change of [
    { epochs: 21 },
    { learning_rate: 0.01 },
    { architecture: architecture("a1-bn") },
    { more: 1 },
  ]) {
    assert.ok(
      !isTakenWith({ config: { ...config, ...change } }),
      JSON.stringify(change),
    );
  }
  for (const change of [{ config: null }, { config: undefined }]) {
    assert.ok(!isTakenWith(change));
  }
});

test("records are the first epochs in order, no more than the run has", () => {
  const all = madeRecords(20);
  assert.ok(isTakenWith({ records: all.slice(0, 1) }));
  assert.ok(isTakenWith({ records: [] }), "held within its first epoch");
  assert.ok(!isTakenWith({ records: [], checkpoint: null }), "nothing at all");
  const holes = madeRecords(3);
  delete holes[1];
  for (const [what, records] of Object.entries({
    "no list": { length: 1, 0: all[0] },
    "a second epoch alone": all.slice(1, 2),
    "a gap": [all[0], all[2]],
    "one epoch twice": [all[0], all[0]],
    holes,
    null: [null],
    "more than 20": madeRecords(21),
  })) {
    assert.ok(!isTakenWith({ records }), what);
  }
});

test("figures that cannot be are not taken", () => {
  const [record] = madeRecords(1);
  const wrong = [Number.NaN, Infinity, -0.1, "0.5", null, undefined];
  for (const [figure, values] of Object.entries({
    train_loss: wrong,
    test_loss: wrong,
    seconds: wrong,
    train_accuracy: [...wrong, 1.1],
    test_accuracy: [...wrong, 98],
  })) {
    for (const value of values) {
      const records = [{ ...record, [figure]: value }];
      assert.ok(!isTakenWith({ records }), `${figure} ${value}`);
    }
  }
});

test("an unfinished run needs its checkpoint, a finished one does not", () => {
  for (const checkpoint of [null, undefined, "bytes", [1, 2]]) {
    assert.ok(!isTakenWith({ checkpoint }), `${checkpoint}`);
  }
  assert.ok(isTakenWith({ checkpoint: null, records: madeRecords(20) }));
});

test("device, data and time of a run are such as the page knows", () => {
  for (const change of [
    { device: "tpu" },
    { datasetKind: "custom" },
    { startedAt: 0 },
  ]) {
    assert.ok(!isTakenWith(change), JSON.stringify(change));
  }
});
