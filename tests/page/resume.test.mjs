// A run outlives the page: what was kept goes on in the next visit, and no two tabs share a run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeEpochOf } from "../../www/run-state.js";
import {
  begins,
  beginsHeld,
  button,
  draw,
  exportedRun,
  field,
  pageSays,
  pageTest,
  predictionSays,
  reaches,
  shown,
} from "./harness.mjs";
import { lists } from "./past-runs.mjs";
import { figuresOf } from "./taken-away.mjs";
import { keepsEpochs, offer, storage, stored } from "./unfinished-runs.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Site } from "./server.mjs" */

const CUSTOM =
  "?device=cpu&data=generated&model=custom&batchnorm=1&dropout=0.2";
const SMALL = `${CUSTOM}&hidden=48,32&batch=96`;

/**
 * Leaves the run under way after an epoch, so that this tab and another one offer it as it is then.
 *
 * @param {Page} page
 * @param {Site} site
 * @returns {Promise<Page>} The other tab.
 */
async function isOfferedInAnotherTabToo(page, site) {
  await reaches(page, "training");
  await keepsEpochs(page, 1);
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${site.url}?device=cpu&data=generated`);
    await offer(tab).waitFor();
    await reaches(tab, "ready");
  }
  return other;
}

/**
 * Ends the run that was gone on with, and trains the same without a break: the figures must be the
 * same to the last bit.
 *
 * @param {Page} page
 * @param {number} nEpochs
 */
async function endsAsAWholeRunDoes(page, nEpochs) {
  await reaches(page, "training", "done");
  await reaches(page, "done");
  const resumed = await exportedRun(page);
  assert.equal(resumed.outcome, "finished");
  assert.equal(resumed.epochs.length, nEpochs);
  await begins(page, button(page, "Train"));
  await reaches(page, "done");
  const whole = await exportedRun(page);
  assert.notEqual(whole.started_at, resumed.started_at);
  assert.deepEqual(whole.config, resumed.config);
  assert.deepEqual(figuresOf(resumed), figuresOf(whole));
}

pageTest(
  "a run that a reload cuts in mid-epoch goes on from its last epoch, to the last bit",
  { query: `${SMALL}&epochs=30&seed=3&autostart=1` },
  async ({ page, site }) => {
    await reaches(page, "training");
    await keepsEpochs(page, 2);
    await page.goto(`${site.url}?device=cpu&data=generated`);
    await offer(page).waitFor();
    await pageSays(page, /a run of custom on generated digits is unfinished/i);
    await begins(page, button(page, "Go on with this run"));
    assert.equal(await field(page, "Hidden sizes").inputValue(), "48,32");
    await endsAsAWholeRunDoes(page, 30);
    await offer(page).waitFor({ state: "hidden" });
    // It has gone over to the runs that are over.
    await storage(page, (kept) => kept.length === 0);
  },
);

pageTest(
  "a run that is paused within an epoch goes on from that step after the tab was closed",
  { query: `${CUSTOM}&hidden=600,300&batch=32&epochs=2&seed=4&autostart=1` },
  async ({ page, site }) => {
    await reaches(page, "training");
    await button(page, "Pause").click();
    await reaches(page, "paused");
    await keepsEpochs(page, 0, 1);
    const context = page.context();
    await page.close({ runBeforeUnload: true });
    const next = await context.newPage();
    await next.goto(`${site.url}?device=cpu&data=generated`);
    await offer(next).waitFor();
    await pageSays(next, /kept after epoch 1 of 2, step \d+ of 1875/);
    await reaches(next, "ready");
    await button(next, "Go on with this run").click();
    await endsAsAWholeRunDoes(next, 2);
  },
);

pageTest(
  "a rate that is set while a run is held is that of the run also after a reload",
  { query: `${CUSTOM}&hidden=48,32&epochs=3&seed=5` },
  async ({ page, site }) => {
    await reaches(page, "ready");
    await beginsHeld(page, button(page, "Train"));
    await field(page, "Rate from the next step on").fill("0.02");
    await button(page, "Set rate").click();
    await storage(page, ([kept]) => kept?.rateChanges?.length === 1);
    await page.goto(`${site.url}?device=cpu&data=generated`);
    await offer(page).waitFor();
    await reaches(page, "ready");
    await begins(page, button(page, "Go on with this run"));
    await reaches(page, "done");
    const [change, ...others] = (await exportedRun(page)).rate_changes;
    assert.deepEqual([change.epoch, change.learning_rate], [1, 0.02]);
    assert.deepEqual(others, []);
    // One that has that rate from that step on, and is not cut, has the same figures.
    await lists(page, 1);
    await page.getByRole("button", { name: /^Replay Custom/ }).click();
    await pageSays(
      page,
      /Replayed: all 3 epochs have the same figures to the last digit\./,
    );
  },
);

test("the way back is the last epoch's end, also where the run was held after it", () => {
  const bytes = new Uint8Array();
  const after = (/** @type {number} */ epochsDone, stepsDone = 0) => ({
    epochsDone,
    stepsDone,
    bytes,
  });
  assert.equal(wholeEpochOf(null, null), null);
  assert.equal(wholeEpochOf(after(0, 7), null), null);
  const first = wholeEpochOf(after(1), null);
  assert.deepEqual(first, after(1));
  assert.equal(wholeEpochOf(after(1, 7), first), first);
  assert.deepEqual(wholeEpochOf(after(2), first), after(2));
  assert.equal(wholeEpochOf(after(2, 7), first), null, "of another epoch");
});

pageTest(
  "a browser that keeps nothing is said so, and the training goes on to its end",
  {
    query: `${SMALL}&epochs=3&autostart=1`,
    beforeScripts: () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    },
  },
  async ({ page }) => {
    await reaches(page, "training", "done");
    await pageSays(
      page,
      /cannot go on once the page is closed.*QuotaExceededError/,
    );
    await reaches(page, "done");
    assert.equal((await exportedRun(page)).epochs.length, 3);
  },
);

pageTest(
  "a run that ended on a page that was left before it was listed is listed by the next",
  {
    query: `${SMALL}&epochs=3&autostart=1`,
    beforeScripts: () => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...wanted) {
        // As if there had been no time for it.
        if (this.transaction.db.name === "kindling-past-runs") {
          throw new DOMException("too late", "AbortError");
        }
        return put.apply(this, wanted);
      };
    },
  },
  async ({ page, site }) => {
    await reaches(page, "training", "done");
    await reaches(page, "done");
    await pageSays(page, /The list of runs stays as it is only until/);
    const ended = await exportedRun(page);
    const next = await page.context().newPage();
    await page.close();
    await next.goto(`${site.url}?device=cpu&data=generated`);
    await offer(next).waitFor();
    await reaches(next, "ready");
    await begins(next, button(next, "Go on with this run"));
    await reaches(next, "done");
    const run = await exportedRun(next);
    assert.equal(run.outcome, "finished");
    assert.deepEqual(figuresOf(run), figuresOf(ended));
    await storage(next, (kept) => kept.length === 0);
    await lists(next, 1);
  },
);

pageTest(
  "storage that is full in earnest is said so, and the training goes on to its end",
  { query: `${CUSTOM}&hidden=600,300&batch=96&epochs=2` },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(site.url);
    const quotaSize = 200_000;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
    await begins(page, button(page, "Train"));
    await pageSays(
      page,
      /cannot go on once the page is closed.*QuotaExceededError/,
    );
    await reaches(page, "done");
    assert.equal((await exportedRun(page)).epochs.length, 2);
    assert.deepEqual(await stored(page), []);
  },
);

pageTest(
  "a browser without any storage is said so, and the training goes on to its end",
  {
    query: `${SMALL}&epochs=2&autostart=1`,
    beforeScripts: () => {
      Object.defineProperty(globalThis, "indexedDB", { value: undefined });
      Object.defineProperty(globalThis, "caches", { value: undefined });
    },
  },
  async ({ page }) => {
    await reaches(page, "training", "done");
    await pageSays(page, /cannot go on once the page is closed/);
    await reaches(page, "done");
    assert.equal((await exportedRun(page)).epochs.length, 2);
  },
);

pageTest(
  "two tabs train at once, and each one's run is kept apart from the other's",
  { query: `${SMALL}&epochs=900&seed=1&autostart=1` },
  async ({ page, site }) => {
    await reaches(page, "training");
    await keepsEpochs(page, 1);
    const other = await page.context().newPage();
    await other.goto(`${site.url}${SMALL}&epochs=900&seed=2&autostart=1`);
    await reaches(other, "training");
    await storage(other, (kept) => kept.length === 2);
    const third = await page.context().newPage();
    await third.goto(`${site.url}?device=cpu&data=generated`);
    await reaches(third, "ready");
    assert.equal(await offer(third).isVisible(), false, "both are under way");
    await other.close();
    await third.reload();
    await offer(third).waitFor();
    await begins(third, button(third, "Go on with this run"));
    const [first, second] = [await exportedRun(page), await exportedRun(third)];
    assert.deepEqual([first.config.seed, second.config.seed], [1, 2]);
    assert.equal(await shown(page, "phase"), "training");
  },
);

pageTest(
  "a run that another tab has gone on with since goes on from where that one was",
  { query: `${SMALL}&epochs=900&autostart=1` },
  async ({ page, site }) => {
    const other = await isOfferedInAnotherTabToo(page, site);
    const [offered] = await stored(page);
    await begins(other, button(other, "Go on with this run"));
    await keepsEpochs(other, (offered?.checkpoint?.epochsDone ?? 0) + 3);
    await other.close();
    // A tab that is closed holds its run a moment longer.
    await page.waitForFunction(async () => {
      const { held = [] } = await navigator.locks.query();
      return !held.some(({ name }) => name?.startsWith("kindling-run "));
    });
    const [later] = await stored(page);
    await begins(page, button(page, "Go on with this run"));
    const { epochs } = await exportedRun(page);
    const nEpochs = later?.checkpoint?.epochsDone ?? 0;
    assert.ok(epochs.length >= nEpochs, `${epochs.length} of ${nEpochs}`);
    assert.ok((await stored(page))[0]?.checkpoint?.epochsDone !== undefined);
  },
);

pageTest(
  "a run that another tab has discarded since is not trained again, and its tab says so",
  { query: `${SMALL}&epochs=900&autostart=1` },
  async ({ page, site }) => {
    const other = await isOfferedInAnotherTabToo(page, site);
    await button(other, "Discard").click();
    await offer(other).waitFor({ state: "hidden" });
    await button(page, "Go on with this run").click();
    await pageSays(page, /another tab has ended or discarded this run/i);
    await offer(page).waitFor({ state: "hidden" });
    assert.equal(await shown(page, "phase"), "ready");
    assert.deepEqual(await stored(page), []);
  },
);

pageTest(
  "an unfinished run is discarded when the visitor says so",
  { query: `${SMALL}&epochs=900&autostart=1` },
  async ({ page, site }) => {
    await reaches(page, "training");
    await keepsEpochs(page, 1);
    await page.goto(`${site.url}?device=cpu&data=generated`);
    await offer(page).waitFor();
    await button(page, "Discard").click();
    await offer(page).waitFor({ state: "hidden" });
    assert.deepEqual(await stored(page), []);
    await page.reload();
    await reaches(page, "ready");
    assert.equal(await offer(page).isVisible(), false);
  },
);

pageTest(
  "what another version has kept is left as it is and said, and so is what is damaged",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await page.evaluate(async () => {
      const { unfinishedRuns } = await import(
        new URL("run-store.js", document.scripts[0]?.src).href
      );
      await unfinishedRuns.keep([
        { startedAt: "2020-01-01T00:00:00.000Z", format: 99, anything: 1 },
        { startedAt: "2020-01-02T00:00:00.000Z", format: 1, config: null },
      ]);
    });
    await page.reload();
    await pageSays(page, /another version of this page has kept/);
    await pageSays(page, /a run that was kept is damaged/i);
    await reaches(page, "ready");
    assert.equal(await offer(page).isVisible(), false);
    const formats = (await stored(page)).map(({ format }) => format);
    assert.deepEqual(formats, [99, 1], "they are still there");
  },
);

pageTest(
  "a loss that grows beyond all bounds stops the run, names its place, and offers a smaller rate",
  {
    query:
      "?device=cpu&data=generated&model=custom&hidden=256,256,256,256,256,256,256,256&init=normal&stddev=10&optimizer=sgd&lr=10&epochs=3&autostart=1",
  },
  async ({ page }) => {
    await pageSays(
      page,
      /the loss became (NaN|inf|-inf) in epoch \d+, step \d+; the first layer that is not finite: dense[0-2]/i,
    );
    assert.equal(await shown(page, "phase"), "failed");
    await begins(page, button(page, "Train at a tenth of the rate"));
    assert.equal(await field(page, "Learning rate").inputValue(), "1");
  },
);

pageTest(
  "a loss that grows beyond all bounds after a whole epoch leaves that epoch's network to go back to",
  {
    query:
      "?device=cpu&data=generated&model=custom&hidden=64,64,64&activation=gelu&optimizer=sgd&lr=0.01&epochs=900&autostart=1",
  },
  async ({ page }) => {
    await reaches(page, "training");
    await keepsEpochs(page, 1);
    const [before] = await stored(page);
    await page.locator("#rate-now").fill("10");
    await button(page, "Set rate").click();
    await pageSays(page, /the loss .*(NaN|inf).* epoch \d+/i);
    assert.equal(await shown(page, "phase"), "failed");
    const [kept] = await stored(page);
    const nEpochs = kept?.checkpoint?.epochsDone ?? 0;
    assert.ok(nEpochs >= (before?.checkpoint?.epochsDone ?? 1), "it is kept");
    await begins(page, button(page, "Back to the last good epoch"));
    await reaches(page, "done");
    const { epochs, outcome } = await exportedRun(page);
    assert.equal(outcome, "finished");
    const last = epochs.at(-1);
    assert.equal(epochs.length, last.epoch);
    assert.ok(last.test_accuracy > 0.5, `${last.test_accuracy}`);
    await draw(page, [
      [0.5, 0.2],
      [0.5, 0.8],
    ]);
    await predictionSays(page, /Reads a 1/);
  },
);
