// How the visitor wants the charts drawn, kept in this browser from visit to visit.

import { MOST_SMOOTHING } from "./smoothing.js";

/** Where it is kept, in `localStorage`. */
const KEY = "kindling-charts";

/**
 * @typedef {object} Look
 * @property {number} smoothing Of each step's values, 0 to 0.99.
 * @property {boolean} logLoss
 * @property {boolean} logError
 */

/** @type {Look} */
const PLAIN = { smoothing: 0, logLoss: false, logError: false };

/**
 * The look as it was left; what is missing or makes no sense is as at first.
 *
 * @returns {Look}
 */
export function keptLook() {
  try {
    return lookOf(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return PLAIN;
  }
}

/** @param {Look} look */
export function keepLook(look) {
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Where nothing is remembered it holds for this visit.
  }
}

/**
 * @param {unknown} kept Whatever was found.
 * @returns {Look}
 */
export function lookOf(kept) {
  if (typeof kept !== "object" || kept === null) return PLAIN;
  const { smoothing, logLoss, logError } = /** @type {Partial<Look>} */ (kept);
  const isWeight =
    typeof smoothing === "number" &&
    smoothing >= 0 &&
    smoothing <= MOST_SMOOTHING;
  return {
    smoothing: isWeight ? smoothing : PLAIN.smoothing,
    logLoss: logLoss === true,
    logError: logError === true,
  };
}
