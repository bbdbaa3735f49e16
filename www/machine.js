// What a browser says about the machine it runs on, and the same in a few words.

import { t } from "./language/translate.js";

/**
 * @typedef {object} Machine
 * @property {string} userAgent
 * @property {number | null} logicalCores
 */

/** Browsers by what only they, or those after them in the list, call themselves. */
const BROWSERS = /** @type {const} */ ([
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Samsung Internet", /\bSamsungBrowser\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /(?:Chrome|Chromium|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+(?:\.\d+)?).*Safari\//],
]);

/** Systems likewise. */
const SYSTEMS = /** @type {const} */ ([
  ["Android", /Android/],
  ["iOS", /iPhone|iPad|iPod/],
  ["Windows", /Windows/],
  ["ChromeOS", /CrOS/],
  ["macOS", /Mac OS X|Macintosh/],
  ["Linux", /Linux|X11/],
]);

const LONGEST_UNKNOWN = 60;

/**
 * What this browser says.
 *
 * @param {Navigator} navigator
 * @returns {Machine}
 */
export function machineOf({ userAgent, hardwareConcurrency }) {
  return { userAgent, logicalCores: hardwareConcurrency ?? null };
}

/**
 * A browser in words: `Firefox 140 on Windows`.
 *
 * @param {string} userAgent
 */
export function browserText(userAgent) {
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0];
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version === undefined) continue;
    return `${name} ${version}${system ? t` on ${system}` : ""}`;
  }
  return userAgent.slice(0, LONGEST_UNKNOWN) || t`an unnamed browser`;
}
