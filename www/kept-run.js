// A run as it is kept beyond the page: what is kept of it, and the check of what was found.

/** @import { DatasetKind, DeviceKind, RateChange, RunConfig } from "./protocol.d.ts" */
/** @import { Checkpoint, RunHistory } from "./run-state.js" */
/** @import { Known, Settings } from "./settings.js" */
/** @import { State } from "./state.js" */

import { CUSTOM_DATA } from "./settings.js";
import {
  isConfusion,
  isCountTo,
  isRateChanges,
  isRecords,
  isSeries,
  isWeights,
} from "./stored-figures.js";
import {
  DATASET_KINDS,
  DEVICE_KINDS,
  isConfig,
  isDate,
  isOffered,
  isText,
} from "./stored-settings.js";

/** Version of the form; a run of another one is left alone. */
const FORMAT = 1;

/** Most steps of an epoch: far more than memory has images for. */
const MAX_STEPS = 2 ** 32;

/**
 * All that a run needs to go on, on this page or on another.
 *
 * @typedef {object} KeptRun
 * @property {number} format
 * @property {string} startedAt ISO 8601; tells this run from any other.
 * @property {string} keptAt ISO 8601.
 * @property {RunConfig} config
 * @property {Pick<Settings, "device" | "data">} opened What the visitor had chosen.
 * @property {DatasetKind} datasetKind
 * @property {string | null} [fingerprint] Of own data: the run goes on with the very same only.
 * @property {DeviceKind} device
 * @property {number} stepsPerEpoch
 * @property {Checkpoint} checkpoint
 * @property {readonly RateChange[]} [rateChanges] Learning rates that were set on the way, also after
 *   the checkpoint; what was kept before there was this has those of its checkpoint.
 * @property {RunHistory} history Of what is behind the checkpoint.
 */

/**
 * What is to be kept of the run under way; null before its first checkpoint.
 *
 * @param {State} state
 * @returns {KeptRun | null}
 */
export function keptRunOf({ run, settings }) {
  if (!run?.checkpoint || !run.dataset || !run.device) return null;
  const { startedAt, config, stepsPerEpoch, checkpoint, rateChanges } = run;
  const { losses, accuracies, confusion, weights } = run;
  // An epoch is told of before its checkpoint.
  const records = run.records.slice(0, checkpoint.epochsDone);
  return {
    format: FORMAT,
    startedAt,
    keptAt: new Date().toISOString(),
    config,
    opened: { device: settings.device, data: settings.data },
    datasetKind: run.dataset.kind,
    fingerprint: run.dataset.fingerprint,
    device: run.device.kind,
    stepsPerEpoch,
    checkpoint,
    rateChanges,
    history: { records, losses, accuracies, confusion, weights },
  };
}

/**
 * The runs among what was found that this page can go on with, the one kept last first. The
 * worker checks settings and checkpoint once more when it goes on.
 *
 * @param {readonly unknown[]} found
 * @param {Pick<Known, "models" | "limits">} known
 * @returns {readonly KeptRun[]}
 */
export function keptRuns(found, known) {
  return found
    .filter((value) => isKeptRun(value, known))
    .sort((a, b) => Date.parse(b.keptAt) - Date.parse(a.keptAt));
}

/**
 * Whether something was found that another version of this page has kept.
 *
 * @param {readonly unknown[]} found
 */
export function hasOtherFormat(found) {
  return found.some((value) => isEntry(value) && value.format !== FORMAT);
}

/**
 * Whether something was found that this version has kept, and that is no run that can go on.
 *
 * @param {readonly unknown[]} found
 * @param {Pick<Known, "models" | "limits">} known
 */
export function hasDamaged(found, known) {
  return found.some(
    (value) =>
      isEntry(value) && value.format === FORMAT && !isKeptRun(value, known),
  );
}

/**
 * @param {unknown} value
 * @returns {value is Partial<KeptRun>} Of which nothing is sure yet.
 */
function isEntry(value) {
  return typeof value === "object" && value !== null;
}

/**
 * @param {unknown} run
 * @param {Pick<Known, "models" | "limits">} known
 * @returns {run is KeptRun}
 */
function isKeptRun(run, known) {
  if (!isEntry(run)) return false;
  const { config, opened, checkpoint, history } = run;
  return (
    run.format === FORMAT &&
    isDate(run.startedAt) &&
    isDate(run.keptAt) &&
    isConfig(config) &&
    isOpened(opened) &&
    isOffered(config, opened, known) &&
    DATASET_KINDS.some((kind) => kind === run.datasetKind) &&
    (run.datasetKind !== CUSTOM_DATA || isText(run.fingerprint)) &&
    DEVICE_KINDS.some((kind) => kind === run.device) &&
    isCountTo(run.stepsPerEpoch, MAX_STEPS) &&
    isCountTo(checkpoint?.epochsDone, config.epochs) &&
    isCountTo(checkpoint.stepsDone, run.stepsPerEpoch) &&
    checkpoint.bytes instanceof Uint8Array &&
    isRateChanges(run.rateChanges ?? []) &&
    isRecords(history?.records, config.epochs) &&
    history.records.length === checkpoint.epochsDone &&
    isSeries(history.losses) &&
    isSeries(history.accuracies) &&
    isConfusion(history.confusion) &&
    isWeights(history.weights)
  );
}

/**
 * @param {Partial<KeptRun["opened"]> | undefined} opened
 * @returns {opened is KeptRun["opened"]}
 */
function isOpened(opened) {
  return isText(opened?.device) && isText(opened.data);
}
