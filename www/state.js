// The page's whole state, and the pure function that changes it.

/** @import { Action } from "./actions.js" */
/** @import { Event, Limits, ModelEntry, Summary } from "./protocol.d.ts" */
/** @import { RunBeside } from "./curves.js" */
/** @import { Query } from "./query.js" */
/** @import { SettingName, Settings } from "./settings.js" */
/** @import { LoadedModel } from "./loaded-model.js" */
/** @import { Message } from "./messages.js" */
/** @import { Inspection } from "./inspection-state.js" */
/** @import { KeptRun } from "./kept-run.js" */
/** @import { Measurement } from "./measurement-state.js" */
/** @import { Notebook } from "./notebook-state.js" */
/** @import { OwnData } from "./own-data.js" */
/** @import { EventOf, Interrupted, PendingRun, Run } from "./run-state.js" */

import { crashed, failed, filesFailed, slow, spoken } from "./failures.js";
import { inspectionAfter, NOTHING_SEEN } from "./inspection-state.js";
import { loadedAfter } from "./loaded-model.js";
import {
  isOfMeasurement,
  NOT_MEASURED,
  withMeasurement,
} from "./measurement-state.js";
import {
  withMessage,
  withNotices,
  withoutMessage,
  withoutRemedies,
} from "./messages.js";
import { EMPTY_NOTEBOOK, withNotebook } from "./notebook-state.js";
import { NO_OWN_DATA, ownDataAfter } from "./own-data.js";
import { settle } from "./query.js";
import { ofRun, runStarted } from "./run-events.js";
import { knownOf } from "./selectors.js";

/** @typedef {Omit<EventOf<"device">, "type">} Device */
/**
 * @typedef {Omit<EventOf<"dataset">, "type"> & { fingerprint: string | null }} Dataset Own data has a
 *   fingerprint: a run goes on with the very same only.
 */
/** @typedef {Omit<EventOf<"download">, "type">} Download */
/** @typedef {Omit<EventOf<"prediction">, "type" | "request_id">} Prediction */

/** @typedef {"loading" | "ready" | "training" | "paused" | "done" | "failed"} Phase */

/**
 * How the worker stands: `starting` until it listens, `opening` until device and data are there,
 * `open` when it can train, `closed` when they could not be had, `ended` after a crash or a failed
 * device, `unsupported` when this browser cannot run it at all.
 *
 * @typedef {"starting" | "opening" | "open" | "closed" | "ended" | "unsupported"} WorkerState
 */

/**
 * @typedef {object} State
 * @property {Phase} phase
 * @property {WorkerState} worker
 * @property {string | null} version The crate's, once the worker listens.
 * @property {readonly ModelEntry[] | null} models
 * @property {Limits | null} limits
 * @property {Device | null} device
 * @property {Dataset | null} dataset
 * @property {Download | null} download The file that is arriving.
 * @property {OwnData} own The visitor's own data.
 * @property {Settings} settings
 * @property {readonly SettingName[]} given Settings still as the link named them.
 * @property {Summary | null} summary
 * @property {PendingRun | null} pending
 * @property {Run | null} run The last run that began.
 * @property {boolean} trained Whether the worker holds a network that has learned something.
 * @property {LoadedModel | null} loaded
 * @property {Interrupted | null} interrupted What a failure cut short and may go on.
 * @property {KeptRun | null} unfinished What an earlier page left, and may go on.
 * @property {readonly RunBeside[]} beside Kept runs that are drawn beside the one that is shown.
 * @property {"pause" | "resume" | "stop" | null} asked Of the run, and not answered yet.
 * @property {Prediction | null} prediction
 * @property {Inspection} inspection
 * @property {Notebook} notebook Its reproduction.
 * @property {Measurement} measurement How fast this machine is.
 * @property {readonly Message[]} messages
 */

/**
 * The state before anything has happened.
 *
 * @param {Query} query
 * @returns {State}
 */
export function initialState(query) {
  return {
    phase: "loading",
    worker: "starting",
    version: null,
    models: null,
    limits: null,
    device: null,
    dataset: null,
    download: null,
    own: NO_OWN_DATA,
    settings: query.settings,
    given: query.given,
    summary: null,
    pending: null,
    run: null,
    trained: false,
    loaded: null,
    interrupted: null,
    unfinished: null,
    beside: [],
    asked: null,
    prediction: null,
    inspection: NOTHING_SEEN,
    notebook: EMPTY_NOTEBOOK,
    measurement: NOT_MEASURED,
    messages: withNotices([], query.problems),
  };
}

/**
 * The state after a message of the worker or something on the page.
 *
 * @param {State} state
 * @param {Event | Action} input
 * @returns {State}
 */
