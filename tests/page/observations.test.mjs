// The notebook's three observations held against runs: pure functions on made figures, and the
// verdicts that `cargo xtask reproduce` gives too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { depth, earlyAccuracy, overfitting } from "../../www/observations.js";
import { verdictText } from "../../www/verdict.js";
import { architecture, madeRecords } from "./made-runs.mjs";

/** @import { EpochRecord } from "../../www/protocol.d.ts" */

const IDS = [
  "a1-relu",
  "a1-bn",
  "a1-bn-dropout",
  "a2-relu",
  "a2-bn-dropout",
  "a3-relu",
  "a3-bn-dropout",
];

/**
 * The notebook's seven models with the records given.
 *
 * @param {Record<string, EpochRecord[]>} records
 */
function observed(records) {
  return IDS.map((id) => ({
    id,
    architecture: architecture(id),
    epochs: 20,
    records: records[id] ?? [],
  }));
}

/** @param {(id: string) => EpochRecord[]} recordsOf */
function all(recordsOf) {
  return observed(Object.fromEntries(IDS.map((id) => [id, recordsOf(id)])));
}

test("without runs each verdict says what it needs first", () => {
  const none = observed({});
  assert.equal(
    verdictText(overfitting(none).verdict),
    "Not yet: needs a1-relu and a1-bn-dropout",
  );
  assert.equal(
    verdictText(earlyAccuracy(none).verdict),
    "Not yet: needs 15 epochs of a1-relu",
  );
  assert.equal(
    verdictText(depth(none).verdict),
    "Not yet: needs a1-relu, a2-relu and a3-relu",
  );
});

test("a gap that shrinks in each pair supports the first observation", () => {
  const models = all((id) =>
    madeRecords(20, { testLoss: id.includes("-bn") ? 0.06 : 0.1 }),
  );
  const { verdict, pairs } = overfitting(models);
  assert.equal(verdictText(verdict), "Your runs support this");
  assert.deepEqual(
    pairs.map(({ plain, regularised }) => [plain, regularised]),
    [
      ["a1-relu", "a1-bn"],
      ["a1-relu", "a1-bn-dropout"],
      ["a2-relu", "a2-bn-dropout"],
      ["a3-relu", "a3-bn-dropout"],
    ],
  );
  assert.ok(Math.abs((pairs[0]?.plainGap ?? 0) - 0.09) < 1e-12);
  assert.ok(Math.abs((pairs[0]?.regularisedGap ?? 0) - 0.05) < 1e-12);
});

test("where only some gaps shrink, the verdict says which", () => {
  const models = all((id) =>
    madeRecords(20, { testLoss: id.endsWith("-dropout") ? 0.06 : 0.1 }),
  );
  assert.equal(
    verdictText(overfitting(models).verdict),
    "Your runs support this in part: yes for a1-bn-dropout, a2-bn-dropout and a3-bn-dropout, no for a1-bn",
  );
});

test("a gap that grows contradicts, and other pairs may follow", () => {
  const models = observed({
    "a1-relu": madeRecords(20, { testLoss: 0.05 }),
    "a1-bn-dropout": madeRecords(20, { testLoss: 0.09 }),
  });
  assert.equal(
    verdictText(overfitting(models).verdict),
    "Your runs contradict this so far",
  );
});

test("a pair of which one is unfinished is shown at its last common epoch, but does not count", () => {
  const models = observed({
    "a1-relu": madeRecords(20, { testLoss: 0.1 }),
    "a1-bn": madeRecords(7, { testLoss: 0.06 }),
  });
  const { verdict, pairs } = overfitting(models);
  assert.equal(pairs.length, 1);
  assert.equal(pairs[0]?.epoch, 7);
  assert.equal(pairs[0]?.shrinks, true);
  assert.equal(pairs[0]?.counts, false);
  assert.equal(verdictText(verdict), "Not yet: needs a1-bn-dropout");
});

test("about 98 per cent is 97.5 or more, within the first 15 epochs", () => {
  const late = madeRecords(20, { testAccuracy: 0.9751 });
  const models = observed({
    // 0.9751 − 5 · 0.0001 at epoch 15.
    "a1-relu": late,
    "a1-bn": madeRecords(15, { testAccuracy: 0.975 }),
    "a1-bn-dropout": madeRecords(14, { testAccuracy: 0.99 }),
  });
  const { verdict, bests } = earlyAccuracy(models);
  assert.deepEqual(
    bests.map(({ model, epoch, reaches, counts }) => [
      model,
      epoch,
      reaches,
      counts,
    ]),
    [
      ["a1-relu", 15, false, true],
      ["a1-bn", 15, true, true],
      ["a1-bn-dropout", 14, true, false],
    ],
  );
  assert.equal(
    verdictText(verdict),
    "Your runs support this in part so far: yes for a1-bn, no for a1-relu",
  );
});

