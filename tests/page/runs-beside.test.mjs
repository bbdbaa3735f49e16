// Runs that are over, drawn beside the one that is shown: curves, legend, figures at an epoch.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { begins, pageTest, reaches } from "./harness.mjs";
import { madeRecords } from "./made-runs.mjs";
import { keptAs, lists, madeRun, putRuns, SMALL } from "./past-runs.mjs";

/** @import { Locator, Page } from "playwright-core" */

const CHARTS = ["Loss chart", "Accuracy chart"];

/**
 * Whether a chart has pixels of a run's colour: of its look in both charts.
 *
 * @param {Page} page
 * @param {number} colour From 1.
 */
function pixelsOf(page, colour) {
  return page.evaluate((number) => {
    const probe = document.createElement("canvas").getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const canvases = ["#loss-chart", "#accuracy-chart"].map((chart) =>
      document.querySelector(`${chart} canvas`),
    );
    return canvases.map((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement) || probe === null) return 0;
      probe.fillStyle = style.getPropertyValue(`--run-${number}`);
      probe.fillRect(0, 0, 1, 1);
      const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
      const { width, height } = canvas;
      const { data } =
        canvas.getContext("2d")?.getImageData(0, 0, width, height) ?? {};
      let n = 0;
      for (let at = 0; data && at < data.length; at += 4) {
        const isIt =
          data[at] === red && data[at + 1] === green && data[at + 2] === blue;
        if (isIt) n += 1;
      }
      return n;
    });
  }, colour);
}

/**
 * Waits until both charts have, or have not, pixels of a run's colour.
 *
 * @param {Page} page
 * @param {number} colour
 * @param {boolean} isDrawn
 */
async function draws(page, colour, isDrawn) {
  let pixels = await pixelsOf(page, colour);
  for (let tries = 0; tries < 200; tries += 1) {
    if (pixels.every((n) => (isDrawn ? n > 50 : n === 0))) return;
    await page.waitForTimeout(50);
    pixels = await pixelsOf(page, colour);
  }
  assert.fail(`the charts have ${pixels} pixels of the colour ${colour}`);
}

/**
 * Waits until a chart says something that fits to a screen reader.
 *
 * @param {Locator} chart
 * @param {RegExp} pattern
 */
async function says(chart, pattern) {
  let text = "";
  for (let tries = 0; tries < 200; tries += 1) {
    text = (await chart.getAttribute("aria-valuetext")) ?? "";
    if (pattern.test(text)) return;
    await chart.page().waitForTimeout(50);
  }
  assert.fail(`the chart says “${text}”, which is not ${pattern}`);
}

pageTest(
  "a ticked run is drawn in both charts, also after a reload, with its name and its figures at the epoch",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    const longer = madeRecords(4, { testLoss: 0.5, trainLoss: 0.25 });
    await putRuns(page, [
      madeRun(1, { name: "Short" }),
      madeRun(2, {
        name: "Long",
        records: longer,
        config: { ...madeRun(2).config, epochs: 4 },
      }),
    ]);
    await page.reload();
    await lists(page, 2);
    await draws(page, 1, false);
    const tick = page.getByRole("checkbox", { name: "Draw Long" });
    await tick.check();
    await draws(page, 1, true);
    await page.getByRole("checkbox", { name: "Draw Short" }).check();
    await draws(page, 2, true);
    const [loss, accuracy] = CHARTS.map((name) =>
      page.getByRole("slider", { name }),
    );
    assert.ok(loss && accuracy);
    await loss.press("End");
    await says(loss, /^epoch 4: Long training 0\.2500, test 0\.5000$/);
    await loss.press("Home");
    await says(
      loss,
      /^epoch 1: Long training 0\.2500, test 0\.5000, Short training 0\.0100, test 0\.0900$/,
    );
    await says(accuracy, /^epoch 1: Long training 99\.00 %, test 97\.97 %/);
    const legend = page.locator("#accuracy-chart .legend li.beside");
    assert.deepEqual(
      (await legend.allTextContents()).map((text) => text.trim()),
      [
        "Long training 99.00 %, test 97.97 %",
        "Short training 99.00 %, test 90.00 %",
      ],
    );
    const shapes = await legend
      .locator("polygon:last-child")
      .evaluateAll((found) =>
        found.map((shape) => shape.getAttribute("points")),
      );
    assert.equal(new Set(shapes).size, 2, "not by colour alone");
    await keptAs(page, (kept) => kept.every(({ place }) => place !== null));
    await page.reload();
    await lists(page, 2);
    await draws(page, 1, true);
    await draws(page, 2, true);
    assert.equal(await tick.isChecked(), true);
    await tick.uncheck();
    await draws(page, 1, false);
    await draws(page, 2, true);
    assert.equal(await legend.count(), 1);
  },
);

