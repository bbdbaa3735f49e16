// The link's query parameters: read, checked, and written again for sharing.

/** @import { Failure } from "./protocol.d.ts" */
/** @import { Known, SettingName, Settings } from "./settings.js" */

import { CONSTANT, hasEvery, NEVER } from "./callback-settings.js";
import {
  isLanguage,
  LANGUAGE_NAMES,
  LANGUAGE_PARAMETER,
} from "./language/language.js";
import { t } from "./language/translate.js";
import {
  CUSTOM,
  CUSTOM_DATA,
  DEFAULTS,
  defaultRate,
  NORMAL,
  settingErrors,
} from "./settings.js";

/**
 * What a link asks for.
 *
 * @typedef {object} Query
 * @property {Settings} settings
 * @property {readonly SettingName[]} given Settings that the link itself named.
 * @property {boolean} autostart
 * @property {readonly Failure[]} problems One for each parameter that was not taken.
 */

/** @typedef {Exclude<SettingName, "batchNorm" | "restoreBest">} TextSetting */

const BATCH_NORM = "batchnorm";
const RESTORE_BEST = "best";
const AUTOSTART = "autostart";

/** Names the experiment that a link is of, so that the page draws beside it what it is compared with. */
export const EXPERIMENT_PARAMETER = "try";

const STDDEV = "stddev";

/** @type {ReadonlyMap<string, TextSetting>} */
const TEXT_PARAMETERS = new Map([
  ["model", "model"],
  ["hidden", "hidden"],
  ["activation", "activation"],
  ["init", "initialization"],
  [STDDEV, "stddev"],
  ["dropout", "dropout"],
  ["optimizer", "optimizer"],
  ["epochs", "epochs"],
  ["batch", "batchSize"],
  ["lr", "learningRate"],
  ["seed", "seed"],
  ["device", "device"],
  ["data", "data"],
  ["schedule", "schedule"],
  ["factor", "factor"],
  ["every", "every"],
  ["stop", "stop"],
  ["patience", "patience"],
]);

/** What a link leaves out where it is the default: most runs have neither. */
const USUAL = ["schedule", "stop"];

/** What only a custom model reads. */
const CUSTOM_ONLY = [
  "hidden",
  "activation",
  "init",
  STDDEV,
  BATCH_NORM,
  "dropout",
  "optimizer",
];
const NAMES = [
  ...TEXT_PARAMETERS.keys(),
  BATCH_NORM,
  RESTORE_BEST,
  AUTOSTART,
  EXPERIMENT_PARAMETER,
  LANGUAGE_PARAMETER,
];

/** So many problems are told one by one: a link can have thousands. */
const MOST_PROBLEMS = 10;

/**
 * Reads a link's query. What only the worker knows (models, limits, the training set's size) is
 * checked later, by [`settle`].
 *
 * @param {string} search Such as `?model=a1-bn&epochs=3`.
 * @returns {Query}
 */
export function readQuery(search) {
  const parameters = firstOfEach(search);
  /** @type {Failure[]} */
  const problems = [...parameters.problems];
  /** @type {Settings} */
  const settings = { ...DEFAULTS };
  /** @type {SettingName[]} */
  const given = [];
  for (const [name, value] of parameters.values) {
    const setting = TEXT_PARAMETERS.get(name);
    if (setting === undefined) continue;
    settings[setting] = value.trim();
    given.push(setting);
  }
  const batchNorm = flag(parameters.values, BATCH_NORM, problems);
  settings.restoreBest = flag(parameters.values, RESTORE_BEST, problems);
  const autostart = flag(parameters.values, AUTOSTART, problems);
  settings.batchNorm = batchNorm;
  const settled = settle(settings, given, {
    models: null,
    limits: null,
    nTrain: null,
    hasFiles: false,
  });
  problems.push(...settled.problems, ...idle(parameters.values, settled));
  problems.push(...foreign(parameters.values));
  const read = withoutIdle(settled.settings);
  if (!given.includes("learningRate")) read.learningRate = defaultRate(read);
  return { settings: read, given, autostart, problems: told(problems) };
}

/**
 * The problems that are told: the first ones, and how many more there are.
 *
 * @param {readonly Failure[]} problems
 */
function told(problems) {
  const nMore = problems.length - MOST_PROBLEMS;
  if (nMore <= 0) return problems;
  return [
    ...problems.slice(0, MOST_PROBLEMS),
    problem(
      t`The link has ${nMore} more parameters that are not taken.`,
      t`Known are ${NAMES.join(", ")}.`,
    ),
  ];
}

/**
 * Gives each setting that a link named wrongly its default, and says so.
 *
 * @param {Settings} settings
 * @param {readonly SettingName[]} given
 * @param {Known} known
 * @returns {{ settings: Settings, problems: readonly Failure[] }}
 */
export function settle(settings, given, known) {
  const errors = settingErrors(settings, known);
  const settled = { ...settings };
  /** @type {Failure[]} */
  const problems = [];
  for (const [parameter, name] of TEXT_PARAMETERS) {
    const error = errors[name];
    if (error === undefined || !given.includes(name)) continue;
    const value =
      name === "learningRate" ? defaultRate(settled) : DEFAULTS[name];
    settled[name] = value;
    problems.push(
      problem(
        t`The link says ${shown(parameter, settings[name])}. ${error}`,
        t`The default is taken: ${parameter}=${value}.`,
      ),
    );
  }
  return { settings: settled, problems };
}

