// Texts from outside, from links, devices and storage, are shown as text whatever stands in them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pageSays, pageTest, reaches } from "./harness.mjs";
import { QUICK } from "./kept.mjs";
import { madeRecords } from "./made-runs.mjs";
import { scriptBefore } from "./server.mjs";
import { store } from "./stored-runs.mjs";

/** @import { Page } from "playwright-core" */

const IMAGE = `<img src="x" onerror="window.wasRun = true">`;

/**
 * Asserts that markup is shown letter by letter, and has become no element.
 *
 * @param {Page} page
 */
async function isText(page) {
  const { elements, wasRun } = await page.evaluate(() => ({
    elements: document.querySelectorAll("[src='x'], [onerror], b").length,
    wasRun: "wasRun" in window,
  }));
  assert.equal(elements, 0, "markup became an element");
  assert.equal(wasRun, false, "a script of the markup ran");
}

pageTest(
  "markup in a link is shown as text",
  {
    query: `${QUICK}&hidden=${encodeURIComponent(IMAGE)}&seed=${encodeURIComponent("<b>7</b>")}&${encodeURIComponent("<b>name</b>")}=1`,
  },
  async ({ page }) => {
    await reaches(page, "ready");
    for (const text of [IMAGE, "<b>7</b>", "<b>name</b>"]) {
      await page
        .locator("#messages")
        .getByText(text.slice(0, 20))
        .first()
        .waitFor();
    }
    await isText(page);
  },
);

/** The worker names its device, its data and what fails as no honest browser would. */
const HOSTILE_NAMES = `
  const markup = ${JSON.stringify(IMAGE)};
  const tell = self.postMessage.bind(self);
  self.postMessage = (message, ...rest) => {
    if (message.type === "listening") message.version = markup;
    if (message.type === "device") message.name = message.reason = markup;
    if (message.type === "dataset") message.note = markup;
    tell(message, ...rest);
    if (message.type !== "ready") return;
    const failure = { code: markup, message: markup, advice: markup };
    tell({ type: "notice", failure });
    tell({ type: "failed", run_id: null, scope: "command", failure });
  };`;

pageTest(
  "markup in the names of devices and data, and in failures, is shown as text",
  {
    query: QUICK,
    faults: { "worker_cpu_loader.js": scriptBefore(HOSTILE_NAMES) },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    for (const place of [
      "#messages",
      "#device-status",
      "#dataset-status",
      "#version",
    ]) {
      await page
        .locator(place)
        .getByText("<img src=", { exact: false })
        .first()
        .waitFor();
    }
    await isText(page);
  },
);

pageTest(
  "markup in stored runs is shown as text or left out",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await store(page, 1, (id) => madeRecords(id === "a1-relu" ? 20 : 0));
    await page.evaluate(async (markup) => {
      const { notebookRuns } = await import(
        new URL("notebook-store.js", document.scripts[0]?.src).href
      );
      const [run] = await notebookRuns.read();
      await notebookRuns.keep([
        { ...run, startedAt: markup, extra: markup },
        { ...run, model: markup, device: markup },
        { ...run, model: "a1-bn", records: [{ epoch: markup }] },
      ]);
    }, IMAGE);
    await page.reload();
    await reaches(page, "ready");
    await pageSays(page, /from a1-bn, epoch 1/);
    await isText(page);
  },
);

/** Ways in which a text becomes markup or code. */
const SINKS =
  /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|setHTML|srcdoc|\beval\(|new Function|javascript:|set(?:Timeout|Interval)\(\s*["'`]/;

test("no script of the page has a way to make markup or code of a text", () => {
  const folder = fileURLToPath(new URL("../../www/", import.meta.url));
  const scripts = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".js"));
  assert.ok(scripts.length > 50, `${scripts.length} scripts`);
  for (const name of scripts) {
    const found = SINKS.exec(readFileSync(join(folder, name), "utf8"));
    assert.equal(found, null, `${name}: ${found?.[0]}`);
  }
});
