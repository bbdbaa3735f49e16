// What tests want of the charts: places to point at, and what a chart's picture shows.

import assert from "node:assert/strict";
import { savedBy } from "./taken-away.mjs";

/** @import { Locator, Page } from "playwright-core" */

/** Where the plot lies in its canvas, in CSS pixels. */
const PLOT = { left: 46, right: 14 };

/**
 * A place in the middle of a chart's height.
 *
 * @param {Locator} chart
 * @param {number} share How far from the plot's left.
 * @returns {Promise<[number, number]>}
 */
export async function placeOf(chart, share) {
  const box = await chart.boundingBox();
  assert.ok(box, "the chart is on the page");
  const width = box.width - PLOT.left - PLOT.right;
  return [box.x + PLOT.left + share * width, box.y + box.height / 2];
}

/**
 * A chart's picture, parsed in the page.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function svgOf(page, name) {
  const { fileName, bytes } = await savedBy(page, `Save ${name} chart as SVG`);
  const parsed = await page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(
      text,
      "image/svg+xml",
    );
    const textsOf = (/** @type {Element} */ of) =>
      [...of.querySelectorAll("text")].map((label) => ({
        text: label.textContent ?? "",
        anchor: label.getAttribute("text-anchor") ?? "",
        x: Number(label.getAttribute("x")),
      }));
    return {
      root: root.nodeName,
      description: root.querySelector("desc")?.textContent ?? "",
      texts: textsOf(root).map((label) => label.text),
      parts: [...root.querySelectorAll(":scope > g")].map((part) => ({
        name: part.querySelector("title")?.textContent ?? "",
        texts: textsOf(part),
        marks: {
          circle: part.querySelectorAll("circle").length,
          rect: part.querySelectorAll("rect").length,
        },
        corners:
          part.querySelector("path")?.getAttribute("d")?.match(/[ML]/g)
            ?.length ?? 0,
      })),
    };
  }, bytes.toString("utf8"));
  return { fileName, ...parsed };
}
