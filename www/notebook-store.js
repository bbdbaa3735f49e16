// Where a reproduction of the notebook outlives the page: IndexedDB, and which tab works on it.

import { IndexedStore } from "./indexed-store.js";

/** Holds one run for each model, under the model's id. */
export const notebookRuns = new IndexedStore(
  "kindling-notebook",
  "runs",
  "model",
);

/** What the tab that trains has the turn of. */
export const NOTEBOOK_TURN = "kindling-notebook";
