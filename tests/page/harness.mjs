// What every test of the page needs: a browser, a visit, and what a visitor does and sees.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

/** @import { Browser, BrowserContext, Locator, Page, Request } from "playwright-core" */
/** @import { Fault, Site } from "./server.mjs" */

export { exportedRun, savedBy } from "./taken-away.mjs";

const SECOND_MS = 1000;

/** How long a step that computes may take on a slow machine. */
export const PATIENCE_MS = 240 * SECOND_MS;

/** What every browser of these tests is started with. */
export const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--mute-audio",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  // No test reaches another machine, whatever network this one has.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** What a visitor without MNIST beside the page asks the one data host for, and nothing beside it. */
const DATA_URL =
  /^https:\/\/cdn\.jsdelivr\.net\/gh\/fgnt\/mnist@[0-9a-f]{40}\/(train|t10k)-(images-idx3|labels-idx1)-ubyte\.gz$/;

/** @type {Browser} */
let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: BROWSER_ARGUMENTS,
  });
});

after(() => browser?.close());

/**
 * How a visitor comes.
 *
 * @typedef {object} Visit
 * @property {string} [query] The link's query.
 * @property {Record<string, Fault>} [faults] What goes wrong on the server, by file.
 * @property {{ width: number, height: number }} [viewport]
 * @property {"light" | "dark"} [colorScheme]
 * @property {string} [locale] The language of the visitor's browser: English by default.
 * @property {(url: string) => string | null} [elsewhere] The file that another host answers with.
 * @property {() => void} [beforeScripts] Runs in the page before its own scripts.
 * @property {"allow" | "block"} [serviceWorkers] Whether the page may have one; allowed by default.
 * @property {boolean} [trespasses] Whether the test does what the page's policy forbids.
 * @property {boolean} [panics] Whether the test breaks the module; in any other a panic is a defect.
 */

/**
 * A test with a page that is open.
 *
 * @param {string} name
 * @param {Visit} visit
 * @param {(visitor: { page: Page, site: Site, context: import("node:test").TestContext, requests: Request[] }) => Promise<void>} body
 */
export function pageTest(name, visit, body) {
  test(name, { timeout: 3 * PATIENCE_MS }, async (context) => {
    const site = await serve(visit.faults);
    const { viewport = { width: 1200, height: 900 }, colorScheme = "light" } =
      visit;
    const { serviceWorkers = "allow", locale = "en" } = visit;
    const browserContext = await browser.newContext({
      viewport,
      colorScheme,
      locale,
      serviceWorkers,
    });
    /** @type {Request[]} */
    const requests = [];
    browserContext.on("request", (request) => requests.push(request));
    const page = await browserContext.newPage();
    /** @type {string[]} */
    const said = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(`uncaught: ${error.message}`));
    page.setDefaultTimeout(30 * SECOND_MS);
    try {
      if (visit.elsewhere)
        await answerElsewhere(browserContext, visit.elsewhere);
      if (visit.beforeScripts) await page.addInitScript(visit.beforeScripts);
      await page.goto(site.url + (visit.query ?? ""));
      await body({ page, site, context, requests });
      assert.deepEqual(site.strays, [], "asked outside the page's own folder");
      if (!visit.trespasses)
        await nothingLeaves(browserContext, site, requests);
      const refused = said.filter((text) => /Security.Policy/i.test(text));
      if (!visit.trespasses) assert.deepEqual(refused, [], "forbidden");
      const panics = said.filter((text) => /panicked at/.test(text));
      assert.equal(panics.length > 0, visit.panics ?? false, panics.join());
      const uncaught = said.filter((text) => text.startsWith("uncaught: "));
      assert.deepEqual(uncaught, [], "errors that no code caught");
    } catch (error) {
      context.diagnostic(await describe(page, said));
      throw error;
    } finally {
      await browserContext.close();
      await site.stop();
    }
  });
}

