// Numbers as the visitor reads them.

import { LANGUAGE } from "./language/language.js";
import { t } from "./language/translate.js";

/** Between thousands; a thin space where a comma would read as a decimal mark. */
const SEPARATOR = LANGUAGE === "en" ? "," : "\u202f";

/**
 * A count with thousands separated: `60,000`. By hand, because loading `Intl`'s data holds the
 * main thread for 20 ms while the page opens. The decimal mark is a point in every language, as it
 * is in the fields, in links and in the notebook.
 *
 * @param {number} value
 */
export function count(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, SEPARATOR);
}

/**
 * A share as per cent: `0.9816` is `98.16 %`.
 *
 * @param {number} share 0..1.
 * @param {number} [decimals]
 */
export function percent(share, decimals = 2) {
  return `${(share * 100).toFixed(decimals)} %`;
}

/**
 * A share as whole per cent that says 100 % only when all is done.
 *
 * @param {number} share 0..1.
 */
export function wholePercent(share) {
  return `${Math.floor(share * 100 + 1e-9)} %`;
}

/**
 * A moment as this place's clocks show it: `2026-01-31 14:03`. By hand, as counts are.
 *
 * @param {string} iso ISO 8601.
 */
export function dateAndTime(iso) {
  const date = new Date(iso);
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const day = [
    date.getFullYear(),
    two(date.getMonth() + 1),
    two(date.getDate()),
  ];
  return `${day.join("-")} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * A loss in nats, with enough digits to tell small ones apart.
 *
 * @param {number} value
 */
export function loss(value) {
  if (!Number.isFinite(value)) return String(value);
  return value !== 0 && Math.abs(value) < 0.001
    ? value.toPrecision(2)
    : value.toFixed(4);
}

/**
 * A difference of two losses, as many decimals as a loss has.
 *
 * @param {number} value
 */
export function lossApart(value) {
  // By way of a whole number: a tiny negative difference is no −0.
  return (Math.round(value * 1e4) / 1e4).toFixed(4);
}

/**
 * A difference of two shares in percentage points: `-0.78 pp`.
 *
 * @param {number} value
 */
export function pointsApart(value) {
  return t`${hundredths(value * 100)} pp`;
}

/**
 * A number with one decimal, such as seconds; never −0.
 *
 * @param {number} value
 */
export function tenths(value) {
  return (Math.round(value * 10) / 10).toFixed(1);
}

/**
 * A number with two decimals, such as seconds; never −0.
 *
 * @param {number} value
 */
export function hundredths(value) {
  return (Math.round(value * 100) / 100).toFixed(2);
}

/**
 * A difference with its sign always shown: `+0.0012`, `−0.30`.
 *
 * @param {string} text A formatted number.
 */
export function signed(text) {
  return text.startsWith("-") ? minus(text) : `+${text}`;
}

/**
 * A number with a minus sign in the place of a hyphen: `−0.0052`.
 *
 * @param {string} text A formatted number.
 */
export function minus(text) {
  return text.replace(/^-/, "−");
}

/**
 * Bytes in megabytes of a million: `9.9 MB`.
 *
 * @param {number} bytes
 */
export function megabytes(bytes) {
  return t`${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * A time span in words: `8 s`, `2 min 05 s`, `1 h 20 min`.
 *
 * @param {number} seconds
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    return t`${minutes} min ${String(whole % 60).padStart(2, "0")} s`;
  }
  return t`${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/**
 * A fingerprint's first digits, enough to tell data apart.
 *
 * @param {string} fingerprint A SHA-256 in hexadecimal.
 */
export function shortOf(fingerprint) {
  return fingerprint.slice(0, 12);
}
