// The link's query parameters: read, checked, and written again for sharing.

/** @import { Failure } from "./protocol.d.ts" */
/** @import { Known, SettingName, Settings } from "./settings.js" */

import { CUSTOM, DEFAULTS, settingErrors } from "./settings.js";

/**
 * What a link asks for.
 *
 * @typedef {object} Query
 * @property {Settings} settings
 * @property {readonly SettingName[]} given Settings that the link itself named.
 * @property {boolean} autostart
 * @property {readonly Failure[]} problems One for each parameter that was not taken.
 */

/** @typedef {Exclude<SettingName, "batchNorm">} TextSetting */

/** @type {ReadonlyMap<string, TextSetting>} */
const TEXT_PARAMETERS = new Map([
  ["model", "model"],
  ["hidden", "hidden"],
  ["dropout", "dropout"],
  ["epochs", "epochs"],
  ["batch", "batchSize"],
  ["lr", "learningRate"],
  ["seed", "seed"],
  ["device", "device"],
  ["data", "data"],
]);

const BATCH_NORM = "batchnorm";
const AUTOSTART = "autostart";
const CUSTOM_ONLY = ["hidden", BATCH_NORM, "dropout"];
const NAMES = [...TEXT_PARAMETERS.keys(), BATCH_NORM, AUTOSTART];

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
  const autostart = flag(parameters.values, AUTOSTART, problems);
  settings.batchNorm = batchNorm;
  const settled = settle(settings, given, {
    models: null,
    limits: null,
    nTrain: null,
  });
  problems.push(...settled.problems);
  if (settled.settings.model !== CUSTOM) {
    problems.push(...idle(parameters.values));
  }
  return { settings: settled.settings, given, autostart, problems };
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
    settled[name] = DEFAULTS[name];
    problems.push(
      problem(
        `The link says ${shown(parameter, settings[name])}. ${error}`,
        `The default is taken: ${parameter}=${DEFAULTS[name]}.`,
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
    const used = settings.model === CUSTOM || !CUSTOM_ONLY.includes(parameter);
    if (used) query.set(parameter, settings[name].trim());
  }
  if (settings.model === CUSTOM && settings.batchNorm) {
    query.set(BATCH_NORM, "1");
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
          `The link says ${shown(name, value)}, which this page does not know.`,
          `It is left out. Known are ${NAMES.join(", ")}.`,
        ),
      );
    } else if (values.has(name)) {
      problems.push(
        problem(
          `The link says ${name} more than once.`,
          `The first is taken: ${shown(name, values.get(name) ?? "")}.`,
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
        `The link says ${shown(name, value)}. Only 1 and 0 are understood.`,
        `The default is taken: ${name}=0.`,
      ),
    );
  }
  return value === "1";
}

/**
 * A problem for each parameter that only a custom model reads.
 *
 * @param {ReadonlyMap<string, string>} values
 */
function idle(values) {
  return CUSTOM_ONLY.filter((name) => values.has(name)).map((name) =>
    problem(
      `The link says ${shown(name, values.get(name) ?? "")}, which only model=${CUSTOM} reads.`,
      `It is left out. Write model=${CUSTOM} in the link to use it.`,
    ),
  );
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
