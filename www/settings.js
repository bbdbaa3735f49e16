// The settings as the visitor writes them: defaults, validation, and the run they describe.

/** @import { Architecture, Limits, ModelEntry, RunConfig } from "./protocol.d.ts" */

/**
 * Everything that the visitor can set, as text; a link carries the same values.
 *
 * @typedef {object} Settings
 * @property {string} model A model's id or `custom`.
 * @property {string} hidden Hidden sizes of a custom model, such as `300,100`.
 * @property {boolean} batchNorm Of a custom model.
 * @property {string} dropout Of a custom model.
 * @property {string} epochs
 * @property {string} batchSize
 * @property {string} learningRate
 * @property {string} seed
 * @property {string} device `auto`, `webgpu` or `cpu`.
 * @property {string} data `auto`, `mnist` or `generated`.
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
 */

/** @type {Readonly<Settings>} */
export const DEFAULTS = {
  model: "a1-relu",
  hidden: "300,100",
  batchNorm: false,
  dropout: "0",
  epochs: "20",
  batchSize: "128",
  learningRate: "0.001",
  seed: "1",
  device: "auto",
  data: "auto",
};

/** The id of a model whose layers the visitor writes. */
export const CUSTOM = "custom";

const DEVICES = ["auto", "webgpu", "cpu"];
const DATASETS = ["auto", "mnist", "generated"];

/** Largest seed: the worker's is an unsigned integer of 32 bits. */
const MAX_SEED = 2 ** 32 - 1;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Says what is wrong with each setting and what would be right; empty when all is well.
 *
 * @param {Settings} settings
 * @param {Known} known
 * @returns {SettingErrors}
 */
export function settingErrors(settings, { models, limits, nTrain }) {
  /** @type {SettingErrors} */
  const errors = {};
  /** @type {(name: SettingName, problem: string | null) => void} */
  const check = (name, problem) => {
    if (problem !== null) errors[name] = problem;
  };
  const ids = models && [...models.map((entry) => entry.id), CUSTOM];
  check("model", ids && choice("Model", settings.model, ids));
  check("device", choice("Device", settings.device, DEVICES));
  check("data", choice("Data", settings.data, DATASETS));
  check("epochs", whole("Epochs", settings.epochs, 1, limits?.max_epochs));
  check("batchSize", batchProblem(settings.batchSize, nTrain));
  check("learningRate", rateProblem(settings.learningRate, limits));
  check("seed", whole("Seed", settings.seed, 0, MAX_SEED));
  if (settings.model === CUSTOM) {
    check("hidden", hiddenProblem(settings.hidden, limits));
    check("dropout", dropoutProblem(settings.dropout));
  }
  return errors;
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
  const wrong =
    hiddenProblem(settings.hidden, known.limits) ??
    dropoutProblem(settings.dropout);
  if (wrong !== null) return null;
  return {
    hidden: sizes(settings.hidden).map((text) => ({
      units: Number(text),
      init_stddev: null,
    })),
    batch_norm: settings.batchNorm,
    dropout: Number(settings.dropout),
  };
}

/**
 * The settings that describe a run, as the visitor would write them.
 *
 * @param {RunConfig} config
 * @returns {Partial<Settings>}
 */
export function settingsOf(config) {
  const { hidden, batch_norm: batchNorm, dropout } = config.architecture;
  const custom = {
    hidden: hidden.map(({ units }) => units).join(","),
    batchNorm,
    dropout: String(dropout),
  };
  return {
    model: config.model,
    epochs: String(config.epochs),
    batchSize: String(config.batch_size),
    learningRate: String(config.learning_rate),
    seed: String(config.seed),
    ...(config.model === CUSTOM ? custom : {}),
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
  return {
    model: settings.model,
    architecture,
    epochs: Number(settings.epochs),
    batch_size: Number(settings.batchSize),
    learning_rate: Number(settings.learningRate),
    seed: Number(settings.seed),
  };
}

/**
 * @param {string} label
 * @param {string} text
 * @param {readonly string[]} choices
 */
function choice(label, text, choices) {
  if (choices.includes(text)) return null;
  return `${label} ${quoted(text)} is not on offer. Choose ${choices.join(", ")}.`;
}

/**
 * @param {string} label
 * @param {string} text
 * @param {number} least
 * @param {number | undefined} most Undefined while unknown.
 */
function whole(label, text, least, most) {
  const value = numberOf(text);
  if (Number.isInteger(value) && value >= least && value <= (most ?? value)) {
    return null;
  }
  const range =
    most === undefined ? `, ${least} or more` : ` from ${least} to ${most}`;
  return `${label} ${is(text)}. Write a whole number${range}.`;
}

/**
 * @param {string} text
 * @param {number | null} nTrain
 */
function batchProblem(text, nTrain) {
  const value = numberOf(text);
  if (nTrain !== null && Number.isInteger(value) && value > nTrain) {
    return `Batch size is ${text.trim()}, but the training set has ${nTrain} images. Write a whole number from 1 to ${nTrain}.`;
  }
  return whole("Batch size", text, 1, nTrain ?? undefined);
}

/**
 * @param {string} text
 * @param {Limits | null} limits
 */
function rateProblem(text, limits) {
  const value = numberOf(text);
  const most = limits?.max_learning_rate ?? Number.POSITIVE_INFINITY;
  if (value > 0 && value <= most) return null;
  const range = Number.isFinite(most) ? `, ${most} at most` : "";
  return `Learning rate ${is(text)}. Write a number above 0${range}, such as 0.001.`;
}

/** @param {string} text */
function dropoutProblem(text) {
  const value = numberOf(text);
  if (value >= 0 && value < 1) return null;
  return `Dropout ${is(text)}. Write a share from 0 to less than 1, such as 0.5.`;
}

/**
 * @param {string} text
 * @param {Limits | null} limits
 */
function hiddenProblem(text, limits) {
  const layers = sizes(text);
  const mostLayers = limits?.max_hidden_layers ?? Number.POSITIVE_INFINITY;
  const mostUnits = limits?.max_units ?? Number.POSITIVE_INFINITY;
  if (layers.length > mostLayers) {
    return `Hidden sizes has ${layers.length} layers. Write ${mostLayers} at most.`;
  }
  const bad = layers.find((size) => {
    const units = numberOf(size);
    return !Number.isInteger(units) || units < 1 || units > mostUnits;
  });
  if (bad === undefined) return null;
  const range = Number.isFinite(mostUnits) ? ` from 1 to ${mostUnits}` : "";
  return `Hidden sizes has ${quoted(bad)}. Write whole numbers${range}, separated by commas, such as 300,100.`;
}

/**
 * The sizes in a list such as `300, 100`; none in an empty one, which makes a linear model.
 *
 * @param {string} text
 */
function sizes(text) {
  if (text.trim() === "") return [];
  return text.split(",").map((size) => size.trim());
}

/**
 * The number that a text says in plain decimal notation, else NaN.
 *
 * @param {string} text
 */
function numberOf(text) {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** @param {string} text */
function is(text) {
  const trimmed = text.trim();
  if (trimmed === "") return "is empty";
  if (!Number.isNaN(numberOf(text))) return `is ${trimmed}`;
  const comma = trimmed.includes(",") ? " (use a point, not a comma)" : "";
  return `is ${quoted(trimmed)}, which is not a number${comma}`;
}

/** @param {string} text */
function quoted(text) {
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}
