// What one can see of a network and its data: weights, errors, the first layer, the examples.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { between, rangeOf } from "../../www/charts/violin-shape.js";
import { inspectionAfter, NOTHING_SEEN } from "../../www/inspection-state.js";
import { Inspector } from "../../www/inspector.js";
import {
  begins,
  button,
  exportedRun,
  field,
  PATIENCE_MS,
  pageTest,
  reaches,
} from "./harness.mjs";
import { DIST, HAS_MNIST } from "./server.mjs";

/** @import { Page } from "playwright-core" */

const N_PIXELS = 784;
const N_TEST = 10_000;

pageTest(
  "the first example can be seen before training, byte by byte",
  { query: "?device=cpu" },
  async ({ page, context }) => {
    await reaches(page, "ready");
    await page.getByText("example 1 of 10", { exact: true }).waitFor();
    const raw = await numbersIn(page, "#raw-pixels");
    assert.equal(raw.length, N_PIXELS);
    const scaled = await numbersIn(page, "#scaled-pixels");
    scaled.forEach((value, index) => {
      assert.ok(Math.abs(value - (raw[index] ?? 0) / 255) < 1e-8);
    });
    await button(page, "Next example").click();
    await page.getByText("example 2 of 10", { exact: true }).waitFor();
    assert.notDeepEqual(await numbersIn(page, "#raw-pixels"), raw);
    await button(page, "Previous example").click();
    if (!HAS_MNIST) {
      context.diagnostic("there is no MNIST to compare the example with");
      return;
    }
    assert.deepEqual(raw, [...mnist("train-images-idx3", 16, N_PIXELS)]);
    const card = page.locator("#examples-card");
    const text = (await card.textContent()) ?? "";
    assert.match(text, /Label\s*5\s/);
    assert.ok(text.includes("[0. 0. 0. 0. 0. 1. 0. 0. 0. 0.]"));
  },
);

pageTest(
  "weights, errors and units of a network are shown after each epoch",
  { query: "?model=custom&hidden=30&epochs=2&device=cpu" },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    // Its digits are there after the first epoch, and must be others after the second.
    await page.locator("#confusion-card").scrollIntoViewIfNeeded();
    await reaches(page, "done");
    const run = await exportedRun(page);
    await checkWeights(page);
    await checkConfusion(page, run.epochs[1].test_accuracy);
    await checkUnits(page);
  },
);

pageTest(
  "the ten pictures of a linear classifier are its votes, and follow another run",
  { query: "?model=softmax&epochs=1&device=cpu&autostart=1" },
  async ({ page }) => {
    await reaches(page, "done");
    const card = page.getByRole("region", { name: "First layer" });
    await card.scrollIntoViewIfNeeded();
    await card.getByText("votes for 9", { exact: true }).waitFor();
    assert.equal(await card.getByRole("listitem").count(), 10);
    const violins = page.getByRole("img", { name: /^Spread of the weights/ });
    assert.match((await violins.getAttribute("aria-label")) ?? "", /of dense,/);
    await page.evaluate(() => window.scrollTo(0, 0));
    await field(page, "Model").selectOption("custom");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await card.scrollIntoViewIfNeeded();
    await card.getByText("unit 1", { exact: true }).waitFor();
  },
);

pageTest(
  "the digits of a run on MNIST do not stand beside the data that is opened after it",
  { query: "?model=softmax&epochs=1&device=cpu&data=mnist&autostart=1" },
  async ({ page, context }) => {
    if (!HAS_MNIST) {
      context.skip("there is no MNIST to train on");
      return;
    }
    await reaches(page, "done");
    const card = page.getByRole("region", { name: "Where it errs" });
    await card.scrollIntoViewIfNeeded();
    await card.getByText(/^24 of /).waitFor();
    const cell = (await cellsOf(page))[0]?.name ?? "";
    await field(page, "Data").selectOption("generated");
    await page.waitForFunction(
      () => document.documentElement.dataset.dataset === "generated",
    );
    await reaches(page, "ready");
    await page.getByText("example 1 of 10", { exact: true }).waitFor();
    const waits = "The digits can be seen again after the next epoch.";
    await card.getByText(waits, { exact: true }).waitFor();
    await button(page, cell).click();
    await card.getByText("Is 0, read 0: right", { exact: true }).waitFor();
    await card.getByText(waits, { exact: true }).waitFor();
    assert.equal(await card.getByRole("listitem").count(), 0);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await card.scrollIntoViewIfNeeded();
    await card.getByRole("listitem").first().waitFor();
    assert.equal(await card.getByText(waits, { exact: true }).count(), 0);
  },
);

