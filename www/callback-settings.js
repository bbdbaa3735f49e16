// The settings of what changes a run while it goes on: the schedule of the learning rate, and early
// stopping.

/** @import { Callbacks, ScheduleKind, Watch } from "./protocol.d.ts" */
/** @import { Known, SettingErrors, SettingName, Settings } from "./settings.js" */

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
    ["schedule", choice("Schedule", schedule, [CONSTANT, ...SCHEDULES])],
    ["stop", choice("Early stopping", stop, [NEVER, ...WATCHES])],
  ];
  if (schedule !== CONSTANT) {
    checks.push([
      "factor",
      shareProblem("Factor", factor, schedule === COSINE),
    ]);
  }
  if (hasEvery(settings))
    checks.push(["every", whole("Epochs of the schedule", every, 1, most)]);
  if (stop !== NEVER)
    checks.push(["patience", whole("Patience", patience, 1, most)]);
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
  const kind = SCHEDULES.find((name) => name === settings.schedule);
  const watch = WATCHES.find((name) => name === settings.stop);
  if (kind === undefined && watch === undefined) return undefined;
  const epochs = hasEvery(settings) ? numberOf(settings.every) : 1;
  return {
    schedule: kind ? { kind, factor: numberOf(settings.factor), epochs } : null,
    early_stopping: watch
      ? {
          watch,
          patience: numberOf(settings.patience),
          restore_best: settings.restoreBest,
        }
      : null,
  };
}

/**
 * The settings that describe a run's callbacks; the defaults where it has none.
 *
 * @param {Callbacks | undefined} callbacks
 */
export function settingsOfCallbacks(callbacks) {
  const settings = { ...CALLBACK_DEFAULTS };
  const schedule = callbacks?.schedule;
  if (schedule) {
    settings.schedule = schedule.kind;
    settings.factor = String(schedule.factor);
    if (schedule.kind !== COSINE) settings.every = String(schedule.epochs);
  }
  const early = callbacks?.early_stopping;
  if (early) {
    settings.stop = early.watch;
    settings.patience = String(early.patience);
    settings.restoreBest = early.restore_best;
  }
  return settings;
}
