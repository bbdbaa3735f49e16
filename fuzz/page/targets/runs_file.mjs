// A file of runs: whatever it holds, only whole runs are taken, and what is taken is exported as it
// came.

import assert from "node:assert/strict";
import { pastRuns } from "../../../www/runs/past-runs-stored.js";
import { runsJson } from "../../../www/runs/runs-export.js";
import { importText, runsOfFile } from "../../../www/runs/runs-import.js";
import { KNOWN } from "../known.mjs";
import { changedText, changeWithin } from "../mutation.mjs";
import * as stored from "./past_runs.mjs";

/** @import { Random } from "../../../tests/page/random.mjs" */

/**
 * The file of all runs or of one of them, with some changes in what it says or in its text.
 *
 * @param {Random} random
 * @returns {string}
 */
export function made(random) {
  const file = JSON.parse(runsJson(pastRuns(stored.made(random), KNOWN)));
  const value = random.below(2) === 0 ? file : (file.runs[0] ?? file);
  for (let left = random.below(3); left > 0; left -= 1) {
    changeWithin(value, random);
  }
  // What storage can hold and a text cannot.
  const plain = (/** @type {string} */ _, /** @type {unknown} */ member) =>
    typeof member === "bigint" ? Number(member) : member;
  const text = JSON.stringify(value, plain) ?? "";
  return random.below(3) === 0 ? changedText(text, [text], random) : text;
}

/** @param {string} text */
export function hold(text) {
  const found = runsOfFile(text, KNOWN);
  if (found === null) {
    assert.match(importText("a file", null), /a file/);
    return;
  }
  const { runs, nRefused } = found;
  assert.ok(nRefused >= 0);
  assert.deepEqual(pastRuns(runs, KNOWN), runs);
  const again = runsOfFile(runsJson(runs), KNOWN);
  // As text: in a file −0 is 0.
  assert.equal(JSON.stringify(again), JSON.stringify({ runs, nRefused: 0 }));
  const nTaken = runs.length;
  const came = { nTaken, nKnown: 0, nLeft: nRefused, nRefused };
  const said = importText("a file", came);
  assert.doesNotMatch(said, /undefined|NaN|\[object/);
}

/**
 * Long files, to be read in a time that is in proportion.
 *
 * @type {Readonly<Record<string, (length: number) => string>>}
 */
export const LONG = {
  runs: (length) =>
    JSON.stringify({ format: "kindling-runs", runs: Array(length).fill({}) }),
  nested: (length) =>
    `{"format":"kindling-run","config":${"[".repeat(length)}${"]".repeat(length)}}`,
  name: (length) =>
    JSON.stringify({ format: "kindling-run", name: "x ".repeat(length) }),
};

/** @param {string} text */
export function read(text) {
  runsOfFile(text, KNOWN);
}
