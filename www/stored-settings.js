// A run's settings that were found in storage, checked: whether they are what this page would have
// stored, and whether a visitor could choose them.

/** @import { Architecture, Callbacks, DatasetKind, DeviceKind, HiddenLayer, RunConfig } from "./protocol.d.ts" */
/** @import { Known, Settings } from "./settings.js" */

import {
  CUSTOM_DATA,
  DEFAULTS,
  settingErrors,
  settingsOf,
} from "./settings.js";
import { isCount } from "./stored-figures.js";

/** @type {readonly DatasetKind[]} */
export const DATASET_KINDS = ["mnist", "generated", CUSTOM_DATA];

/** @type {readonly DeviceKind[]} */
export const DEVICE_KINDS = ["cpu", "webgpu"];

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
 * Whether a visitor could choose these settings.
 *
 * @param {RunConfig} config
 * @param {Pick<Settings, "device" | "data">} opened
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
 * Whether a value is a text that is not empty.
 *
 * @param {unknown} value
 * @returns {value is string}
 */
export function isText(value) {
  return typeof value === "string" && value !== "";
}

/**
 * Whether a value is a moment, as ISO 8601 has it.
 *
 * @param {unknown} value
 * @returns {value is string}
 */
export function isDate(value) {
  return isText(value) && !Number.isNaN(Date.parse(value));
}