/**
 * Asserts what holds of each visit: the page asks its own site and the one data host, sends them
 * nothing, and leaves no cookie.
 *
 * @param {BrowserContext} context
 * @param {Site} site
 * @param {readonly Request[]} requests
 */
async function nothingLeaves(context, site, requests) {
  const own = [site.url, `blob:${new URL(site.url).origin}/`];
  const isOwn = (/** @type {string} */ url) =>
    own.some((start) => url.startsWith(start));
  const foreign = requests
    .map((request) => request.url())
    .filter((url) => !isOwn(url) && !DATA_URL.test(url));
  assert.deepEqual(foreign, [], "asked elsewhere");
  for (const request of requests) {
    assert.equal(request.method(), "GET", request.url());
    assert.equal(request.postDataBuffer(), null, request.url());
    const { referer } = request.headers();
    assert.ok(isOwn(request.url()) || !referer, `told ${referer} to others`);
  }
  for (const { path, search, method, headers } of site.asked) {
    // The page's own address has the visitor's settings; nothing else has a query to say anything in.
    if (path !== "index.html") assert.equal(search, "", path);
    assert.equal(method, "GET", path);
    assert.equal(headers["content-length"], undefined, path);
    assert.equal(headers.cookie, undefined, path);
  }
  assert.deepEqual(await context.cookies(), [], "cookies");
}

/**
 * Answers requests to other hosts, which any page may read.
 *
 * @param {BrowserContext} context
 * @param {(url: string) => string | null} fileOf
 */
async function answerElsewhere(context, fileOf) {
  await context.route(/^https:/, async (route) => {
    const path = fileOf(route.request().url());
    if (path === null) await route.abort();
    else
      await route.fulfill({
        path,
        headers: { "access-control-allow-origin": "*" },
      });
  });
}

/**
 * What a reader of a failed test wants to know of the page.
 *
 * @param {Page} page
 * @param {readonly string[]} said
 */
async function describe(page, said) {
  const state = await page
    .evaluate(() => ({
      ...document.documentElement.dataset,
      messages: document.querySelector("#messages")?.textContent,
    }))
    .catch((error) => ({ gone: String(error) }));
  return JSON.stringify({ ...state, console: said.slice(-20) }, null, 2);
}

/**
 * The value of `data-phase`, `data-device` or `data-dataset`.
 *
 * @param {Page} page
 * @param {"phase" | "device" | "dataset"} name
 */
export function shown(page, name) {
  return page.evaluate((key) => document.documentElement.dataset[key], name);
}

/**
 * Waits until the page is in one of the phases and shows all of it; fails at once when it has failed unexpectedly.
 *
 * @param {Page} page
 * @param {...string} phases
 */
export async function reaches(page, ...phases) {
  const handle = await page.waitForFunction(
    (wanted) => {
      const { phase = "", shown } = document.documentElement.dataset;
      return [...wanted, "failed"].includes(phase) && shown === phase && phase;
    },
    phases,
    { timeout: PATIENCE_MS },
  );
  const phase = await handle.jsonValue();
  assert.ok(
    phases.includes(phase),
    `the phase is ${phase}, not ${phases.join(" or ")}`,
  );
}

/**
 * Presses what begins a run or goes on with one, and waits until the page has been in training since; the run may be
 * over by then. Neither is an earlier run's end taken for this one's, nor a quick run missed.
 *
 * @param {Page} page
 * @param {Locator} control
 */
