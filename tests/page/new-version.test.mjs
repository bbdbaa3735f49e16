// A new version of the page: taken up whole, at the next visit or when asked, and never mixed.

import assert from "node:assert/strict";
import {
  begins,
  button,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";
import { isKept, keptFiles, QUICK } from "./kept.mjs";
import { missing, truncated } from "./server.mjs";
import {
  allOf,
  anotherVersion,
  lookForUpdate,
  OFFER,
  partsOf,
} from "./versions.mjs";

/** @import { Fault, Site } from "./server.mjs" */

/**
 * Serves another version in the moment in which a file is asked for, which the old one still gives.
 *
 * @param {Site} site
 * @param {string} file
 * @param {string} folder
 */
function changeAt(site, file, folder) {
  site.faults.set(file, (response, bytes) => {
    site.folder = folder;
    site.faults.delete(file);
    const type = file.endsWith(".html") ? "text/html" : "text/javascript";
    response.writeHead(200, { "content-type": type }).end(bytes);
  });
}

pageTest(
  "a new version is opened whole at the next visit, also without a network, and the old one is forgotten",
  { query: QUICK },
  async ({ page, site }) => {
    const { folder, version } = anotherVersion("Second");
    await isKept(page);
    site.folder = folder;
    site.asked.length = 0;
    await page.reload();
    await isKept(page);
    assert.deepEqual(await partsOf(page), allOf("Second"));
    const folders = site.asked.map(({ path }) => path.split("/")[0]);
    const asked = folders.filter((name) => name?.startsWith("page-"));
    assert.deepEqual([...new Set(asked)], [version]);
    await page.waitForFunction(async () => {
      const names = await caches.keys();
      return names.filter((name) => / page-/.test(name)).length === 1;
    });
    assert.deepEqual(Object.keys(await keptFiles(page)), [version]);
    await site.stop();
    await page.reload();
    await reaches(page, "ready");
    assert.deepEqual(await partsOf(page), allOf("Second"));
    assert.equal(await page.getByText(OFFER).count(), 0);
  },
);

pageTest(
  "a new version waits until the run is over, and the old one keeps its files as long as it is open",
  {
    query: "?model=a1-relu&epochs=1000&device=cpu&data=generated",
  },
  async ({ page, site }) => {
    const { folder, version } = anotherVersion("Second");
    await isKept(page);
    const [first = ""] = Object.keys(await keptFiles(page));
    await begins(page, button(page, "Train"));
    site.folder = folder;
    await lookForUpdate(page);
    await pageSays(page, OFFER);
    assert.ok(await button(page, "Reload").isDisabled());
    await pageSays(page, /when the run is over/);
    assert.equal(await shown(page, "phase"), "training");
    // The server has none of the old version's files any more, and the cache all of both.
    const both = await keptFiles(page);
    assert.deepEqual(Object.keys(both).sort(), [first, version].sort());
    for (const files of Object.values(both)) {
      assert.ok(files.includes("worker_cpu_bg.wasm"), files.join());
    }
    const other = await page.context().newPage();
    await other.goto(site.url + QUICK);
    await isKept(other);
    assert.deepEqual(await partsOf(other), allOf("Second"));
    assert.ok(first in (await keptFiles(page)), "kept while it is open");
    assert.equal(await shown(page, "phase"), "training");
    const status = await page.evaluate(async () => {
      const url = new URL("../worker_cpu.js", document.scripts[0]?.src);
      return (await fetch(url)).status;
    });
    assert.equal(status, 200);
    await button(page, "Stop").click();
    await reaches(page, "done");
    await button(page, "Reload").click();
    await page.waitForFunction(
      () => "script" in document.documentElement.dataset,
    );
    await isKept(page);
    assert.deepEqual(await partsOf(page), allOf("Second"));
    await page.waitForFunction(async (old) => {
      const names = await caches.keys();
      return !names.some((name) => name.endsWith(old));
    }, first);
  },
);

pageTest(
  "a page that is looked at again after a while hears of a new version",
  {
    query: QUICK,
    serviceWorkers: "block",
    beforeScripts: () => {
      const { now } = Date;
      Date.now = () => now() + (Reflect.get(window, "laterMs") ?? 0);
    },
  },
  async ({ page, site }) => {
    await reaches(page, "ready");
    // What looks out for a newer version comes last.
    await pageSays(page, /Keep this page for use offline/);
    site.folder = anotherVersion("Second").folder;
    await page.evaluate(() => {
      document.dispatchEvent(new Event("visibilitychange"));
      Reflect.set(window, "laterMs", 11 * 60 * 1000);
    });
    assert.equal(await page.getByText(OFFER).count(), 0);
    await page.evaluate(() =>
      document.dispatchEvent(new Event("visibilitychange")),
    );
    await pageSays(page, OFFER);
    await button(page, "Dismiss").click();
    assert.equal(await page.getByText(OFFER).count(), 0);
  },
);

pageTest(
  "a server that changes while a kept page loads gives that page whole, and then offers the new one",
  { query: QUICK },
  async ({ page, site }) => {
    await isKept(page);
    changeAt(site, "index.html", anotherVersion("Second").folder);
    await page.reload();
    await reaches(page, "ready");
    assert.deepEqual(await partsOf(page), allOf(""));
    await pageSays(page, OFFER);
    await button(page, "Reload").click();
    await page.waitForFunction(
      () => "script" in document.documentElement.dataset,
    );
    await isKept(page);
    assert.deepEqual(await partsOf(page), allOf("Second"));
  },
);

for (const file of ["index.html", "www/state.js"]) {
  pageTest(
    `a server that changes during the first visit, after ${file}, mixes nothing: the page says to reload`,
    { query: QUICK, serviceWorkers: "block" },
    async ({ page, site }) => {
      await reaches(page, "ready");
      changeAt(site, file, anotherVersion("Second").folder);
      await page.reload();
      await pageSays(page, /Parts of this page have not come yet/);
      assert.equal(await shown(page, "phase"), "loading");
      await page.reload();
      await reaches(page, "ready");
      assert.deepEqual(await partsOf(page), allOf("Second"));
      assert.ok(await page.getByText("Parts of this page").isHidden());
    },
  );
}

pageTest(
  "a server that changes before the trainer is loaded mixes nothing: the page says to reload",
  { query: QUICK, serviceWorkers: "block" },
  async ({ page, site }) => {
    await reaches(page, "ready");
    changeAt(site, "worker_cpu_loader.js", anotherVersion("Second").folder);
    await page.reload();
    await pageSays(page, /The trainer could not be loaded/);
    await pageSays(page, /Parts of this page have not come yet/);
    await page.reload();
    await reaches(page, "ready");
    assert.deepEqual(await partsOf(page), allOf("Second"));
  },
);

for (const [what, fault] of /** @type {[string, Fault][]} */ ([
  ["is missing", missing],
  ["comes by half", truncated],
])) {
  pageTest(
    `a new version of which a file ${what} is not kept, and the old one stays whole`,
    { query: QUICK },
    async ({ page, site }) => {
      const { folder, version } = anotherVersion("Second");
      await isKept(page);
      const before = await keptFiles(page);
      site.folder = folder;
      site.faults.set("www/state.js", fault);
      await lookForUpdate(page);
      await page.waitForFunction(async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        return !registration?.installing && !registration?.waiting;
      });
      assert.ok(site.requests.filter((name) => name === "www/state.js").length);
      await site.stop();
      await page.reload();
      await isKept(page);
      assert.deepEqual(await partsOf(page), allOf(""));
      assert.deepEqual(await keptFiles(page), before);
      site.faults.clear();
      await site.start();
      await lookForUpdate(page);
      await pageSays(page, OFFER);
      assert.ok(version in (await keptFiles(page)));
      await site.stop();
      await page.reload();
      await isKept(page);
      assert.deepEqual(await partsOf(page), allOf("Second"));
    },
  );
}
