// How the state takes what the worker says of a run: that it began, each step on, and its end.

/** @import { EventOf, RunEvent } from "./run-state.js" */
/** @import { State } from "./state.js" */

import { spoken } from "./failures.js";
import { withoutRemedies } from "./messages.js";
import {
  progressedRun,
  runWithEpoch,
  runWithRate,
  runWithWeights,
  startedRun,
  wholeEpochOf,
} from "./run-state.js";

/**
 * The state when a run has begun; one that is not waited for is left alone.
 *
 * @param {State} state
 * @param {EventOf<"run_started">} event
 * @returns {State}
 */
export function runStarted(state, event) {
  const { pending, run, device, dataset, unfinished } = state;
  if (pending?.runId !== event.run_id) return state;
  return {
    ...state,
    phase: "training",
    pending: null,
    interrupted: null,
    unfinished: unfinished?.startedAt === pending.startedAt ? null : unfinished,
    asked: null,
    run: startedRun(event, pending, run, device, dataset),
    trained: event.epochs_done + event.steps_done > 0,
    messages: withoutRemedies(state.messages),
  };
}

/**
 * The state after something in the run that was begun last; any other run is left alone.
 *
 * @param {State} before
 * @param {RunEvent} event
 * @returns {State}
 */
export function ofRun(before, event) {
  const state = spoken(before);
  const { run } = state;
  if (run === null || run.runId !== event.run_id) return state;
  switch (event.type) {
    case "progress":
      return { ...state, trained: true, run: progressedRun(run, event) };
    case "evaluating": {
      const { n_evaluated: nEvaluated, n_test: nTest } = event;
      return { ...state, run: { ...run, evaluating: { nEvaluated, nTest } } };
    }
    case "epoch_ended":
      return { ...state, run: runWithEpoch(run, event.record) };
    case "confusion": {
      const { epoch, counts } = event;
      return { ...state, run: { ...run, confusion: { epoch, counts } } };
    }
    case "weights":
      return { ...state, run: runWithWeights(run, event) };
    case "checkpoint": {
      const { epochs_done: epochsDone, steps_done: stepsDone, bytes } = event;
      const checkpoint = { epochsDone, stepsDone, bytes };
      const wholeEpoch = wholeEpochOf(checkpoint, run.wholeEpoch);
      return { ...state, run: { ...run, checkpoint, wholeEpoch } };
    }
    case "paused":
      return { ...state, phase: "paused", asked: null };
    case "resumed":
      return { ...state, phase: "training", asked: null };
    case "rate_changed":
      return { ...state, run: runWithRate(run, event.change) };
    case "run_ended": {
      const { outcome, restored_epoch: restoredEpoch } = event;
      const ended = { ...run, outcome, restoredEpoch, evaluating: null };
      return { ...state, phase: "done", asked: null, run: ended };
    }
    default:
      return /** @satisfies {never} */ (event);
  }
}