test("a question is asked once, and again after a change, one at a time", () => {
  /** @type {import("../../www/protocol.d.ts").Command[]} */
  const sent = [];
  const inspector = new Inspector((command) => sent.push(command));
  const wanted = (
    /** @type {number} */ change,
    /** @type {number} */ firstUnit,
  ) => ({
    digits: null,
    examples: null,
    firstLayer: {
      change,
      request: /** @type {const} */ ({
        type: "show_first_layer",
        first_unit: firstUnit,
        max_units: 24,
      }),
    },
  });
  inspector.follow(wanted(1, 0));
  inspector.follow(wanted(1, 0));
  assert.equal(sent.length, 1);
  inspector.follow(wanted(2, 24));
  assert.equal(sent.length, 1, "the first answer has not come");
  assert.equal(inspector.answered(1), null, "it is no longer wanted");
  assert.equal(sent.length, 2);
  assert.equal(inspector.answered(2)?.kind, "firstLayer");
  inspector.follow(wanted(3, 24));
  assert.equal(sent.length, 3);
  inspector.refused();
  assert.equal(sent.length, 3, "the same would be refused again");
  inspector.follow(wanted(4, 24));
  assert.equal(sent.length, 4);
  inspector.follow(null);
  assert.equal(inspector.answered(4), null, "that worker is gone");
  inspector.follow(wanted(4, 24));
  assert.equal(sent.length, 5);
});

test("a refused question is not waited for, and the next answer makes up for it", () => {
  const refused = inspectionAfter(
    NOTHING_SEEN,
    {
      type: "failed",
      run_id: null,
      scope: "command",
      failure: { code: "untimely", message: "", advice: "" },
    },
    null,
  );
  assert.equal(refused.refused, true);
  const shown = inspectionAfter(
    refused,
    {
      type: "inspected",
      kind: "digits",
      request: {
        type: "show_digits",
        selection: { kind: "mistakes" },
        max_digits: 24,
      },
      answer: { type: "digits", request_id: 1, n_digits: 0, digits: [] },
    },
    null,
  );
  assert.equal(shown.refused, false);
  assert.equal(shown.digits?.nDigits, 0);
});

test("violins share the axis of all epochs and change shape step by step", () => {
  const narrow = distribution(-1, 1, [0, 4, 0]);
  const wide = distribution(-3, 2, [0, 2, 0]);
  assert.deepEqual(rangeOf([narrow, wide]), [-3, 2]);
  const half = between(narrow, wide, 0.5);
  assert.equal(half.grid_from, -2);
  assert.deepEqual(half.density, [0, 3, 0]);
  assert.equal(between(narrow, wide, 1), wide);
});

