// How the state takes failures: what they end, what the page says, and the way on that it offers.

/** @import { Failure } from "./protocol.d.ts" */
/** @import { Remedy } from "./messages.js" */
/** @import { EventOf, Interrupted } from "./run-state.js" */
/** @import { State } from "./state.js" */

import { t } from "./language/translate.js";
import { withMessage } from "./messages.js";
import { isStarting, mustAnswer } from "./selectors.js";

/** The code of the message about a worker that is long in coming. */
const SLOW = "slow";

/** The code of the worker's failure when it cannot read a command, not even which run it is about. */
export const UNREADABLE = "message";

/** The code of the worker's failure when a loss is no number any more. */
const NOT_FINITE = "not_finite";

/**
 * @param {State} state
 * @param {EventOf<"failed">} event
 * @returns {State}
 */
export function failed(state, event) {
  const { scope, failure } = event;
  switch (scope) {
    case "command":
      return said(refused(state, event), failure, []);
    case "run":
      return runFailed(state, failure);
    case "device":
      return deviceFailed(state, failure);
    case "open":
      return openFailed(state, failure);
    default:
      return /** @satisfies {never} */ (scope);
  }
}

/**
 * The state when a run has failed; one whose numbers grew beyond all bounds leaves its last good
 * epoch, if it had one.
 *
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
function runFailed(state, failure) {
  const ended = cut({ ...state, phase: "failed" });
  if (failure.code !== NOT_FINITE) return said(ended, failure, []);
  return said(
    ended,
    failure,
    lastGoodEpoch(ended) ? ["train_slower", "go_back"] : ["train_slower"],
  );
}

/**
 * The checkpoint that a run may go back to: that of its last whole epoch; null where there is none.
 *
 * @param {State} state
 */
export function lastGoodEpoch({ run }) {
  return run?.wholeEpoch ?? null;
}

/**
 * The state when a command was refused; one about a run ends the waiting for its answer.
 *
 * @param {State} state
 * @param {EventOf<"failed">} event
 * @returns {State}
 */
function refused(state, { run_id: runId, failure }) {
  const { pending, run } = state;
  // Questions are made by the page, a run's settings may be stored ones: it was the run.
  const isPending =
    pending?.runId === runId || (runId === null && failure.code === UNREADABLE);
  if (pending !== null && isPending) {
    return { ...state, pending: { ...pending, refused: true } };
  }
  return runId !== null && run?.runId === runId
    ? { ...state, asked: null }
    : state;
}

/**
 * The state after the worker itself broke: it did not load, or it panicked.
 *
 * @param {State} state
 * @param {string} detail What the browser says about it; may be empty.
 * @returns {State}
 */
export function crashed(state, detail) {
  const ended = ending(state);
  const because = detail === "" ? "." : `: ${detail}`;
  const loaded = state.worker !== "starting";
  /** @type {Remedy[]} */
  const remedies = ["restart"];
  if (ended.interrupted !== null) {
    remedies.unshift("go_on");
    if (state.device?.kind === "webgpu") remedies.splice(1, 0, "go_on_cpu");
  }
  return said(
    ended,
    {
      code: "worker",
      message: loaded
        ? t`The trainer stopped unexpectedly${because}`
        : t`The trainer could not be loaded${because}`,
      advice: loaded
        ? t`Start it again; what is on this page stays.${wayOn(ended.interrupted)}`
        : t`Check the connection, then start it again.`,
    },
    remedies,
  );
}

/**
 * The state when the worker has not spoken for long, as it begins, opens or trains; it may still come.
 *
 * @param {State} state
 * @param {number} seconds
 * @returns {State}
 */
export function slow(state, seconds) {
  const starts = isStarting(state);
  if (!starts && !mustAnswer(state)) return state;
  const failure = {
    code: SLOW,
    message: t`The trainer has not answered for ${seconds} seconds.`,
    advice: starts
      ? t`On a slow connection it may still be loading. Wait, or start it again.`
      : t`Its steps may be large. Wait, or go on from the last checkpoint.`,
  };
  const remedy = starts ? "restart" : "replace";
  const messages = withMessage(state.messages, "notice", failure, [remedy]);
  return { ...state, messages };
}

