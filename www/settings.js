// The settings as the visitor writes them: defaults, validation, and the run they describe.

/** @import { Activation, Architecture, Initialization, Limits, ModelEntry, OptimizerKind, RunConfig } from "./protocol.d.ts" */

import {
  CALLBACK_DEFAULTS,
  callbackErrors,
  callbacksOf,
  settingsOfCallbacks,
} from "./callback-settings.js";
import { t } from "./language/translate.js";
import {
  batchProblem,
  choice,
  dropoutProblem,
  hiddenProblem,
  numberOf,
  rateProblem,
  sizes,
  stddevProblem,
  whole,
} from "./setting-checks.js";

/**
 * Everything that the visitor can set, as text; a link carries the same values.
 *
 * @typedef {object} Settings
 * @property {string} model A model's id or `custom`.
 * @property {string} hidden Hidden sizes of a custom model, such as `300,100`.
 * @property {string} activation Of a custom model: `relu`, `tanh`, `sigmoid` or `gelu`.
 * @property {string} initialization Of a custom model: `he`, `glorot` or `normal`.
 * @property {string} stddev Of a custom model with normal initialisation.
 * @property {boolean} batchNorm Of a custom model.
 * @property {string} dropout Of a custom model.
 * @property {string} optimizer Of a custom model: `adam`, `sgd` or `rmsprop`.
 * @property {string} schedule `constant`, `step`, `cosine` or `plateau`.
 * @property {string} factor Of the schedule.
 * @property {string} every Epochs of the schedule.
 * @property {string} stop What early stopping looks at: `never`, `test_loss` or `test_accuracy`.
 * @property {string} patience Of early stopping, in epochs.
 * @property {boolean} restoreBest Whether the best epoch's network is put back at the end.
 * @property {string} epochs
 * @property {string} batchSize
 * @property {string} learningRate
 * @property {string} seed
 * @property {string} device `auto`, `webgpu` or `cpu`.
 * @property {string} data `auto`, `mnist`, `generated` or `custom`.
 */

/** @typedef {keyof Settings} SettingName */

/** @typedef {Partial<Record<SettingName, string>>} SettingErrors */

/**
 * What the checks need to know; null where the worker has not said it yet.
 *
 * @typedef {object} Known
 * @property {readonly ModelEntry[] | null} models
 * @property {Limits | null} limits
 * @property {number | null} nTrain Images in the training set.
 * @property {boolean} hasFiles Whether the visitor has picked files of his own.
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = {
  model: "a1-relu",
  hidden: "300,100",
  activation: "relu",
  initialization: "he",
  stddev: "0.05",
  batchNorm: false,
  dropout: "0",
  optimizer: "adam",
  epochs: "20",
  batchSize: "128",
  learningRate: "0.001",
  seed: "1",
  device: "auto",
  data: "auto",
  ...CALLBACK_DEFAULTS,
};

/** The id of a model whose layers the visitor writes. */
export const CUSTOM = "custom";

/** The choice of data that has files. */
export const CUSTOM_DATA = "custom";

/** The initialisation that has a standard deviation. */
export const NORMAL = "normal";

/** @type {readonly Activation[]} */
const ACTIVATIONS = ["relu", "tanh", "sigmoid", "gelu"];

/** @type {readonly Initialization["kind"][]} */
const INITIALIZATIONS = ["he", "glorot", NORMAL];

/**
 * Each optimizer's learning rate where nobody says another: Keras's defaults.
 *
 * @type {Readonly<Record<OptimizerKind, string>>}
 */
const DEFAULT_RATES = { adam: "0.001", sgd: "0.01", rmsprop: "0.001" };

const OPTIMIZERS = /** @type {OptimizerKind[]} */ (Object.keys(DEFAULT_RATES));

const DEVICES = ["auto", "webgpu", "cpu"];
const DATASETS = ["auto", "mnist", "generated", CUSTOM_DATA];

/** Largest seed: the worker's is an unsigned integer of 32 bits. */
export const MAX_SEED = 2 ** 32 - 1;

/**
 * Says what is wrong with each setting and what would be right; empty when all is well.
 *
 * @param {Settings} settings
 * @param {Known} known
 * @returns {SettingErrors}
 */
export function settingErrors(settings, known) {
  const { models, limits, nTrain } = known;
  /** @type {SettingErrors} */
  const errors = {};
  /** @type {(name: SettingName, problem: string | null) => void} */
  const check = (name, problem) => {
    if (problem !== null) errors[name] = problem;
  };
  const ids = models && [...models.map((entry) => entry.id), CUSTOM];
  check("model", ids && choice(t`Model`, settings.model, ids));
  check("device", choice(t`Device`, settings.device, DEVICES));
  check("data", dataProblem(settings.data, known));
  check("epochs", whole(t`Epochs`, settings.epochs, 1, limits?.max_epochs));
  check("batchSize", batchProblem(settings.batchSize, nTrain));
  check("learningRate", rateProblem(settings.learningRate, limits));
  check("seed", whole(t`Seed`, settings.seed, 0, MAX_SEED));
  Object.assign(errors, callbackErrors(settings, known));
  if (settings.model === CUSTOM) {
    const { optimizer } = settings;
    check("optimizer", choice(t`Optimizer`, optimizer, OPTIMIZERS));
    Object.assign(errors, networkErrors(settings, limits));
  }
  return errors;
}

