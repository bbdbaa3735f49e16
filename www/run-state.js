// One training run as the page knows it, and how each message of the run changes it.

/** @import { EpochRecord, Event, RateChange, RunConfig, WeightDistribution } from "./protocol.d.ts" */
/** @import { StepSeries } from "./step-series.js" */
/** @import { Dataset, Device } from "./state.js" */

import { EMPTY_SERIES, firstSteps, withSteps } from "./step-series.js";

/** Epochs whose time is averaged for the estimate of the time left. */
const N_TIMED_EPOCHS = 3;

/**
 * What a run has shown so far.
 *
 * @typedef {object} RunHistory
 * @property {readonly EpochRecord[]} records
 * @property {StepSeries} losses
 * @property {StepSeries} accuracies
 * @property {Confusion | null} confusion Of the last epoch that was evaluated.
 * @property {readonly EpochWeights[]} weights In the order of their epochs.
 */

/**
 * The whole state of a run after some epochs, and some steps of the next.
 *
 * @typedef {{ epochsDone: number, stepsDone: number, bytes: Uint8Array }} Checkpoint
 */

/**
 * A run that was asked for and has not begun.
 *
 * @typedef {object} PendingRun
 * @property {number} runId
 * @property {RunConfig} config
 * @property {string} startedAt ISO 8601.
 * @property {Uint8Array | null} checkpoint What it goes on from; null begins afresh.
 * @property {readonly RateChange[]} [rateChanges] Rates that it sets on the way, as the one did that
 *   it repeats or goes on with; without any those of its checkpoint.
 * @property {RunHistory} [history] What is behind the checkpoint, where the page may not have seen
 *   it itself.
 * @property {boolean} refused Whether the worker has refused a command since.
 */

/**
 * What a failure cut short, and where it may go on.
 *
 * @typedef {object} Interrupted
 * @property {RunConfig} config
 * @property {string} startedAt ISO 8601.
 * @property {Uint8Array | null} checkpoint Null goes on from the start.
 * @property {readonly RateChange[]} [rateChanges] Rates that it sets on the way, as the one did that
 *   it repeats or goes on with; without any those of its checkpoint.
 * @property {RunHistory} [history] What is behind the checkpoint, where the page may not have seen
 *   it itself.
 * @property {Dataset["kind"] | null} datasetKind What it was learning from.
 * @property {string | null} [fingerprint] Of own data that it was learning from.
 */

/**
 * Test images by label (rows) and answer (columns).
 *
 * @typedef {{ epoch: number, counts: readonly (readonly number[])[] }} Confusion
 */

/**
 * How the weights of each dense layer are distributed after some epochs; 0 is before training.
 *
 * @typedef {{ epochsDone: number, layers: readonly WeightDistribution[] }} EpochWeights
 */

/**
 * @typedef {object} Run
 * @property {number} runId
 * @property {RunConfig} config
 * @property {string} startedAt ISO 8601; of its first part if it went on from a checkpoint.
 * @property {Device | null} device Of its last part.
 * @property {Dataset | null} dataset
 * @property {number} stepsPerEpoch
 * @property {number} nTrain
 * @property {number} firstEpoch The first epoch of its last part: earlier ones were timed elsewhere.
 * @property {number} epoch The epoch being trained, from 1.
 * @property {number} step Steps of that epoch done.
 * @property {number} samplesPerSecond 0 until measured.
 * @property {number | null} learningRate Of the last step of this part, as a schedule has it.
 * @property {{ nEvaluated: number, nTest: number } | null} evaluating
 * @property {StepSeries} losses
 * @property {StepSeries} accuracies
 * @property {readonly EpochRecord[]} records
 * @property {Confusion | null} confusion Of the last epoch that was evaluated.
 * @property {readonly EpochWeights[]} weights In the order of their epochs.
 * @property {readonly RateChange[]} rateChanges Learning rates that were set on the way; in a run that
 *   repeats another, also those that are still to be.
 * @property {number | null} restoredEpoch Whose network was put back at the end; the best.
 * @property {Checkpoint | null} checkpoint The last one.
 * @property {Checkpoint | null} wholeEpoch The last one at an epoch's end: a run that was held has one
 *   of another step after it.
 * @property {"running" | "finished" | "stopped" | "failed"} outcome
 */

