// What breaks while a run goes on: the GPU, the worker. Nothing on the page is lost by it.

import assert from "node:assert/strict";
import {
  begins,
  button,
  exportedRun,
  field,
  hasWebGpu,
  PATIENCE_MS,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";
import { mnistIsKept } from "./kept.mjs";
import { reachWorker } from "./reach-worker.mjs";
import { HAS_MNIST, scriptBefore } from "./server.mjs";

/** @import { Page } from "playwright-core" */

/** Runs `act` in the worker soon after it told the page of its first whole epoch. */
const AFTER_AN_EPOCH = `
  const tell = self.postMessage.bind(self);
  self.postMessage = (message, ...rest) => {
    tell(message, ...rest);
    if (message.type === "checkpoint" && message.epochs_done === 1) setTimeout(act, 0);
  };`;

const LOSES_ITS_GPU = `
  let device;
  const requestDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...wishes) {
    device = await requestDevice.apply(this, wishes);
    return device;
  };
  const act = () => device.destroy();
  ${AFTER_AN_EPOCH}`;

const CRASHES = `
  const act = () => { throw new Error("a broken worker"); };
  ${AFTER_AN_EPOCH}`;

/**
 * Makes the order in which an epoch takes its images point beyond them, in the module's own memory:
 * a real panic of real code.
 */
const SPOILS_ITS_MEMORY = `
  let memory;
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...wanted) => {
      const made = await real.apply(WebAssembly, wanted);
      memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
  const N_IMAGES = 60_000;
  /** Whether so many words from a place on are indices of images, few of them twice. */
  const isOrder = (words, from) => {
    const some = words.subarray(from, from + 512);
    return some.every((word) => word < N_IMAGES) && new Set(some).size > 500;
  };
  const act = () => {
    const words = new Uint32Array(memory.buffer);
    for (let from = 0; from + N_IMAGES <= words.length; from += 512) {
      if (!isOrder(words, from)) continue;
      let end = from;
      while (words[end] < N_IMAGES) words[end++] = 0xffff_ffff;
    }
    setTimeout(act, 50);
  };
  ${AFTER_AN_EPOCH}`;

pageTest(
  "a GPU that is lost in the second epoch ends the run, which goes on on the CPU from the first",
  {
    query:
      "?device=webgpu&data=generated&model=softmax&epochs=3&batch=10000&autostart=1",
    faults: { "worker_webgpu_loader.js": scriptBefore(LOSES_ITS_GPU) },
  },
  async ({ page, context }) => {
    if (!(await hasWebGpu(page, context))) return;
    // Whichever is heard first: the loss itself, or the read that it broke.
    await pageSays(page, /the device failed: /i);
    assert.equal(await shown(page, "phase"), "failed");
    assert.equal((await exportedRun(page)).epochs.length, 1, "what was done");
    await begins(page, button(page, "Go on on the CPU"));
    await reaches(page, "done");
    assert.equal(await shown(page, "device"), "cpu");
    const { epochs, outcome } = await exportedRun(page);
    assert.equal(outcome, "finished");
    assert.deepEqual(
      epochs.map((/** @type {{ epoch: number }} */ { epoch }) => epoch),
      [1, 2, 3],
    );
    const losses = epochs.map(
      (/** @type {{ train_loss: number }} */ { train_loss }) => train_loss,
    );
    assert.ok(losses[0] > losses[1] && losses[1] > losses[2], `${losses}`);
  },
);

pageTest(
  "a worker that breaks is replaced, and the run goes on from its last whole epoch",
  {
    query:
      "?device=cpu&data=generated&model=softmax&epochs=30&batch=256&autostart=1",
    faults: { "worker_cpu_loader.js": scriptBefore(CRASHES) },
  },
  async ({ page, site }) => {
    await pageSays(page, /stopped unexpectedly/);
    assert.equal(await shown(page, "phase"), "failed");
    const before = (await exportedRun(page)).epochs;
    assert.ok(before.length >= 1);
    site.faults.clear();
    await begins(page, page.getByRole("button", { name: /^Go on/ }).first());
    await reaches(page, "done");
    const { epochs } = await exportedRun(page);
    assert.equal(epochs.length, 30);
    assert.deepEqual(epochs[0], before[0], "the first epoch was not repeated");
  },
);

pageTest(
  "a module that panics is replaced, and the run goes on from its last whole epoch",
  {
    query:
      "?device=cpu&data=generated&model=a1-relu&epochs=3&batch=256&autostart=1",
    faults: { "worker_cpu_loader.js": scriptBefore(SPOILS_ITS_MEMORY) },
    panics: true,
  },
  async ({ page, site }) => {
    await pageSays(page, /range start index \d+ out of range for slice/);
    assert.equal(await shown(page, "phase"), "failed");
    const before = (await exportedRun(page)).epochs;
    assert.ok(before.length >= 1);
    site.faults.clear();
    await begins(page, page.getByRole("button", { name: /^Go on/ }).first());
    await reaches(page, "done");
    const { epochs, outcome } = await exportedRun(page);
    assert.equal(outcome, "finished");
    assert.equal(epochs.length, 3);
    assert.deepEqual(epochs[0], before[0], "the first epoch was not repeated");
  },
);

pageTest(
  "a run that was cut short does not go on over other data than it had",
  {
    query:
      "?device=cpu&data=generated&model=softmax&epochs=30&batch=256&autostart=1",
    faults: { "worker_cpu_loader.js": scriptBefore(CRASHES) },
  },
  async ({ page, site, context }) => {
    if (!HAS_MNIST) {
      context.skip("the built page has no MNIST to change to");
      return;
    }
    await pageSays(page, /stopped unexpectedly/);
    const before = (await exportedRun(page)).epochs;
    site.faults.clear();
    await field(page, "Data").selectOption("mnist");
    await page
      .getByRole("button", { name: /^Go on/ })
      .first()
      .click();
    await pageSays(page, /learning from other data/);
    assert.equal(await shown(page, "phase"), "ready");
    assert.equal(await shown(page, "dataset"), "mnist");
    const { epochs, dataset } = await exportedRun(page);
    assert.deepEqual(epochs, before, "what was done stays");
    assert.equal(dataset.kind, "generated");
  },
);

pageTest(
  "a trainer that cannot be loaded is said so, and can be tried again",
  {
    query: "?device=cpu&data=generated",
    faults: {
      "worker_cpu_bg.wasm": (response) =>
        response.writeHead(404).end("not here"),
    },
  },
  async ({ page, site }) => {
    await pageSays(page, /could not be loaded/);
    assert.equal(await shown(page, "phase"), "failed");
    site.faults.clear();
    await button(page, "Restart the trainer").click();
    await page.waitForFunction(
      () => document.documentElement.dataset.phase === "ready",
      undefined,
      { timeout: PATIENCE_MS },
    );
  },
);

pageTest(
  "a tab that is frozen in mid-run, as hidden ones are, goes on when it is shown again",
  {
    query:
      "?device=cpu&data=generated&model=a1-relu&epochs=8&batch=256&autostart=1",
  },
  async ({ page }) => {
    await reaches(page, "training");
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    // Longer than a worker may be silent: one that is frozen too is not missed for it.
    await new Promise((resolve) => setTimeout(resolve, 120_000));
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await reaches(page, "training", "done");
    assert.equal(await page.locator("#messages").innerText(), "");
    await reaches(page, "done");
    const { epochs, outcome } = await exportedRun(page);
    assert.equal(outcome, "finished");
    assert.equal(epochs.length, 8);
  },
);

pageTest(
  "a network that drops within a download and comes back leaves no half file behind",
  {
    query: "?device=cpu&data=mnist",
    faults: {
      "mnist/train-images-idx3-ubyte.gz": (response, bytes) => {
        response.writeHead(200, { "content-length": bytes.length });
        response.write(bytes.subarray(0, bytes.length >> 1), () =>
          setTimeout(() => response.destroy(), 200),
        );
      },
    },
  },
  async ({ page, site, context }) => {
    if (!HAS_MNIST) {
      context.skip("the built page has no MNIST to lose");
      return;
    }
    await pageSays(page, /train-images-idx3-ubyte: .* could not be read/);
    assert.equal(await shown(page, "phase"), "failed");
    site.faults.clear();
    // The browser says so when the network is back: nobody has to press anything.
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await reaches(page, "loading", "ready");
    await reaches(page, "ready");
    assert.equal(await shown(page, "dataset"), "mnist");
    // What is kept is whole: it is read again, and the server is not asked for it.
    await mnistIsKept(page);
    const asked = site.requests.length;
    await page.reload();
    await reaches(page, "ready");
    assert.equal(await shown(page, "dataset"), "mnist");
    const again = site.requests.slice(asked);
    assert.deepEqual(
      again.filter((path) => path.startsWith("mnist/")),
      [],
    );
  },
);

pageTest(
  "who got generated digits because the network was away gets MNIST when it is back",
  {
    query: "?device=cpu",
    faults: {
      "mnist/train-images-idx3-ubyte.gz": (response) => response.destroy(),
    },
  },
  async ({ page, site, context }) => {
    if (!HAS_MNIST) {
      context.skip("the built page has no MNIST to come back to");
      return;
    }
    await reaches(page, "ready");
    assert.equal(await shown(page, "dataset"), "generated");
    site.faults.clear();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await page.waitForFunction(
      () => document.documentElement.dataset.dataset === "mnist",
      undefined,
      { timeout: PATIENCE_MS },
    );
    await reaches(page, "ready");
  },
);

pageTest(
  "a worker that ends without a word in mid-epoch is missed, and the run goes on with another",
  {
    query:
      "?device=cpu&data=generated&model=a1-relu&epochs=8&batch=256&autostart=1",
    beforeScripts: reachWorker,
  },
  async ({ page }) => {
    await reaches(page, "training");
    await pageSays(page, /epoch [2-6] of 8/i);
    await page.evaluate(() => Reflect.get(globalThis, "theWorker").terminate());
    await isMissed(page);
    assert.equal(await shown(page, "phase"), "training");
    await anotherTrains(page, 8);
  },
);

pageTest(
  "a worker that is gone when a run is asked of it is missed too, and another trains it",
  {
    query: "?device=cpu&data=generated&model=softmax&epochs=2",
    beforeScripts: reachWorker,
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await page.evaluate(() => Reflect.get(globalThis, "theWorker").terminate());
    await button(page, "Train").click();
    await isMissed(page);
    await anotherTrains(page, 2);
  },
);

pageTest(
  "a worker that is gone while it opens the data is missed, and another opens it",
  {
    query: "?device=cpu&data=mnist",
    faults: {
      // A download that never ends, so that it is opening for sure.
      "mnist/train-images-idx3-ubyte.gz": (response, bytes) => {
        response.writeHead(200, { "content-length": bytes.length });
        response.write(bytes.subarray(0, 1000));
      },
    },
    beforeScripts: reachWorker,
  },
  async ({ page, site, context }) => {
    if (!HAS_MNIST) {
      context.skip("the built page has no MNIST to wait for");
      return;
    }
    await pageSays(page, /train-images-idx3-ubyte/);
    await page.evaluate(() => Reflect.get(globalThis, "theWorker").terminate());
    site.faults.clear();
    await isMissed(page);
    await button(page, "Restart the trainer").click();
    await reaches(page, "ready");
    assert.equal(await shown(page, "dataset"), "mnist");
  },
);

/**
 * Waits until the page says that its worker is silent.
 *
 * @param {Page} page
 */
async function isMissed(page) {
  await pageSays(page, /the trainer has not answered for 30 seconds/i);
}

/**
 * Goes on with another worker, which trains the whole run.
 *
 * @param {Page} page
 * @param {number} nEpochs
 */
async function anotherTrains(page, nEpochs) {
  await begins(page, button(page, "Go on with another trainer"));
  await reaches(page, "done");
  const { epochs, outcome } = await exportedRun(page);
  assert.equal(outcome, "finished");
  assert.equal(epochs.length, nEpochs);
}
