// The sentences about a run: what to do next, how far it is, how fast.

/** @import { KeptRun } from "../kept-run.js" */
/** @import { Run } from "../run-state.js" */
/** @import { Phase, State } from "../state.js" */

import {
  count,
  dateAndTime,
  duration,
  percent,
  wholePercent,
} from "../format.js";
import { t } from "../language/translate.js";
import { secondsLeft } from "../run-state.js";
import { knownOf } from "../selectors.js";
import { configOf } from "../settings.js";

const DATA = {
  mnist: "MNIST",
  generated: t`generated digits`,
  custom: t`your own files`,
};

/**
 * What to do now.
 *
 * @param {State} state
 * @returns {string}
 */
export function hintOf(state) {
  const { phase, worker, pending } = state;
  if (pending !== null && !pending.refused) return t`Starting…`;
  switch (phase) {
    case "loading":
      return worker === "starting"
        ? t`Loading the trainer…`
        : t`Preparing device and data…`;
    case "ready":
      return t`Press Train, then draw a digit and watch the network learn to read it.`;
    case "training":
      return t`Learning. Draw a digit and watch it being read.`;
    case "paused":
      return t`Paused. Resume goes on where it stopped.`;
    case "done":
      return doneText(state.run);
    case "failed":
      return failedText(state);
    default:
      return /** @satisfies {never} */ (phase);
  }
}

/** @param {State} state */
function failedText({ worker, messages }) {
  if (worker === "unsupported") return t`This browser cannot train.`;
  if (messages.some(({ severity }) => severity === "error")) {
    return t`Stopped by a problem: the message above says what to do.`;
  }
  return worker === "closed"
    ? t`Choose another device or other data.`
    : t`Stopped by a problem. Train begins anew.`;
}

/** @param {Run | null} run */
function doneText(run) {
  const last = run?.records.at(-1);
  const next = t`Draw a digit, or change a setting.`;
  const verb = run?.outcome === "finished" ? t`Finished` : t`Stopped`;
  if (run === null || last === undefined) return `${verb}. ${next}`;
  const { restoredEpoch } = run;
  const kept = run.records.find(({ epoch }) => epoch === restoredEpoch) ?? last;
  const whose =
    kept === last ? "" : t`, with the network of epoch ${kept.epoch}, its best`;
  const read = percent(kept.test_accuracy);
  return t`${endOf(run, verb)}: reads ${read} of the test digits${whose}. ${next}`;
}

/**
 * How a run ended, and why before its last epoch.
 *
 * @param {Run} run
 * @param {string} verb
 */
function endOf({ outcome, config, records }, verb) {
  const { stop, patience: n = 0 } = config.callbacks ?? {};
  const isEarly = outcome === "finished" && records.length < config.epochs;
  if (!stop || !isEarly) return verb;
  if (stop === "test_loss") {
    return n === 1
      ? t`Stopped early, after 1 epoch without a better test loss`
      : t`Stopped early, after ${n} epochs without a better test loss`;
  }
  return n === 1
    ? t`Stopped early, after 1 epoch without a better test accuracy`
    : t`Stopped early, after ${n} epochs without a better test accuracy`;
}

/**
 * What a run with the settings as they are would do; empty while they are not right.
 *
 * @param {State} state
 */
export function planOf(state) {
  const known = knownOf(state);
  const config = configOf(state.settings, known);
  if (config === null || known.nTrain === null) return "";
  const steps = Math.ceil(known.nTrain / config.batch_size);
  const images = t`${count(known.nTrain)} images per epoch`;
  return t`${images}, ${count(steps)} steps; ${count(steps * config.epochs)} steps in all`;
}

/**
 * What the run was asked and has not done yet, or null.
 *
 * @param {State["asked"]} asked
 */
export function askedText(asked) {
  if (asked === "stop") return t`Stopping after the step under way…`;
  return asked === "pause" ? t`Pausing after the step under way…` : null;
}

/**
 * How far and how fast a run is.
 *
 * @param {Run} run
 * @param {Phase} phase
 */
export function paceOf(run, phase) {
  const parts = [t`Epoch ${run.epoch} of ${run.config.epochs}`];
  if (phase === "paused") return [...parts, t`paused`].join(" · ");
  if (run.evaluating !== null) {
    const { nEvaluated, nTest } = run.evaluating;
    const share = wholePercent(nEvaluated / Math.max(1, nTest));
    parts[0] = t`Epoch ${evaluatedEpoch(run)} of ${run.config.epochs}`;
    parts.push(t`evaluating the test set, ${share}`);
  } else if (run.samplesPerSecond > 0) {
    parts.push(t`${count(Math.round(run.samplesPerSecond))} images/s`);
  }
  const hasSchedule = (run.config.callbacks?.schedule ?? null) !== null;
  if (hasSchedule && run.learningRate !== null) {
    parts.push(t`learning rate ${Number(run.learningRate.toPrecision(3))}`);
  }
  const left = secondsLeft(run);
  if (left !== null) parts.push(t`about ${duration(left)} left`);
  return parts.join(" · ");
}

/**
 * The epoch whose test figures are being worked out: the last one trained.
 *
 * @param {Run} run
 */
function evaluatedEpoch(run) {
  return Math.min(run.records.length + 1, run.config.epochs);
}

/**
 * How a run that is over went.
 *
 * @param {Run} run
 */
export function summaryOf(run) {
  const { records, config } = run;
  const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
  const epochs = t`${records.length} of ${config.epochs} epochs`;
  return records.length === 0
    ? epochs
    : t`${epochs} in ${duration(seconds)}, ${(seconds / records.length).toFixed(1)} s per epoch`;
}

/**
 * How far a run came that an earlier page left.
 *
 * @param {KeptRun} kept
 */
export function unfinishedText(kept) {
  const { config, checkpoint, stepsPerEpoch, datasetKind, keptAt } = kept;
  const { epochsDone, stepsDone } = checkpoint;
  const within =
    stepsDone > 0 ? t`, step ${stepsDone} of ${stepsPerEpoch}` : "";
  const epoch = epochsDone + (stepsDone > 0 ? 1 : 0);
  const where = t`epoch ${epoch} of ${config.epochs}${within}`;
  return t`A run of ${config.model} on ${DATA[datasetKind]} is unfinished: it was kept after ${where}, ${dateAndTime(keptAt)}.`;
}