/**
 * @param {string} data
 * @param {Known} known
 */
function dataProblem(data, { hasFiles }) {
  if (data !== CUSTOM_DATA || hasFiles) return choice(t`Data`, data, DATASETS);
  return t`Pick the four files below: no link can carry them.`;
}

/**
 * What is wrong with a custom model's network.
 *
 * @param {Settings} settings
 * @param {Limits | null} limits
 * @returns {SettingErrors}
 */
function networkErrors(settings, limits) {
  const { activation, initialization } = settings;
  /** @type {[SettingName, string | null][]} */
  const checks = [
    ["hidden", hiddenProblem(settings.hidden, limits)],
    ["activation", choice(t`Activation`, activation, ACTIVATIONS)],
    [
      "initialization",
      choice(t`Initialisation`, initialization, INITIALIZATIONS),
    ],
    ["dropout", dropoutProblem(settings.dropout)],
  ];
  if (initialization === NORMAL) {
    checks.push(["stddev", stddevProblem(settings.stddev, limits)]);
  }
  return Object.fromEntries(checks.filter(([, problem]) => problem !== null));
}

/**
 * The network that the settings describe, or null while they are not right.
 *
 * @param {Settings} settings
 * @param {Known} known
 * @returns {Architecture | null}
 */
export function architectureOf(settings, known) {
  if (settings.model !== CUSTOM) {
    const entry = known.models?.find(({ id }) => id === settings.model);
    return entry?.architecture ?? null;
  }
  const activation = ACTIVATIONS.find((name) => name === settings.activation);
  const wrong = Object.keys(networkErrors(settings, known.limits)).length > 0;
  if (wrong || activation === undefined) return null;
  return {
    hidden: sizes(settings.hidden).map((text) => ({
      units: Number(text),
      initialization: initializationOf(settings),
    })),
    activation,
    batch_norm: settings.batchNorm,
    dropout: Number(settings.dropout),
  };
}

/**
 * The initialisation that settings without an error describe.
 *
 * @param {Settings} settings
 * @returns {Initialization}
 */
function initializationOf({ initialization, stddev }) {
  switch (initialization) {
    case NORMAL:
      return { kind: NORMAL, stddev: Number(stddev) };
    case "glorot":
      return { kind: "glorot" };
    default:
      return { kind: "he" };
  }
}

/**
 * The optimizer that the settings describe: a model of the notebook keeps the notebook's.
 *
 * @param {Settings} settings
 * @returns {OptimizerKind}
 */
function optimizerOf({ model, optimizer }) {
  if (model !== CUSTOM) return "adam";
  return OPTIMIZERS.find((name) => name === optimizer) ?? "adam";
}

/**
 * The learning rate to take where nobody says another.
 *
 * @param {Settings} settings
 */
export function defaultRate(settings) {
  return DEFAULT_RATES[optimizerOf(settings)];
}

/**
 * A change of settings, with the new optimizer's default learning rate in it when the old one's
 * default still stands: a rate that suits one optimizer does not suit another.
 *
 * @param {Settings} settings
 * @param {Partial<Settings>} change
 * @returns {Partial<Settings>}
 */
export function withRate(settings, change) {
  const before = defaultRate(settings);
  const after = defaultRate({ ...settings, ...change });
  const kept = numberOf(settings.learningRate) !== Number(before);
  if (before === after || kept || "learningRate" in change) return change;
  return { ...change, learningRate: after };
}

/**
 * The settings that describe a run, as the visitor would write them.
 *
 * @param {RunConfig} config
 * @returns {Partial<Settings>}
 */
export function settingsOf(config) {
  return {
    model: config.model,
    epochs: String(config.epochs),
    batchSize: String(config.batch_size),
    learningRate: String(config.learning_rate),
    seed: String(config.seed),
    ...settingsOfCallbacks(config.callbacks),
    ...(config.model === CUSTOM ? customSettingsOf(config) : {}),
  };
}

/**
 * @param {RunConfig} config Of a custom model, whose layers are all drawn alike.
 * @returns {Partial<Settings>}
 */
function customSettingsOf({ architecture, optimizer }) {
  const { hidden, activation, batch_norm: batchNorm, dropout } = architecture;
  const drawn = hidden[0]?.initialization;
  return {
    hidden: hidden.map(({ units }) => units).join(","),
    activation,
    ...(drawn ? { initialization: drawn.kind } : {}),
    ...(drawn?.kind === NORMAL ? { stddev: String(drawn.stddev) } : {}),
    batchNorm,
    dropout: String(dropout),
    optimizer,
  };
}

/**
 * The run that the settings describe, or null while they are not right.
 *
 * @param {Settings} settings
 * @param {Known} known
 * @returns {RunConfig | null}
 */
export function configOf(settings, known) {
  const architecture = architectureOf(settings, known);
  const right = Object.keys(settingErrors(settings, known)).length === 0;
  if (architecture === null || !right) return null;
  const callbacks = callbacksOf(settings);
  return {
    model: settings.model,
    architecture,
    epochs: Number(settings.epochs),
    batch_size: Number(settings.batchSize),
    optimizer: optimizerOf(settings),
    learning_rate: Number(settings.learningRate),
    seed: Number(settings.seed),
    ...(callbacks && { callbacks }),
  };
}
