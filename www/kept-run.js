// A run as it is kept beyond the page: what is kept of it, and the check of what was found.

/** @import { Architecture, Callbacks, DatasetKind, DeviceKind, HiddenLayer, RunConfig } from "./protocol.d.ts" */
/** @import { Checkpoint, RunHistory } from "./run-state.js" */
/** @import { Known, Settings } from "./settings.js" */
/** @import { State } from "./state.js" */

import {
  CUSTOM_DATA,
  DEFAULTS,
  settingErrors,
  settingsOf,
} from "./settings.js";
import {
  isConfusion,
  isCount,
  isRateChanges,
  isRecords,
  isSeries,
  isWeights,
} from "./stored-figures.js";

/** Version of the form; a run of another one is left alone. */
const FORMAT = 1;

/** Most steps of an epoch: far more than memory has images for. */
const MAX_STEPS = 2 ** 32;

/** @type {readonly DatasetKind[]} */
export const DATASET_KINDS = ["mnist", "generated", CUSTOM_DATA];

/** @type {readonly DeviceKind[]} */
export const DEVICE_KINDS = ["cpu", "webgpu"];

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
  const { startedAt, config, stepsPerEpoch, checkpoint } = run;
  const { records, losses, accuracies, confusion, weights, rateChanges } = run;
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
    history: { records, losses, accuracies, confusion, weights, rateChanges },
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
  return found.some((value) => {
    if (typeof value !== "object" || value === null) return false;
    return Reflect.get(value, "format") !== FORMAT;
  });
}

/**
 * @param {unknown} value
 * @param {Pick<Known, "models" | "limits">} known
 * @returns {value is KeptRun}
 */
function isKeptRun(value, known) {
  if (typeof value !== "object" || value === null) return false;
  const run = /** @type {Partial<KeptRun>} */ (value);
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
    isRecords(history?.records, config.epochs) &&
    history.records.length === checkpoint.epochsDone &&
    isSeries(history.losses) &&
    isSeries(history.accuracies) &&
    isConfusion(history.confusion) &&
    isWeights(history.weights) &&
    (history.rateChanges === undefined || isRateChanges(history.rateChanges))
  );
}

/**
 * Whether a value has the form of a run's settings.
 *
 * @param {Partial<RunConfig> | undefined} config
 * @returns {config is RunConfig}
 */
export function isConfig(config) {
  return (
    isText(config?.model) &&
    isCount(config.epochs) &&
    isCount(config.batch_size) &&
    isCount(config.seed) &&
    typeof config.learning_rate === "number" &&
    isText(config.optimizer) &&
    isArchitecture(config.architecture) &&
    (config.callbacks === undefined || isCallbacks(config.callbacks))
  );
}

/**
 * @param {Partial<Callbacks> | null} callbacks
 * @returns {callbacks is Callbacks}
 */
function isCallbacks(callbacks) {
  const { schedule, factor, every, stop, patience } = Object(callbacks);
  return (
    (schedule === null || isText(schedule)) &&
    typeof factor === "number" &&
    isCount(every) &&
    (stop === null || isText(stop)) &&
    isCount(patience) &&
    typeof callbacks?.restore_best === "boolean"
  );
}

/**
 * @param {Partial<Architecture> | undefined} architecture
 * @returns {architecture is Architecture}
 */
function isArchitecture(architecture) {
  return (
    Array.isArray(architecture?.hidden) &&
    [...architecture.hidden].every(isLayer) &&
    isText(architecture.activation) &&
    typeof architecture.batch_norm === "boolean" &&
    typeof architecture.dropout === "number"
  );
}

/** @param {Partial<HiddenLayer> | null | undefined} layer */
function isLayer(layer) {
  const { kind, stddev } = Object(layer?.initialization);
  return (
    isCount(layer?.units) &&
    isText(kind) &&
    (stddev === undefined || typeof stddev === "number")
  );
}

/**
 * @param {Partial<KeptRun["opened"]> | undefined} opened
 * @returns {opened is KeptRun["opened"]}
 */
function isOpened(opened) {
  return isText(opened?.device) && isText(opened.data);
}

/**
 * Whether a visitor could choose these settings.
 *
 * @param {RunConfig} config
 * @param {KeptRun["opened"]} opened
 * @param {Pick<Known, "models" | "limits">} known
 * @param {number | null} [nTrain] Images in the training set; null where they may be of any number.
 */
export function isOffered(config, opened, { models, limits }, nTrain = null) {
  const { device, data } = opened;
  const settings = { ...DEFAULTS, ...settingsOf(config), device, data };
  const known = { models, limits, nTrain, hasFiles: true };
  return Object.keys(settingErrors(settings, known)).length === 0;
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export function isText(value) {
  return typeof value === "string" && value !== "";
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
export function isDate(value) {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

/**
 * @param {unknown} value
 * @param {number} most
 * @returns {value is number}
 */
export function isCountTo(value, most) {
  return isCount(value) && value <= most;
}