/** @param {Page} page */
async function checkWeights(page) {
  const card = page.locator("#weights-card");
  await card.scrollIntoViewIfNeeded();
  const slider = card.getByLabel("Epoch", { exact: true });
  assert.equal(await slider.getAttribute("min"), "0");
  assert.equal(await slider.getAttribute("max"), "2");
  assert.equal(await slider.inputValue(), "2", "it follows the run");
  const violins = card.getByRole("img", {
    name: /dense, dense_1, after epoch 2/,
  });
  await violins.waitFor();
  const last = await rowsOf(page, "#weight-figure-rows");
  assert.deepEqual(
    last.map((cells) => cells.slice(0, 2)),
    [
      ["dense", "23,520"],
      ["dense_1", "300"],
    ],
  );
  await slider.focus();
  await page.keyboard.press("Home");
  await card.getByText("before training", { exact: true }).waitFor();
  const first = await rowsOf(page, "#weight-figure-rows");
  const deviation = (/** @type {string[][]} */ rows) => Number(rows[0]?.[2]);
  assert.ok(deviation(first) > 0);
  assert.ok(deviation(last) > deviation(first), "the weights spread");
  await button(page, "Play").click();
  await page.waitForFunction(
    () =>
      document.querySelector("#weights-epoch-text")?.textContent ===
      "after epoch 2",
  );
  for (const [panel, nPixels] of (
    await violinPixels(page, last.length)
  ).entries()) {
    assert.ok(nPixels > 400, `violin ${panel} has ${nPixels} pixels of ink`);
  }
}

/**
 * How many pixels of the violins' blue there are in each of the panels, which lie side by side.
 *
 * @param {Page} page
 * @param {number} nPanels
 */
function violinPixels(page, nPanels) {
  return page.evaluate((n) => {
    const canvas = document.querySelector("#violins");
    if (!(canvas instanceof HTMLCanvasElement)) return [];
    const { width, height } = canvas;
    const image = canvas.getContext("2d")?.getImageData(0, 0, width, height);
    const counts = new Array(n).fill(0);
    const data = image?.data ?? [];
    for (let offset = 0; offset < data.length; offset += 4) {
      const [red = 0, , blue = 0, alpha = 0] = data.slice(offset, offset + 4);
      if (alpha === 0 || blue - red < 20) continue;
      const column = (offset / 4) % width;
      counts[Math.floor((column / width) * n)] += 1;
    }
    return counts;
  }, nPanels);
}

/**
 * @param {Page} page
 * @param {number} testAccuracy
 */
async function checkConfusion(page, testAccuracy) {
  const card = page.getByRole("region", { name: "Where it errs" });
  await card.scrollIntoViewIfNeeded();
  const cells = await cellsOf(page);
  assert.equal(cells.length, 100);
  const sum = cells.reduce((total, { n }) => total + n, 0);
  assert.equal(sum, N_TEST);
  const right = cells.filter(({ label, answer }) => label === answer);
  const nRight = right.reduce((total, { n }) => total + n, 0);
  assert.ok(Math.abs(nRight / N_TEST - testAccuracy) < 1e-9);

  await card.getByText(`24 of ${N_TEST - nRight}`, { exact: true }).waitFor();
  const surest = await captionsOf(page);
  assert.equal(surest.length, 24);
  assert.ok(surest.every(({ label, answer }) => label !== answer));
  const shares = surest.map(({ share }) => share);
  assert.deepEqual(
    shares,
    shares.toSorted((one, other) => other - one),
  );

  const wrong = cells.filter(({ label, answer }) => label !== answer);
  const [most] = wrong.toSorted((one, other) => other.n - one.n);
  assert.ok(most !== undefined && most.n > 0);
  const { label, answer, n, name } = most;
  await button(page, name).click();
  const shown = Math.min(24, n);
  await card.getByText(`${shown} of ${n}`, { exact: true }).waitFor();
  const chosen = await captionsOf(page);
  assert.equal(chosen.length, shown);
  for (const digit of chosen) {
    assert.deepEqual([digit.label, digit.answer], [label, answer]);
    if (HAS_MNIST) assert.equal(testLabel(digit.index), label);
  }
  assert.equal(await button(page, name).getAttribute("aria-pressed"), "true");
  await page.keyboard.press(answer === 9 ? "ArrowLeft" : "ArrowRight");
  const focused = await page.evaluate(() =>
    document.activeElement?.getAttribute("aria-label"),
  );
  const beside = answer === 9 ? 8 : answer + 1;
  assert.ok(focused?.startsWith(`is ${label}, read ${beside}:`), `${focused}`);
  await button(page, "Surest mistakes").click();
  await card.getByText(`24 of ${N_TEST - nRight}`, { exact: true }).waitFor();
}

