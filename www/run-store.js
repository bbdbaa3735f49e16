// Where unfinished runs outlive the page: IndexedDB, and which tab has each.

import { IndexedStore } from "./indexed-store.js";

/** Holds each run under the time at which it began. */
export const unfinishedRuns = new IndexedStore(
  "kindling-runs",
  "unfinished",
  "startedAt",
);

/**
 * What the tab that has a run has the turn of.
 *
 * @param {string} startedAt
 */
export function runTurn(startedAt) {
  return `kindling-run ${startedAt}`;
}
