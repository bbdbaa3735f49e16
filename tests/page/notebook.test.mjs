// The notebook reproduced: begun, held, picked up after a reload, and judged when it is whole.

import assert from "node:assert/strict";
import {
  begins,
  button,
  field,
  PATIENCE_MS,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";
import { madeRecords } from "./made-runs.mjs";
import { store, storedRecords } from "./stored-runs.mjs";

/** @import { Page } from "playwright-core" */

/** What the notebook printed for a1-relu. */
const NOTEBOOK_TEST_LOSS = 0.08545361435633295;

pageTest(
  "the notebook is begun, shows its first epoch, and goes on from it after a reload",
  { query: "?device=cpu&data=generated&seed=5" },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Reproduce the notebook"));
    assert.equal(await field(page, "Model").inputValue(), "a1-relu");
    assert.equal(await field(page, "Epochs").inputValue(), "20");
    await pageSays(page, /Model 1 of 7, epoch ([2-9]|1\d) of 20; .*left/);
    const rate = page.locator("#rate-form");
    assert.equal(await rate.isVisible(), false, "its rate is the notebook's");
    await button(page, "Pause the notebook").click();
    await reaches(page, "paused");
    const progress = page.locator("#notebook-progress-text");
    await progress.getByText("paused").waitFor();
    const held = /epoch (\d+) of 20, paused/.exec(await progress.innerText());
    const epoch = Number(held?.[1]);
    const kept = await storedRecords(page, "a1-relu", epoch - 1);
    const record = kept.at(-1);
    assert.ok(record, "what was done is stored");
    const row = rowOf(page, "a1-relu");
    const before = (await row.textContent()) ?? "";
    const loss = record.test_loss.toFixed(4);
    const apart = signed((record.test_loss - NOTEBOOK_TEST_LOSS).toFixed(4));
    for (const text of [loss, "0.0855", apart, `epoch ${epoch} of 20`]) {
      assert.ok(before.includes(text), `${text} in ${before}`);
    }
    await page.reload();
    await reaches(page, "ready");
    await pageSays(page, new RegExp(`from a1-relu, epoch ${epoch}\\b`));
    const stored = await storedRecords(page, "a1-relu", epoch - 1);
    assert.deepEqual(stored, kept, "kept to the last digit");
    assert.ok((await row.textContent())?.includes(loss));
    await begins(page, button(page, "Go on with the notebook"));
    assert.equal(await field(page, "Seed").inputValue(), "5");
    await pageSays(
      page,
      new RegExp(`Model 1 of 7, epoch (?!${epoch} )\\d+ of 20`),
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
    const all = await storedRecords(page, "a1-relu", epoch);
    assert.deepEqual(all.slice(0, epoch - 1), kept, "none was repeated");
    assert.equal(all[epoch - 1]?.epoch, epoch);
    const { train_loss: trainLoss = 1 } = all[epoch - 1] ?? {};
    assert.ok(trainLoss < record.train_loss, "it had learned");
    await pageSays(
      page,
      new RegExp(`from a1-relu, epoch ${all.length + 1}\\b`),
    );
  },
);

pageTest(
  "a whole reproduction shows its figures beside the notebook's, and three verdicts",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await store(page, 1, (id) =>
      madeRecords(20, { testLoss: id.endsWith("-dropout") ? 0.06 : 0.1 }),
    );
    await page.reload();
    await reaches(page, "ready");
    await pageSays(page, /All 7 models are done/);
    const row = (await rowOf(page, "a1-relu").textContent()) ?? "";
    for (const text of [
      "done, 20 epochs",
      "0.1000",
      "+0.0145",
      "98.00 %",
      "98.38 %",
      "−0.38 pp",
      "+0.0900",
      "+0.0795",
      "2.00 s",
      "3.48 s",
      "−1.48 s",
    ]) {
      assert.ok(row.includes(text), `${text} in ${row}`);
    }
    const unread = (await rowOf(page, "a2-bn-dropout").textContent()) ?? "";
    assert.match(unread, /98\.00 % notebook –/);
    await pageSays(page, /in part: yes for a1-bn-dropout.*, no for a1-bn\./);
    const list = page.locator("#observations > li");
    assert.equal(await list.count(), 3);
    for (const index of [1, 2]) {
      const text = (await list.nth(index).textContent()) ?? "";
      assert.match(text, /Your runs support this\./);
    }
    await pageSays(page, /generated digits, which are not MNIST/);
  },
);

pageTest(
  "runs of another seed do not mix, and are discarded only after a question",
  { query: "?device=cpu&data=generated&seed=2" },
  async ({ page }) => {
    await reaches(page, "ready");
    await store(page, 1, (id) => madeRecords(id === "a1-relu" ? 20 : 0));
    await page.reload();
    await reaches(page, "ready");
    await pageSays(page, /from a1-bn, epoch 1/);
    await pageSays(page, /have seed 1.*with seed 2, start again/s);
    await button(page, "Start again").click();
    await pageSays(page, /discards the figures of 1 model, 20 epochs/);
    await button(page, "Keep the figures").click();
    await storedRecords(page, "a1-relu", 20);
    await button(page, "Start again").click();
    await begins(page, button(page, "Discard and start again"));
    assert.equal(await field(page, "Seed").inputValue(), "2");
    assert.equal(await field(page, "Model").inputValue(), "a1-relu");
    // Those of the other seed are gone: none of its twenty epochs is among these.
    await page.waitForFunction(
      async () => {
        const { notebookRuns } = await import(
          new URL("notebook-store.js", document.scripts[0]?.src).href
        );
        /** @type {{ config: { seed: number } }[]} */
        const runs = await notebookRuns.read();
        return runs.every(({ config }) => Number(config.seed) === 2);
      },
      undefined,
      { timeout: PATIENCE_MS },
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "a stored run that the trainer refuses begins again, and the page says so",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await store(page, 1, (id) => madeRecords(id === "a1-relu" ? 7 : 0));
    await page.reload();
    await reaches(page, "ready");
    await pageSays(page, /from a1-relu, epoch 8/);
    await button(page, "Go on with the notebook").click();
    await pageSays(page, /cannot be gone on from/);
    // To go on would be with the eighth epoch.
    await pageSays(page, /Model 1 of 7, epoch [1-7] of 20/);
    assert.equal(await shown(page, "phase"), "training");
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "while one tab reproduces the notebook another one is told so, and may once it has stopped",
  { query: "?device=cpu&data=generated" },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const other = await page.context().newPage();
    await other.goto(`${site.url}?device=cpu&data=generated`);
    await reaches(other, "ready");
    await begins(page, button(page, "Reproduce the notebook"));
    await button(other, "Reproduce the notebook").click();
    await pageSays(other, /Another tab is reproducing the notebook/);
    assert.equal(await shown(other, "phase"), "ready");
    await button(page, "Stop").click();
    await reaches(page, "done");
    await begins(other, button(other, "Reproduce the notebook"));
    await button(other, "Stop").click();
    await reaches(other, "done");
  },
);

/**
 * @param {Page} page
 * @param {string} model
 */
function rowOf(page, model) {
  return page
    .locator("#notebook-rows tr")
    .filter({ has: page.locator(`.model-id:text-is("${model}")`) });
}

/** @param {string} text A formatted number. */
function signed(text) {
  return text.startsWith("-") ? `−${text.slice(1)}` : `+${text}`;
}
