// Files of Export run and of Export all runs, read again: what was trained elsewhere is drawn and
// compared here, and trained once more.

/** @import { Known } from "../settings.js" */
/** @import { PastRun } from "./past-run.js" */

import { t } from "../language/translate.js";
import { defaultName, FORMAT } from "./past-run.js";
import { MAX_RUNS } from "./past-run-store.js";
import { pastRuns } from "./past-runs-stored.js";

/** Largest file that is read: 200 runs of 1000 epochs each take less. */
export const MAX_BYTES = 100_000_000;

/** A file of one run is of this format, one of all runs of the other. */
const ONE = "kindling-run";
const MANY = "kindling-runs";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Images of a run whose file was made before there were others. */
const DIGITS = { rows: 28, columns: 28, classes: 10 };

/** Until a run without a name is known to be whole, and gets that of its model. */
const NAMELESS = "?";

/**
 * The runs of a file that are over and whole, in the order of time.
 *
 * @param {string} text
 * @param {Pick<Known, "models" | "limits">} known
 * @returns {{ runs: readonly PastRun[], nRefused: number } | null} Null if it is no such file.
 */
export function runsOfFile(text, known) {
  const exported = exportedIn(text);
  if (exported === null) return null;
  const found = exported.map(candidateOf);
  const whole = pastRuns(found, known).filter(hasBeen);
  const runs = whole.map((run) =>
    run.name === NAMELESS
      ? { ...run, name: defaultName(run.config, known.models) }
      : run,
  );
  return { runs, nRefused: exported.length - runs.length };
}

/**
 * Whether a run began before now, as far as the clocks of two machines agree: one of times to come
 * would outlast all that are trained here.
 *
 * @param {PastRun} run
 */
function hasBeen({ startedAt }) {
  return Date.parse(startedAt) < Date.now() + DAY_MS;
}

/**
 * What a file has in the place of runs; null if it is neither kind of file.
 *
 * @param {string} text
 * @returns {readonly unknown[] | null}
 */
function exportedIn(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (value?.format === ONE) return [value];
  const isMany = value?.format === MANY && Array.isArray(value.runs);
  return isMany ? value.runs : null;
}

/**
 * An exported run in the form in which runs are kept, unchecked.
 *
 * @param {any} exported
 */
function candidateOf(exported) {
  const { dataset, device } = exported ?? {};
  return {
    format: FORMAT,
    startedAt: exported?.started_at,
    name: exported?.name ?? NAMELESS,
    version: exported?.kindling ?? null,
    config: exported?.config,
    rateChanges: exported?.rate_changes ?? [],
    dataset: dataset && {
      ...dataset,
      format: dataset.format ?? DIGITS,
      fingerprint: dataset.fingerprint ?? null,
    },
    device,
    outcome: exported?.outcome,
    restoredEpoch: exported?.restored_epoch ?? null,
    records: exported?.epochs,
    place: null,
  };
}

/**
 * What came of a file, in words.
 *
 * @param {string} file
 * @param {{ nTaken: number, nKnown: number, nLeft: number, nRefused: number } | null} came Null if it is no such file.
 */
export function importText(file, came) {
  if (came === null) {
    return t`${file} is no file of Export run or Export all runs: nothing was taken from it.`;
  }
  const { nTaken, nKnown, nLeft, nRefused } = came;
  const parts = [t`Runs taken from ${file}: ${nTaken}.`];
  if (nKnown > 0) parts.push(t`In the list already: ${nKnown}.`);
  if (nLeft > 0) {
    parts.push(
      t`Not taken, because the list holds ${MAX_RUNS} at most: ${nLeft}. Delete some to make room.`,
    );
  }
  if (nRefused > 0) {
    parts.push(
      t`Not taken, because they are not over, not whole, of times to come, or not of this page's models and devices: ${nRefused}.`,
    );
  }
  return parts.join(" ");
}