export function reduce(state, input) {
  const next = {
    ...reduced(state, input),
    own: ownDataAfter(state.own, input),
    loaded: loadedAfter(state.loaded, input),
  };
  const inspection = inspectionAfter(next.inspection, input, next.run);
  const measured = withMeasurement({ ...next, inspection }, input);
  return withNotebook(measured, input);
}

/**
 * The state, all but what is inspected, measured and reproduced.
 *
 * @param {State} state
 * @param {Event | Action} input
 * @returns {State}
 */
function reduced(state, input) {
  switch (input.type) {
    case "listening":
      return listening(state, input);
    case "device": {
      const { kind, name, reason } = input;
      return { ...spoken(state), device: { kind, name, reason } };
    }
    case "download": {
      const { type: _, ...download } = input;
      return { ...spoken(state), download };
    }
    case "dataset": {
      const { type: _, ...found } = input;
      // The worker that trains knows only the images of own data.
      const told = state.own.told ?? { note: found.note, fingerprint: null };
      const dataset = { ...found, ...told };
      return settled({ ...spoken(state), dataset, download: null });
    }
    case "ready":
      return {
        ...spoken(state),
        phase: "ready",
        worker: "open",
        download: null,
      };
    case "summary":
      return { ...state, summary: input.summary };
    case "run_started":
      return runStarted(state, input);
    case "progress":
    case "evaluating":
    case "epoch_ended":
    case "confusion":
    case "weights":
    case "checkpoint":
    case "paused":
    case "resumed":
    case "rate_changed":
    case "run_ended":
      return ofRun(state, input);
    case "prediction": {
      const { format, pixels, probabilities } = input;
      return { ...state, prediction: { format, pixels, probabilities } };
    }
    case "model_loaded":
      return { ...state, trained: true, prediction: null };
    case "files_failed":
      return filesFailed(state, input.failure);
    case "model":
    case "model_read":
    case "model_tested":
    case "files_read":
    case "own_files":
    case "files_picked":
    case "transposed_changed":
    case "digits":
    case "first_layer":
    case "inspection_wished":
    case "inspected":
    case "measured":
    case "measurement_began":
    case "measurement_taken":
    case "measurement_cancelled":
      return state;
    case "notice":
    case "noticed":
      return {
        ...state,
        messages: withMessage(state.messages, "notice", input.failure),
      };
    case "failed":
      return isOfMeasurement(state, input) ? state : failed(state, input);
    case "worker_started":
      return opening({ ...state, worker: "starting", trained: false });
    case "open_requested":
      return opening({ ...state, worker: "opening" });
    case "worker_slow":
      return slow(state, input.seconds);
    case "worker_crashed":
      return crashed(state, input.detail);
    case "unsupported":
      return {
        ...state,
        phase: "failed",
        worker: "unsupported",
        messages: withMessage(state.messages, "error", input.failure),
      };
    case "setting_changed":
      return {
        ...state,
        settings: { ...state.settings, ...input.change },
        given: state.given.filter((name) => !(name in input.change)),
      };
    case "run_requested":
      return { ...state, pending: input.pending };
    case "run_asked":
      return { ...state, asked: input.asked };
    case "run_found":
      return { ...state, unfinished: input.kept };
    case "runs_beside":
      return { ...state, beside: input.runs };
    case "prediction_cleared":
      return { ...state, prediction: null };
    case "notebook_read":
    case "notebook_kept":
    case "notebook_going":
    case "notebook_held":
    case "notebook_began":
    case "notebook_discarded":
      return state;
    case "message_dismissed":
      return {
        ...state,
        messages: withoutMessage(state.messages, input.id),
      };
    default:
      return unknown(state, /** @satisfies {never} */ (input));
  }
}

/**
 * @param {State} state
 * @param {EventOf<"listening">} event
 * @returns {State}
 */
function listening(state, { version, models, limits }) {
  return settled({ ...spoken(state), version, models, limits });
}

/**
 * The state with the link's settings checked by what has become known.
 *
 * @param {State} state
 * @returns {State}
 */
function settled(state) {
  const { settings, problems } = settle(
    state.settings,
    state.given,
    knownOf(state),
  );
  return {
    ...state,
    settings,
    messages: withNotices(state.messages, problems),
  };
}

/**
 * The state with a worker that is about to open device and data.
 *
 * @param {State} state
 * @returns {State}
 */
function opening(state) {
  return {
    ...state,
    phase: "loading",
    device: null,
    dataset: null,
    download: null,
    pending: null,
    asked: null,
    messages: withoutRemedies(state.messages),
  };
}

/**
 * Takes a message that no version of this page knows: said in the console, else left alone.
 *
 * @param {State} state
 * @param {unknown} input
 */
function unknown(state, input) {
  console.warn("The worker said something this page does not know:", input);
  return state;
}
