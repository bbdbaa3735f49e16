// Kindling in other pages: as docs/hosting.md says, in a frame, and its worker alone.

import assert from "node:assert/strict";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { PATIENCE_MS, pageTest, reaches } from "./harness.mjs";
import { QUICK } from "./kept.mjs";
import { DIST } from "./server.mjs";

const HOSTING = new URL("../../docs/hosting.md", import.meta.url);
const EXAMPLE = new URL("../../docs/embedding/", import.meta.url);

/** The built page with the example in it, and a page that has it in a frame as the document says. */
function embedded() {
  const folder = mkdtempSync(join(tmpdir(), "kindling-embedded-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(DIST, folder, { recursive: true });
  cpSync(fileURLToPath(EXAMPLE), join(folder, "embedding"), {
    recursive: true,
  });
  const text = readFileSync(HOSTING, "utf8");
  const [, frame = ""] = /^```html\n(<iframe.*?)^```$/ms.exec(text) ?? [];
  const source = `src="../${QUICK.replaceAll("&", "&amp;")}"`;
  const local = frame.replace(/src=".*?"/, source);
  assert.ok(local.includes("sandbox=") && local.includes(source), frame);
  mkdirSync(join(folder, "frame"));
  // A page without an icon has its host asked for one.
  const head = `<!doctype html><title>Frame</title><link rel="icon" href="data:,">`;
  writeFileSync(join(folder, "frame/index.html"), head + local);
  return join(folder, "/");
}

pageTest(
  "the example starts the worker of the built page, trains an epoch and writes down falling losses",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    site.folder = embedded();
    await page.goto(`${site.url}embedding/index.html`);
    const status = page.locator("#status");
    await status
      .filter({ hasText: /^Loss 0\.\d+ on the test images\.$/ })
      .waitFor({ timeout: PATIENCE_MS });
    const texts = await page.locator("#losses li").allTextContents();
    const losses = texts.map(Number);
    assert.equal(losses.length, Math.ceil(60_000 / 128));
    assert.ok(losses.every((loss) => Number.isFinite(loss) && loss > 0));
    const mean = (/** @type {number[]} */ some) =>
      some.reduce((sum, loss) => sum + loss, 0) / some.length;
    assert.ok(mean(losses.slice(-20)) < mean(losses.slice(0, 20)) / 2);
  },
);

pageTest(
  "in a frame with the sandbox of the document the page trains and gives its run away",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    site.folder = embedded();
    await page.goto(`${site.url}frame/index.html`);
    const frame = page.frameLocator("iframe");
    const phase = (/** @type {string} */ name) =>
      frame
        .locator(`html[data-phase="${name}"]`)
        .waitFor({ state: "attached", timeout: PATIENCE_MS });
    await phase("ready");
    await frame.getByRole("button", { name: "Train", exact: true }).click();
    await phase("done");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      frame.getByRole("button", { name: "Export run" }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^kindling-.*\.json$/);
  },
);
