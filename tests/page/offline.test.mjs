// Without a network: what a second visit has, what is kept for it, and the way to be rid of it.

import assert from "node:assert/strict";
import {
  begins,
  button,
  draw,
  exportedRun,
  field,
  hasWebGpu,
  PATIENCE_MS,
  pageSays,
  pageTest,
  predictionSays,
  reaches,
  shown,
} from "./harness.mjs";
import { isKept, keptFiles, QUICK } from "./kept.mjs";
import { HAS_MNIST, missing, truncated, webPage } from "./server.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Fault, Site } from "./server.mjs" */

const LABEL = "Keep this page for use offline";

/** A file that never comes. @type {Fault} */
const stalled = () => {};

/**
 * Has the server give whole files again: the next visit keeps the page, which opens without it then.
 *
 * @param {Page} page
 * @param {Site} site
 */
async function nextVisitMends(page, site) {
  site.faults.clear();
  await page.reload();
  await isKept(page);
  await site.stop();
  await page.reload();
  await reaches(page, "ready");
}

for (const data of ["auto", "generated"]) {
  pageTest(
    `the second visit needs no network: the page opens, trains and reads (data=${data})`,
    { query: `?model=softmax&epochs=1&device=cpu&data=${data}` },
    async ({ page, site }) => {
      await isKept(page);
      const dataset = await shown(page, "dataset");
      await site.stop();
      await page.goto(
        `${site.url}?model=softmax&epochs=1&device=cpu&data=${data}&seed=9`,
      );
      await reaches(page, "ready");
      assert.equal(await field(page, "Seed").inputValue(), "9");
      assert.equal(await shown(page, "dataset"), dataset);
      await begins(page, button(page, "Train"));
      await reaches(page, "done");
      const { epochs } = await exportedRun(page);
      assert.ok(epochs[0].test_accuracy > 0.8, epochs[0].test_accuracy);
      await draw(page, [
        [0.5, 0.2],
        [0.5, 0.8],
      ]);
      await predictionSays(page, /%/);
      await pageSays(page, /Ready to work offline/);
    },
  );
}

pageTest(
  "a page whose data finds no room is not said to work offline",
  { query: QUICK },
  async ({ page, site, context }) => {
    if (!HAS_MNIST) {
      context.skip("the built page has no MNIST to keep");
      return;
    }
    await isKept(page);
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(site.url);
    const quotaSize = 20_000_000;
    await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
    await field(page, "Data").selectOption("mnist");
    await pageSays(page, /Not ready to work offline/);
    assert.equal(await shown(page, "dataset"), "mnist");
  },
);

pageTest(
  "who computes on the CPU is not made to load the module for WebGPU, and nothing before the trainer is ready",
  { query: QUICK },
  async ({ page, site }) => {
    await isKept(page);
    const { requests } = site;
    assert.deepEqual(
      requests.filter((name) => name.startsWith("worker_webgpu")),
      [],
    );
    const first = requests.indexOf("service-worker.js");
    const last = requests.indexOf("worker_cpu_bg.wasm");
    assert.ok(first > last && last > 0, requests.join());
    const [files = []] = Object.values(await keptFiles(page));
    assert.ok(files.includes("worker_cpu_bg.wasm"));
    assert.ok(!files.some((name) => name.startsWith("worker_webgpu")));
  },
);

pageTest(
  "who computes on WebGPU can do so without a network, and is not made to load the CPU's module",
  { query: "?device=webgpu&data=generated" },
  async ({ page, site, context }) => {
    if (!(await hasWebGpu(page, context))) return;
    await isKept(page);
    assert.deepEqual(
      site.requests.filter((name) => name.startsWith("worker_cpu")),
      [],
    );
    await site.stop();
    await page.reload();
    await reaches(page, "ready");
    assert.equal(await shown(page, "device"), "webgpu");
  },
);

pageTest(
  "a device that is chosen later is kept from then on",
  { query: QUICK },
  async ({ page, site, context }) => {
    if (!(await hasWebGpu(page, context))) return;
    await isKept(page);
    await field(page, "Device").selectOption("webgpu");
    await page.waitForFunction(
      () =>
        document.documentElement.dataset.phase === "ready" &&
        document.documentElement.dataset.device === "webgpu",
      undefined,
      { timeout: PATIENCE_MS },
    );
    await page.waitForFunction(() =>
      caches.match(
        new URL("../worker_webgpu_bg.wasm", document.scripts[0]?.src).href,
      ),
    );
    await isKept(page);
    await site.stop();
    await page.goto(`${site.url}?device=webgpu&data=generated`);
    await reaches(page, "ready");
    assert.equal(await shown(page, "device"), "webgpu");
  },
);

