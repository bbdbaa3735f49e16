// Runs that are over as they were found in storage, checked: only whole ones are taken.

/** @import { EpochRecord, ImageFormat, Initialization, RunConfig } from "../protocol.d.ts" */
/** @import { Known } from "../settings.js" */
/** @import { PastRun } from "./past-run.js" */

import { callbacksOf, settingsOfCallbacks } from "../callback-settings.js";
import { CUSTOM, CUSTOM_DATA, DEFAULTS, NORMAL } from "../settings.js";
import { isCountTo, isRateChanges, isRecords } from "../stored-figures.js";
import {
  DATASET_KINDS,
  DEVICE_KINDS,
  isConfig,
  isDate,
  isOffered,
  isText,
} from "../stored-settings.js";
import { FORMAT, inOrder, MAX_NAME } from "./past-run.js";

/** Most images of a set, rows of an image, and classes: far more than memory has room for. */
const MOST = 2 ** 32;

/** Places in the charts: more than there can be runs. */
const MAX_PLACE = 9999;

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
    if (isPastRun(value, known)) runs.set(value.startedAt, knownPart(value));
  }
  return inOrder([...runs.values()]);
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
    isTrainable(config, dataset, device, known) &&
    isRecords(records, config.epochs) &&
    records.length > 0 &&
    isRateChanges(run.rateChanges) &&
    isEnd(run.outcome, config, records.length) &&
    (run.restoredEpoch === null ||
      isCountTo(run.restoredEpoch, records.length)) &&
    (run.place === null || isCountTo(run.place, MAX_PLACE))
  );
}

/**
 * Whether a visitor could choose these settings, each layer of a model that has a name included.
 *
 * @param {RunConfig} config
 * @param {PastRun["dataset"]} dataset
 * @param {PastRun["device"]} device
 * @param {Pick<Known, "models" | "limits">} known
 */
function isTrainable(config, dataset, device, known) {
  const opened = { device: device.kind, data: dataset.kind };
  const { architecture } = config;
  const { hidden } = architecture;
  const isRight = (/** @type {RunConfig} */ wanted) =>
    isOffered(wanted, opened, known, dataset.n_train);
  const isRightOf = (/** @type {typeof hidden} */ layers) => {
    const custom = { ...architecture, hidden: layers };
    return isRight({ ...config, model: CUSTOM, architecture: custom });
  };
  return (
    isRight(config) &&
    isRightOf(hidden) &&
    hidden.every((layer) => isRightOf([layer]))
  );
}

/**
 * A run without what this page does not know: it goes to the worker, which refuses that, and into
 * files.
 *
 * @param {PastRun} run
 * @returns {PastRun}
 */
function knownPart(run) {
  const { format, startedAt, name, version, config, outcome, place } = run;
  const { kind, n_train, n_test, fingerprint } = run.dataset;
  const { rows, columns, classes } = run.dataset.format;
  return {
    format,
    startedAt,
    name,
    version,
    config: knownConfig(config),
    rateChanges: run.rateChanges.map(({ epoch, step, learning_rate }) => ({
      epoch,
      step,
      learning_rate,
    })),
    dataset: {
      kind,
      n_train,
      n_test,
      format: { rows, columns, classes },
      fingerprint,
    },
    device: { kind: run.device.kind, name: run.device.name },
    outcome,
    restoredEpoch: run.restoredEpoch,
    records: run.records.map(knownRecord),
    place,
  };
}

/**
 * @param {RunConfig} config
 * @returns {RunConfig}
 */
function knownConfig(config) {
  const { model, architecture, epochs, batch_size, optimizer } = config;
  const { learning_rate, seed } = config;
  // What nothing looks at may be anything.
  const settings = { ...DEFAULTS, ...settingsOfCallbacks(config.callbacks) };
  const callbacks = callbacksOf(settings);
  const { hidden, activation, batch_norm, dropout } = architecture;
  const layers = hidden.map(({ units, initialization }) => ({
    units,
    initialization: knownInitialization(initialization),
  }));
  return {
    model,
    architecture: { hidden: layers, activation, batch_norm, dropout },
    epochs,
    batch_size,
    optimizer,
    learning_rate,
    seed,
    ...(callbacks && { callbacks }),
  };
}

/**
 * @param {Initialization} initialization
 * @returns {Initialization}
 */
function knownInitialization(initialization) {
  const { kind } = initialization;
  return kind === NORMAL ? { kind, stddev: initialization.stddev } : { kind };
}

/**
 * @param {EpochRecord} record
 * @returns {EpochRecord}
 */
function knownRecord(record) {
  const { epoch, train_loss, train_accuracy, test_loss, test_accuracy } =
    record;
  const { seconds } = record;
  return {
    epoch,
    train_loss,
    train_accuracy,
    test_loss,
    test_accuracy,
    seconds,
  };
}

/**
 * Whether a run can have ended so, after so many epochs.
 *
 * @param {unknown} outcome
 * @param {RunConfig} config
 * @param {number} nEpochs
 */
function isEnd(outcome, { epochs, callbacks }, nEpochs) {
  const isWhole = nEpochs === epochs || callbacks?.stop != null;
  return outcome === "stopped" || (outcome === "finished" && isWhole);
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
    (isOwn ? isDigest(dataset.fingerprint) : dataset.fingerprint === null)
  );
}

/**
 * Whether a value is a SHA-256 in hexadecimal.
 *
 * @param {unknown} value
 */
function isDigest(value) {
  return isText(value) && /^[0-9a-f]{64}$/.test(value);
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
