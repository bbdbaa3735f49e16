// A custom model's settings: what goes with what in the form.

import assert from "node:assert/strict";
import {
  begins,
  button,
  field,
  pageSays,
  pageTest,
  reaches,
} from "./harness.mjs";

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
    await begins(page, button(page, "Train"));
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

pageTest(
  "a comma typed as the decimal mark is one, where a telephone has no other",
  { query: "?device=cpu&data=generated&model=softmax&epochs=1000&lang=de" },
  async ({ page }) => {
    await reaches(page, "ready");
    const rate = page.locator("#learning-rate");
    await rate.fill("");
    await rate.pressSequentially("0,005");
    assert.equal(await rate.inputValue(), "0.005");
    await page.locator("#learning-rate:not([aria-invalid])").waitFor();
    // In the middle of what is there too.
    await rate.fill("0005");
    await rate.press("Home");
    await rate.press("ArrowRight");
    await rate.press(",");
    await rate.press("1");
    assert.equal(await rate.inputValue(), "0.1005");
    await begins(page, button(page, "Trainieren"));
    const now = page.locator("#rate-now");
    await now.fill("");
    await now.pressSequentially("0,02");
    await now.press("Enter");
    await pageSays(page, /Lernrate 0\.02 seit Epoche/);
  },
);
