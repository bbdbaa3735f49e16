// What is wrong with a setting's text, and what would be right; null when all is well.

/** @import { Limits } from "./protocol.d.ts" */

import { t } from "./language/translate.js";

// One way to read each text: with two, a long one that is no number would take for ever.
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/**
 * @param {string} label
 * @param {string} text
 * @param {readonly string[]} choices
 */
export function choice(label, text, choices) {
  if (choices.includes(text)) return null;
  return t`${label} ${quoted(text)} is not on offer. Choose ${choices.join(", ")}.`;
}

/**
 * @param {string} label
 * @param {string} text
 * @param {number} least
 * @param {number | undefined} most Undefined while unknown.
 */
export function whole(label, text, least, most) {
  const value = numberOf(text);
  if (Number.isInteger(value) && value >= least && value <= (most ?? value)) {
    return null;
  }
  const range =
    most === undefined ? t`, ${least} or more` : t` from ${least} to ${most}`;
  return t`${label} ${is(text)}. Write a whole number${range}.`;
}

/**
 * @param {string} text
 * @param {number | null} nTrain
 */
export function batchProblem(text, nTrain) {
  const value = numberOf(text);
  if (nTrain !== null && Number.isInteger(value) && value > nTrain) {
    return t`Batch size ${is(text)}, but the training set has ${nTrain} images. Write a whole number from 1 to ${nTrain}.`;
  }
  return whole(t`Batch size`, text, 1, nTrain ?? undefined);
}

/**
 * @param {string} text
 * @param {Limits | null} limits
 */
export function rateProblem(text, limits) {
  const value = numberOf(text);
  const most = limits?.max_learning_rate ?? Number.POSITIVE_INFINITY;
  if (value > 0 && value <= most) return null;
  const range = Number.isFinite(most) ? t`, ${most} at most` : "";
  return t`Learning rate ${is(text)}. Write a number above 0${range}, such as 0.001.`;
}

/**
 * @param {string} text
 * @param {Limits | null} limits
 */
export function stddevProblem(text, limits) {
  const value = numberOf(text);
  const most = limits?.max_init_stddev ?? Number.POSITIVE_INFINITY;
  if (value > 0 && value <= most) return null;
  const range = Number.isFinite(most) ? t`, ${most} at most` : "";
  return t`Standard deviation ${is(text)}. Write a number above 0${range}, such as 0.05.`;
}

/**
 * @param {string} label
 * @param {string} text
 * @param {boolean} mayBeZero
 */
export function shareProblem(label, text, mayBeZero) {
  const value = numberOf(text);
  if (value < 1 && (value > 0 || (mayBeZero && value === 0))) return null;
  const least = mayBeZero ? t`from 0 to` : t`above 0 and`;
  return t`${label} ${is(text)}. Write a number ${least} less than 1, such as 0.5.`;
}

/** @param {string} text */
export function dropoutProblem(text) {
  const value = numberOf(text);
  if (value >= 0 && value < 1) return null;
  return t`Dropout ${is(text)}. Write a share from 0 to less than 1, such as 0.5.`;
}

/**
 * @param {string} text
 * @param {Limits | null} limits
 */
export function hiddenProblem(text, limits) {
  const layers = sizes(text);
  const mostLayers = limits?.max_hidden_layers ?? Number.POSITIVE_INFINITY;
  const mostUnits = limits?.max_units ?? Number.POSITIVE_INFINITY;
  if (layers.length > mostLayers) {
    return t`Hidden sizes has ${layers.length} layers. Write ${mostLayers} at most.`;
  }
  const bad = layers.find((size) => {
    const units = numberOf(size);
    return !Number.isInteger(units) || units < 1 || units > mostUnits;
  });
  if (bad === undefined) return null;
  const range = Number.isFinite(mostUnits) ? t` from 1 to ${mostUnits}` : "";
  return t`Hidden sizes has ${quoted(bad)}. Write whole numbers${range}, separated by commas, such as 300,100.`;
}

/**
 * The sizes in a list such as `300, 100`; none in an empty one, which makes a linear model.
 *
 * @param {string} text
 */
export function sizes(text) {
  if (text.trim() === "") return [];
  return text.split(",").map((size) => size.trim());
}

/**
 * The number that a text says in plain decimal notation, else NaN.
 *
 * @param {string} text
 */
export function numberOf(text) {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** @param {string} text */
function is(text) {
  const trimmed = text.trim();
  if (trimmed === "") return t`is empty`;
  if (!Number.isNaN(numberOf(text))) return t`is ${shortened(trimmed)}`;
  const comma = trimmed.includes(",") ? t` (use a point, not a comma)` : "";
  return t`is ${quoted(trimmed)}, which is not a number${comma}`;
}

/** @param {string} text */
function quoted(text) {
  return t`“${shortened(text)}”`;
}

/** @param {string} text */
function shortened(text) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
