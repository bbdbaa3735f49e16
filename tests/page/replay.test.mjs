// A run that is over, trained again: with its settings, on its data, and held against its record.

import assert from "node:assert/strict";
import { test } from "node:test";
import { differenceText } from "../../www/runs/run-difference.js";
import {
  atOnceWhenTraining,
  begins,
  beginsHeld,
  button,
  exportedRun,
  field,
  hasWebGpu,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";
import { file, idxFiles } from "./idx-files.mjs";
import { madeRecords } from "./made-runs.mjs";
import { becomesCustom, pick } from "./own-files.mjs";
import {
  keptAs,
  keptRuns,
  lists,
  madeRun,
  putRuns,
  SMALL,
  trains,
} from "./past-runs.mjs";
import { reachWorker } from "./reach-worker.mjs";
import { figuresOf } from "./taken-away.mjs";

pageTest(
  "a replay takes the run's settings, draws its curves, and has its figures to the last digit",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Model").selectOption("custom");
    await trains(page, { "Hidden sizes": "12,6", Epochs: "3", Seed: "8" });
    const recorded = await exportedRun(page);
    await lists(page, 1);
    await field(page, "Model").selectOption("softmax");
    await trains(page, { Epochs: "1", Seed: "2" });
    await keptAs(page, (kept) => kept.length === 2);
    await page.reload();
    await lists(page, 2);
    await reaches(page, "ready");
    await begins(page, button(page, "Replay Custom 12-6 ReLU"));
    assert.equal(await field(page, "Hidden sizes").inputValue(), "12,6");
    assert.equal(await field(page, "Seed").inputValue(), "8");
    const legend = page.locator("#loss-chart .legend li.beside");
    assert.match(await legend.innerText(), /Custom 12-6 ReLU/);
    await pageSays(
      page,
      /Replayed: all 3 epochs have the same figures to the last digit\./,
    );
    const again = await exportedRun(page);
    assert.notEqual(again.started_at, recorded.started_at);
    assert.deepEqual(again.config, recorded.config);
    assert.deepEqual(figuresOf(again), figuresOf(recorded));
    await lists(page, 3);
  },
);

pageTest(
  "a run with the settings, data and device of an earlier one is held against it without a replay",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    await lists(page, 1);
    await trains(page, { Seed: "2" });
    await lists(page, 2);
    const said = page.locator(".runs-said");
    assert.equal(await said.isVisible(), false, "another seed is another run");
    await trains(page, { Seed: "1" });
    await pageSays(
      page,
      /Same settings, data and device as “Linear softmax, no hidden layer” of 20.*: all 2 epochs have the same figures to the last digit\./,
    );
    await keptAs(page, (kept) => kept.length === 3);
    // What was stored is other than what this machine computes.
    const [first] = await keptRuns(page);
    assert.ok(first);
    const records = first.records.map((record) => ({
      ...record,
      test_loss: record.test_loss + record.epoch / 8,
    }));
    await putRuns(page, [{ ...first, records }]);
    await page.reload();
    await lists(page, 3);
    await reaches(page, "ready");
    await button(page, "Replay Linear softmax, no hidden layer").last().click();
    await pageSays(
      page,
      /Replayed: the figures differ, most the test loss after epoch 2, by 0\.2500\./,
    );
  },
);

pageTest(
  "a replay begins on the device and the data that the run had, whatever is open",
  { query: "?model=softmax&epochs=1&device=cpu&data=generated" },
  async ({ page, context }) => {
    await reaches(page, "ready");
    if (!(await hasWebGpu(page, context))) return;
    const device = { kind: /** @type {const} */ ("webgpu"), name: "" };
    const config = { ...madeRun(1).config, epochs: 1, batch_size: 4096 };
    await putRuns(page, [
      madeRun(1, { config, device, records: madeRecords(1) }),
    ]);
    await page.reload();
    await lists(page, 1);
    await reaches(page, "ready");
    await button(page, "Replay Made 1").click();
    await pageSays(page, /Replayed: the figures differ, most/);
    assert.equal(await shown(page, "device"), "webgpu");
    assert.equal(await field(page, "Device").inputValue(), "webgpu");
  },
);

