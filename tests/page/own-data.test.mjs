// The visitor's own data: picked or dropped, trained on, shown, and refused with its reason.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
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
  shown,
} from "./harness.mjs";
import { file, idx, idxFiles } from "./idx-files.mjs";
import { becomesCustom, drop, pick } from "./own-files.mjs";
import { offer, storage } from "./unfinished-runs.mjs";

/** @import { Page } from "playwright-core" */
/** @import { PickedFile } from "./idx-files.mjs" */

const SMALL = { rows: 9, columns: 5, classes: 3, nTrain: 600, nTest: 150 };

/** As EMNIST's balanced split, but for the number of images. */
const MANY_CLASSES = {
  rows: 28,
  columns: 28,
  classes: 47,
  nTrain: 940,
  nTest: 470,
};

/** What comes only when there are files to read. */
const READS_FILES = /^(worker_files|www\/files\/|www\/views\/own-data\.js)/;

pageTest(
  "own images of 9×5 pixels in three classes are picked, trained on, drawn and exported",
  {
    query: "?model=custom&hidden=20&epochs=6&batch=32&device=cpu",
    // It would ask for the whole page, to keep it.
    serviceWorkers: "block",
  },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const before = site.requests.length;
    const early = site.requests.filter((path) => READS_FILES.test(path));
    assert.deepEqual(
      early,
      [],
      "what reads files comes with the choice of them",
    );
    await field(page, "Data").selectOption("custom");
    await pageSays(page, /Pick the four files below/);
    // In any order.
    const [a, b, c, d] = idxFiles(SMALL);
    await pick(page, [d, a, c, b]);
    await becomesCustom(page);
    await pageSays(
      page,
      /Images of 9×5 pixels: 600 to train on from train-images-idx3-ubyte with the labels train-labels-idx1-ubyte\.gz, 150 to test on from t10k-images-idx3-ubyte\.gz with t10k-labels-idx1-ubyte/,
    );
    await pageSays(page, /They need \d+\.\d MB of memory, of \d+\.\d MB/);
    await pageSays(page, /Fingerprint [0-9a-f]{12}\./);
    const pixels = await rawPixels(page);
    assert.equal(pixels.length, 9);
    assert.equal(pixels.flat().length, 45);
    await hasParameters(page, "983");
    await pageSays(page, /45 pixels in, 3 classes out/);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const run = await exportedRun(page);
    assert.ok(
      run.epochs.at(-1).test_accuracy > 0.9,
      JSON.stringify(run.epochs),
    );
    const { kind, format, n_train: nTrain, fingerprint } = run.dataset;
    assert.deepEqual(
      { kind, format, nTrain },
      {
        kind: "custom",
        format: { rows: 9, columns: 5, classes: 3 },
        nTrain: 600,
      },
    );
    assert.match(fingerprint, /^[0-9a-f]{64}$/);
    await draw(page, [
      [0.3, 0.2],
      [0.6, 0.8],
    ]);
    await predictionSays(page, /Reads a [012], \d+ %/);
    const seen = page.locator("#seen");
    assert.equal(await seen.getAttribute("width"), "5");
    assert.equal(await seen.getAttribute("height"), "9");
    assert.equal(await page.locator("#bars li:visible").count(), 3);
    await checkConfusion(page, 3, 150);
    await page.locator("#first-layer-card").scrollIntoViewIfNeeded();
    await page.locator("#units").getByText("unit 20").waitFor();
    assert.equal(await page.locator("#units canvas[width='5']").count(), 20);
    await pageSays(page, /Share link/);
    await button(page, "Share link").click();
    await pageSays(page, /It cannot carry your own files/);
    const link = await page.getByLabel("Address to share").inputValue();
    assert.ok(!link.includes("data="), link);
    const asked = site.requests.slice(before);
    const strange = asked.filter((path) => !/^(www|worker_)/.test(path));
    assert.deepEqual(strange, [], "nothing but the page's own scripts");
    assert.deepEqual(site.strays, []);
  },
);

