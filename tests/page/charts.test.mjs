// The tools of the curves: zoom, log scales, smoothing, and pictures to take away.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookOf } from "../../www/chart-tools/kept-look.js";
import {
  LOG_ERROR,
  LOG_LOSS,
  logAxis,
} from "../../www/chart-tools/log-axis.js";
import { shapedData } from "../../www/chart-tools/shape.js";
import { smoothed } from "../../www/chart-tools/smoothing.js";
import {
  rangeAbout,
  rangeBetween,
  rangeWith,
} from "../../www/chart-tools/zoom-range.js";
import { linearAxis } from "../../www/charts/scale.js";
import { placeOf, svgOf } from "./charts.mjs";
import {
  begins,
  button,
  field,
  pageTest,
  reaches,
  savedBy,
} from "./harness.mjs";
import { isKept } from "./kept.mjs";

/** @import { Page } from "playwright-core" */

/** A run without a notebook's curve, so that the axis is as long as the run. */
const N_EPOCHS = 4;
const RUN = `?model=softmax&epochs=${N_EPOCHS}&device=cpu&data=generated`;

pageTest(
  "a drag over one chart zooms both on the epochs that it spans, and Reset zoom shows all",
  { query: RUN },
  async ({ page }) => {
    await trains(page);
    assert.equal(await button(page, "Reset zoom").isVisible(), false);
    const whole = await figuresOf(page, "loss");
    assert.deepEqual(whole.epochs, [0, 1, 2, 3, 4]);
    const chart = page.getByRole("slider", { name: "Loss chart" });
    await chart.scrollIntoViewIfNeeded();
    await page.mouse.move(...(await placeOf(chart, 0.2)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf(chart, 0.8)), { steps: 5 });
    await page.getByText(/^epochs 0\.8 to 3\.2$/).waitFor();
    await page.mouse.up();
    await page.getByText("epochs 0.8 to 3.2 in sight").waitFor();
    for (const name of ["loss", "accuracy"]) {
      const zoomed = await figuresOf(page, name);
      assert.deepEqual(zoomed.epochs, [1, 2, 3], name);
      assert.equal(zoomed.nPoints, 3, "points out of sight are not drawn");
    }
    const near = (await figuresOf(page, "loss")).values;
    assert.notDeepEqual(near, whole.values, "the values' axis fits them");
    await button(page, "Reset zoom").click();
    assert.deepEqual((await figuresOf(page, "accuracy")).epochs.at(-1), 4);
    assert.equal(await button(page, "Reset zoom").isVisible(), false);
    await page.getByText("All epochs in sight").waitFor();
  },
);

pageTest(
  "a double click resets the zoom, as another run does; a single one does not, and Escape ends a drag",
  { query: RUN },
  async ({ page }) => {
    await trains(page);
    const chart = page.getByRole("slider", { name: "Accuracy chart" });
    await chart.scrollIntoViewIfNeeded();
    await button(page, "Zoom in").click();
    await page.getByText("epochs 2.0 to 4.0 in sight").waitFor();
    await chart.click();
    assert.ok(await button(page, "Reset zoom").isVisible());
    await chart.dblclick();
    await page.getByText("All epochs in sight").waitFor();
    await page.mouse.move(...(await placeOf(chart, 0.2)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf(chart, 0.8)), { steps: 5 });
    await page.locator(".selection:visible").waitFor();
    await page.keyboard.press("Escape");
    await page.mouse.up();
    assert.equal(await button(page, "Reset zoom").isVisible(), false);
    await button(page, "Zoom in").click();
    await button(page, "Reset zoom").waitFor();
    await button(page, "Train").click();
    await page.getByText("All epochs in sight").waitFor();
    assert.equal(await button(page, "Reset zoom").isVisible(), false);
  },
);

