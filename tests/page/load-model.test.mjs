// Load model: what Download model gave reads drawings again, and nothing else does harm.

import assert from "node:assert/strict";
import {
  begins,
  button,
  draw,
  exportedRun,
  field,
  pageSays,
  pageTest,
  predictionSays,
  reaches,
  savedBy,
  shown,
} from "./harness.mjs";
import { idxFiles } from "./idx-files.mjs";
import { becomesCustom, loadModel, pick } from "./own-files.mjs";

/** @import { Page } from "playwright-core" */

/** @type {[number, number][]} */
const STROKE = [
  [0.35, 0.15],
  [0.65, 0.2],
  [0.45, 0.85],
];

pageTest(
  "a downloaded model that is loaded again has the same accuracy and the same probabilities",
  {
    query:
      "?model=custom&hidden=30&batchnorm=1&epochs=1&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.ok(await button(page, "Load model").isEnabled());
    await field(page, "Epochs").fill("1000");
    await begins(page, button(page, "Train"));
    assert.ok(await button(page, "Load model").isDisabled());
    await button(page, "Stop").click();
    await reaches(page, "done");
    await field(page, "Epochs").fill("1");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const run = await exportedRun(page);
    const { bytes, fileName } = await savedBy(page, "Download model");
    await draw(page, STROKE);
    await predictionSays(page, /Reads a \d/);
    const expected = await settledBarTexts(page);
    await page.reload();
    await reaches(page, "ready");
    await loadModel(page, fileName, bytes);
    const percent = (run.epochs[0].test_accuracy * 100).toFixed(2);
    await pageSays(
      page,
      new RegExp(
        `custom\\.safetensors \\(custom\\) reads your drawings\\. On the 10,000 test images: accuracy ${percent}`,
      ),
    );
    await draw(page, STROKE);
    await predictionSays(page, /Reads a \d/);
    assert.deepEqual(await settledBarTexts(page), expected);
    // It can be taken along again as it was.
    const again = await savedBy(page, "Download model");
    assertSameModel(again.bytes, bytes);
    // Its first layer can be seen, and a run takes its place.
    await page.locator("#first-layer-card").scrollIntoViewIfNeeded();
    await page.locator("#units").getByText("unit 1", { exact: true }).waitFor();
    await page.evaluate(() => window.scrollTo(0, 0));
    await begins(page, button(page, "Train"));
    await page.locator("#loaded-model").waitFor({ state: "hidden" });
  },
);

pageTest(
  "a file that is no model of this page is named for what it is, and the page stays as it was",
  { query: "?model=softmax&epochs=1&device=cpu&data=generated&autostart=1" },
  async ({ page }) => {
    await reaches(page, "done");
    const { bytes } = await savedBy(page, "Download model");
    await draw(page, STROKE);
    await predictionSays(page, /Reads a \d/);
    const expected = await barTexts(page);
    const header = headerOf(bytes);
    const body = valuesOf(bytes);
    const vast = Buffer.from(bytes);
    vast.writeBigUInt64LE(4n << 30n);
    const nan = Buffer.from(bytes);
    nan.writeFloatLE(Number.NaN, bytes.length - 4);
    const other = structuredClone(header);
    delete other.__metadata__;
    const checkpoint = structuredClone(header);
    checkpoint.__metadata__["kindling-checkpoint"] = "{}";
    const misshapen = structuredClone(header);
    misshapen["dense0.kernel"].shape.reverse();
    const renamed = structuredClone(header);
    renamed["dense9.kernel"] = renamed["dense0.kernel"];
    delete renamed["dense0.kernel"];
    const cases = /** @type {[RegExp, Buffer][]} */ ([
      [/it has 0 bytes/, Buffer.alloc(0)],
      [/header is said to have 4294967296 bytes/, vast],
      [/dense0\.\w+ holds NaN at index \d+/, nan],
      [/no safetensors file/, Buffer.from("<!doctype html><title>Hi</title>")],
      [/no safetensors file/, bytes.subarray(0, -5)],
      [/a file of another program/, fileOf(other, body)],
      [/the checkpoint of a run/, fileOf(checkpoint, body)],
      [/dense0\.kernel has the shape \[10, 784\]/, fileOf(misshapen, body)],
      [/a tensor "dense9\.kernel", which/, fileOf(renamed, body)],
    ]);
    for (const [says, file] of cases) {
      await loadModel(page, "some.safetensors", file);
      await pageSays(page, says);
      assert.equal(await shown(page, "phase"), "done");
    }
    await draw(page, STROKE);
    await predictionSays(page, /Reads a \d/);
    assert.ok(await button(page, "Download model").isEnabled());
    assert.equal((await barTexts(page)).length, expected.length);
    const again = await savedBy(page, "Download model");
    assertSameModel(again.bytes, bytes);
  },
);

pageTest(
  "a model of other images than the data's is refused with both",
  { query: "?model=softmax&epochs=1&batch=32&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Data").selectOption("custom");
    const made = { rows: 4, columns: 6, classes: 5, nTrain: 100, nTest: 50 };
    await pick(page, idxFiles(made));
    await becomesCustom(page);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const { bytes } = await savedBy(page, "Download model");
    await field(page, "Data").selectOption("generated");
    await page.waitForFunction(
      () => document.documentElement.dataset.dataset === "generated",
    );
    await reaches(page, "ready");
    await loadModel(page, "small.safetensors", bytes);
    await pageSays(
      page,
      /it reads images of 4×6 pixels and 5 classes, but the data here has 28×28 pixels and 10 classes/,
    );
  },
);

/**
 * What stands beside the bars.
 *
 * @param {Page} page
 */
async function barTexts(page) {
  return page.locator("#bars li:visible .chance").allTextContents();
}

/**
 * What stands beside the bars when the whole drawing has been read: it is read while it is drawn too.
 *
 * @param {Page} page
 */
async function settledBarTexts(page) {
  for (;;) {
    const before = await barTexts(page);
    await page.waitForTimeout(1000);
    const after = await barTexts(page);
    if (after.join() === before.join()) return after;
  }
}

/**
 * Two files of one network: the header's metadata has no order.
 *
 * @param {Buffer} found
 * @param {Buffer} expected
 */
function assertSameModel(found, expected) {
  assert.deepEqual(headerOf(found), headerOf(expected));
  assert.ok(valuesOf(found).equals(valuesOf(expected)), "the same values");
}

/** @param {Buffer} bytes Of a safetensors file. */
function valuesOf(bytes) {
  return bytes.subarray(8 + bytes.readUInt32LE(0));
}

/** @param {Buffer} bytes Of a safetensors file. */
function headerOf(bytes) {
  return JSON.parse(bytes.toString("utf8", 8, 8 + bytes.readUInt32LE(0)));
}

/**
 * @param {object} header
 * @param {Buffer} body
 */
function fileOf(header, body) {
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, body]);
}