pageTest(
  "47 classes of 28×28 pixels dropped on the page have a heat map that can be read and walked",
  {
    query:
      "?model=custom&hidden=64&epochs=4&batch=47&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await drop(page, idxFiles({ ...MANY_CLASSES, firstLabel: 1 }));
    await becomesCustom(page);
    assert.equal(await field(page, "Data").inputValue(), "custom");
    await pageSays(page, /48 classes; class 0 has no image to train on\./);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const run = await exportedRun(page);
    assert.ok(
      run.epochs.at(-1).test_accuracy > 0.9,
      JSON.stringify(run.epochs),
    );
    await checkConfusion(page, 48, 470);
    const card = page.getByRole("region", { name: "Where it errs" });
    const cell = card.getByRole("button", { name: /^is 5, read 5: \d+$/ });
    const box = await cell.boundingBox();
    assert.ok(box && box.width >= 4 && box.height >= 4, JSON.stringify(box));
    await cell.click();
    await card.getByText(/^is 5, read 5: \d+$/).waitFor();
    await card.getByText("Is 5, read 5: right", { exact: true }).waitFor();
    await card.getByRole("listitem").first().waitFor();
    await page.keyboard.press("ArrowRight");
    await card.getByText(/^is 5, read 6: \d+$/).waitFor();
    assert.equal(await card.getByRole("grid").count(), 1);
    await draw(page, [
      [0.3, 0.2],
      [0.6, 0.8],
    ]);
    await predictionSays(page, /Reads a \d+, \d+ %/);
    assert.equal(await page.locator("#bars li:visible").count(), 10);
    // Back to digits: everything has its ten classes again.
    await field(page, "Data").selectOption("generated");
    await page.waitForFunction(
      () => document.documentElement.dataset.dataset === "generated",
    );
    await reaches(page, "ready");
    await field(page, "Epochs").fill("1000");
    await begins(page, button(page, "Train"));
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "transposed images are turned, and are other data",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Data").selectOption("custom");
    await pick(page, idxFiles(SMALL));
    await becomesCustom(page);
    const plain = await fingerprint(page);
    const rows = await rawPixels(page);
    await field(page, "Transposed, as EMNIST is").check();
    await page.waitForFunction(
      (old) =>
        !document.querySelector("#dataset-status")?.textContent?.includes(old),
      plain,
    );
    await becomesCustom(page);
    assert.notEqual(await fingerprint(page), plain);
    const turned = await rawPixels(page);
    assert.equal(turned.length, 5);
    assert.deepEqual(
      turned.map((row) => row[0]),
      rows[0],
    );
  },
);

pageTest(
  "files of EMNIST are turned without being asked, and those of another set after them are not",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Data").selectOption("custom");
    const transposed = field(page, "Transposed, as EMNIST is");
    const files = idxFiles(SMALL);
    const ofEmnist = files.map((file) => ({
      ...file,
      name: `emnist-letters-${file.name}`,
    }));
    await pick(page, ofEmnist);
    await becomesCustom(page);
    assert.equal(await transposed.isChecked(), true);
    const turned = await fingerprint(page);
    await pick(page, files);
    await page.waitForFunction(
      (old) =>
        !document.querySelector("#dataset-status")?.textContent?.includes(old),
      turned,
    );
    await becomesCustom(page);
    assert.equal(await transposed.isChecked(), false);
  },
);

pageTest(
  "after a reload own files must be picked again, and a link that names them is answered",
  { query: "?device=cpu&data=custom" },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /The link says data=custom.*no link can carry them/s);
    assert.notEqual(await shown(page, "dataset"), "custom");
    await drop(page, idxFiles(SMALL));
    await becomesCustom(page);
    await page.reload();
    await reaches(page, "ready");
    assert.notEqual(await shown(page, "dataset"), "custom");
  },
);