pageTest(
  "plus and minus zoom about the epoch that is read, arrows read on past the edge, 0 and Escape reset",
  { query: RUN },
  async ({ page }) => {
    await trains(page);
    const chart = page.getByRole("slider", { name: "Loss chart" });
    await chart.focus();
    const readings = [];
    await chart.press("Home");
    await chart.press("+");
    await page.getByText("epochs 0.5 to 2.5 in sight").waitFor();
    for (const epoch of ["1", "2", "3", "4"]) {
      assert.equal(await chart.getAttribute("aria-valuenow"), epoch);
      readings.push(await chart.getAttribute("aria-valuetext"));
      await chart.press("ArrowRight");
    }
    assert.equal(new Set(readings).size, N_EPOCHS, "each epoch is read");
    await page.getByText("epochs 2.0 to 4.0 in sight").waitFor();
    await chart.press("+");
    await page.getByText("epochs 3.0 to 4.0 in sight").waitFor();
    await chart.press("-");
    await page.getByText("epochs 2.0 to 4.0 in sight").waitFor();
    await chart.press("0");
    await page.getByText("All epochs in sight").waitFor();
    await chart.press("=");
    await page.getByText("epochs 2.0 to 4.0 in sight").waitFor();
    await chart.press("Escape");
    await page.getByText("All epochs in sight").waitFor();
  },
);

pageTest(
  "a finger that rests and then drags zooms, one that moves at once does not",
  { query: RUN, viewport: { width: 360, height: 740 } },
  async ({ page }) => {
    await trains(page);
    const chart = page.getByRole("slider", { name: "Accuracy chart" });
    await chart.scrollIntoViewIfNeeded();
    const finger = await page.context().newCDPSession(page);
    const touch = (
      /** @type {"touchStart" | "touchMove" | "touchEnd"} */ type,
      /** @type {[number, number][]} */ ...points
    ) =>
      finger.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: points.map(([x, y]) => ({ x, y })),
      });
    const [from, middle, to] = await Promise.all(
      [1 / 4, 1 / 2, 3 / 4].map((share) => placeOf(chart, share)),
    );
    assert.ok(from && middle && to);
    for (const restsMs of [0, 700]) {
      const starts = touch("touchStart", from);
      if (restsMs > 0) {
        await starts;
        await page.waitForTimeout(restsMs);
      }
      // At once is before the page could take it for a rest, however slow the answers are.
      await Promise.all([starts, touch("touchMove", middle)]);
      await touch("touchMove", to);
      const band = page.locator(".selection:visible");
      assert.equal(await band.count(), restsMs > 0 ? 1 : 0);
      await touch("touchEnd");
      assert.equal(await button(page, "Reset zoom").isVisible(), restsMs > 0);
    }
    await page.getByText("epochs 1.0 to 3.0 in sight").waitFor();
  },
);

pageTest(
  "a run's losses on a log scale have ticks at 1, 2 and 5 of their decades, and its accuracies at those of the error",
  { query: RUN },
  async ({ page }) => {
    await trains(page);
    await field(page, "Log scale of loss").check();
    await page.getByText("cross-entropy, nats, log scale").waitFor();
    const { values } = await figuresOf(page, "loss");
    assert.ok(values.length > 0);
    for (const label of values) {
      const [digit] = String(Number(label).toExponential(2));
      assert.ok(["1", "2", "5"].includes(digit ?? ""), label);
    }
    await field(page, "Log scale of error").check();
    const errors = (await figuresOf(page, "accuracy")).values;
    assert.ok(errors.length > 0);
    for (const label of errors) assert.match(label, /^\d+(\.\d+)? %$/);
  },
);

