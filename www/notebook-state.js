// The reproduction of the notebook as the page knows it, and how messages and actions change it.

/** @import { DatasetKind, DeviceKind, EpochRecord, Event, Failure, RunConfig } from "./protocol.d.ts" */
/** @import { EventOf, PendingRun } from "./run-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */

import { UNREADABLE } from "./failures.js";
import { t } from "./language/translate.js";
import { withMessage } from "./messages.js";

/** Codes of the worker's failures when it cannot go on from a checkpoint. */
const REFUSED_CHECKPOINT = ["checkpoint", "setting"];

/**
 * One model's run of a reproduction, as it is kept: its figures and its checkpoint always belong
 * to the same epoch.
 *
 * @typedef {object} NotebookRun
 * @property {string} model
 * @property {RunConfig} config
 * @property {DatasetKind} datasetKind
 * @property {DeviceKind} device Of its last part.
 * @property {string} startedAt ISO 8601; tells this run from any other.
 * @property {readonly EpochRecord[]} records
 * @property {Uint8Array | null} checkpoint Null once all epochs are done.
 */

/**
 * @typedef {object} Notebook
 * @property {readonly string[]} observations What the notebook concludes, in its order.
 * @property {"unread" | "kept" | "unkept"} storage Whether the runs outlive this page; `unread`
 *   until what is stored was read.
 * @property {readonly NotebookRun[]} runs At most one for each model, all of one seed and one
 *   kind of data.
 * @property {boolean} isGoing Whether one run is to follow the other; it stays so while paused.
 * @property {{ model: string, startedAt: string } | null} current The run that was last begun.
 * @property {number | null} runId Of that run, from its asking to its end.
 * @property {string | null} lastDone The model that was done last on this page.
 */

/**
 * What happens to the reproduction.
 *
 * @typedef {{ type: "notebook_read", runs: readonly NotebookRun[] }
 *   | { type: "notebook_kept", isKept: boolean }
 *   | { type: "notebook_going" }
 *   | { type: "notebook_held" }
 *   | { type: "notebook_began", model: string, startedAt: string }
 *   | { type: "notebook_discarded" }} NotebookAction
 */

/** @type {Notebook} */
export const EMPTY_NOTEBOOK = {
  observations: [],
  storage: "unread",
  runs: [],
  isGoing: false,
  current: null,
  runId: null,
  lastDone: null,
};

/**
 * The state with its reproduction after a message or an action; all else has taken it already.
 *
 * @param {State} state
 * @param {Event | Action} input
 * @returns {State}
 */
export function withNotebook(state, input) {
  const { notebook } = state;
  switch (input.type) {
    case "listening":
      return changed(state, { observations: input.observations });
    case "notebook_read":
      return changed(state, { runs: input.runs, storage: "kept" });
    case "notebook_kept":
      return changed(state, { storage: input.isKept ? "kept" : "unkept" });
    case "notebook_going":
      return changed(state, { isGoing: true });
    case "notebook_held":
      return changed(state, { isGoing: false });
    case "notebook_began": {
      const { model, startedAt } = input;
      return changed(state, { current: { model, startedAt } });
    }
    case "notebook_discarded":
      return changed(state, { runs: [], current: null, runId: null });
    case "run_requested":
      return requested(state, input.pending);
    case "checkpoint":
      return input.run_id === notebook.runId ? epochKept(state) : state;
    case "run_ended":
      return input.run_id === notebook.runId ? ended(state, input) : state;
    case "failed":
      return failed(state, input);
    case "worker_crashed":
      return changed(state, { isGoing: false, runId: null });
    case "worker_started":
    case "open_requested":
      // Whatever was asked for before will not begin; being ready begins it anew.
      return changed(state, { runId: null });
    default:
      return state;
  }
}

/**
 * Whether the run under way belongs to the reproduction.
 *
 * @param {State} state
 */
export function isReproducing({ notebook, run }) {
  return (
    notebook.runId !== null &&
    run?.runId === notebook.runId &&
    run.outcome === "running"
  );
}

/** @param {NotebookRun} run */
export function isFinished({ records, config }) {
  return records.length >= config.epochs;
}

/**
 * @param {State} state
 * @param {Partial<Notebook>} change
 * @returns {State}
 */