pageTest(
  "files that cannot be trained on are named with what is wrong, and the next pick may be right",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Data").selectOption("custom");
    const good = idxFiles(SMALL);
    const [trainImages, trainLabels, testImages, testLabels] = good;
    const with_ = (/** @type {number} */ index, /** @type {Buffer} */ bytes) =>
      good.map((picked, at) =>
        at === index ? file(picked.name.replace(".gz", ""), bytes) : picked,
      );
    const huge = idx([0x0803, 4_000_000, 64, 64], new Uint8Array(10));
    const hugeLabels = idx([0x0801, 4_000_000], new Uint8Array(10));
    const cases = /** @type {[RegExp, PickedFile[]][]} */ ([
      [/of the 1 picked 1 hold images and 0 labels/, [trainImages]],
      [
        /of the 4 picked 3 hold images and 1 labels/,
        [trainImages, trainImages, testImages, testLabels],
      ],
      [
        /train-images-idx3-ubyte and t10k-images-idx3-ubyte.* are the same file/,
        [
          trainImages,
          trainLabels,
          file("t10k-images-idx3-ubyte", trainImages.buffer),
          file("t10k-labels", idx([0x0801, 600], labelsOf(600))),
        ],
      ],
      [
        /train-images-idx3-ubyte: begins with 0x3c21646f/,
        with_(0, Buffer.from("<!doctype html><title>no data</title>")),
      ],
      [
        /train-images-idx3-ubyte: 100 of 27016 bytes are missing/,
        with_(0, trainImages.buffer.subarray(0, -100)),
      ],
      [
        /train-labels-idx1-ubyte\.gz: damaged gzip/,
        [
          trainImages,
          file(trainLabels.name, trainLabels.buffer.subarray(0, 30)),
          testImages,
          testLabels,
        ],
      ],
      [
        /holds 600 images but train-labels-idx1-ubyte 599 labels/,
        with_(1, idx([0x0801, 599], labelsOf(599))),
      ],
      [
        /train-images-idx3-ubyte: images of 65×9 pixels/,
        with_(0, idx([0x0803, 600, 65, 9], new Uint8Array(600 * 65 * 9))),
      ],
      [
        /holds images of 9×5 pixels, but .*t10k-images-idx3-ubyte of 5×9/,
        with_(2, idx([0x0803, 150, 5, 9], new Uint8Array(150 * 45))),
      ],
      [
        /a label is 100, but the largest can be 99/,
        with_(1, idx([0x0801, 600], labelsOf(600).fill(100, 0, 1))),
      ],
      [
        /every label is 7, but at least two classes/,
        with_(1, idx([0x0801, 600], labelsOf(600).fill(7))),
      ],
      [
        /The data needs 32\d\d\d MB of memory, but a tab can give it 3222 MB/,
        [
          file("train-images", huge),
          file("train-labels", hugeLabels),
          file("test-images", idx([0x0803, 9, 64, 64], new Uint8Array(9))),
          file("test-labels", idx([0x0801, 9], labelsOf(9))),
        ],
      ],
    ]);
    for (const [says, files] of cases) {
      await pick(page, files);
      await page.waitForFunction(
        () => document.documentElement.dataset.phase === "failed",
      );
      await pageSays(page, says);
    }
    await pick(page, good);
    await becomesCustom(page);
    await begins(page, button(page, "Train"));
  },
);