pageTest(
  "a replay of a run on own files asks for them, and goes on with these only",
  { query: "?model=custom&hidden=20&epochs=2&batch=32&device=cpu" },
  async ({ page }) => {
    await reaches(page, "ready");
    const files = idxFiles({
      rows: 9,
      columns: 5,
      classes: 3,
      nTrain: 600,
      nTest: 150,
    });
    await field(page, "Data").selectOption("custom");
    await pick(page, files);
    await becomesCustom(page);
    await trains(page);
    await lists(page, 1);
    await keptAs(page, (kept) => kept.length === 1);
    await page.reload();
    await lists(page, 1);
    await reaches(page, "ready");
    const replay = button(page, "Replay Custom 20 ReLU");
    await replay.click();
    await pageSays(page, /learned from your own files \(fingerprint [0-9a-f]/);
    const [images, labels, testImages, testLabels] = files;
    const changed = Buffer.from(images.buffer);
    changed[16] = 255 - (changed[16] ?? 0);
    await pick(page, [
      file(images.name, changed),
      labels,
      testImages,
      testLabels,
    ]);
    await pageSays(page, /it was learning from other data than there is now/);
    await pick(page, files);
    await replay.click();
    await pageSays(
      page,
      /Replayed: all 2 epochs have the same figures to the last digit\./,
    );
  },
);

pageTest(
  "a run that stopped early is replayed as one",
  {
    query:
      "?model=custom&hidden=20&lr=0.5&seed=3&epochs=60&stop=test_accuracy&patience=1&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    const { length } = (await exportedRun(page)).epochs;
    assert.ok(length < 60, "it stopped early");
    await lists(page, 1);
    await pageSays(page, new RegExp(`stopped early after ${length} of 60`));
    await pageSays(page, /early stopping by test accuracy, patience 1/);
    await field(page, "Early stopping").selectOption("never");
    await button(page, "Replay Custom 20 ReLU").click();
    await pageSays(
      page,
      new RegExp(`Replayed: all ${length} epochs have the same`),
    );
    assert.equal(
      await field(page, "Early stopping").inputValue(),
      "test_accuracy",
    );
  },
);

pageTest(
  "a run whose rate was set on the way is replayed with that rate from the same step on",
  {
    query: "?model=custom&hidden=40&epochs=6&device=cpu&data=generated",
    beforeScripts: reachWorker,
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await beginsHeld(page, button(page, "Train"));
    await field(page, "Rate from the next step on").fill("0.02");
    await button(page, "Set rate").click();
    await pageSays(page, /Learning rate 0\.02 since epoch \d/);
    await begins(page, button(page, "Resume"));
    await reaches(page, "done");
    await lists(page, 1);
    const first = await exportedRun(page);
    assert.equal(first.rate_changes.length, 1);
    await button(page, "Replay Custom 40 ReLU").click();
    await pageSays(
      page,
      /Replayed: all 6 epochs have the same figures to the last digit\./,
    );
    const second = await exportedRun(page);
    assert.deepEqual(second.rate_changes, first.rate_changes);
    // One that is cut goes on, or begins again, with that rate too.
    await atOnceWhenTraining(page, () => {
      const broken = new ErrorEvent("error", { message: "it broke" });
      Reflect.get(globalThis, "theWorker").dispatchEvent(broken);
    });
    await button(page, "Replay Custom 40 ReLU").first().click();
    await begins(page, button(page, "Go on"));
    await reaches(page, "done");
    const third = await exportedRun(page);
    assert.deepEqual(third.rate_changes, first.rate_changes);
    assert.deepEqual(figuresOf(third), figuresOf(first));
  },
);

pageTest(
  "while a run goes on no other can be replayed",
  { query: SMALL.replace("epochs=2", "epochs=900") },
  async ({ page }) => {
    await reaches(page, "ready");
    await putRuns(page, [madeRun(1)]);
    await page.reload();
    await lists(page, 1);
    const replay = button(page, "Replay Made 1");
    await begins(page, button(page, "Train"));
    await page.locator(".run-actions [aria-disabled=true]").waitFor();
    // What is disabled in this way can be pressed, and does nothing.
    await replay.click({ force: true });
    assert.equal(await field(page, "Epochs").inputValue(), "900");
    await button(page, "Stop").click();
    await reaches(page, "done");
    await begins(page, replay.and(page.locator("[aria-disabled=false]")));
    assert.equal(await field(page, "Epochs").inputValue(), "2");
  },
);

test("what differs is said with the figure, the epoch and how far, else how many epochs are the same", () => {
  const recorded = madeRun(1, { records: madeRecords(3) });
  /** @param {Partial<(typeof recorded.records)[0]>[]} changes Of each epoch. */
  const replayOf = (...changes) => {
    const records = changes.map((change, at) => {
      const record = recorded.records[at];
      assert.ok(record);
      return { ...record, ...change };
    });
    const text = differenceText({ ...recorded, records }, recorded, true);
    return text.replace(/^Replayed: /, "");
  };
  const least = 0.01 * (1 + Number.EPSILON);
  for (const [text, said] of [
    [
      replayOf({ seconds: 9 }, {}, {}),
      "all 3 epochs have the same figures to the last digit.",
    ],
    [
      replayOf({}, {}),
      "the first 2 epochs have the same figures to the last digit.",
    ],
    [replayOf({}), "the first epoch has the same figures to the last digit."],
    [
      replayOf({}, { train_loss: 0.0112 }, { test_loss: 0.0905 }),
      "the figures differ, most the training loss after epoch 2, by 0.0012.",
    ],
    [
      replayOf({ train_loss: least }, {}, {}),
      "the figures differ, most the training loss after epoch 1, by 1.7e-18.",
    ],
    [
      replayOf({}, {}, { test_accuracy: 0.97 }),
      "the figures differ, most the test accuracy after epoch 3, by 1.00 pp.",
    ],
  ]) {
    assert.equal(text, said);
  }
});
