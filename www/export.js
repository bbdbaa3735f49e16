// What the visitor takes away: the run as JSON or CSV, files to save, links to share.

/** @import { Run } from "./run-state.js" */
/** @import { Device, Dataset } from "./state.js" */
/** @import { Settings } from "./settings.js" */

import { queryOf } from "./query.js";

/** Version of the JSON's form; `docs/run-format.md` describes it. */
const FORMAT_VERSION = 1;

/** The columns of the CSV, in order; the JSON's epochs have the same. */
const COLUMNS = /** @type {const} */ ([
  "epoch",
  "train_loss",
  "train_accuracy",
  "test_loss",
  "test_accuracy",
  "seconds",
]);

/**
 * What a run's JSON is made of.
 *
 * @typedef {Pick<Run, "config" | "rateChanges" | "startedAt" | "outcome" | "restoredEpoch" | "records">
 *   & { dataset: Omit<Dataset, "note"> | null, device: Pick<Device, "kind" | "name"> | null }} Exported
 */

/**
 * The run as JSON text.
 *
 * @param {Exported} run
 * @param {string | null} version The crate's.
 * @param {string} userAgent
 */
export function runJson(run, version, userAgent) {
  const exported = runObject(run, version, userAgent);
  return `${JSON.stringify(exported, null, 2)}\n`;
}

/**
 * The run as its JSON has it.
 *
 * @param {Exported} run
 * @param {string | null} version The crate's that trained it.
 * @param {string | null} userAgent
 */
export function runObject(run, version, userAgent) {
  const { dataset, device } = run;
  return {
    format: "kindling-run",
    version: FORMAT_VERSION,
    kindling: version,
    config: run.config,
    ...(run.rateChanges.length > 0 && { rate_changes: run.rateChanges }),
    dataset: dataset && {
      kind: dataset.kind,
      n_train: dataset.n_train,
      n_test: dataset.n_test,
      format: dataset.format,
      fingerprint: dataset.fingerprint,
    },
    device: device && { kind: device.kind, name: device.name },
    user_agent: userAgent,
    started_at: run.startedAt,
    outcome: run.outcome,
    ...(run.restoredEpoch !== null && { restored_epoch: run.restoredEpoch }),
    epochs: run.records.map((record) =>
      Object.fromEntries(COLUMNS.map((column) => [column, record[column]])),
    ),
  };
}

/**
 * The run's figures as CSV text, one line per epoch.
 *
 * @param {Run} run
 */
export function runCsv(run) {
  const lines = run.records.map((record) =>
    COLUMNS.map((column) => String(record[column])).join(","),
  );
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}

/**
 * A name for the run's files, without its ending: `kindling-a1-relu-seed-1`.
 *
 * @param {Run} run
 */
export function runFileName({ config }) {
  return `kindling-${config.model}-seed-${config.seed}`;
}

/**
 * The link that asks for exactly these settings.
 *
 * @param {Settings} settings
 * @param {string} pageUrl The page's own address.
 */
export function shareUrl(settings, pageUrl) {
  const url = new URL(pageUrl);
  url.search = queryOf(settings);
  url.hash = "";
  return url.href;
}

/**
 * Hands a file to the visitor.
 *
 * @param {string} name
 * @param {string} mediaType
 * @param {BlobPart} content
 */
export function saveFile(name, mediaType, content) {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read the file only after the click's task is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
