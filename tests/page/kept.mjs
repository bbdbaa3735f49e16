// What tests of the page without a network want: to know that it is kept, and what is.

import { PATIENCE_MS, pageSays, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

/** What a quick visit asks for. */
export const QUICK = "?model=softmax&epochs=1&device=cpu&data=generated";

/**
 * Waits until the page says that it works offline.
 *
 * @param {Page} page
 */
export async function isKept(page) {
  await reaches(page, "ready");
  await pageSays(page, /Ready to work offline/);
}

/**
 * Caches with files of the page, by the version's folder.
 *
 * @param {Page} page
 * @returns {Promise<Record<string, string[]>>}
 */
export function keptFiles(page) {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => / page-/.test(name));
    const entries = names.map(async (name) => {
      const requests = await (await caches.open(name)).keys();
      return [
        name.split(" ").at(-1),
        requests.map(({ url }) => url.replace(/.*page-[0-9a-f]{12}./, "")),
      ];
    });
    return Object.fromEntries(await Promise.all(entries));
  });
}

/**
 * Waits until all of MNIST is kept: that takes a moment after the page is ready.
 *
 * @param {Page} page
 */
export async function mnistIsKept(page) {
  await page.waitForFunction(
    async () => {
      const cache = await caches.open("kindling-mnist-1");
      return (await cache.keys()).length === 4;
    },
    undefined,
    { timeout: PATIENCE_MS },
  );
}
