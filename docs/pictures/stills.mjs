// The two pictures of a run that is over: the page for the README, and what links to it show.

import { writeFile } from "node:fs/promises";
import { FIVE } from "./five.mjs";
import { boxOf, pad, reaches, trainButton, withPage } from "./visit.mjs";

/** @import { Page } from "playwright-core" */

/** The README's picture, down to below the curves. */
const PAGE_VIEW = { width: 1440, height: 1200, scale: 1 };

/** 1200 by 630 pixels, the size that the preview of a link has; `xtask/src/preview.rs` tells it. */
const PREVIEW_VIEW = { width: 1440, height: 756, scale: 1200 / 1440 };

/** Long enough for bars and charts to come to rest. */
const REST_MS = 1000;

/** Around the lowest card, as between the cards. */
const MARGIN = 16;

/**
 * Trains 20 epochs, draws a digit and takes both pictures.
 *
 * @param {{ page: string, preview: string }} files
 */
export function takeStills(files) {
  return withPage(PAGE_VIEW, async (page) => {
    await trainButton(page).click();
    await reaches(page, "done");
    await drawFive(page);
    const charts = await boxOf(page.locator("#charts-card"));
    await page.screenshot({
      path: files.page,
      clip: {
        x: 0,
        y: 0,
        width: PAGE_VIEW.width,
        height: Math.round(charts.y + charts.height + MARGIN),
      },
    });
    await writeFile(files.preview, await shotAt(page, PREVIEW_VIEW));
  });
}

/** @param {Page} page */
async function drawFive(page) {
  const { x, y, width, height } = await boxOf(pad(page));
  for (const stroke of FIVE) {
    for (const [index, [right, down]] of stroke.entries()) {
      await page.mouse.move(x + right * width, y + down * height);
      if (index === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
  await page.locator("#sentence", { hasText: "Reads a 5" }).waitFor();
  // No control is shown as under the pointer, and the bars come to rest.
  await page.mouse.move(0, 0);
  await page.waitForTimeout(REST_MS);
}

/**
 * A picture of the open page at another size and scale. Playwright, which fixes the scale when a
 * page is opened, would take it at the old one: Chromium itself is asked.
 *
 * @param {Page} page
 * @param {import("./visit.mjs").View} view
 */
async function shotAt(page, { width, height, scale }) {
  await page.setViewportSize({ width, height });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDeviceMetricsOverride", {
    width,
    height,
    deviceScaleFactor: scale,
    mobile: false,
  });
  await page.waitForTimeout(REST_MS);
  const { data } = await session.send("Page.captureScreenshot");
  return Buffer.from(data, "base64");
}
