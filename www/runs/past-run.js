// A run that is over, as it is kept: what is kept of it, and the check of what was found.

/** @import { EpochRecord, ImageFormat, RunConfig } from "../protocol.d.ts" */
/** @import { Known } from "../settings.js" */
/** @import { Dataset, Device, State } from "../state.js" */

import {
  DATASET_KINDS,
  DEVICE_KINDS,
  isConfig,
  isCountTo,
  isDate,
  isOffered,
  isText,
} from "../kept-run.js";
import { isSame } from "../notebook-stored.js";
import { CUSTOM, CUSTOM_DATA } from "../settings.js";
import { isRecords } from "../stored-figures.js";

/** Version of the form; a run of another one is left alone. */
const FORMAT = 1;

/** Longest name of a run, in UTF-16 units. */
export const MAX_NAME = 80;

/** Most images of a set, rows of an image, and classes: far more than memory has room for. */
const MOST = 2 ** 32;

/** Places in the charts: more than there can be runs. */
const MAX_PLACE = 9999;

/** Activations as they are written; each other one is written as it is called. */
const ACTIVATIONS = new Map([
  ["relu", "ReLU"],
  ["gelu", "GELU"],
]);

/**
 * A run that is over, without its network.
 *
 * @typedef {object} PastRun
 * @property {number} format
 * @property {string} startedAt ISO 8601; tells this run from any other.
 * @property {string} name What the visitor calls it.
 * @property {string | null} version Kindling's that trained it.
 * @property {RunConfig} config
 * @property {Omit<Dataset, "note">} dataset
 * @property {Pick<Device, "kind" | "name">} device
 * @property {"finished" | "stopped"} outcome
 * @property {readonly EpochRecord[]} records At least one.
 * @property {number | null} place In the charts, which decides its colour and its marker; null where
 *   it is not drawn.
 */

/**
 * What is to be kept of the run that ended last; null where none did, or before its first epoch was
 * done.
 *
 * @param {State} state
 * @returns {PastRun | null}
 */
export function pastRunOf({ run, models, version }) {
  if (!run?.dataset || !run.device || run.records.length === 0) return null;
  const { config, startedAt, outcome, records } = run;
  if (outcome !== "finished" && outcome !== "stopped") return null;
  const { note: _, ...dataset } = run.dataset;
  const { kind, name } = run.device;
  return {
    format: FORMAT,
    startedAt,
    name: defaultName(config, models),
    version,
    config,
    dataset: { ...dataset, fingerprint: dataset.fingerprint ?? null },
    device: { kind, name },
    outcome,
    records,
    place: null,
  };
}

/**
 * What a run is called until the visitor names it: its model's title.
 *
 * @param {RunConfig} config
 * @param {State["models"]} models
 */
export function defaultName({ model, architecture }, models) {
  const entry = models?.find(({ id }) => id === model);
  if (model !== CUSTOM) return entry?.title ?? model;
  const { hidden, activation, batch_norm: batchNorm, dropout } = architecture;
  if (hidden.length === 0) return "Custom, no hidden layer";
  const sizes = hidden.map(({ units }) => units).join("-");
  const parts = [
    `Custom ${sizes} ${ACTIVATIONS.get(activation) ?? activation}`,
  ];
  if (batchNorm) parts.push("batch norm");
  if (dropout > 0) parts.push("dropout");
  return parts.join(", ");
}

/**
 * The runs among what was found that this page can show and train again, in the order of time.
 *
 * @param {readonly unknown[]} found
 * @param {Pick<Known, "models" | "limits">} known
 * @returns {readonly PastRun[]}
 */
export function pastRuns(found, known) {
  /** @type {Map<string, PastRun>} */
  const runs = new Map();
  for (const value of found) {
    if (isPastRun(value, known)) runs.set(value.startedAt, value);
  }
  return inOrder([...runs.values()]);
}

/**
 * Runs in the order in which they began.
 *
 * @param {readonly PastRun[]} runs
 */
export function inOrder(runs) {
  return [...runs].sort(
    (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt),
  );
}

/**
 * Whether two runs have the same settings, data and kind of device, so that their figures should be
 * the same.
 *
 * @param {PastRun} a
 * @param {PastRun} b
 */
export function areAlike(a, b) {
  return (
    isSame(a.config, b.config) &&
    a.device.kind === b.device.kind &&
    a.dataset.kind === b.dataset.kind &&
    a.dataset.fingerprint === b.dataset.fingerprint
  );
}

/**
 * @param {unknown} value
 * @param {Pick<Known, "models" | "limits">} known
 * @returns {value is PastRun}
 */
function isPastRun(value, known) {
  if (typeof value !== "object" || value === null) return false;
  const run = /** @type {Partial<PastRun>} */ (value);
  const { config, dataset, device, records } = run;
  return (
    run.format === FORMAT &&
    isDate(run.startedAt) &&
    isName(run.name) &&
    (run.version === null || isText(run.version)) &&
    isDataset(dataset) &&
    isDevice(device) &&
    isConfig(config) &&
    isOffered(
      config,
      { device: device.kind, data: dataset.kind },
      known,
      dataset.n_train,
    ) &&
    isRecords(records, config.epochs) &&
    records.length > 0 &&
    (run.outcome === "stopped" ||
      (run.outcome === "finished" && records.length === config.epochs)) &&
    (run.place === null || isCountTo(run.place, MAX_PLACE))
  );
}

/** @param {unknown} name */
function isName(name) {
  return isText(name) && name.length <= MAX_NAME && name.trim() === name;
}

/**
 * @param {Partial<PastRun["dataset"]> | null | undefined} dataset
 * @returns {dataset is PastRun["dataset"]}
 */
function isDataset(dataset) {
  const isOwn = dataset?.kind === CUSTOM_DATA;
  return (
    DATASET_KINDS.some((kind) => kind === dataset?.kind) &&
    isCountTo(dataset?.n_train, MOST) &&
    isCountTo(dataset.n_test, MOST) &&
    isFormat(dataset.format) &&
    (isOwn ? isText(dataset.fingerprint) : dataset.fingerprint === null)
  );
}

/** @param {Partial<ImageFormat> | null | undefined} format */
function isFormat(format) {
  return (
    isCountTo(format?.rows, MOST) &&
    isCountTo(format.columns, MOST) &&
    isCountTo(format.classes, MOST)
  );
}

/**
 * @param {Partial<PastRun["device"]> | null | undefined} device
 * @returns {device is PastRun["device"]}
 */
function isDevice(device) {
  const isKnown = DEVICE_KINDS.some((kind) => kind === device?.kind);
  return isKnown && typeof device?.name === "string";
}
