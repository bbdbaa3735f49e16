// The curves of loss and accuracy: this run's and the notebook's, read without seeing them.

import assert from "node:assert/strict";
import { button, field, pageTest, reaches } from "./harness.mjs";

/** @import { Locator } from "playwright-core" */

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
    await button(page, "Train").click();
    await reaches(page, "training", "done");
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
    await button(page, "Train").click();
    await reaches(page, "training", "done");
    await reaches(page, "done");
    await says(chart, /^epoch 1: training [\d.]+, test [\d.]+$/);
    const curves = page.getByRole("region", { name: "Learning curves" });
    assert.doesNotMatch(await curves.innerText(), /notebook/i);
  },
);

/**
 * Waits until a chart says something that fits to a screen reader.
 *
 * @param {Locator} chart
 * @param {RegExp} pattern
 */
async function says(chart, pattern) {
  let text = "";
  for (let tries = 0; tries < 50; tries += 1) {
    text = (await chart.getAttribute("aria-valuetext")) ?? "";
    if (pattern.test(text)) return;
    await chart.page().waitForTimeout(100);
  }
  assert.fail(`the chart says “${text}”, which is not ${pattern}`);
}