/**
 * The messages of one type.
 *
 * @template {Event["type"]} T
 * @typedef {Extract<Event, { type: T }>} EventOf
 */

/**
 * What the worker says of a run that is going on.
 *
 * @typedef {EventOf<"progress" | "evaluating" | "epoch_ended" | "confusion" | "weights" | "checkpoint"
 *   | "paused" | "resumed" | "rate_changed" | "run_ended">} RunEvent
 */

/**
 * A run that has just begun; one that goes on from a checkpoint keeps the epochs behind it.
 *
 * @param {EventOf<"run_started">} event
 * @param {PendingRun} pending
 * @param {Run | null} previous
 * @param {Device | null} device
 * @param {Dataset | null} dataset
 * @returns {Run}
 */
export function startedRun(event, pending, previous, device, dataset) {
  const { epochs_done: epochsDone, steps_done: stepsDone } = event;
  const { steps_per_epoch: stepsPerEpoch } = event;
  const isSame = previous?.startedAt === pending.startedAt;
  const seen = isSame ? previous : pending.history;
  const bytes = pending.checkpoint;
  const kept = bytes === null ? undefined : seen;
  const nSteps = epochsDone * stepsPerEpoch + stepsDone;
  const checkpoint = bytes && { epochsDone, stepsDone, bytes };
  const before = isSame && bytes !== null ? previous.wholeEpoch : null;
  return {
    runId: event.run_id,
    config: event.config,
    startedAt: pending.startedAt,
    device,
    dataset,
    stepsPerEpoch,
    nTrain: event.n_train,
    firstEpoch: epochsDone + 1,
    epoch: Math.min(epochsDone + 1, event.config.epochs),
    step: stepsDone,
    samplesPerSecond: 0,
    learningRate: null,
    evaluating: null,
    losses: firstSteps(kept?.losses ?? EMPTY_SERIES, nSteps),
    accuracies: firstSteps(kept?.accuracies ?? EMPTY_SERIES, nSteps),
    records: (kept?.records ?? []).slice(0, epochsDone),
    confusion: kept?.confusion?.epoch === epochsDone ? kept.confusion : null,
    weights: weightsUntil(kept?.weights ?? [], epochsDone),
    rateChanges: event.rate_changes,
    restoredEpoch: null,
    checkpoint,
    wholeEpoch: wholeEpochOf(checkpoint, before),
    outcome: "running",
  };
}

/**
 * The last checkpoint at an epoch's end, now that there is another checkpoint.
 *
 * @param {Checkpoint | null} checkpoint
 * @param {Checkpoint | null} before
 */
export function wholeEpochOf(checkpoint, before) {
  if (checkpoint === null) return null;
  const { epochsDone, stepsDone } = checkpoint;
  if (stepsDone === 0) return epochsDone > 0 ? checkpoint : null;
  return before?.epochsDone === epochsDone ? before : null;
}

/**
 * The learning rates that were set so far: of a run that repeats another some are still to be.
 *
 * @param {Pick<Run, "rateChanges" | "epoch" | "step" | "stepsPerEpoch" | "outcome">} run
 */
export function rateChangesSoFar(run) {
  const { rateChanges, epoch, step, stepsPerEpoch, outcome } = run;
  if (outcome === "finished") return rateChanges;
  // The rate of the step that comes next is set already; an epoch's end is followed by the next one's first.
  const isOver = step >= stepsPerEpoch;
  const next = isOver
    ? { epoch: epoch + 1, step: 1 }
    : { epoch, step: step + 1 };
  return rateChangesBefore(rateChanges, { ...next, step: next.step + 1 });
}

/**
 * A run whose learning rate was set on the way.
 *
 * @param {Run} run
 * @param {RateChange} change
 * @returns {Run}
 */
export function runWithRate(run, change) {
  // Of two for one step the second counts, and of those that were still to come none.
  const before = rateChangesBefore(run.rateChanges, change);
  return { ...run, rateChanges: [...before, change] };
}

/**
 * @param {readonly RateChange[]} rateChanges
 * @param {Pick<RateChange, "epoch" | "step">} end
 */
function rateChangesBefore(rateChanges, { epoch, step }) {
  return rateChanges.filter(
    (change) =>
      change.epoch < epoch || (change.epoch === epoch && change.step < step),
  );
}

