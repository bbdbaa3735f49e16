// A custom model's settings: what goes with what in the form.

import assert from "node:assert/strict";
import { button, field, pageSays, pageTest, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

pageTest(
  "another optimizer brings its own learning rate, unless the visitor chose one",
  { query: "?model=custom&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    const rate = field(page, "Learning rate");
    await field(page, "Optimizer").selectOption("sgd");
    await hasValue(page, "learning-rate", "0.01");
    await field(page, "Model").selectOption("a1-relu");
    await hasValue(page, "learning-rate", "0.001");
    await field(page, "Model").selectOption("custom");
    await hasValue(page, "learning-rate", "0.01");
    await rate.fill("0.2");
    await field(page, "Optimizer").selectOption("rmsprop");
    await hasValue(page, "optimizer", "rmsprop");
    assert.equal(await rate.inputValue(), "0.2");
  },
);

pageTest(
  "only a normal initialisation asks for a standard deviation, and checks it",
  { query: "?model=custom&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    const stddev = field(page, "Standard deviation");
    await field(page, "Optimizer").waitFor();
    assert.equal(await stddev.isVisible(), false);
    await field(page, "Initialisation").selectOption("normal");
    await stddev.fill("0");
    await pageSays(page, /Standard deviation is 0\. Write a number above 0/);
    await field(page, "Initialisation").selectOption("glorot");
    await stddev.waitFor({ state: "hidden" });
    await button(page, "Train").click();
    await reaches(page, "training", "done");
  },
);

/**
 * Waits until a field shows a value.
 *
 * @param {Page} page
 * @param {string} id
 * @param {string} value
 */
async function hasValue(page, id, value) {
  await page.waitForFunction(
    ([field, wanted]) =>
      /** @type {HTMLInputElement | null} */ (
        document.querySelector(`#${field}`)
      )?.value === wanted,
    [id, value],
  );
}
