// The link's query: whatever it says, settings that can be, a few short problems, and a link that
// says the same again.

import assert from "node:assert/strict";
import { queryOf, readQuery, settle } from "../../../www/query.js";
import { configOf, settingErrors } from "../../../www/settings.js";
import { KNOWN } from "../known.mjs";
import { changedText } from "../mutation.mjs";

/** @import { Random } from "../../../tests/page/random.mjs" */

/** Links to begin with. */
export const CORPUS = [
  "",
  "?model=a1-bn&epochs=5&lr=0.01&seed=7&device=cpu&autostart=1",
  "?model=custom&hidden=300,100&activation=gelu&init=normal&stddev=0.05&batchnorm=1&dropout=0.5&optimizer=sgd",
  "?model=custom&hidden=&optimizer=rmsprop&lr=1e-3",
  "?model=nothing&epochs=0&batch=60001&lr=1e400&seed=4294967296&device=tpu&data=other",
  "?schedule=plateau&factor=0.3&every=2&stop=test_loss&patience=4&best=1",
  "?schedule=cosine&factor=0&every=3&stop=never&patience=1&best=yes",
  "?epochs=1&epochs=2&unknown=x&autostart=yes&batchnorm=2",
  `?lr=${"1".repeat(200)}x&hidden=${"1,".repeat(200)}`,
  `?${"u=1&".repeat(50)}`,
];

const MOST_PROBLEMS = 11;
const LONGEST_MESSAGE = 500;

/** @param {Random} random */
export function made(random) {
  return changedText(random.of(CORPUS), CORPUS, random);
}

/** @param {string} search */
export function hold(search) {
  const { settings, given, autostart, problems } = readQuery(search);
  assert.equal(typeof autostart, "boolean");
  assertTold(problems);
  // What only the worker knows comes later: then all is right that was wrong.
  const settled = settle(settings, given, KNOWN);
  assertTold(settled.problems);
  assert.deepEqual(settingErrors(settled.settings, KNOWN), {});
  const config = configOf(settled.settings, KNOWN);
  assert.ok(config !== null);
  const link = queryOf(settled.settings);
  const again = readQuery(`?${link}`);
  assert.deepEqual(again.problems, []);
  // As the worker gets it: there −0 is 0.
  const json = JSON.stringify(config);
  assert.equal(JSON.stringify(configOf(again.settings, KNOWN)), json);
  // No number that is none: those would be null.
  const numbers = json.replace(/"(schedule|stop)":null/g, "");
  assert.ok(!numbers.includes("null"), json);
  assert.equal(queryOf(again.settings), link);
}

/** @param {readonly { code: string, message: string, advice: string }[]} problems */
function assertTold(problems) {
  assert.ok(problems.length <= MOST_PROBLEMS);
  for (const { code, message, advice } of problems) {
    assert.equal(code, "query");
    assert.ok(message.length <= LONGEST_MESSAGE, message);
    assert.ok(advice.length <= LONGEST_MESSAGE, advice);
  }
}

/**
 * Links of a length, each to be read in a time that is in proportion to it.
 *
 * @type {Readonly<Record<string, (length: number) => string>>}
 */
export const LONG = {
  digits: (length) => `?lr=${"1".repeat(length)}x`,
  fractions: (length) => `?dropout=0.${"1".repeat(length)}&model=custom`,
  blanks: (length) => `?lr=${"+".repeat(length)}x`,
  layers: (length) => `?model=custom&hidden=${"1,".repeat(length / 2)}x`,
  parameters: (length) => `?${"unknown=1&".repeat(length / 10)}`,
  repetitions: (length) => `?${"lr=1&".repeat(length / 5)}`,
};

/** @param {string} search */
export function read(search) {
  readQuery(search);
}
