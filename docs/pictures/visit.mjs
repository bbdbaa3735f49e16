// A visit to the built page that pictures are taken of: the browser, and what it is waited for.

import { chromium } from "playwright-core";
import { serve } from "../../tests/page/server.mjs";

/** @import { Page } from "playwright-core" */

/** How long a step that computes may take on a slow machine. */
export const PATIENCE_MS = 1_200_000;

const BROWSER_ARGUMENTS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--mute-audio",
  // All that is shown comes from the built page.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/**
 * How large the page is shown, and how many pixels of a picture there are to one of the page.
 *
 * @typedef {object} View
 * @property {number} width
 * @property {number} height
 * @property {number} scale
 */

/**
 * Opens the page in English, light and on the CPU, and closes it after the body.
 *
 * @template T
 * @param {View} view
 * @param {(page: Page) => Promise<T>} body
 */
export async function withPage({ width, height, scale }, body) {
  const site = await serve();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: "light",
      locale: "en",
    });
    await page.goto(`${site.url}?device=cpu&epochs=20`);
    await reaches(page, "ready");
    return await body(page);
  } finally {
    await browser.close();
    await site.stop();
  }
}

/**
 * The button that begins a run.
 *
 * @param {Page} page
 */
export function trainButton(page) {
  return page.getByRole("button", { name: "Train", exact: true });
}

/**
 * The pad that digits are drawn on.
 *
 * @param {Page} page
 */
export function pad(page) {
  return page.getByLabel("Draw a digit", { exact: true });
}

/**
 * Waits until the page is in the phase and shows all of it.
 *
 * @param {Page} page
 * @param {string} phase
 */
export async function reaches(page, phase) {
  await page.waitForFunction(
    (wanted) => {
      const { phase, shown } = document.documentElement.dataset;
      if (phase === "failed") throw new Error("the page has failed");
      return phase === wanted && shown === wanted;
    },
    phase,
    { timeout: PATIENCE_MS },
  );
}

/**
 * Whether the page is in the phase and shows all of it.
 *
 * @param {Page} page
 * @param {string} wanted
 */
export function isIn(page, wanted) {
  return page.evaluate((phase) => {
    const { dataset } = document.documentElement;
    return dataset.phase === phase && dataset.shown === phase;
  }, wanted);
}

/**
 * Where something stands in the window.
 *
 * @param {import("playwright-core").Locator} locator
 * @returns {Promise<Box>}
 */
export async function boxOf(locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("what is wanted is not on the page");
  return box;
}

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
