// What a test wants of the runs that are over: made ones, those in the storage, and their card.

import assert from "node:assert/strict";
import { begins, button, field, PATIENCE_MS, reaches } from "./harness.mjs";
import { architecture, madeRecords } from "./made-runs.mjs";

/** @import { Page } from "playwright-core" */
/** @import { PastRun } from "../../www/runs/past-run.js" */

/** A run of this takes a second. */
export const SMALL = "?model=softmax&epochs=2&device=cpu&data=generated";

/**
 * A made run of no real training, as the page keeps it.
 *
 * @param {number} minute Of the hour in which it began: tells it from others.
 * @param {Partial<PastRun>} [change]
 * @returns {PastRun}
 */
export function madeRun(minute, change = {}) {
  const began = new Date(Date.UTC(2020, 0, 1, 0, minute));
  return {
    format: 1,
    startedAt: began.toISOString(),
    name: `Made ${minute}`,
    version: "0.1.0",
    config: {
      model: "custom",
      architecture: { ...architecture("a1-relu"), hidden: [] },
      epochs: 2,
      batch_size: 128,
      optimizer: "adam",
      learning_rate: 0.001,
      seed: 1,
    },
    rateChanges: [],
    dataset: {
      kind: "generated",
      n_train: 60_000,
      n_test: 10_000,
      format: { rows: 28, columns: 28, classes: 10 },
      fingerprint: null,
    },
    device: { kind: "cpu", name: "" },
    outcome: "finished",
    restoredEpoch: null,
    records: madeRecords(2, { testAccuracy: 0.9 + minute / 1e4 }),
    place: null,
    ...change,
  };
}

/**
 * Puts entries into the storage, whatever they are.
 *
 * @param {Page} page
 * @param {readonly object[]} entries
 */
export async function putRuns(page, entries) {
  await page.evaluate(async (made) => {
    const { pastRunStore } = await import(
      new URL("runs/past-run-store.js", document.scripts[0]?.src).href
    );
    await pastRunStore.keep(made);
  }, entries);
}

/**
 * What is in the storage.
 *
 * @param {Page} page
 * @returns {Promise<PastRun[]>}
 */
export function keptRuns(page) {
  return page.evaluate(async () => {
    const { pastRunStore } = await import(
      new URL("runs/past-run-store.js", document.scripts[0]?.src).href
    );
    return pastRunStore.read();
  });
}

/**
 * Waits until what is in the storage is as it should be.
 *
 * @param {Page} page
 * @param {(kept: readonly PastRun[]) => boolean} isRight
 */
export async function keptAs(page, isRight) {
  await until(page, keptRuns, isRight);
}

/**
 * The card, and the table in it.
 *
 * @param {Page} page
 */
export function runsCard(page) {
  const card = page.getByRole("region", { name: "Runs", exact: true });
  return { card, table: card.getByRole("table") };
}

/**
 * Waits until the table has so many runs.
 *
 * @param {Page} page
 * @param {number} n
 */
export async function lists(page, n) {
  await until(page, names, (found) => found.length === n);
}

/**
 * Waits until these are the names in the table, from top to bottom.
 *
 * @param {Page} page
 * @param {readonly string[]} wanted
 */
export async function namesAre(page, wanted) {
  await until(page, names, (found) => found.join() === wanted.join());
}

/**
 * The names in the table, from top to bottom.
 *
 * @param {Page} page
 */
export function names(page) {
  return page.locator(".run-name").allTextContents();
}

/**
 * Waits until what the page has is right.
 *
 * @template T
 * @param {Page} page
 * @param {(page: Page) => Promise<T>} read
 * @param {(found: T) => boolean} isRight
 */
async function until(page, read, isRight) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await read(page);
    if (isRight(found)) return;
    assert.ok(Date.now() < end, `it never was right: ${JSON.stringify(found)}`);
    await page.waitForTimeout(50);
  }
}

/**
 * Trains with some settings to the end.
 *
 * @param {Page} page
 * @param {Record<string, string>} [texts] What is written into fields first, by their labels.
 */
export async function trains(page, texts = {}) {
  for (const [label, text] of Object.entries(texts)) {
    await field(page, label).fill(text);
  }
  await begins(page, button(page, "Train"));
  await reaches(page, "done");
}
