// What a test wants of the unfinished runs that the browser keeps: to see them, and the offer of one.

import assert from "node:assert/strict";
import { PATIENCE_MS } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

/**
 * @typedef {object} Stored
 * @property {string} startedAt
 * @property {number} format
 * @property {{ epochsDone: number, stepsDone: number } | undefined} checkpoint
 * @property {readonly object[] | undefined} rateChanges
 */

/**
 * What is in the storage, without its bytes.
 *
 * @param {Page} page
 * @returns {Promise<Stored[]>}
 */
export function stored(page) {
  return page.evaluate(async () => {
    const { unfinishedRuns } = await import(
      new URL("run-store.js", document.scripts[0]?.src).href
    );
    const kept = await unfinishedRuns.read();
    return kept.map(
      (
        /** @type {{ startedAt: string, format: number, checkpoint?: { epochsDone: number, stepsDone: number }, rateChanges?: object[] }} */ {
          startedAt,
          format,
          checkpoint,
          rateChanges,
        },
      ) => ({
        startedAt,
        format,
        checkpoint: checkpoint && {
          epochsDone: checkpoint.epochsDone,
          stepsDone: checkpoint.stepsDone,
        },
        rateChanges,
      }),
    );
  });
}

/**
 * Waits until what is in the storage is as it should be.
 *
 * @param {Page} page
 * @param {(kept: readonly Stored[]) => boolean} isRight
 */
export async function storage(page, isRight) {
  const until = Date.now() + PATIENCE_MS;
  while (!isRight(await stored(page))) {
    assert.ok(Date.now() < until, "nothing came into the storage");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Waits until as many epochs are in the storage, and as many steps of the next or more.
 *
 * @param {Page} page
 * @param {number} epochs
 * @param {number} [steps]
 */
export function keepsEpochs(page, epochs, steps = 0) {
  return storage(page, ([kept]) => {
    const { epochsDone = -1, stepsDone = -1 } = kept?.checkpoint ?? {};
    return epochsDone >= epochs && stepsDone >= steps;
  });
}

/**
 * The offer to go on with one.
 *
 * @param {Page} page
 */
export function offer(page) {
  return page.getByRole("region", { name: "Unfinished run" });
}
