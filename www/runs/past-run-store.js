// Where runs that are over outlive the page: IndexedDB.

import { IndexedStore } from "../indexed-store.js";

/** Most runs that are kept, the latest ones: one of 20 epochs takes about 3 kB. */
export const MAX_RUNS = 200;

/** Holds each run under the time at which it began. */
export const pastRunStore = new IndexedStore(
  "kindling-past-runs",
  "runs",
  "startedAt",
);
