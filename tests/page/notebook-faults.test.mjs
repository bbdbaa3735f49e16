// What breaks while the notebook is reproduced: the worker, the storage, the data. It goes on.

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
import { HAS_MNIST, scriptBefore } from "./server.mjs";
import { holdsTurn, store, storedRecords } from "./stored-runs.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Fault } from "./server.mjs" */

/**
 * A worker that breaks soon after it has told something.
 *
 * @param {import("../../www/protocol.d.ts").Event["type"]} type
 */
const breakingAfter = (type) =>
  scriptBefore(`
    const tell = self.postMessage.bind(self);
    self.postMessage = (message, ...rest) => {
      tell(message, ...rest);
      if (message.type !== "${type}") return;
      setTimeout(() => { throw new Error("a broken worker"); }, 0);
    };`);

/** A worker that is done with a run at once: its figures are made. */
const HASTY = scriptBefore(`
  const record = (epoch) => ({
    epoch, train_loss: 0.01, train_accuracy: 0.99, test_loss: 0.09, test_accuracy: 0.98, seconds: 2,
  });
  self.addEventListener("message", (event) => {
    const { type, run_id, config } = event.data;
    if (type !== "train") return;
    event.stopImmediatePropagation();
    self.postMessage({
      type: "run_started", run_id, config, steps_per_epoch: 469, n_train: 60000, epochs_done: 0, steps_done: 0, rate_changes: [],
    });
    for (let epoch = 1; epoch <= config.epochs; epoch += 1) {
      self.postMessage({ type: "epoch_ended", run_id, record: record(epoch) });
      self.postMessage({
        type: "checkpoint", run_id, epochs_done: epoch, steps_done: 0, bytes: new Uint8Array([1]),
      });
    }
    self.postMessage({ type: "run_ended", run_id, outcome: "finished" });
  });`);

/** A file that never comes. @type {Fault} */
const stalled = () => {};

const TRAIN_IMAGES = "mnist/train-images-idx3-ubyte.gz";

for (const way of ["Go on with the notebook", "Go on"]) {
  pageTest(
    `a worker that breaks holds the notebook, and “${way}” carries it on from its last epoch`,
    {
      query: "?device=cpu&data=generated",
      faults: { "worker_cpu_loader.js": breakingAfter("checkpoint") },
    },
    async ({ page, site }) => {
      await reaches(page, "ready");
      await button(page, "Reproduce the notebook").click();
      await pageSays(page, /stopped unexpectedly/);
      await pageSays(page, /from a1-relu, epoch 2/);
      const before = await storedRecords(page, "a1-relu", 1);
      site.faults.clear();
      await button(page, way).click();
      await pageSays(page, /Model 1 of 7, epoch ([2-9]|1\d) of 20/);
      assert.equal(await holdsTurn(page), true, "other tabs have to wait");
      await pageSays(page, /Model 1 of 7, epoch ([3-9]|1\d) of 20/);
      const [first, second] = await storedRecords(page, "a1-relu", 2);
      assert.deepEqual([first], before);
      assert.equal(second?.epoch, 2);
      await button(page, "Stop").click();
      await reaches(page, "done");
    },
  );
}

pageTest(
  "runs do not go on over other data than they learned from",
  // The worker that breaks comes with the second visit, when a service worker would keep it away.
  { query: "?device=cpu&data=generated", serviceWorkers: "block" },
  async ({ page, site, context }) => {
    if (!HAS_MNIST) {
      context.skip("the built page has no MNIST to change to");
      return;
    }
    await reaches(page, "ready");
    await store(page, 1, (id) => madeRecords(id === "a1-relu" ? 20 : 0));
    site.faults.set("worker_cpu_loader.js", breakingAfter("ready"));
    await page.reload();
    await pageSays(page, /stopped unexpectedly/);
    site.faults.clear();
    await field(page, "Data").selectOption("mnist");
    const goesOn = button(page, "Go on with the notebook");
    await goesOn.click();
    await pageSays(page, /its runs learned from other data/);
    await pageSays(page, /the data now is MNIST, and the two do not mix/);
    assert.equal(await shown(page, "phase"), "ready");
    assert.equal(await shown(page, "dataset"), "mnist");
    assert.equal(await goesOn.isEnabled(), false);
    assert.equal(await holdsTurn(page), false, "other tabs may train");
    await storedRecords(page, "a1-relu", 20);
    await field(page, "Data").selectOption("generated");
    await reaches(page, "ready");
    await pageSays(page, /from a1-bn, epoch 1$/m);
    assert.equal(await goesOn.isEnabled(), true);
  },
);