test("all seven models at 98 per cent support the second observation", () => {
  const models = all(() => madeRecords(15));
  assert.equal(
    verdictText(earlyAccuracy(models).verdict),
    "Your runs support this",
  );
});

test("the first of several best epochs is the one that is told", () => {
  const records = madeRecords(20).map((record) => ({
    ...record,
    test_accuracy: record.epoch === 3 || record.epoch === 9 ? 0.98 : 0.97,
  }));
  const [best] = earlyAccuracy(observed({ "a1-relu": records })).bests;
  assert.equal(best?.epoch, 3);
  assert.equal(best?.accuracy, 0.98);
});

test("a spread of one percentage point is little, more is not", () => {
  const accuracies = {
    "a1-relu": 0.98,
    "a2-relu": 0.975,
    "a3-relu": 0.97,
    "a1-bn-dropout": 0.985,
    "a2-bn-dropout": 0.98,
    "a3-bn-dropout": 0.9745,
  };
  const models = observed(
    Object.fromEntries(
      Object.entries(accuracies).map(([id, testAccuracy]) => [
        id,
        madeRecords(20, { testAccuracy }),
      ]),
    ),
  );
  const { verdict, groups } = depth(models);
  assert.deepEqual(
    groups.map(({ members }) => members.map(({ model }) => model)),
    [
      ["a1-relu", "a2-relu", "a3-relu"],
      ["a1-bn-dropout", "a2-bn-dropout", "a3-bn-dropout"],
    ],
  );
  assert.ok(Math.abs((groups[0]?.spread ?? 0) - 0.01) < 1e-12);
  assert.equal(
    verdictText(verdict),
    "Your runs support this in part: yes for plain networks, no for networks with batch norm and dropout",
  );
});

test("a depth that is missing leaves its group without a spread", () => {
  const models = observed({
    "a1-relu": madeRecords(20),
    "a2-relu": madeRecords(20),
    "a3-relu": madeRecords(19),
  });
  const { verdict, groups } = depth(models);
  assert.equal(groups[0]?.spread, null);
  assert.equal(verdictText(verdict), "Not yet: needs a3-relu");
});

/**
 * One model's figures in `verdicts.json`.
 *
 * @typedef {object} CaseModel
 * @property {string} id
 * @property {number[]} hidden
 * @property {boolean} batch_norm
 * @property {number} dropout
 * @property {number} train_loss
 * @property {number} test_loss
 * @property {Record<string, number>} test_accuracy By epoch.
 */

/** @param {CaseModel} figures */
function observedCase(figures) {
  const records = madeRecords(20, {
    trainLoss: figures.train_loss,
    testLoss: figures.test_loss,
  });
  return {
    id: figures.id,
    architecture: {
      ...architecture("a1-relu"),
      hidden: figures.hidden.map((units) => ({
        units,
        initialization: /** @type {const} */ ({ kind: "he" }),
      })),
      batch_norm: figures.batch_norm,
      dropout: figures.dropout,
    },
    epochs: 20,
    records: records.map((record) => ({
      ...record,
      test_accuracy: figures.test_accuracy[record.epoch] ?? 0,
    })),
  };
}

const VERDICTS = JSON.parse(
  readFileSync(new URL("../reference/verdicts.json", import.meta.url), "utf8"),
);

for (const { name, models, expected } of VERDICTS.cases) {
  test(`the same verdicts as in the document: ${name}`, () => {
    const all = models.map(observedCase);
    const verdicts = {
      overfitting: overfitting(all).verdict,
      early_accuracy: earlyAccuracy(all).verdict,
      depth: depth(all).verdict,
    };
    for (const [observation, verdict] of Object.entries(verdicts)) {
      const { outcome, supporting, contradicting, isComplete } = verdict;
      assert.deepEqual(
        { outcome, supporting, contradicting },
        expected[observation],
        observation,
      );
      assert.ok(isComplete, observation);
    }
  });
}
