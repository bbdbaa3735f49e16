// The curves of loss and accuracy: this run's and the notebook's, read by pointer, by keyboard, and
// without seeing them.

import assert from "node:assert/strict";
import { placeOf } from "./charts.mjs";
import {
  begins,
  button,
  exportedRun,
  field,
  pageTest,
  reaches,
} from "./harness.mjs";

/** @import { Locator, Page } from "playwright-core" */

pageTest(
  "the notebook's curve is there to read before a run, beside it, and for no custom model",
  { query: "?model=a1-relu&epochs=3&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    const chart = page.getByRole("slider", { name: "Loss chart" });
    await says(chart, /^epoch 20: notebook's training.* 0\.0060, .* 0\.0855$/);
    await chart.press("Home");
    await says(chart, /^epoch 1: notebook's training.* 0\.2137, .* 0\.1095$/);
    const table = page.getByRole("table", { name: "Figures of each epoch" });
    assert.equal(await table.getByRole("row").count(), 1 + 12);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await says(
      chart,
      /^epoch 3: training [\d.]+, test [\d.]+, notebook's.* 0\.0523, .* 0\.0708$/,
    );
    const last = table.getByRole("row").last();
    assert.match(await last.innerText(), /^3\s.*0\.0523\s+0\.0708/s);
    const beside = page.getByRole("region", { name: "Beside the notebook" });
    for (const line of [
      /Gap: test − training loss.*0\.0795/s,
      /Seconds per epoch.*3\.5/s,
    ]) {
      assert.match(await beside.innerText(), line);
    }
    await field(page, "Model").selectOption("custom");
    await field(page, "Hidden sizes").fill("8");
    await field(page, "Epochs").fill("1");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await says(chart, /^epoch 1: training [\d.]+, test [\d.]+$/);
    const curves = page.getByRole("region", { name: "Learning curves" });
    assert.doesNotMatch(await curves.innerText(), /notebook/i);
  },
);

pageTest(
  "the figures beside both charts are those of the epoch under the pointer, or where the arrow keys lead",
  { query: "?model=softmax&epochs=4&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const { epochs } = await exportedRun(page);
    await readsEpoch(page, epochs, 4);
    for (const name of ["Loss chart", "Accuracy chart"]) {
      const chart = page.getByRole("slider", { name });
      await chart.scrollIntoViewIfNeeded();
      for (const epoch of [1, 3, 2]) {
        // A little beside it: the nearest one is read.
        await page.mouse.move(...(await placeOf(chart, (epoch + 0.3) / 4)));
        await readsEpoch(page, epochs, epoch);
      }
      await page.mouse.move(0, 0);
      await readsEpoch(page, epochs, 4);
      for (const [key, epoch] of /** @type {const} */ ([
        ["Home", 1],
        ["ArrowRight", 2],
        ["ArrowRight", 3],
        ["ArrowLeft", 2],
        ["End", 4],
        ["ArrowRight", 4],
        ["ArrowLeft", 3],
      ])) {
        await chart.press(key);
        await readsEpoch(page, epochs, epoch);
      }
      await chart.blur();
      await readsEpoch(page, epochs, 4);
    }
  },
);

/**
 * Waits until both charts read an epoch, and asserts that its figures stand beside them.
 *
 * @param {Page} page
 * @param {{ epoch: number, train_loss: number, test_loss: number, train_accuracy: number, test_accuracy: number }[]} epochs
 * @param {number} epoch
 */
async function readsEpoch(page, epochs, epoch) {
  const figures = epochs[epoch - 1];
  assert.equal(figures?.epoch, epoch);
  const losses = [figures.train_loss, figures.test_loss];
  const shares = [figures.train_accuracy, figures.test_accuracy];
  for (const [id, expected] of /** @type {const} */ ([
    ["loss", losses.map((loss) => loss.toFixed(4))],
    ["accuracy", shares.map((share) => `${(share * 100).toFixed(2)} %`)],
  ])) {
    const chart = page.locator(`#${id}-chart`);
    await chart.getByText(`epoch ${epoch}`, { exact: true }).waitFor();
    const values = await chart.locator(".legend output").allTextContents();
    assert.deepEqual(
      values.filter((text) => text !== ""),
      expected,
    );
  }
}

/**
 * Waits until a chart says something that fits to a screen reader.
 *
 * @param {Locator} chart
 * @param {RegExp} pattern
 */
async function says(chart, pattern) {
  let text = "";
  for (let tries = 0; tries < 600; tries += 1) {
    text = (await chart.getAttribute("aria-valuetext")) ?? "";
    if (pattern.test(text)) return;
    await chart.page().waitForTimeout(100);
  }
  assert.fail(`the chart says “${text}”, which is not ${pattern}`);
}
