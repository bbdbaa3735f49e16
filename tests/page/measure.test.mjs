// Measuring this machine, as a visitor does it: figures, a run in the way, cancelling, taking away.

import assert from "node:assert/strict";
import {
  begins,
  button,
  PATIENCE_MS,
  pageTest,
  reaches,
  savedBy,
} from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const ON_CPU = "?device=cpu&data=generated";
const MEASURE = "Measure this machine";

/** @param {Page} page */
function card(page) {
  return page.getByRole("region", { name: MEASURE, exact: true });
}

/**
 * Waits until the card says something that fits.
 *
 * @param {Page} page
 * @param {RegExp} pattern
 */
async function cardSays(page, pattern) {
  await card(page)
    .filter({ hasText: pattern })
    .waitFor({ timeout: PATIENCE_MS });
}

/**
 * The table's rows as they are read.
 *
 * @param {Page} page
 */
function rows(page) {
  return card(page)
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) =>
        [...row.children].map((cell) => (cell.textContent ?? "").trim()),
      ),
    );
}

/** @param {string} text */
function number(text) {
  return Number(text.replaceAll(",", ""));
}

pageTest(
  "measuring gives figures that fit together, to copy and to download",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    await page
      .context()
      .grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page, MEASURE).click();
    await cardSays(page, /Round 3 of 5/);
    await cardSays(page, /Measured, 5 rounds/);

    const table = await rows(page);
    assert.deepEqual(
      table.map(([name]) => name),
      ["a1-relu CPU", "a3-bn-dropout CPU"],
    );
    for (const [name, median, range, images, epoch] of table) {
      const [least, most] = range.split("–").map(number);
      const ms = number(median);
      assert.ok(least > 0 && least <= ms && ms <= most, `${name}: ${range}`);
      assert.ok(ms < 5000, `${name}: ${ms} ms a step`);
      const fromMedian = 128_000 / ms;
      assert.ok(Math.abs(number(images) / fromMedian - 1) < 0.05, images);
      const seconds = 60_000 / number(images);
      assert.ok(Math.abs(number(epoch) - seconds) < 0.06 + seconds / 100);
    }
    assert.match(
      await card(page).innerText(),
      /Measured on Chrome \d+ on \w+, \d+ logical cores?, CPU, Kindling \d/,
    );

    await button(page, "Copy figures").click();
    await cardSays(page, /Figures copied/);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    for (const cells of table) {
      const line = copied
        .split("\n")
        .find((text) => text.startsWith(`| ${cells[0].replace(" ", " | ")} |`));
      const [, median, range, images, epoch] = cells;
      const figures = [median, ...range.split(" – "), images, epoch];
      assert.ok(line?.endsWith(`| ${figures.join(" | ")} |`), copied);
    }

    const { fileName, bytes } = await savedBy(page, "Download figures");
    assert.equal(fileName, "kindling-measurement.json");
    const saved = JSON.parse(bytes.toString("utf8"));
    assert.equal(saved.complete, true);
    assert.equal(saved.batch_size, 128);
    assert.equal(saved.figures.length, 2);
    for (const { ms_per_step, last_loss } of saved.figures) {
      assert.equal(ms_per_step.length, 5);
      // On a slow machine a round is a few steps, after which a fresh network still errs much.
      assert.ok(last_loss > 0 && last_loss < 10, `loss ${last_loss}`);
    }
  },
);

pageTest(
  "a run that goes on disables measuring, and the page says why",
  { query: `${ON_CPU}&epochs=50` },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.ok(await button(page, MEASURE).isEnabled());
    await begins(page, button(page, "Train"));
    await cardSays(page, /A run is going on/);
    assert.ok(await button(page, MEASURE).isDisabled());
    const reason = await button(page, MEASURE).getAttribute("aria-describedby");
    assert.match(
      (await page.locator(`#${reason}`).textContent()) ?? "",
      /Stop it or let it end/,
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
    await page.waitForFunction(
      () => !document.querySelector("#measure")?.matches(":disabled"),
    );
  },
);

pageTest(
  "Cancel ends the measurement for good, and it can begin again",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, MEASURE).focus();
    await page.keyboard.press("Enter");
    await cardSays(page, /Round 2 of 5/);
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      "Cancel",
      "the keyboard's focus goes on to the button that can be pressed",
    );
    await page.keyboard.press("Enter");
    await cardSays(page, /Cancelled after \d of 5 rounds/);
    const before = await rows(page);
    // Longer than the round in flight takes.
    await page.waitForTimeout(4000);
    assert.deepEqual(await rows(page), before, "a late answer is not heard");
    assert.equal(await button(page, "Cancel").count(), 0);
    await button(page, MEASURE).click();
    await cardSays(page, /Learning how fast|Round 1 of 5/);
    await button(page, "Cancel").click();
  },
);

pageTest(
  "a run that begins meanwhile cuts the measurement short and trains",
  { query: `${ON_CPU}&model=custom&hidden=16&epochs=1` },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, MEASURE).click();
    await cardSays(page, /Round 1 of 5/);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await cardSays(page, /Cut short after \d of 5 rounds/);
  },
);

pageTest(
  "a measurement that the worker refuses is said beside the button",
  {
    query: ON_CPU,
    beforeScripts: () => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (/** @type {any} */ command) {
        const sent =
          command.type === "measure" ? { ...command, n_steps: 0 } : command;
        return post.call(this, sent);
      };
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, MEASURE).click();
    await cardSays(page, /Failed after 0 of 5 rounds/);
    const said = await card(page).getByRole("alert").textContent();
    assert.match(said ?? "", /steps can be measured/);
    assert.ok(await button(page, MEASURE).isEnabled());
  },
);