/** @param {Page} page */
async function checkUnits(page) {
  const card = page.getByRole("region", { name: "First layer" });
  await card.scrollIntoViewIfNeeded();
  await card.getByText("units 1–24 of 30", { exact: true }).waitFor();
  await card.getByText("unit 24", { exact: true }).waitFor();
  assert.equal(await card.getByRole("listitem").count(), 24);
  await button(page, "Next units").click();
  await card.getByText("unit 25", { exact: true }).waitFor();
  assert.equal(await card.getByRole("listitem").count(), 6);
  // Playwright waits for ever to click what says that it is off.
  await button(page, "Next units").dispatchEvent("click");
  await button(page, "Previous units").click();
  await card.getByText("units 1–24 of 30", { exact: true }).waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
  assert.equal(await showsColours(page, "#units canvas"), true);
}

/**
 * The cells of the confusion matrix, as a screen reader names them.
 *
 * @param {Page} page
 */
async function cellsOf(page) {
  const buttons = await page.locator("#confusion button").all();
  return Promise.all(
    buttons.map(async (cell) => {
      const name = (await cell.getAttribute("aria-label")) ?? "";
      const [label = -1, answer = -1, n = -1] = integersIn(name);
      assert.equal(await cell.textContent(), String(n));
      return { label, answer, n, name };
    }),
  );
}

/**
 * The pictures of test digits and what is written below them.
 *
 * @param {Page} page
 */
async function captionsOf(page) {
  const items = await page.locator("#test-digits li").all();
  return Promise.all(
    items.map(async (item) => {
      const text = (await item.textContent()) ?? "";
      const [label = -1, answer = -1, share = -1] = integersIn(text);
      const name = await item.getByRole("img").getAttribute("aria-label");
      const [index = -1] = integersIn(name ?? "");
      return { label, answer, share, index };
    }),
  );
}

/** @param {string} text */
function integersIn(text) {
  return (text.match(/\d+/g) ?? []).map(Number);
}

/**
 * @param {Page} page
 * @param {string} selector
 */
async function numbersIn(page, selector) {
  const text = (await page.locator(selector).textContent()) ?? "";
  return text.trim().split(/\s+/).map(Number);
}

/**
 * The texts of a table's cells, row by row.
 *
 * @param {Page} page
 * @param {string} selector
 */
function rowsOf(page, selector) {
  return page.$$eval(`${selector} tr`, (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
  );
}

/**
 * Whether a canvas shows more than one colour.
 *
 * @param {Page} page
 * @param {string} selector
 */
async function showsColours(page, selector) {
  const handle = await page.waitForFunction(
    (wanted) => {
      const canvas = document.querySelector(wanted);
      if (!(canvas instanceof HTMLCanvasElement)) return false;
      const { width, height } = canvas;
      const image = canvas.getContext("2d")?.getImageData(0, 0, width, height);
      return new Set(new Uint32Array(image?.data.buffer ?? [])).size > 3;
    },
    selector,
    { timeout: PATIENCE_MS },
  );
  return handle.jsonValue();
}

/** @param {number} index */
function testLabel(index) {
  return mnist("t10k-labels-idx1", 8 + index, 1)[0];
}

/**
 * Bytes of one of MNIST's files.
 *
 * @param {string} name
 * @param {number} from
 * @param {number} nBytes
 */
function mnist(name, from, nBytes) {
  const file = join(DIST, "mnist", `${name}-ubyte.gz`);
  return gunzipSync(readFileSync(file)).subarray(from, from + nBytes);
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number[]} density
 */
function distribution(from, to, density) {
  return {
    layer: "dense (Dense)",
    n_weights: 3,
    min: from,
    lower_whisker: from,
    lower_quartile: from / 2,
    median: 0,
    upper_quartile: to / 2,
    upper_whisker: to,
    max: to,
    stddev: 1,
    grid_from: from,
    grid_to: to,
    density,
  };
}