pageTest(
  "a picture of a chart is a PNG of 1600 by 1000 pixels on white, also of a dark page",
  { query: RUN, colorScheme: "dark" },
  async ({ page }) => {
    await trains(page);
    const { fileName, bytes } = await savedBy(page, "Save loss chart as PNG");
    assert.equal(fileName, "kindling-softmax-seed-1-loss.png");
    assert.equal(bytes.subarray(0, 8).toString("latin1"), "\x89PNG\r\n\x1a\n");
    assert.deepEqual(
      [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
      [1600, 1000],
    );
    const { corner, nColours } = await page.evaluate(async (base64) => {
      const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const image = await createImageBitmap(new Blob([raw]));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context?.drawImage(image, 0, 0);
      const all = context?.getImageData(0, 0, image.width, image.height);
      const pixels = new Uint32Array(all?.data.buffer ?? new ArrayBuffer(0));
      return {
        corner: (pixels[0] ?? 0).toString(16),
        nColours: new Set(pixels).size,
      };
    }, bytes.toString("base64"));
    assert.equal(corner, "ffffffff");
    assert.ok(nColours > 20, `${nColours} colours`);
  },
);

pageTest(
  "a picture as SVG is well-formed, its words are text, and it has a point for each epoch",
  { query: RUN },
  async ({ page }) => {
    await trains(page);
    await setSmoothing(page, "0.8");
    const svg = await svgOf(page, "accuracy");
    assert.equal(svg.fileName, "kindling-softmax-seed-1-accuracy.svg");
    assert.equal(svg.root, "svg");
    for (const text of [
      "Variation of accuracy with epochs",
      "epoch",
      "each step",
      "each step, smoothed",
    ]) {
      assert.ok(svg.texts.includes(text), text);
    }
    const [, training, test] =
      /epoch 4: training ([\d.]+ %), test ([\d.]+ %)$/.exec(svg.description) ??
      [];
    assert.ok(svg.texts.includes(`training ${training}`), svg.description);
    assert.ok(svg.texts.includes(`test ${test}`), svg.description);
    for (const [name, marks] of /** @type {const} */ ([
      ["training", "circle"],
      ["test", "rect"],
    ])) {
      const part = svg.parts.find((candidate) => candidate.name === name);
      assert.equal(part?.marks[marks], N_EPOCHS, name);
      assert.equal(part?.corners, N_EPOCHS, name);
    }
    const smooth = svg.parts.find(({ name }) => name.includes("smoothed"));
    assert.ok((smooth?.corners ?? 0) > 20);
  },
);

pageTest(
  "a picture that the browser cannot make is said to have failed, and the next one takes that back",
  {
    query: RUN,
    beforeScripts: () => {
      HTMLCanvasElement.prototype.toBlob = (callback) => callback(null);
    },
  },
  async ({ page }) => {
    await trains(page);
    await button(page, "Save loss chart as PNG").click();
    const problem = page.getByText("could not make the picture");
    await problem.waitFor();
    assert.equal((await svgOf(page, "loss")).root, "svg");
    await problem.waitFor({ state: "hidden" });
  },
);

pageTest(
  "without a network the charts have their tools and pictures too",
  { query: RUN },
  async ({ page, site }) => {
    await isKept(page);
    await site.stop();
    await page.reload();
    await trains(page);
    assert.equal((await svgOf(page, "loss")).root, "svg");
    await site.start();
  },
);

pageTest(
  "smoothing and log scales survive a reload, and stay out of the link",
  { query: RUN },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Log scale of error").check();
    await setSmoothing(page, "0.75");
    await button(page, "Share link").click();
    const link = await field(page, "Address to share").inputValue();
    assert.doesNotMatch(link, /log|smooth|75/);
    await page.reload();
    await reaches(page, "ready");
    const tick = field(page, "Log scale of error");
    await tick.waitFor();
    assert.equal(await tick.isChecked(), true);
    assert.equal(await field(page, "Log scale of loss").isChecked(), false);
    assert.equal(await smoothing(page).inputValue(), "0.75");
    await page.getByText("images read right, log of the error").waitFor();
  },
);

pageTest(
  "where nothing may be kept the charts can be set all the same",
  {
    query: RUN,
    beforeScripts: () =>
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("forbidden", "SecurityError");
        },
      }),
  },
  async ({ page }) => {
    await trains(page);
    await field(page, "Log scale of loss").check();
    await setSmoothing(page, "0.5");
    await page.getByText("cross-entropy, nats, log scale").waitFor();
    const { parts } = await svgOf(page, "loss");
    assert.ok(parts.some(({ name }) => name === "each step, smoothed"));
  },
);