/**
 * The query that asks for exactly these settings.
 *
 * @param {Settings} settings
 * @returns {string} Without the question mark.
 */
export function queryOf(settings) {
  const query = new URLSearchParams();
  for (const [parameter, name] of TEXT_PARAMETERS) {
    // Whoever gets the link picks files of his own.
    if (settings[name] === CUSTOM_DATA && name === "data") continue;
    if (settings[name] === DEFAULTS[name] && USUAL.includes(parameter))
      continue;
    if (readerOf(parameter, settings) === null) {
      query.set(parameter, settings[name].trim());
    }
  }
  if (settings.model === CUSTOM && settings.batchNorm) {
    query.set(BATCH_NORM, "1");
  }
  if (settings.stop !== NEVER && settings.restoreBest) {
    query.set(RESTORE_BEST, "1");
  }
  return query.toString().replaceAll("%2C", ",");
}

/**
 * The first value of each known parameter, and a problem for each other one.
 *
 * @param {string} search
 */
function firstOfEach(search) {
  /** @type {Map<string, string>} */
  const values = new Map();
  /** @type {Failure[]} */
  const problems = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (!NAMES.includes(name)) {
      problems.push(
        problem(
          t`The link says ${shown(name, value)}, which this page does not know.`,
          t`It is left out. Known are ${NAMES.join(", ")}.`,
        ),
      );
    } else if (values.has(name)) {
      problems.push(
        problem(
          t`The link says ${name} more than once.`,
          t`The first is taken: ${shown(name, values.get(name) ?? "")}.`,
        ),
      );
    } else {
      values.set(name, value);
    }
  }
  return { values, problems };
}

/**
 * Reads a parameter that is 1 or 0.
 *
 * @param {ReadonlyMap<string, string>} values
 * @param {string} name
 * @param {Failure[]} problems Gets one more if the value is neither.
 */
function flag(values, name, problems) {
  const value = values.get(name);
  if (value !== undefined && value !== "1" && value !== "0") {
    problems.push(
      problem(
        t`The link says ${shown(name, value)}. Only 1 and 0 are understood.`,
        t`The default is taken: ${name}=0.`,
      ),
    );
  }
  return value === "1";
}

/**
 * A problem where the link names a language that the page does not speak.
 *
 * @param {ReadonlyMap<string, string>} values
 */
function foreign(values) {
  const tag = values.get(LANGUAGE_PARAMETER);
  if (tag === undefined || isLanguage(tag)) return [];
  const known = Object.keys(LANGUAGE_NAMES).join(", ");
  return [
    problem(
      t`The link says ${shown(LANGUAGE_PARAMETER, tag)}, a language that this page does not speak.`,
      t`It is left out. Known are ${known}.`,
    ),
  ];
}

/**
 * A problem for each parameter that the other settings leave without a reader.
 *
 * @param {ReadonlyMap<string, string>} values
 * @param {{ settings: Settings }} settled
 */
function idle(values, { settings }) {
  return [...values].flatMap(([name, value]) => {
    const reader = readerOf(name, settings);
    if (reader === null) return [];
    return problem(
      t`The link says ${shown(name, value)}, which only ${reader} reads.`,
      t`It is left out. Write ${reader} in the link to use it.`,
    );
  });
}

/**
 * The settings with the default wherever nothing reads what the link said.
 *
 * @param {Settings} settings
 * @returns {Settings}
 */
function withoutIdle(settings) {
  const read = { ...settings };
  for (const [parameter, name] of TEXT_PARAMETERS) {
    if (readerOf(parameter, settings) !== null) read[name] = DEFAULTS[name];
  }
  if (readerOf(RESTORE_BEST, settings) !== null) read.restoreBest = false;
  return read;
}

/**
 * What a link must also say for a parameter to be read; null where the settings read it.
 *
 * @param {string} parameter
 * @param {Settings} settings
 */
function readerOf(parameter, settings) {
  const { model, initialization, schedule, stop } = settings;
  if (model !== CUSTOM && CUSTOM_ONLY.includes(parameter)) {
    return `model=${CUSTOM}`;
  }
  if (initialization !== NORMAL && parameter === STDDEV) {
    return `init=${NORMAL}`;
  }
  if (schedule === CONSTANT && parameter === "factor") return t`a schedule`;
  if (!hasEvery(settings) && parameter === "every") {
    return t`schedule=step or schedule=plateau`;
  }
  const isOfStopping = parameter === "patience" || parameter === RESTORE_BEST;
  if (stop === NEVER && isOfStopping) return t`stop=test_loss or test_accuracy`;
  return null;
}

/**
 * @param {string} name
 * @param {string} value
 */
function shown(name, value) {
  const text = `${name}=${value}`;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/**
 * @param {string} message
 * @param {string} advice
 * @returns {Failure}
 */
function problem(message, advice) {
  return { code: "query", message, advice };
}
