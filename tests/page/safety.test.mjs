// The page's own safety: what its policy forbids, and what it asks of whom.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  begins,
  button,
  draw,
  hasWebGpu,
  pageSays,
  pageTest,
  predictionSays,
  reaches,
  savedBy,
} from "./harness.mjs";
import { QUICK } from "./kept.mjs";
import { DIST, HAS_MNIST } from "./server.mjs";

/** @import { Page, Worker } from "playwright-core" */

/** No host of this page. */
const THIRD_HOST = "https://example.org/";

const IMAGE = `<img src="x" onerror="window.wasRun = true">`;

pageTest(
  "a whole visit, with every card used, asks for the page's own files alone, each by GET, and sends nothing",
  { query: "?model=softmax&epochs=1&device=cpu" },
  async ({ page, site, requests }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await draw(page, [
      [0.5, 0.2],
      [0.5, 0.8],
    ]);
    await predictionSays(page, /%/);
    await everyCard(page);
    await button(page, "Share link").click();
    for (const name of [
      "Export run",
      "Export CSV",
      "Download model",
      "Download ONNX",
    ]) {
      await savedBy(page, name);
    }
    await button(page, "Measure this machine").click();
    await pageSays(page, /Measured, 5 rounds/);
    await savedBy(page, "Download figures");
    await button(page, "Reproduce the notebook").click();
    await pageSays(page, /Model 1 of 7, epoch ([2-9]|1\d) of 20/);
    await button(page, "Stop").click();
    await reaches(page, "done");
    await pageSays(page, /Ready to work offline/);

    const built = readdirSync(DIST).find((name) => name.startsWith("page-"));
    assert.ok(built);
    const own = readdirSync(join(DIST, built), { recursive: true }).map(
      (name) => `${built}/${name}`,
    );
    const data = HAS_MNIST
      ? readdirSync(join(DIST, "mnist")).map((name) => `mnist/${name}`)
      : [];
    const known = new Set(["index.html", "service-worker.js", ...own, ...data]);
    const asked = site.asked.map(({ path }) => path);
    assert.deepEqual(
      asked.filter((path) => !known.has(path)),
      [],
    );
    for (const path of [...data, "service-worker.js"]) {
      assert.ok(asked.includes(path), `${path} was asked for, and recorded`);
    }
    // The browser's own record has the worker's requests too, whoever they go to.
    const recorded = new Set(requests.map((request) => request.url()));
    for (const path of [`${built}/worker_cpu_bg.wasm`, ...data]) {
      assert.ok(recorded.has(site.url + path), `${path} is in the record`);
    }
  },
);

/**
 * Looks at everything that the cards below the curves offer.
 *
 * @param {Page} page
 */
async function everyCard(page) {
  await button(page, "Show figures").click();
  await button(page, "Show as a table").click();
  await button(page, "Play").click();
  await page.locator("#confusion button").first().click();
  await button(page, "Surest mistakes").click();
  await page.locator("#first-layer-card").scrollIntoViewIfNeeded();
  await page.locator("#units canvas").first().waitFor();
  await button(page, "Next example").click();
  await page.locator("#raw summary").click();
}

pageTest(
  "a script that is put into the page does not run, nor does what an attribute says",
  { query: QUICK, trespasses: true },
  async ({ page }) => {
    await reaches(page, "ready");
    const refused = await page.evaluate(async (image) => {
      /** @type {string[]} */
      const directives = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        directives.push(event.effectiveDirective);
      });
      const script = document.createElement("script");
      script.textContent = "window.wasRun = true";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", image);
      document.body.insertAdjacentHTML("beforeend", `<p style="color: red">`);
      const elsewhere = document.createElement("script");
      elsewhere.src = "data:text/javascript,window.wasRun = true";
      document.body.append(elsewhere);
      // What a test evaluates itself may do more: this comes after.
      setTimeout(() => {
        try {
          new Function("window.wasRun = true")();
        } catch {
          directives.push("no code from text");
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return directives.sort();
    }, IMAGE);
    assert.equal(await page.evaluate(() => "wasRun" in window), false);
    for (const directive of [
      "script-src-elem",
      "script-src-attr",
      "style-src-attr",
      "no code from text",
    ]) {
      assert.ok(refused.includes(directive), `${directive} in ${refused}`);
    }
  },
);

pageTest(
  "the page connects to no third host, nor takes a picture or a frame from one, nor sends a form",
  { query: QUICK, trespasses: true },
  async ({ page }) => {
    await reaches(page, "ready");
    const refused = await page.evaluate(async (host) => {
      /** @type {string[]} */
      const directives = [];
      document.addEventListener("securitypolicyviolation", (event) => {
        directives.push(event.effectiveDirective);
      });
      const outcome = await fetch(host).then(
        () => "answered",
        () => "refused",
      );
      navigator.sendBeacon(host, "a drawing");
      for (const tag of ["img", "iframe"]) {
        const element = document.createElement(tag);
        element.setAttribute("src", host);
        document.body.append(element);
      }
      const form = document.createElement("form");
      form.action = host;
      form.method = "post";
      document.body.append(form);
      form.submit();
      const base = document.createElement("base");
      base.href = host;
      document.head.append(base);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return [outcome, ...directives];
    }, THIRD_HOST);
    for (const what of [
      "refused",
      "connect-src",
      "img-src",
      "frame-src",
      "form-action",
      "base-uri",
    ]) {
      assert.ok(refused.includes(what), `${what} in ${refused}`);
    }
    assert.equal(refused.filter((what) => what === "connect-src").length, 2);
  },
);

pageTest(
  "from the second visit on the worker too is held to the page's policy",
  { query: QUICK, trespasses: true },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /Ready to work offline/);
    await page.reload();
    await reaches(page, "ready");
    const [worker] = page.workers();
    assert.ok(worker);
    assert.equal(await refusedIn(worker, THIRD_HOST), "connect-src");
  },
);

/**
 * What forbids a worker to fetch an address; null where nothing does.
 *
 * @param {Worker} worker
 * @param {string} url
 * @returns {Promise<string | null>}
 */
function refusedIn(worker, url) {
  return worker.evaluate(
    (address) =>
      new Promise((resolve) => {
        addEventListener("securitypolicyviolation", (event) =>
          resolve(event.effectiveDirective),
        );
        setTimeout(() => resolve(null), 5000);
        fetch(address).catch(() => {});
      }),
    url,
  );
}

pageTest(
  "the policy leaves WebGPU what it needs",
  { query: "?model=softmax&epochs=1&batch=10000&device=webgpu&data=generated" },
  async ({ page, context }) => {
    if (!(await hasWebGpu(page, context))) return;
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
  },
);