function changed(state, change) {
  return { ...state, notebook: { ...state.notebook, ...change } };
}

/**
 * The state when a run was asked for: it is the reproduction's if it is the very run that it
 * began, also when a message's button carries it on after a failure.
 *
 * @param {State} state
 * @param {PendingRun} pending
 */
function requested(state, { runId, startedAt }) {
  if (state.notebook.current?.startedAt !== startedAt) return state;
  return changed(state, { runId, isGoing: true });
}

/**
 * The state with the epoch that was just done in the reproduction, and the checkpoint after it.
 *
 * @param {State} state
 */
function epochKept(state) {
  const { notebook, run } = state;
  if (!run?.checkpoint || !run.dataset || !run.device) return state;
  const { config, startedAt, checkpoint } = run;
  const records = run.records.slice(0, checkpoint.epochsDone);
  const isLast = records.length >= config.epochs;
  /** @type {NotebookRun} */
  const kept = {
    model: config.model,
    config,
    datasetKind: run.dataset.kind,
    device: run.device.kind,
    startedAt,
    records,
    checkpoint: isLast ? null : checkpoint.bytes,
  };
  const others = notebook.runs.filter(({ model }) => model !== kept.model);
  return changed(state, { runs: [...others, kept] });
}

/**
 * @param {State} state
 * @param {EventOf<"run_ended">} event
 */
function ended(state, { outcome }) {
  const { notebook } = state;
  switch (outcome) {
    case "finished": {
      const lastDone = notebook.current?.model ?? null;
      return changed(state, { runId: null, current: null, lastDone });
    }
    case "stopped":
      return changed(state, { runId: null, isGoing: false });
    default:
      return /** @satisfies {never} */ (outcome);
  }
}

/**
 * The state after a failure, which holds the reproduction; it goes on from its last checkpoint
 * when the visitor says so. Only a run whose checkpoint is refused begins again by itself.
 *
 * @param {State} state
 * @param {EventOf<"failed">} event
 * @returns {State}
 */
function failed(state, { scope, run_id: runId, failure }) {
  const { notebook, pending } = state;
  const isOurs = runId !== null && runId === notebook.runId;
  switch (scope) {
    case "command": {
      const isUnread =
        runId === null &&
        failure.code === UNREADABLE &&
        pending?.runId === notebook.runId;
      // Of a run that goes on, a refused pause is no end.
      const isOver = (isOurs || isUnread) && !isReproducing(state);
      return isOver ? changed(state, { runId: null, isGoing: false }) : state;
    }
    case "run":
      if (!isOurs) return state;
      if (isOfCheckpoint(state, failure)) return refused(state, failure);
      return changed(state, { runId: null, isGoing: false });
    case "device":
    case "open":
      return changed(state, { runId: null, isGoing: false });
    default:
      return /** @satisfies {never} */ (scope);
  }
}

/**
 * Whether the reproduction's run failed by the checkpoint that it was to go on from.
 *
 * @param {State} state
 * @param {Failure} failure
 */
function isOfCheckpoint({ notebook, run }, { code }) {
  const kept = notebook.runs.find(
    ({ model }) => model === notebook.current?.model,
  );
  const hasBegun = run?.runId === notebook.runId;
  const hasCheckpoint = kept !== undefined && kept.checkpoint !== null;
  return !hasBegun && hasCheckpoint && REFUSED_CHECKPOINT.includes(code);
}

/**
 * The state without the run whose checkpoint was refused: a notice takes the failure's place.
 *
 * @param {State} state
 * @param {Failure} failure
 * @returns {State}
 */
function refused(state, failure) {
  const { notebook } = state;
  const model = notebook.current?.model;
  const messages = state.messages.filter(
    ({ code, text }) => code !== failure.code || text !== failure.message,
  );
  const notice = {
    code: "notebook",
    message: t`What was stored of ${model ?? ""} cannot be gone on from.`,
    advice: t`This model begins again from its first epoch.`,
  };
  const runs = notebook.runs.filter((run) => run.model !== model);
  return {
    ...changed(state, { runs, runId: null, current: null }),
    phase: "ready",
    messages: withMessage(messages, "notice", notice),
  };
}
