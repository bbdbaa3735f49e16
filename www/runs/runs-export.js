// All kept runs as one JSON; `docs/run-format.md` describes it.

/** @import { PastRun } from "./past-run.js" */

import { runObject } from "../export.js";

/** Version of the form. */
const FORMAT_VERSION = 1;

export const RUNS_FILE = "kindling-runs.json";

/**
 * The runs as JSON text.
 *
 * @param {readonly PastRun[]} runs
 */
export function runsJson(runs) {
  const exported = {
    format: "kindling-runs",
    version: FORMAT_VERSION,
    runs: runs.map((run) => ({
      ...runObject(run, run.version, null),
      name: run.name,
    })),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}
