// What a test wants of the notebook's stored runs: to put made ones there, and to see what is kept.

import assert from "node:assert/strict";
import { PATIENCE_MS } from "./harness.mjs";

/** @import { Page } from "playwright-core" */
/** @import { madeRecords } from "./made-runs.mjs" */

/**
 * The records that the browser keeps of a model, once there are so many or more.
 *
 * @param {Page} page
 * @param {string} model
 * @param {number} nEpochs
 * @returns {Promise<import("../../www/protocol.d.ts").EpochRecord[]>}
 */
export async function storedRecords(page, model, nEpochs) {
  const handle = await page
    .waitForFunction(
      async ([id, nWanted]) => {
        const { notebookRuns } = await import(
          new URL("notebook-store.js", document.scripts[0]?.src).href
        );
        /** @type {{ model: string, records: object[] }[]} */
        const runs = await notebookRuns.read();
        const records = runs.find((run) => run.model === id)?.records ?? [];
        return records.length >= nWanted && { records };
      },
      /** @type {const} */ ([model, nEpochs]),
      { timeout: PATIENCE_MS, polling: 50 },
    )
    .catch(() => assert.fail(`never ${nEpochs} epochs of ${model} are stored`));
  const { records } = /** @type {any} */ (await handle.jsonValue());
  return records;
}

/**
 * Whether a tab has the turn to reproduce the notebook.
 *
 * @param {Page} page
 */
export function holdsTurn(page) {
  return page.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name === "kindling-notebook");
  });
}

/**
 * Stores made runs of the notebook's models; those without records are left out.
 *
 * @param {Page} page
 * @param {number} seed
 * @param {(model: string) => ReturnType<typeof madeRecords>} recordsOf
 */
export async function store(page, seed, recordsOf) {
  const entries = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const worker = new Worker(
          new URL("../worker_cpu_loader.js", document.scripts[0]?.src).href,
          { type: "module" },
        );
        worker.onmessage = ({ data }) => {
          if (data.type !== "listening") return;
          worker.terminate();
          resolve(data.models);
        };
      }),
  );
  const runs = /** @type {any[]} */ (entries)
    .filter(({ reported }) => reported !== null)
    .map(({ id, architecture }) => ({
      model: id,
      config: {
        model: id,
        architecture,
        epochs: 20,
        batch_size: 128,
        optimizer: "adam",
        learning_rate: 0.001,
        seed,
      },
      datasetKind: "generated",
      device: "cpu",
      startedAt: "2020-01-01T00:00:00.000Z",
      records: recordsOf(id),
    }))
    .filter(({ records }) => records.length > 0);
  await page.evaluate(async (made) => {
    const { notebookRuns } = await import(
      new URL("notebook-store.js", document.scripts[0]?.src).href
    );
    await notebookRuns.keep(
      made.map((run) => ({
        ...run,
        checkpoint: run.records.length < 20 ? new Uint8Array([1, 2, 3]) : null,
      })),
    );
  }, runs);
}
