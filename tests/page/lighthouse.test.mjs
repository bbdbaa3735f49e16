// What Lighthouse says of the page, on a telephone with a slow network and on a desk: each of its marks.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import lighthouse, { desktopConfig } from "lighthouse";
import { chromium } from "playwright-core";
import { BROWSER_ARGUMENTS, PATIENCE_MS } from "./harness.mjs";
import { serve } from "./server.mjs";

/** @import { Config, Result } from "lighthouse" */

/** Of 100, in each category. */
const LEAST = 95;

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

/** A mark for speed falls with whatever else this machine does: one of so many tries is good for all. */
const TRIES = 4;

for (const [form, config] of /** @type {const} */ ([
  ["a telephone", undefined],
  ["a desk", desktopConfig],
])) {
  test(`Lighthouse gives the page at least ${LEAST} of 100 for everything on ${form}`, {
    timeout: 3 * PATIENCE_MS,
  }, async () => {
    const site = await serve();
    site.isTuned = true;
    const port = await freePort();
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`],
    });
    try {
      /** @type {{ scores: Record<string, number>, lost: string[] }[]} */
      const tries = [];
      while (tries.length < TRIES) {
        const result = await audited(site.url, port, config);
        const scores = scoresOf(result);
        if (isGood(scores)) return;
        tries.push({ scores, lost: lostMarks(result) });
      }
      assert.fail(JSON.stringify(tries, null, 2));
    } finally {
      await browser.close();
      await site.stop();
    }
  });
}

/**
 * @param {Result} result
 * @returns {Record<string, number>}
 */
function scoresOf({ categories }) {
  return Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [
      name,
      100 * (score ?? 0),
    ]),
  );
}

/** @param {Record<string, number>} scores */
function isGood(scores) {
  return CATEGORIES.every((name) => (scores[name] ?? 0) >= LEAST);
}

/**
 * Lighthouse's result with the network and the processor that it takes for its kind of device: a
 * telephone's are a slow fourth-generation network and a processor of a quarter of the speed.
 *
 * @param {string} url
 * @param {number} port
 * @param {Config} [config]
 * @returns {Promise<Result>}
 */
async function audited(url, port, config) {
  const answer = await lighthouse(
    url,
    {
      port,
      onlyCategories: CATEGORIES,
      logLevel: "error",
    },
    config,
  );
  if (answer === undefined) throw new Error("Lighthouse gave no result");
  assert.equal(answer.lhr.runtimeError, undefined);
  return answer.lhr;
}

/**
 * What took marks away.
 *
 * @param {Result} result
 */
function lostMarks({ audits }) {
  return Object.values(audits)
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ id, displayValue }) => `${id} ${displayValue ?? ""}`.trim());
}

/** A port of this machine that nobody listens on. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : undefined;
      server.close(() => resolve(port ?? 0));
    });
  });
}
