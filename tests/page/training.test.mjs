// Training, as a visitor does it: train, watch, pause, stop, take the results away.

import assert from "node:assert/strict";
import {
  begins,
  button,
  exportedRun,
  field,
  pageSays,
  pageTest,
  reaches,
  savedBy,
  shown,
} from "./harness.mjs";
import { HAS_MNIST } from "./server.mjs";

/** A network so small that an epoch takes a second or two. */
const SMALL = "model=custom&hidden=16&device=cpu";

pageTest(
  "one epoch of a1-relu on the CPU reads more than 95 of 100 test digits",
  { query: "?model=a1-relu&epochs=1&device=cpu&seed=7" },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.equal(await shown(page, "device"), "cpu");
    assert.equal(
      await shown(page, "dataset"),
      HAS_MNIST ? "mnist" : "generated",
    );
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const run = await exportedRun(page);
    assert.equal(run.config.model, "a1-relu");
    assert.equal(run.config.seed, 7);
    assert.equal(run.dataset.n_train, 60_000);
    assert.equal(run.dataset.n_test, 10_000);
    assert.equal(run.device.kind, "cpu");
    assert.equal(run.epochs.length, 1);
    const [epoch] = run.epochs;
    assert.ok(
      epoch.test_accuracy > 0.95,
      `test accuracy ${epoch.test_accuracy}`,
    );
    assert.ok(
      epoch.train_accuracy > 0.88,
      `training accuracy ${epoch.train_accuracy}`,
    );
    assert.ok(
      epoch.test_loss < epoch.train_loss,
      "the test set is read after the epoch",
    );
    assert.ok(epoch.seconds > 0);
    const table = page.getByRole("table", { name: "Figures of each epoch" });
    const percent = `${(100 * epoch.test_accuracy).toFixed(2)} %`;
    const text = (await table.textContent()) ?? "";
    assert.ok(text.includes(percent), `the page shows ${percent}, as exported`);
  },
);

pageTest(
  "pause holds the run, resume goes on, stop ends it, and another run can start",
  { query: "?model=a1-relu&epochs=1000&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await button(page, "Pause").click();
    await reaches(page, "paused");
    const held = await progressText(page);
    await page.waitForTimeout(1500);
    assert.equal(
      await progressText(page),
      held,
      "nothing moves while it is paused",
    );
    await begins(page, button(page, "Resume"));
    await page.waitForFunction(
      ([text]) => document.querySelector("#progress")?.textContent !== text,
      [held],
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
    await begins(page, button(page, "Train"));
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "the same seed gives the same losses bit for bit, another seed gives others",
  { query: `?${SMALL}&epochs=2&seed=11&data=generated` },
  async ({ page }) => {
    await reaches(page, "ready");
    const first = await lossesOfRun(page);
    const again = await lossesOfRun(page);
    assert.equal(first.length, 4);
    assert.deepEqual(again, first);
    await field(page, "Seed").fill("12");
    const other = await lossesOfRun(page);
    assert.notDeepEqual(other, first);
  },
);

pageTest(
  "the model and the figures can be taken away as files",
  { query: `?${SMALL}&batchnorm=1&dropout=0.2&epochs=1&data=generated` },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const model = await savedBy(page, "Download model");
    assert.match(model.fileName, /\.safetensors$/);
    const length = Number(model.bytes.readBigUInt64LE(0));
    const header = JSON.parse(
      model.bytes.subarray(8, 8 + length).toString("utf8"),
    );
    const { __metadata__: metadata, ...tensors } = header;
    assert.deepEqual(tensors["dense0.kernel"].shape, [784, 16]);
    const names = Object.keys(tensors);
    for (const part of ["gamma", "beta", "moving_mean", "moving_variance"]) {
      assert.ok(names.includes(`batch_norm0.${part}`), `batch_norm0.${part}`);
    }
    assert.ok(names.includes("dense1.bias"), "the output layer");
    assert.match(JSON.stringify(metadata), /dropout/);
    const csv = await savedBy(page, "Export CSV");
    assert.match(csv.fileName, /\.csv$/);
    const [columns, ...rows] = csv.bytes.toString("utf8").trim().split("\n");
    assert.equal(
      columns,
      "epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds",
    );
    assert.equal(rows.length, 1);
    const run = await exportedRun(page);
    assert.equal(Number(rows[0]?.split(",")[4]), run.epochs[0].test_accuracy);
  },
);

pageTest(
  "the page stays responsive while the network trains",
  { query: "?model=a1-relu&epochs=50&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    /** @type {number[]} */
    const longest = [];
    for (let span = 0; span < 3; span += 1) {
      longest.push(await longestTask(page, 4000));
    }
    assert.equal(await shown(page, "phase"), "training");
    // The aim is 50 ms; a shared machine that also trains may be late by itself now and then.
    assert.ok(Math.min(...longest) < 250, `tasks of ${longest} ms`);
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "a rate that is far too large ends the run with a message and another run can start",
  { query: `?${SMALL}&epochs=3&lr=10&data=generated` },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, "Train").click();
    await page.waitForFunction(
      () =>
        ["failed", "done"].includes(
          document.documentElement.dataset.phase ?? "",
        ),
      undefined,
      { timeout: 120_000 },
    );
    // Adam bounds its steps, so such a rate may also just learn nothing: never a silent NaN.
    if ((await shown(page, "phase")) === "failed") {
      await pageSays(page, /smaller learning rate/);
    } else {
      const run = await exportedRun(page);
      for (const epoch of run.epochs) {
        assert.ok(
          Number.isFinite(epoch.train_loss) && Number.isFinite(epoch.test_loss),
        );
      }
    }
    await field(page, "Learning rate").fill("0.001");
    await field(page, "Epochs").fill("1");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const run = await exportedRun(page);
    assert.ok(run.epochs[0].test_accuracy > 0.5);
  },
);

/** @param {import("playwright-core").Page} page */
function progressText(page) {
  return page.locator("#progress").textContent();
}

/**
 * The training and test losses of a whole run with the settings as they are.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number[]>}
 */
async function lossesOfRun(page) {
  await begins(page, button(page, "Train"));
  await reaches(page, "done");
  const run = await exportedRun(page);
  return run.epochs.flatMap(
    (/** @type {{ train_loss: number, test_loss: number }} */ epoch) => [
      epoch.train_loss,
      epoch.test_loss,
    ],
  );
}

/**
 * The longest task of the page within some time, in milliseconds; 0 where none was long.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} spanMs
 */
function longestTask(page, spanMs) {
  return page.evaluate(async (ms) => {
    /** @type {number[]} */
    const tasks = [];
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration));
    });
    observer.observe({ type: "longtask" });
    await new Promise((resolve) => setTimeout(resolve, ms));
    observer.disconnect();
    return Math.max(0, ...tasks);
  }, spanMs);
}