pageTest(
  "a run that starts by itself is past its first epoch before anything is fetched to be kept",
  {
    // Its first epoch takes longer than the page waits where nothing is under way.
    query: "?model=a3-relu&epochs=3&device=cpu&data=generated&autostart=1",
  },
  async ({ page, site }) => {
    await pageSays(page, /Epoch [23] of 3/);
    assert.ok(!site.requests.includes("service-worker.js"));
    await pageSays(page, /Ready to work offline/);
  },
);

pageTest(
  "a file that comes by half to be kept is not kept, the page says so, and the next visit mends it",
  { query: QUICK, faults: { "www/favicon.svg": truncated } },
  async ({ page, site }) => {
    await reaches(page, "ready");
    await pageSays(page, /Not ready to work offline/);
    assert.deepEqual(await keptFiles(page), {});
    await nextVisitMends(page, site);
  },
);

pageTest(
  "a trainer that comes by half to be kept is never served, and the next visit mends it",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    site.faults.set("worker_cpu_bg.wasm", truncated);
    await pageSays(page, /Not ready to work offline/);
    const [files = []] = Object.values(await keptFiles(page));
    assert.ok(files.includes("www/main.js"), "what is right is kept");
    assert.ok(!files.includes("worker_cpu_bg.wasm"));
    // Still half: refused, not run.
    await page.reload();
    await pageSays(page, /The trainer could not be loaded/);
    await nextVisitMends(page, site);
  },
);

for (const [what, fault] of /** @type {[string, Fault][]} */ ([
  ["gives half of the page", truncated],
  ["gives another web page", webPage],
  ["has the page no longer", missing],
  ["does not answer", stalled],
])) {
  pageTest(
    `where the server ${what}, the kept page opens whole`,
    { query: QUICK },
    async ({ page, site }) => {
      await isKept(page);
      site.faults.set("index.html", fault);
      await page.reload();
      await isKept(page);
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
      await begins(page, button(page, "Train"));
      await reaches(page, "done");
    },
  );
}

pageTest(
  "switched off means gone, in every tab, until it is switched on again",
  { query: QUICK },
  async ({ page, site }) => {
    await isKept(page);
    const other = await page.context().newPage();
    await other.goto(site.url + QUICK);
    await isKept(other);
    await field(page, LABEL).uncheck();
    for (const tab of [page, other]) {
      await pageSays(tab, /It opens only with a network/);
      assert.equal(await field(tab, LABEL).isChecked(), false);
    }
    await other.close();
    // It says so first, and then does it.
    await page.waitForFunction(
      async () => {
        const all = await navigator.serviceWorker.getRegistrations();
        const names = await caches.keys();
        return all.length === 0 && !names.some((name) => / page-/.test(name));
      },
      undefined,
      { timeout: PATIENCE_MS },
    );
    const registered = () =>
      page.evaluate(async () => {
        const all = await navigator.serviceWorker.getRegistrations();
        return all.length;
      });
    assert.equal(await registered(), 0);
    assert.deepEqual(await keptFiles(page), {});

    site.requests.length = 0;
    await page.reload();
    await reaches(page, "ready");
    await pageSays(page, /It opens only with a network/);
    await page.waitForTimeout(4000);
    assert.ok(!site.requests.includes("service-worker.js"));
    assert.equal(await registered(), 0);
    assert.deepEqual(await keptFiles(page), {});
    await site.stop();
    const lost = await page.context().newPage();
    await assert.rejects(lost.goto(site.url), /ERR_CONNECTION_REFUSED/);
    await lost.close();

    await site.start();
    await field(page, LABEL).check();
    await isKept(page);
    await site.stop();
    await page.reload();
    await isKept(page);
  },
);

pageTest(
  "a browser without service workers trains all the same, and the page says what it lacks",
  {
    query: QUICK,
    beforeScripts: () => {
      Object.defineProperty(Navigator.prototype, "serviceWorker", {
        get: () => undefined,
      });
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /This browser keeps no page of this address/);
    assert.ok(await field(page, LABEL).isDisabled());
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
  },
);

pageTest(
  "a browser that forbids the service worker trains all the same",
  {
    query: QUICK,
    beforeScripts: () => {
      ServiceWorkerContainer.prototype.register = () =>
        Promise.reject(new DOMException("not here", "SecurityError"));
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /Not ready to work offline/);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
  },
);
