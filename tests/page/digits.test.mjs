// The digit pad: what is drawn by mouse or by keyboard is read by the network.

import assert from "node:assert/strict";
import { button, draw, pageTest, predictionSays, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const TRAINED = "?model=custom&hidden=64&epochs=2&device=cpu&autostart=1";

/** Points along a part of a circle, as fractions of the pad. */
function arc(centreX, centreY, radius, fromTurn, toTurn, nPoints = 24) {
  return Array.from({ length: nPoints }, (_, index) => {
    const turn = fromTurn + ((toTurn - fromTurn) * index) / (nPoints - 1);
    const angle = 2 * Math.PI * turn;
    return /** @type {[number, number]} */ ([
      centreX + radius * Math.cos(angle),
      centreY + radius * Math.sin(angle),
    ]);
  });
}

/** Points written in hundredths of the pad, such as `52,20 48,80`. */
function points(/** @type {string} */ text) {
  return text.split(" ").map((pair) => {
    const [x = 0, y = 0] = pair.split(",").map(Number);
    return /** @type {[number, number]} */ ([x / 100, y / 100]);
  });
}

/** Each digit as most people write it. @type {ReadonlyMap<number, [number, number][][]>} */
const DIGITS = new Map([
  [0, [arc(0.5, 0.5, 0.28, -0.25, 0.75)]],
  [1, [points("52,20 50,50 48,80")]],
  [2, [[...arc(0.5, 0.36, 0.16, -0.48, 0.06), ...points("32,78 70,78")]]],
  [
    3,
    [
      [
        ...arc(0.46, 0.36, 0.16, -0.45, 0.25),
        ...arc(0.46, 0.67, 0.16, -0.25, 0.45),
      ],
    ],
  ],
  [4, [points("42,20 30,55 70,55"), points("60,30 58,82")]],
  [5, [[...points("68,22 40,22 38,46"), ...arc(0.48, 0.61, 0.17, -0.3, 0.4)]]],
  [6, [[...points("60,18 45,36 36,55"), ...arc(0.5, 0.64, 0.15, 0.5, -0.5)]]],
  [7, [points("30,25 50,25 70,25 60,50 48,80")]],
  [8, [arc(0.5, 0.35, 0.14, 0.25, 1.25), arc(0.5, 0.65, 0.16, -0.25, 0.75)]],
  [9, [[...arc(0.5, 0.36, 0.15, 0, -1), ...points("63,55 60,80")]]],
]);

pageTest(
  "each of the ten digits, drawn with the mouse, is read by the trained network",
  { query: "?model=a1-relu&epochs=3&device=cpu&autostart=1" },
  async ({ page }) => {
    await reaches(page, "training", "done");
    await reaches(page, "done");
    for (const [digit, strokes] of DIGITS) {
      await draw(page, ...strokes);
      await mostLikely(page, digit);
      await button(page, "Clear digit").click();
      await isEmpty(page);
    }
  },
);

pageTest(
  "a digit is read while training goes on, and its reading follows the network",
  { query: "?model=a1-relu&epochs=50&device=cpu&data=generated&autostart=1" },
  async ({ page }) => {
    await reaches(page, "training");
    await draw(page, ...(DIGITS.get(1) ?? []));
    await predictionSays(page, /\d/);
    const early = await probabilities(page);
    assert.equal(early.length, 10, "ten bars");
    await page.waitForFunction(
      ([before]) => {
        const now = document.querySelector(
          "[aria-label='Prediction'] ol",
        )?.textContent;
        return now !== before;
      },
      [await bars(page).textContent()],
      { timeout: 60_000 },
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);

pageTest(
  "a digit is drawn by keyboard alone",
  { query: TRAINED },
  async ({ page }) => {
    await reaches(page, "training", "done");
    await reaches(page, "done");
    await page.getByLabel("Draw a digit", { exact: true }).focus();
    for (let index = 0; index < 6; index += 1)
      await page.keyboard.press("ArrowUp");
    await page.keyboard.down("Space");
    for (let index = 0; index < 14; index += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.up("Space");
    await predictionSays(page, /Reads a \d/);
    const likely = await probabilities(page);
    assert.equal(likely.length, 10);
    const sum = likely.reduce((total, percent) => total + percent, 0);
    assert.ok(Math.abs(sum - 100) <= 5, `the ten bars sum to ${sum} %`);
  },
);

pageTest(
  "before any training the pad shows what the network would see, and gives no answer",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await draw(page, ...(DIGITS.get(0) ?? []));
    await page.waitForFunction(
      () => {
        const seen = document.querySelector("[aria-label='Prediction'] canvas");
        if (!(seen instanceof HTMLCanvasElement)) return false;
        const pixels =
          seen.getContext("2d")?.getImageData(0, 0, 28, 28).data ?? [];
        return new Set(pixels).size > 3;
      },
      undefined,
      { timeout: 30_000 },
    );
    const likely = await probabilities(page);
    assert.ok(
      likely.every((percent) => !(percent > 50)),
      "an untrained network claims nothing",
    );
  },
);

/** @param {Page} page */
function bars(page) {
  return page.getByRole("region", { name: "Prediction" }).getByRole("list");
}

/**
 * The per cent of each bar, 0 to 9; NaN where a bar shows none.
 *
 * @param {Page} page
 */
async function probabilities(page) {
  const texts = await bars(page).getByRole("listitem").allTextContents();
  return texts.map((text, digit) => {
    // Each bar says its digit, then its per cent.
    const found = /^\s*(\d)\s*(\d+)\s*%/.exec(text);
    return Number(found?.[1]) === digit ? Number(found?.[2]) : Number.NaN;
  });
}

/**
 * Waits until one digit has the highest bar.
 *
 * @param {Page} page
 * @param {number} digit
 */
async function mostLikely(page, digit) {
  let likely = [];
  for (let attempt = 0; attempt < 40; attempt += 1) {
    likely = await probabilities(page);
    const highest = likely.indexOf(Math.max(...likely));
    if (highest === digit && likely[digit] > 30) return;
    await page.waitForTimeout(250);
  }
  assert.fail(`a drawn ${digit} is read as ${likely.join(", ")} %`);
}

/** @param {Page} page */
async function isEmpty(page) {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const likely = await probabilities(page);
    if (likely.every((percent) => !(percent > 0))) return;
    await page.waitForTimeout(100);
  }
  assert.fail("the answer stays after Clear digit");
}
