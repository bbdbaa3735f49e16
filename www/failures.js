// How the state takes failures: what they end, what the page says, and the way on that it offers.

/** @import { Failure } from "./protocol.d.ts" */
/** @import { Remedy } from "./messages.js" */
/** @import { EventOf, Interrupted } from "./run-state.js" */
/** @import { State } from "./state.js" */

import { withMessage } from "./messages.js";

/** The code of the message about a worker that is long in coming. */
export const SLOW = "slow";

/** The code of the worker's failure when it cannot read a command, not even which run it is about. */
export const UNREADABLE = "message";

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
      return said(cut({ ...state, phase: "failed" }), failure, []);
    case "device":
      return deviceFailed(state, failure);
    case "open":
      return openFailed(state, failure);
    default:
      return /** @satisfies {never} */ (scope);
  }
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
        ? `The trainer stopped unexpectedly${because}`
        : `The trainer could not be loaded${because}`,
      advice: loaded
        ? `Start it again; what is on this page stays.${wayOn(ended.interrupted)}`
        : "Check the connection, then start it again.",
    },
    remedies,
  );
}

/**
 * The state when the worker has not spoken for long; it may still come.
 *
 * @param {State} state
 * @param {number} seconds
 * @returns {State}
 */
export function slow(state, seconds) {
  if (state.worker !== "starting") return state;
  const failure = {
    code: SLOW,
    message: `The trainer has not answered for ${seconds} seconds.`,
    advice:
      "On a slow connection it may still be loading. Wait, or start it again.",
  };
  const messages = withMessage(state.messages, "notice", failure, ["restart"]);
  return { ...state, messages };
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
    const { config, startedAt, checkpoint, records } = pending;
    const from = sourceOf(dataset);
    return { config, startedAt, checkpoint, records, ...from };
  }
  if (run?.outcome !== "running") return interrupted;
  const { config, startedAt } = run;
  const checkpoint = run.checkpoint?.bytes ?? null;
  return { config, startedAt, checkpoint, ...sourceOf(run.dataset) };
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
    ? " The run can begin again from its start."
    : " The run can go on from its last whole epoch.";
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