pageTest(
  "a run on own files that an earlier page left asks for them, and goes on with no others",
  {
    query:
      "?model=custom&hidden=600,600&epochs=1000&batch=8&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await drop(page, idxFiles(SMALL));
    await becomesCustom(page);
    await begins(page, button(page, "Train"));
    await button(page, "Pause").click();
    await reaches(page, "paused");
    await storage(page, (kept) => kept.length === 1);
    await page.reload();
    await offer(page)
      .getByText(/on your own files is unfinished/)
      .waitFor();
    await reaches(page, "ready");
    await button(page, "Go on with this run").click();
    await pageSays(page, /learned from your own files \(fingerprint [0-9a-f]/);
    assert.equal(await shown(page, "phase"), "ready");
    // Of the same sizes and numbers, but with another pixel.
    const [images, ...others] = idxFiles(SMALL);
    const changed = Buffer.from(images.buffer);
    changed[16] ^= 1;
    await drop(page, [file(images.name, changed), ...others]);
    await pageSays(page, /it was learning from other data than there is now/);
    await becomesCustom(page);
    assert.equal(await shown(page, "phase"), "ready");
    // So that it is seen to be said again.
    const said = page.getByText(/it was learning from other data than there/);
    await page
      .locator(".message", { has: said })
      .getByRole("button", { name: "Dismiss" })
      .click();
    await said.waitFor({ state: "detached" });
    await button(page, "Go on with this run").click();
    await pageSays(page, /it was learning from other data than there is now/);
    await drop(page, idxFiles(SMALL));
    await becomesCustom(page);
    await begins(page, button(page, "Go on with this run"));
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "a file that unzips to more than its header promises ends there",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    const [images, , testImages, testLabels] = idxFiles(SMALL);
    // 600 labels by the header, and 400 MB of them.
    const zeros = new Uint8Array(400_000_000);
    const bomb = file("train-labels.gz", gzipSync(idx([0x0801, 600], zeros)));
    await drop(page, [images, bomb, testImages, testLabels]);
    await pageSays(page, /rain-labels\.gz: more than the 608 bytes/);
    // And one that promises what no file of its size can hold.
    const vast = idx([0x0803, 300_000, 64, 64], new Uint8Array(1000));
    const vastLabels = idx([0x0801, 300_000], new Uint8Array(300_000));
    await drop(page, [
      file("train-images.gz", gzipSync(vast)),
      file("train-labels", vastLabels),
      file("test-images", idx([0x0803, 1, 64, 64], new Uint8Array(4096))),
      file("test-labels", idx([0x0801, 1], new Uint8Array(1))),
    ]);
    await pageSays(page, /zipped bytes cannot hold the 1228800016 that/);
    await drop(page, idxFiles(SMALL));
    await becomesCustom(page);
  },
);

pageTest(
  "whoever chooses other data while his files are read does not wait for them",
  { query: "?device=cpu&data=generated" },
  async ({ page, site }) => {
    await reaches(page, "ready");
    // What reads files never comes.
    site.faults.set("worker_files_bg.wasm", () => {});
    await drop(page, idxFiles(SMALL));
    await reaches(page, "loading");
    await field(page, "Data").selectOption("generated");
    await reaches(page, "ready");
    assert.equal(await shown(page, "dataset"), "generated");
    // It comes again.
    site.faults.delete("worker_files_bg.wasm");
    await drop(page, idxFiles(SMALL));
    await becomesCustom(page);
  },
);

pageTest(
  "where what reads files cannot be loaded, the page says so and tries again",
  { query: "?device=cpu&data=generated" },
  async ({ page, site }) => {
    await reaches(page, "ready");
    site.faults.set("worker_files_loader.js", (response) => {
      response.writeHead(503).end();
    });
    await drop(page, idxFiles(SMALL));
    await pageSays(page, /The part of this page that reads files could not be/);
    site.faults.delete("worker_files_loader.js");
    await button(page, "Retry").click();
    await becomesCustom(page);
  },
);

/** @param {Page} page */
async function fingerprint(page) {
  const text = (await page.locator("#dataset-status").textContent()) ?? "";
  return /Fingerprint ([0-9a-f]{12})/.exec(text)?.[1] ?? "";
}

/**
 * The first example as numbers, row by row.
 *
 * @param {Page} page
 */
async function rawPixels(page) {
  await page.getByText("example 1 of 10", { exact: true }).waitFor();
  const text = (await page.locator("#raw-pixels").textContent()) ?? "";
  return text.split("\n").map((row) => row.trim().split(/\s+/).map(Number));
}

/**
 * Waits until the table of layers has so many parameters below it.
 *
 * @param {Page} page
 * @param {string} parameters
 */
async function hasParameters(page, parameters) {
  const total = page.locator("#layer-totals tr").first();
  await total.getByRole("cell", { name: parameters, exact: true }).waitFor();
}

/**
 * The confusion matrix has a cell for each pair of classes, and its counts add up.
 *
 * @param {Page} page
 * @param {number} nClasses
 * @param {number} nTest
 */
async function checkConfusion(page, nClasses, nTest) {
  await page.locator("#confusion-card").scrollIntoViewIfNeeded();
  const names = await page
    .locator("#confusion button")
    .evaluateAll((all) => all.map((cell) => cell.getAttribute("aria-label")));
  assert.equal(names.length, nClasses * nClasses);
  const counts = names.map((name) => Number(/: (\d+)$/.exec(name ?? "")?.[1]));
  assert.equal(
    counts.reduce((sum, n) => sum + n, 0),
    nTest,
  );
}

/** @param {number} n */
function labelsOf(n) {
  return Uint8Array.from({ length: n }, (_, index) => index % 3);
}