pageTest(
  "at 360 pixels the charts' controls fit, and each can be hit by a finger",
  { query: RUN, viewport: { width: 360, height: 740 } },
  async ({ page }) => {
    await trains(page);
    await button(page, "Zoom in").click();
    await button(page, "Reset zoom").waitFor();
    const wide = await page.evaluate(() => document.body.scrollWidth);
    assert.ok(wide <= 360, `the page is ${wide} pixels wide`);
    for (const target of await page
      .locator(".chart-tools button, .chart-tools label")
      .all()) {
      const box = await target.boundingBox();
      assert.ok(box && box.width >= 44 && box.height >= 44, String(target));
    }
  },
);

test("smoothing is TensorBoard's: a moving average without the weight that it lacks at first", () => {
  const series = { bucketSteps: 1, low: [1, 2, 3], high: [1, 2, 3] };
  const { low } = smoothed(series, 0.5);
  // By hand: 0.5/0.5; (0.25 + 1)/0.75; (0.625 + 1.5)/0.875.
  assert.deepEqual(low, [1, 1.25 / 0.75, 2.125 / 0.875]);
  assert.deepEqual(smoothed(series, 0).low, [1, 2, 3]);
});

test("a missing step neither breaks the smoothed line nor counts, and a bucket counts as its steps", () => {
  const gap = [4, Number.NaN, 2];
  const { low } = smoothed({ bucketSteps: 1, low: gap, high: gap }, 0.5);
  assert.deepEqual(low, [4, Number.NaN, (1 + 1) / 0.75]);
  const pairs = { bucketSteps: 2, low: [0, 3], high: [2, 5] };
  const single = [1, 1, 4, 4];
  const steps = { bucketSteps: 1, low: single, high: single };
  const [, first, , second] = smoothed(steps, 0.9).low;
  const wide = smoothed(pairs, 0.9).low;
  assert.ok(Math.abs((wide[0] ?? 0) - (first ?? 1)) < 1e-12);
  assert.ok(Math.abs((wide[1] ?? 0) - (second ?? 1)) < 1e-12);
});

test("a log axis places decades evenly, what is not above 0 nowhere, and labels 1, 2 and 5", () => {
  const axis = logAxis(LOG_LOSS, plain);
  const place = axis.scale([0.001, 10], [400, 0]);
  assert.deepEqual([0.001, 0.1, 10].map(place), [400, 200, 0]);
  assert.ok(Number.isNaN(place(0)) && Number.isNaN(place(-1)));
  assert.deepEqual(
    axis.ticks([0.004, 2.5], 5).map(({ label }) => label),
    ["0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"],
  );
  const close = axis.ticks([1e-6, 1], 3);
  assert.equal(close.length, 19, "all are lines");
  assert.deepEqual(
    close.map(({ label }) => label).filter((label) => label !== ""),
    ["1e−6", "1e−5", "0.0001", "0.001", "0.01", "0.1", "1"],
  );
  assert.deepEqual(
    axis.ticks([0.021, 0.029], 4).map(({ label }) => label),
    ["0.022", "0.024", "0.026", "0.028"],
  );
});

test("the accuracy's log axis is of its error, upwards the better", () => {
  const axis = logAxis(LOG_ERROR, plain);
  const place = axis.scale([0.9, 0.999], [300, 100]);
  assert.deepEqual(
    [0.9, 0.99, 0.999].map(place).map(Math.round),
    [300, 200, 100],
  );
  assert.ok(place(1) < -1000, "no error at all is beyond the upper end");
  assert.deepEqual(
    axis.ticks([0.89, 0.9996], 5).map(({ label }) => label),
    ["99.95 %", "99.9 %", "99.8 %", "99.5 %", "99 %", "98 %", "95 %", "90 %"],
  );
});

test("the values' axis fits what is in sight, a line's way through it included", () => {
  const line = [1, 2, 3, 4].map((x) => ({ x, y: 1 / x }));
  const shape = (/** @type {Partial<Parameters<typeof shapedData>[1]>} */ of) =>
    shapedData(chartOf(line), {
      range: null,
      smoothing: 0,
      log: null,
      bounds: [0, Number.POSITIVE_INFINITY],
      yLabel: plain,
      ...of,
    });
  assert.deepEqual(shape({}).yRange, [0, 7], "all of it as it always was");
  const [low, high] = shape({ range: [1.5, 3] }).yRange;
  assert.ok(low < 1 / 3 && low > 0.25, `from ${low}`);
  assert.ok(high > 0.75 && high < 0.85, `to ${high}`);
  const logged = shape({ log: LOG_LOSS });
  assert.ok(logged.yRange[0] > 0.2 && logged.yRange[1] < 1.2);
  const between = shape({ range: [2.2, 2.4] });
  assert.ok(between.yRange[1] < 0.5, "no epoch is in sight, its line is");
});

