// What the table of runs says of each run, and in what order each column puts them.

/** @import { SettingName } from "../settings.js" */
/** @import { PastRun } from "./past-run.js" */

import { gapOf } from "../compared-figures.js";
import { lossApart, percent, shortOf, signed, tenths } from "../format.js";
import { t } from "../language/translate.js";
import { DEFAULTS, defaultRate, settingsOf } from "../settings.js";

const DEVICES = { cpu: "CPU", webgpu: "WebGPU" };

/**
 * How each setting is said, in the order in which they are listed.
 *
 * @type {readonly (readonly [SettingName, (text: string) => string])[]}
 */
const SETTING_TEXTS = [
  ["hidden", (text) => (text === "" ? t`hidden none` : t`hidden ${text}`)],
  ["activation", (text) => text],
  ["initialization", (text) => t`${text} initialisation`],
  ["stddev", (text) => t`standard deviation ${text}`],
  ["batchNorm", () => t`batch normalisation`],
  ["dropout", (text) => t`dropout ${text}`],
  ["optimizer", (text) => text],
  ["epochs", (text) => (text === "1" ? t`1 epoch` : t`${text} epochs`)],
  ["batchSize", (text) => t`batch size ${text}`],
  ["learningRate", (text) => t`learning rate ${text}`],
  ["seed", (text) => t`seed ${text}`],
  ["schedule", (text) => t`schedule ${text}`],
  ["factor", (text) => t`factor ${text}`],
  ["every", (text) => t`drop after ${text}`],
  [
    "stop",
    (text) =>
      text === "test_loss"
        ? t`early stopping by test loss`
        : t`early stopping by test accuracy`,
  ],
  ["patience", (text) => t`patience ${text}`],
  ["restoreBest", () => t`best network put back`],
];

/**
 * A column: what it sorts by, and what it says.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {(run: PastRun) => string | number} value
 * @property {(run: PastRun) => string} text
 */

/** All but the name, which stands at the head of each row. @type {readonly Column[]} */
export const COLUMNS = [
  worded(t`Model`, ({ config }) => config.model),
  worded(t`Settings`, settingsText),
  worded(t`Device`, ({ device }) => DEVICES[device.kind]),
  {
    name: t`Best test accuracy`,
    value: bestAccuracy,
    text: (run) => percent(bestAccuracy(run)),
  },
  {
    name: t`Last test accuracy`,
    value: lastAccuracy,
    text: (run) => percent(lastAccuracy(run)),
  },
  {
    name: t`Loss gap`,
    value: gap,
    text: (run) => signed(lossApart(gap(run))),
  },
  { name: t`Seconds`, value: seconds, text: (run) => tenths(seconds(run)) },
];

/** @type {Column} */
export const NAME = worded(t`Name`, ({ name }) => name);

/**
 * Runs as a column puts them; the latest comes first among equals, and where there is no column.
 *
 * @param {readonly PastRun[]} runs In the order of time.
 * @param {Column | null} column
 * @param {boolean} isDescending
 */
export function sortedRuns(runs, column, isDescending) {
  const latestFirst = [...runs].reverse();
  if (column === null) return latestFirst;
  const sign = isDescending ? -1 : 1;
  return latestFirst.sort((a, b) => {
    const [first, second] = [column.value(a), column.value(b)];
    if (first === second) return 0;
    return first < second ? -sign : sign;
  });
}

/**
 * @param {string} name
 * @param {(run: PastRun) => string} text
 * @returns {Column}
 */
function worded(name, text) {
  return { name, text, value: (run) => text(run).toLowerCase() };
}

/**
 * The settings that are not the default ones.
 *
 * @param {PastRun} run
 */
export function settingsText({ config, rateChanges, dataset }) {
  const settings = { ...DEFAULTS, ...settingsOf(config) };
  const usual = { ...DEFAULTS, learningRate: defaultRate(settings) };
  const isUsual = (/** @type {SettingName} */ name) =>
    name === "learningRate"
      ? config.learning_rate === Number(usual.learningRate)
      : settings[name] === usual[name];
  const texts = SETTING_TEXTS.filter(([name]) => !isUsual(name)).map(
    ([name, say]) => say(String(settings[name])),
  );
  const { length } = rateChanges;
  if (length > 0)
    texts.push(length === 1 ? t`rate set once` : t`rate set ${length} times`);
  if (dataset.kind === "generated") texts.push(t`generated digits`);
  if (dataset.kind === "custom") {
    texts.push(t`own files ${shortOf(dataset.fingerprint ?? "")}`);
  }
  return texts.join(", ");
}

/** @param {PastRun} run */
function bestAccuracy({ records }) {
  return records.reduce(
    (best, { test_accuracy: next }) => Math.max(best, next),
    0,
  );
}

/** @param {PastRun} run */
function lastAccuracy({ records }) {
  return records.at(-1)?.test_accuracy ?? 0;
}

/** @param {PastRun} run */
function gap({ records }) {
  const last = records.at(-1);
  return last === undefined ? 0 : gapOf(last);
}

/** @param {PastRun} run */
function seconds({ records }) {
  return records.reduce((sum, record) => sum + record.seconds, 0);
}
