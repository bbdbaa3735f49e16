// The settings of what changes a run while it goes on: the schedule of the learning rate, and early
// stopping.

/** @import { Callbacks, ScheduleKind, Watch } from "./protocol.d.ts" */
/** @import { Known, SettingErrors, SettingName, Settings } from "./settings.js" */

import { t } from "./language/translate.js";
import { choice, numberOf, shareProblem, whole } from "./setting-checks.js";

/** The choice of schedule that leaves the learning rate as it is. */
export const CONSTANT = "constant";

/** The choice of early stopping that never stops. */
export const NEVER = "never";

/** @type {readonly ScheduleKind[]} */
const SCHEDULES = ["step", "cosine", "plateau"];

/** The schedule that looks at no number of epochs, and may end at 0. */
const COSINE = "cosine";

/** @type {readonly Watch[]} */
const WATCHES = ["test_loss", "test_accuracy"];

/** As settings; a link that says nothing of them has these. */
export const CALLBACK_DEFAULTS = {
  schedule: CONSTANT,
  factor: "0.5",
  every: "5",
  stop: NEVER,
  patience: "3",
  restoreBest: false,
};

/**
 * Says what is wrong with each of these settings.
 *
 * @param {Settings} settings
 * @param {Known} known
 * @returns {SettingErrors}
 */
export function callbackErrors(settings, { limits }) {
  const { schedule, factor, every, stop, patience } = settings;
  const most = limits?.max_epochs;
  /** @type {[SettingName, string | null][]} */
  const checks = [
    ["schedule", choice(t`Schedule`, schedule, [CONSTANT, ...SCHEDULES])],
    ["stop", choice(t`Early stopping`, stop, [NEVER, ...WATCHES])],
  ];
  if (schedule !== CONSTANT) {
    checks.push([
      "factor",
      shareProblem(t`Factor`, factor, schedule === COSINE),
    ]);
  }
  if (hasEvery(settings))
    checks.push(["every", whole(t`Epochs of the schedule`, every, 1, most)]);
  if (stop !== NEVER)
    checks.push(["patience", whole(t`Patience`, patience, 1, most)]);
  return Object.fromEntries(checks.filter(([, problem]) => problem !== null));
}

/**
 * Whether the schedule counts epochs.
 *
 * @param {Settings} settings
 */
export function hasEvery({ schedule }) {
  return schedule !== CONSTANT && schedule !== COSINE;
}

/**
 * What settings without an error describe; undefined where nothing changes the run.
 *
 * @param {Settings} settings
 * @returns {Callbacks | undefined}
 */
export function callbacksOf(settings) {
  const schedule = SCHEDULES.find((name) => name === settings.schedule) ?? null;
  const stop = WATCHES.find((name) => name === settings.stop) ?? null;
  if (schedule === null && stop === null) return undefined;
  // What nothing looks at is the same for all: two runs that are alike have the same settings.
  const { factor } = schedule === null ? CALLBACK_DEFAULTS : settings;
  const { every } = hasEvery(settings) ? settings : CALLBACK_DEFAULTS;
  const { patience, restoreBest } =
    stop === null ? CALLBACK_DEFAULTS : settings;
  return {
    schedule,
    factor: numberOf(factor),
    every: numberOf(every),
    stop,
    patience: numberOf(patience),
    restore_best: restoreBest,
  };
}

/**
 * The settings that describe a run's callbacks; the defaults where it has none.
 *
 * @param {Callbacks | undefined} callbacks
 */
export function settingsOfCallbacks(callbacks) {
  if (callbacks === undefined) return CALLBACK_DEFAULTS;
  const { schedule, factor, every, stop, patience } = callbacks;
  return {
    schedule: schedule ?? CONSTANT,
    factor: String(factor),
    every: String(every),
    stop: stop ?? NEVER,
    patience: String(patience),
    restoreBest: callbacks.restore_best,
  };
}
