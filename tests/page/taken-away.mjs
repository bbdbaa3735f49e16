// What a visitor takes away: the files that the page saves, read.

import { buffer } from "node:stream/consumers";

/** @import { Page } from "playwright-core" */

/**
 * Presses a button that saves a file, and reads the file.
 *
 * @param {Page} page
 * @param {string} name The button's.
 */
export async function savedBy(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return {
    fileName: download.suggestedFilename(),
    // Not by its path: a browser that outlives its test is not of this process.
    bytes: await buffer(await download.createReadStream()),
  };
}

/**
 * The run as the page exports it.
 *
 * @param {Page} page
 */
export async function exportedRun(page) {
  const { bytes } = await savedBy(page, "Export run");
  return JSON.parse(bytes.toString("utf8"));
}

/**
 * An exported run's figures without its times, which no two runs share.
 *
 * @param {{ epochs: { seconds: number }[] }} run
 */
export function figuresOf({ epochs }) {
  return epochs.map(({ seconds: _, ...figures }) => figures);
}