pageTest(
  "the notebook comes before a run that still waited for a worker that broke",
  {
    query: "?device=cpu&data=mnist&model=softmax&autostart=1",
    faults: {
      "worker_cpu_loader.js": breakingAfter("device"),
      [TRAIN_IMAGES]: stalled,
    },
  },
  async ({ page, site }) => {
    await pageSays(page, /stopped unexpectedly/);
    site.faults.clear();
    await field(page, "Data").selectOption("generated");
    await button(page, "Reproduce the notebook").click();
    await reachesAfterFailure(page, "training");
    assert.equal(await field(page, "Model").inputValue(), "a1-relu");
    await pageSays(page, /Model 1 of 7, epoch \d+ of 20/);
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "the notebook can be held while its data stalls, and then does not begin by itself",
  {
    query: "?device=cpu&data=generated",
    faults: { "worker_cpu_loader.js": breakingAfter("ready") },
  },
  async ({ page, site }) => {
    await pageSays(page, /stopped unexpectedly/);
    site.faults.clear();
    /** @type {(() => void)[]} */
    const waiting = [];
    site.faults.set(TRAIN_IMAGES, (response) => {
      waiting.push(() => response.writeHead(404).end("not here"));
    });
    await field(page, "Data").selectOption("mnist");
    await button(page, "Reproduce the notebook").press("Enter");
    await pageSays(page, /Model 1 of 7 begins/);
    assert.equal(await holdsTurn(page), true);
    while (waiting.length === 0) await page.waitForTimeout(50);
    await button(page, "Pause the notebook").press("Enter");
    await pageSays(page, /It can begin once device and data are there/);
    assert.equal(await focused(page), "Reproduce the notebook");
    assert.equal(await holdsTurn(page), false, "other tabs may train");
    // What is chosen meanwhile is opened in place of the file that does not come.
    await field(page, "Data").selectOption("generated");
    for (const answer of waiting) answer();
    await reachesAfterFailure(page, "ready");
    await button(page, "Train").waitFor();
    await page.waitForTimeout(500);
    assert.equal(await shown(page, "phase"), "ready");
  },
);

pageTest(
  "when the last model is done the focus goes on to the button that is left",
  {
    query: "?device=cpu&data=generated",
    faults: { "worker_cpu_loader.js": HASTY },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await page.locator("#notebook-go:enabled").waitFor();
    await button(page, "Reproduce the notebook").press("Enter");
    await pageSays(page, /All 7 models are done/);
    assert.equal(await focused(page), "Start again");
    await storedRecords(page, "a3-bn-dropout", 20);
  },
);

pageTest(
  "when the storage fails midway training goes on, and is stored again once there is room",
  {
    query: "?device=cpu&data=generated",
    beforeScripts: () => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...values) {
        const mostCalls = Reflect.get(window, "mostPuts") ?? 1;
        if (mostCalls <= 0)
          throw new DOMException("full", "QuotaExceededError");
        Reflect.set(window, "mostPuts", mostCalls - 1);
        return put.apply(this, values);
      };
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, "Reproduce the notebook").click();
    await storedRecords(page, "a1-relu", 1);
    await pageSays(page, /cannot be picked up after a reload/);
    await pageSays(page, /Model 1 of 7, epoch ([3-9]|1\d) of 20/);
    assert.equal(await shown(page, "phase"), "training");
    assert.equal((await storedRecords(page, "a1-relu", 1)).length, 1);
    await page.evaluate(() => Reflect.set(window, "mostPuts", 100));
    await storedRecords(page, "a1-relu", 3);
    await page.waitForFunction(
      () => !document.body.innerText.includes("cannot be picked up"),
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "of runs that cannot all be stored none is",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    const found = await page.evaluate(async () => {
      const { notebookRuns } = await import(
        new URL("notebook-store.js", document.scripts[0]?.src).href
      );
      // What has no key cannot be stored.
      const outcome = await notebookRuns.keep([{ model: "a1-relu" }, {}]).then(
        () => "stored",
        () => "refused",
      );
      return [outcome, await notebookRuns.read()];
    });
    assert.deepEqual(found, ["refused", []]);
  },
);

pageTest(
  "a browser that stores nothing reproduces the notebook all the same, and says what is lost",
  {
    query: "?device=cpu&data=generated",
    beforeScripts: () => {
      Reflect.deleteProperty(window, "indexedDB");
      Object.defineProperty(window, "indexedDB", { value: undefined });
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /cannot be picked up after a reload/);
    await begins(page, button(page, "Reproduce the notebook"));
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

/**
 * Waits for a phase of a page that had failed before.
 *
 * @param {Page} page
 * @param {string} phase
 */
async function reachesAfterFailure(page, phase) {
  await page.waitForFunction(
    (wanted) => document.documentElement.dataset.phase === wanted,
    phase,
    { timeout: PATIENCE_MS },
  );
}

/**
 * What the button with the focus says.
 *
 * @param {Page} page
 */
function focused(page) {
  return page.evaluate(() => document.activeElement?.textContent);
}