test("a zoom keeps the epoch that is read in place, stays within the run, and ends with all of it", () => {
  assert.deepEqual(rangeAbout([0, 20], 0.5, 5, 20), [2.5, 12.5]);
  assert.deepEqual(rangeAbout([0, 20], 0.5, 20, 20), [10, 20]);
  assert.deepEqual(rangeAbout([10, 20], 0.5, 2, 20), [0, 5]);
  assert.equal(rangeAbout([5, 15], 2, 10, 20), null);
  assert.deepEqual(rangeBetween(6, 2, 20), [2, 6]);
  const [low = 0, high = 0] = rangeBetween(3, 3.001, 20) ?? [];
  assert.ok(Math.abs(high - low - 0.05) < 1e-9, "not to nothing");
  assert.deepEqual(rangeWith([4, 8], 6, 20), [4, 8]);
  const moved = rangeWith([4, 8], 9, 20) ?? [0, 0];
  assert.ok(moved[0] > 4 && moved[1] > 9 && moved[1] - moved[0] === 4);
});

test("of a kept look only what makes sense is taken", () => {
  const plainLook = { smoothing: 0, logLoss: false, logError: false };
  for (const kept of [null, 7, "x", [], { smoothing: 1 }, { smoothing: -1 }]) {
    assert.deepEqual(lookOf(kept), plainLook);
  }
  assert.deepEqual(
    lookOf({ smoothing: 0.6, logLoss: true, logError: "yes", more: 1 }),
    { smoothing: 0.6, logLoss: true, logError: false },
  );
});

/**
 * @param {number} value
 * @param {number} decimals
 */
function plain(value, decimals) {
  return value.toFixed(decimals);
}

/**
 * A chart of one line and no steps.
 *
 * @param {{ x: number, y: number }[]} points
 * @returns {Parameters<typeof shapedData>[0]}
 */
function chartOf(points) {
  const look = /** @type {const} */ ({ marker: "disc", dash: [] });
  return {
    xRange: [0, 4],
    yRange: [0, 7],
    yAxis: linearAxis(plain),
    steps: { bucketSteps: 1, low: [], high: [] },
    smoothed: null,
    stepsPerEpoch: 10,
    lines: [{ name: "x", colour: "--train", faint: false, points, ...look }],
    epochs: points.map(({ x }) => x),
    latest: 4,
  };
}

/**
 * Trains, and waits for the tools.
 *
 * @param {Page} page
 */
async function trains(page) {
  await reaches(page, "ready");
  await begins(page, button(page, "Train"));
  await reaches(page, "done");
  await smoothing(page).waitFor();
}

/** @param {Page} page */
function smoothing(page) {
  return page.getByRole("slider", { name: "Smoothing" });
}

/**
 * @param {Page} page
 * @param {string} weight
 */
async function setSmoothing(page, weight) {
  await smoothing(page).fill(weight);
}

/**
 * What a chart shows, by its picture: the labels of its axes, and the points of the training line.
 *
 * @param {Page} page
 * @param {string} name
 */
async function figuresOf(page, name) {
  const { parts } = await svgOf(page, name);
  const axes = parts.find((part) => part.name === "axes")?.texts ?? [];
  const isValue = ({ anchor = "", text = "" }) =>
    anchor === "end" && text !== "epoch";
  const training = parts.find((part) => part.name === "training");
  return {
    values: axes.filter(isValue).map(({ text }) => text),
    epochs: axes
      .filter(({ anchor }) => anchor === "middle")
      .map(({ text }) => Number(text)),
    nPoints: training?.marks.circle,
  };
}