pageTest(
  "runs beside are there to read before a run, in it and after it, and stay where they are",
  { query: SMALL.replace("epochs=2", "epochs=3") },
  async ({ page }) => {
    await reaches(page, "ready");
    const records = madeRecords(2, { testLoss: 0.5, trainLoss: 0.25 });
    await putRuns(page, [madeRun(1, { name: "Old", place: 0, records })]);
    await page.reload();
    await lists(page, 1);
    const chart = page.getByRole("slider", { name: "Loss chart" });
    await says(chart, /^epoch 2: Old training 0\.2500, test 0\.5000$/);
    await begins(
      page,
      page.getByRole("button", { name: "Train", exact: true }),
    );
    await reaches(page, "done");
    await draws(page, 1, true);
    await chart.press("Home");
    await says(
      chart,
      /^epoch 1: training [\d.]+, test [\d.]+, Old training 0\.2500/,
    );
    await chart.press("End");
    await says(chart, /^epoch 3: training [\d.]+, test [\d.]+$/);
    const table = page.getByRole("table", { name: "Figures of each epoch" });
    assert.equal(await table.getByRole("row").count(), 1 + 3);
    const beside = page.getByRole("table", { name: "Figures of Old" });
    assert.equal(await beside.getByRole("row").count(), 1 + 2);
    const last = beside.getByRole("row", { name: /^2 / });
    assert.match(await last.innerText(), /^2\s+0\.2500\s+0\.5000\s/);
    await page.getByRole("checkbox", { name: "Draw Old" }).uncheck();
    await beside.waitFor({ state: "detached" });
  },
);

/**
 * The custom properties that a style sheet sets of the page, light and dark.
 *
 * @param {string} name Of the file in `www/`.
 */
function coloursOf(name) {
  const path = new URL(`../../www/${name}`, import.meta.url);
  const [light = "", dark = ""] = readFileSync(
    fileURLToPath(path),
    "utf8",
  ).split("prefers-color-scheme: dark");
  return [light, dark].map((part) => {
    const found = part.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g);
    return new Map([...found].map(([, key = "", value = ""]) => [key, value]));
  });
}

/**
 * A colour's parts in linear light, 0..1.
 *
 * @param {string} colour Such as `#9b2673`.
 */
function linear(colour) {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}

/**
 * The contrast of two colours as WCAG 2 has it, 1..21.
 *
 * @param {string} a
 * @param {string} b
 */
function contrast(a, b) {
  const [dark = 0, light = 0] = [a, b]
    .map((colour) => {
      const [red = 0, green = 0, blue = 0] = linear(colour);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * What linear light is to eyes without one kind of cone: Machado, Oliveira and Fernandes 2009,
 * severity 1, for red, green and blue; the first are common eyes.
 */
const EYES = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882,
    -0.048116, 1.051998,
  ],
  [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182,
    0.04294, 0.968881,
  ],
  [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733,
    0.691367, 0.3039,
  ],
];

/** From linear light to Oklab's cones, and from their cube roots to its axes. */
const CONES = [
  0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451,
  0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005,
];
const OKLAB = [
  0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205,
  0.4505937099, 0.0259040371, 0.7827717662, -0.808675766,
];

/**
 * @param {readonly number[]} matrix Nine numbers, by rows.
 * @param {readonly number[]} vector
 */
function times(matrix, vector) {
  return [0, 3, 6].map((row) =>
    vector.reduce((sum, part, at) => sum + part * (matrix[row + at] ?? 0), 0),
  );
}

/**
 * How far apart two colours are to some eyes, in Oklab; black and white are 1 apart.
 *
 * @param {readonly number[]} eyes
 * @param {string} a
 * @param {string} b
 */
function apart(eyes, a, b) {
  const [first, second] = [a, b].map((colour) => {
    const seen = times(eyes, linear(colour)).map((part) =>
      Math.min(1, Math.max(0, part)),
    );
    return times(OKLAB, times(CONES, seen).map(Math.cbrt));
  });
  return Math.hypot(
    ...(first ?? []).map((part, axis) => part - (second?.[axis] ?? 0)),
  );
}

test("runs' colours stand out from the ground, and from each other to all eyes", () => {
  const schemes = coloursOf("style.css").map((page, at) => {
    const runs = coloursOf("runs/runs.css")[at] ?? new Map();
    return { page, runs };
  });
  for (const { page, runs } of schemes) {
    assert.equal(runs.size, 6);
    const ground = page.get("surface") ?? "";
    for (const [name, colour] of runs) {
      assert.ok(contrast(colour, ground) >= 4.5, `${name} on ${ground}`);
    }
    const all = [...runs.values(), page.get("train"), page.get("test")];
    for (const eyes of EYES) {
      all.forEach((colour, at) => {
        for (const other of all.slice(at + 1)) {
          const far = apart(eyes, colour, other);
          assert.ok(far > 0.08, `${colour} and ${other} are ${far} apart`);
        }
      });
    }
  }
});