/**
 * The history of a run of which only the epochs' figures were kept.
 *
 * @param {readonly EpochRecord[]} records
 * @returns {RunHistory}
 */
export function historyOf(records) {
  return {
    records,
    losses: EMPTY_SERIES,
    accuracies: EMPTY_SERIES,
    confusion: null,
    weights: [],
  };
}

/**
 * @param {Run} run
 * @param {EventOf<"progress">} event
 * @returns {Run}
 */
export function progressedRun(run, event) {
  const nSteps = (event.epoch - 1) * run.stepsPerEpoch + event.step;
  const firstStep = Math.max(0, nSteps - event.losses.length);
  return {
    ...run,
    epoch: event.epoch,
    step: event.step,
    samplesPerSecond: event.samples_per_second,
    learningRate: event.learning_rate,
    evaluating: null,
    losses: withSteps(run.losses, firstStep, event.losses),
    accuracies: withSteps(run.accuracies, firstStep, event.accuracies),
  };
}

/**
 * @param {Run} run
 * @param {EpochRecord} record
 * @returns {Run}
 */
export function runWithEpoch(run, record) {
  const more = record.epoch < run.config.epochs;
  return {
    ...run,
    epoch: more ? record.epoch + 1 : record.epoch,
    step: more ? 0 : run.stepsPerEpoch,
    evaluating: null,
    records: [
      ...run.records.filter(({ epoch }) => epoch < record.epoch),
      record,
    ],
  };
}

/**
 * @param {Run} run
 * @param {EventOf<"weights">} event
 * @returns {Run}
 */
export function runWithWeights(run, { epochs_done: epochsDone, layers }) {
  const before = weightsUntil(run.weights, epochsDone - 1);
  return { ...run, weights: [...before, { epochsDone, layers }] };
}

/**
 * @param {readonly EpochWeights[]} weights
 * @param {number} epochs
 */
function weightsUntil(weights, epochs) {
  return weights.filter(({ epochsDone }) => epochsDone <= epochs);
}

/**
 * Share of the epoch's training that is done, 0..1.
 *
 * @param {Run} run
 */
export function epochShare(run) {
  return Math.min(1, run.step / Math.max(1, run.stepsPerEpoch));
}

/** Share of an epoch's time that training takes, about; the rest is evaluation. */
const TRAINING_SHARE = 0.95;

/**
 * Share of the whole run that is done, 0..1; 1 only when its last epoch is evaluated.
 *
 * @param {Run} run
 */
export function runShare(run) {
  const epochsDone = run.records.length;
  // One that has stopped early is done, too.
  if (epochsDone >= run.config.epochs || run.outcome === "finished") return 1;
  return (epochsDone + underWay(run, epochsDone)) / run.config.epochs;
}

/**
 * Share of the epoch under way, its evaluation included, that is done.
 *
 * @param {Run} run
 * @param {number} epochsDone
 */
function underWay(run, epochsDone) {
  if (run.epoch <= epochsDone) return 0;
  const { nEvaluated, nTest } = run.evaluating ?? { nEvaluated: 0, nTest: 1 };
  const evaluated = (1 - TRAINING_SHARE) * (nEvaluated / Math.max(1, nTest));
  return TRAINING_SHARE * epochShare(run) + evaluated;
}

/** The first steps of a run take many times as long: their code is being compiled. */
const WARM_STEPS = 40;

/**
 * Seconds until the run is done, or null while there is nothing to tell them from. Once an epoch
 * is done its whole time counts, evaluation included.
 *
 * @param {Run} run
 * @returns {number | null}
 */
export function secondsLeft(run) {
  const epochsLeft = (1 - runShare(run)) * run.config.epochs;
  const here = run.records.filter(({ epoch }) => epoch >= run.firstEpoch);
  const timed = here.slice(-N_TIMED_EPOCHS);
  if (timed.length > 0) {
    const total = timed.reduce((sum, { seconds }) => sum + seconds, 0);
    return (total / timed.length) * epochsLeft;
  }
  const isWarm = run.step >= Math.min(WARM_STEPS, run.stepsPerEpoch / 2);
  if (!isWarm || !(run.samplesPerSecond > 0)) return null;
  return (epochsLeft * run.nTrain) / run.samplesPerSecond;
}
