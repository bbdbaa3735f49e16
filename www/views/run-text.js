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
import { secondsLeft } from "../run-state.js";
import { knownOf } from "../selectors.js";
import { configOf } from "../settings.js";

const DATA = {
  mnist: "MNIST",
  generated: "generated digits",
  custom: "your own files",
};

/**
 * What to do now.
 *
 * @param {State} state
 * @returns {string}
 */
export function hintOf(state) {
  const { phase, worker, pending } = state;
  if (pending !== null && !pending.refused) return "Starting…";
  switch (phase) {
    case "loading":
      return worker === "starting"
        ? "Loading the trainer…"
        : "Preparing device and data…";
    case "ready":
      return "Press Train, then draw a digit and watch the network learn to read it.";
    case "training":
      return "Learning. Draw a digit and watch it being read.";
    case "paused":
      return "Paused. Resume goes on where it stopped.";
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
  if (worker === "unsupported") return "This browser cannot train.";
  if (messages.some(({ severity }) => severity === "error")) {
    return "Stopped by a problem: the message above says what to do.";
  }
  return worker === "closed"
    ? "Choose another device or other data."
    : "Stopped by a problem. Train begins anew.";
}

/** @param {Run | null} run */
function doneText(run) {
  const last = run?.records.at(-1);
  const next = "Draw a digit, or change a setting.";
  const verb = run?.outcome === "finished" ? "Finished" : "Stopped";
  if (run === null || last === undefined) return `${verb}. ${next}`;
  const { restoredEpoch } = run;
  const kept = run.records.find(({ epoch }) => epoch === restoredEpoch) ?? last;
  const whose =
    kept === last ? "" : `, with the network of epoch ${kept.epoch}, its best`;
  const read = percent(kept.test_accuracy);
  return `${endOf(run, verb)}: reads ${read} of the test digits${whose}. ${next}`;
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
  const what = stop === "test_loss" ? "test loss" : "test accuracy";
  return `Stopped early, after ${n} ${n === 1 ? "epoch" : "epochs"} without a better ${what}`;
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
  const images = `${count(known.nTrain)} images per epoch`;
  return `${images}, ${count(steps)} steps; ${count(steps * config.epochs)} steps in all`;
}

/**
 * What the run was asked and has not done yet, or null.
 *
 * @param {State["asked"]} asked
 */
export function askedText(asked) {
  if (asked === "stop") return "Stopping after the step under way…";
  return asked === "pause" ? "Pausing after the step under way…" : null;
}

/**
 * How far and how fast a run is.
 *
 * @param {Run} run
 * @param {Phase} phase
 */
export function paceOf(run, phase) {
  const parts = [`Epoch ${run.epoch} of ${run.config.epochs}`];
  if (phase === "paused") return [...parts, "paused"].join(" · ");
  if (run.evaluating !== null) {
    const { nEvaluated, nTest } = run.evaluating;
    const share = wholePercent(nEvaluated / Math.max(1, nTest));
    parts[0] = `Epoch ${evaluatedEpoch(run)} of ${run.config.epochs}`;
    parts.push(`evaluating the test set, ${share}`);
  } else if (run.samplesPerSecond > 0) {
    parts.push(`${count(Math.round(run.samplesPerSecond))} samples/s`);
  }
  const left = secondsLeft(run);
  if (left !== null) parts.push(`about ${duration(left)} left`);
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
  const epochs = `${records.length} of ${config.epochs} epochs`;
  return records.length === 0
    ? epochs
    : `${epochs} in ${duration(seconds)}, ${(seconds / records.length).toFixed(1)} s per epoch`;
}

/**
 * How far a run came that an earlier page left.
 *
 * @param {KeptRun} kept
 */
export function unfinishedText(kept) {
  const { config, checkpoint, stepsPerEpoch, datasetKind, keptAt } = kept;
  const { epochsDone, stepsDone } = checkpoint;
  const within = stepsDone > 0 ? `, step ${stepsDone} of ${stepsPerEpoch}` : "";
  const where = `epoch ${epochsDone + (stepsDone > 0 ? 1 : 0)} of ${config.epochs}${within}`;
  return `A run of ${config.model} on ${DATA[datasetKind]} is unfinished: it was kept after ${where}, ${dateAndTime(keptAt)}.`;
}