/**
 * The state without the message about a worker that was long in coming.
 *
 * @param {State} state
 * @returns {State}
 */
export function spoken(state) {
  if (!state.messages.some(({ code }) => code === SLOW)) return state;
  const messages = state.messages.filter(({ code }) => code !== SLOW);
  return { ...state, messages };
}

/**
 * The state when own files could not be taken as the data; no worker was asked to.
 *
 * @param {State} state
 * @param {Failure} failure
 */
export function filesFailed(state, failure) {
  const closed = /** @type {const} */ ({ phase: "failed", worker: "closed" });
  const remedies = /** @type {const} */ (["retry", "use_generated"]);
  return said({ ...state, ...closed, download: null }, failure, remedies);
}

/**
 * @param {State} state
 * @param {Failure} failure
 */
function deviceFailed(state, failure) {
  const ended = ending(state);
  const onCpu = state.device?.kind === "cpu";
  if (ended.interrupted === null) {
    return said(ended, failure, onCpu ? ["restart"] : ["use_cpu", "restart"]);
  }
  const advice = `${failure.advice}${wayOn(ended.interrupted)}`;
  const goOn = onCpu ? "go_on" : "go_on_cpu";
  return said(ended, { ...failure, advice }, [goOn, "restart"]);
}

/**
 * @param {State} state
 * @param {Failure} failure
 */
function openFailed(state, failure) {
  const { device, settings } = state;
  /** @type {Remedy[]} */
  const remedies = ["retry"];
  if (device === null && settings.device !== "cpu") remedies.push("use_cpu");
  if (device !== null && settings.data !== "generated") {
    remedies.push("use_generated");
  }
  // A GPU that failed stays so for this worker: only another one can try again.
  if (failure.code === "device_failed") remedies.push("restart");
  return said(
    { ...state, phase: "failed", worker: "closed" },
    failure,
    remedies,
  );
}

/**
 * The state with its worker gone; a run that was under way is kept to go on with.
 *
 * @param {State} state
 * @returns {State}
 */
function ending(state) {
  const interrupted = interruptedOf(state);
  return {
    ...cut(state),
    phase: "failed",
    worker: "ended",
    trained: false,
    interrupted,
  };
}

/**
 * The state with its run over by a failure; figures and charts stay.
 *
 * @param {State} state
 * @returns {State}
 */
function cut(state) {
  const run =
    state.run?.outcome === "running"
      ? {
          ...state.run,
          outcome: /** @type {const} */ ("failed"),
          evaluating: null,
        }
      : state.run;
  return { ...state, run, pending: null, asked: null };
}

/**
 * @param {State} state
 * @returns {Interrupted | null}
 */
function interruptedOf({ pending, run, interrupted, dataset }) {
  if (pending !== null && !pending.refused) {
    const { config, startedAt, checkpoint, rateChanges, history } = pending;
    const wanted = { config, startedAt, checkpoint, rateChanges, history };
    return { ...wanted, ...sourceOf(dataset) };
  }
  if (run?.outcome !== "running") return interrupted;
  const { config, startedAt, rateChanges } = run;
  const checkpoint = run.checkpoint?.bytes ?? null;
  const wanted = { config, startedAt, checkpoint, rateChanges };
  return { ...wanted, ...sourceOf(run.dataset) };
}

/**
 * What a run was learning from.
 *
 * @param {State["dataset"]} dataset
 */
function sourceOf(dataset) {
  const fingerprint = dataset?.fingerprint ?? null;
  return { datasetKind: dataset?.kind ?? null, fingerprint };
}

/**
 * @param {Interrupted | null} interrupted
 */
function wayOn(interrupted) {
  if (interrupted === null) return "";
  return interrupted.checkpoint === null
    ? t` The run can begin again from its start.`
    : t` The run can go on from its last checkpoint.`;
}

/**
 * @param {State} state
 * @param {Failure} failure
 * @param {readonly Remedy[]} remedies
 * @returns {State}
 */
function said(state, failure, remedies) {
  const messages = withMessage(state.messages, "error", failure, remedies);
  return { ...state, messages };
}