export async function begins(page, control) {
  // The page may still be on its way to the control, and in training before it.
  await control.click({ trial: true, timeout: PATIENCE_MS });
  const seen = await page.evaluateHandle(() => {
    /** @type {(string | null | undefined)[]} */
    const phases = [];
    const root = document.documentElement;
    // It is set again once this run's phases are drawn.
    delete root.dataset.shown;
    const observer = new MutationObserver(([, ...later]) => {
      // Of phases that came at once, each but the last is told by the change that ended it.
      phases.push(...later.map(({ oldValue }) => oldValue), root.dataset.phase);
    });
    observer.observe(root, {
      attributeFilter: ["data-phase"],
      attributeOldValue: true,
    });
    return phases;
  });
  await control.click();
  const handle = await page.waitForFunction(
    (phases) => {
      const { phase, shown } = document.documentElement.dataset;
      // It may go on from a failure, which is not the last word then.
      const hasFailed = phases.at(-1) === "failed";
      const isTold = phases.includes("training") || hasFailed;
      return isTold && shown === phase && phases;
    },
    seen,
    { timeout: PATIENCE_MS },
  );
  const phases = (await handle.jsonValue()) || [];
  assert.ok(phases.includes("training"), `it went to ${phases.join(", ")}`);
}

/**
 * Begins a run and holds it before its first epoch ends, however quick it is.
 *
 * @param {Page} page
 * @param {Locator} control
 */
export async function beginsHeld(page, control) {
  await atOnceWhenTraining(page, () => {
    /** @type {HTMLButtonElement | null} */ (
      document.querySelector("#pause")
    )?.click();
  });
  await begins(page, control);
  await reaches(page, "paused");
}

/**
 * Does something in the page as soon as it is in training the next time: nothing comes in between.
 *
 * @param {Page} page
 * @param {() => void} act Runs in the page.
 */
export async function atOnceWhenTraining(page, act) {
  const follow = (/** @type {() => void} */ then) => {
    const root = document.documentElement;
    const observer = new MutationObserver(() => {
      if (root.dataset.phase !== "training") return;
      observer.disconnect();
      then();
    });
    observer.observe(root, { attributeFilter: ["data-phase"] });
  };
  await page.evaluate(`(${follow})(${act})`);
}

/**
 * Whether this browser has a WebGPU adapter, if only a software one; the test is skipped, with a
 * word about it, where it has none.
 *
 * @param {Page} page
 * @param {import("node:test").TestContext} context
 */
export async function hasWebGpu(page, context) {
  const adapter = await page.evaluate(async () => {
    /** @type {{ requestAdapter(): Promise<object | null> } | undefined} */
    const gpu = Reflect.get(navigator, "gpu");
    return (await gpu?.requestAdapter()) != null;
  });
  if (!adapter) {
    context.skip("this browser has no WebGPU adapter, not even a software one");
  }
  return adapter;
}

/**
 * A control by its accessible name.
 *
 * @param {Page} page
 * @param {string} name
 */
export function button(page, name) {
  return page.getByRole("button", { name, exact: true });
}

/**
 * An input or select by its label.
 *
 * @param {Page} page
 * @param {string} label
 */
export function field(page, label) {
  return page.getByLabel(label, { exact: true });
}

/**
 * Draws on the pad: strokes of points in fractions of its width and height.
 *
 * @param {Page} page
 * @param {...[number, number][]} strokes
 */
export async function draw(page, ...strokes) {
  const pad = page.getByLabel("Draw a digit", { exact: true });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  assert.ok(box, "the pad is on the page");
  for (const points of strokes) {
    for (const [index, [x, y]] of points.entries()) {
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height, {
        steps: 4,
      });
      if (index === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}

/**
 * Waits until the region with the answer says something that fits.
 *
 * @param {Page} page
 * @param {RegExp} pattern
 */
export async function predictionSays(page, pattern) {
  const region = page.getByRole("region", { name: "Prediction" });
  await region.filter({ hasText: pattern }).waitFor({ timeout: PATIENCE_MS });
}

/**
 * Waits until the page visibly says something that fits.
 *
 * @param {Page} page
 * @param {RegExp} pattern
 */
export async function pageSays(page, pattern) {
  await page
    .waitForFunction(
      ([source, flags]) =>
        new RegExp(source, flags).test(document.body.innerText),
      /** @type {const} */ ([pattern.source, pattern.flags]),
      { timeout: PATIENCE_MS, polling: 100 },
    )
    .catch(() => assert.fail(`nothing on the page says ${pattern}`));
}
