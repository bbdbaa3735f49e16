// What axe-core finds wrong with the page, in light and dark, on a telephone and on a wide screen.

import assert from "node:assert/strict";
import axe from "axe-core";

/** @import { AxeResults } from "axe-core" */
/** @import { Page } from "playwright-core" */

/** WCAG 2.2 at levels A and AA, and what axe-core holds to be good practice. */
const RULES = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22aa",
  "best-practice",
];

const WIDTHS = [360, 1440];
const COLOURS = /** @type {const} */ (["light", "dark"]);

/**
 * Asserts that axe finds nothing at any width in any colours.
 *
 * @param {Page} page
 */
export async function isAccessible(page) {
  // A script that the browser's tools run is outside the page's policy.
  await page.evaluate(axe.source);
  const { height = 900 } = page.viewportSize() ?? {};
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of COLOURS) {
      // Colours that pass from one to the other are neither.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      found.push({ width, colorScheme, violations: await violations(page) });
    }
  }
  const wrong = found.filter(({ violations }) => violations.length > 0);
  assert.deepEqual(wrong, []);
}

/**
 * What is wrong, in words that lead to it.
 *
 * @param {Page} page
 */
async function violations(page) {
  const results = await page.evaluate(async (tags) => {
    /** @type {{ run(options: object): Promise<AxeResults> }} */
    const checker = Reflect.get(window, "axe");
    return checker.run({ runOnly: { type: "tag", values: tags } });
  }, RULES);
  assert.ok(results.passes.length > 20, "the rules were tried");
  return results.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(
      ({ target, failureSummary }) => `${target}: ${failureSummary}`,
    ),
  }));
}
