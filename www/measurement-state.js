// The measurement of this machine as the page knows it, and how messages and actions change it.

/** @import { Architecture, DeviceKind, Event, Failure } from "./protocol.d.ts" */
/** @import { Machine } from "./machine.js" */
/** @import { EventOf } from "./run-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { Device, State } from "./state.js" */

import { t } from "./language/translate.js";
import { isBusy } from "./selectors.js";

/** Images in a step: the notebook's. */
export const BATCH_SIZE = 128;

/** Steps before those that are counted, in which kernels are compiled and caches filled. */
export const N_WARMUP_STEPS = 10;

/** Rounds that count; the figures are their median. */
export const N_ROUNDS = 5;

/** The networks that are measured: the notebook's smallest, and its largest with everything. */
const MODELS = ["a1-relu", "a3-bn-dropout"];

/** Steps of the short measurement that tells how many make a round. */
const N_FIRST_STEPS = 8;

const ROUND_SECONDS = 1;

const MIN_STEPS = 3;

/** The worker takes 10,000 at most, those of the warm-up included. */
const MAX_STEPS = 5000;

/**
 * A network on a device.
 *
 * @typedef {object} Subject
 * @property {string} model
 * @property {Architecture} architecture
 * @property {DeviceKind} device
 */

/**
 * What one measurement gave.
 *
 * @typedef {object} Take
 * @property {number} nSteps
 * @property {number} seconds
 * @property {number} loss Mean cross-entropy of the last step in nats.
 */

/**
 * @typedef {object} Measurement
 * @property {"idle" | "going" | "done" | "cancelled" | "interrupted" | "failed"} phase
 * @property {readonly Subject[]} subjects
 * @property {readonly Take[]} takes Of each subject in turn, over and over; the first of each
 *   only tells how many steps make a round.
 * @property {Machine | null} machine
 * @property {Device | null} device The one that was open.
 * @property {string | null} version The crate's.
 * @property {string} startedAt ISO 8601.
 * @property {Failure | null} failure What ended it.
 */

/**
 * What happens to the measurement.
 *
 * @typedef {{ type: "measurement_began", machine: Machine, startedAt: string }
 *   | { type: "measurement_taken", answer: EventOf<"measured"> }
 *   | { type: "measurement_cancelled" }} MeasurementAction
 */

/** @type {Measurement} */
export const NOT_MEASURED = {
  phase: "idle",
  subjects: [],
  takes: [],
  machine: null,
  device: null,
  version: null,
  startedAt: "",
  failure: null,
};

/**
 * The state with its measurement after a message or an action; all else has taken it already.
 *
 * @param {State} state
 * @param {Event | Action} input
 * @returns {State}
 */
export function withMeasurement(state, input) {
  if (input.type === "measurement_began") return began(state, input);
  const { measurement } = state;
  if (measurement.phase !== "going") return state;
  switch (input.type) {
    case "measurement_taken":
      return { ...state, measurement: taken(measurement, input.answer) };
    case "measurement_cancelled":
      return ended(state, "cancelled", null);
    case "run_requested":
    case "worker_started":
    case "open_requested":
      return ended(state, "interrupted", null);
    case "worker_crashed":
      // The message at the top of the page says what broke.
      return ended(state, "failed", null);
    case "failed":
      return input.run_id === null
        ? ended(state, "failed", input.failure)
        : state;
    default:
      return state;
  }
}

/**
 * Whether a failure is the measurement's own, which is said beside its button.
 *
 * @param {State} state
 * @param {EventOf<"failed">} event
 */
export function isOfMeasurement({ measurement }, { scope, run_id: runId }) {
  return measurement.phase === "going" && scope === "command" && runId === null;
}

/**
 * What to measure next, or null.
 *
 * @param {Measurement} measurement
 * @returns {{ subject: Subject, nSteps: number } | null}
 */
export function nextMeasurement({ phase, subjects, takes }) {
  if (phase !== "going") return null;
  const place = takes.length % subjects.length;
  const subject = subjects[place];
  if (subject === undefined) return null;
  const first = takes[place];
  return { subject, nSteps: first ? stepsOfRound(first) : N_FIRST_STEPS };
}

/**
 * The round under way, from 1; 0 while the speeds are learned.
 *
 * @param {Measurement} measurement
 */
export function roundOf({ subjects, takes }) {
  return Math.floor(takes.length / Math.max(1, subjects.length));
}

/**
 * How much is done, 0..1.
 *
 * @param {Measurement} measurement
 */
export function shareDone({ subjects, takes }) {
  return takes.length / Math.max(1, subjects.length * (1 + N_ROUNDS));
}

/**
 * Why measuring cannot begin, in words for the visitor; null where it can.
 *
 * @param {State} state
 */
export function whyNotMeasured(state) {
  if (isBusy(state) || state.notebook.isGoing) {
    return t`A run is going on. Stop it or let it end, then measure: both at once would slow each other.`;
  }
  if (state.worker === "starting" || state.worker === "opening") {
    return t`Measuring can begin once device and data are there.`;
  }
  if (state.worker !== "open") {
    return t`Measuring needs the trainer with its device and data; the message at the top of the page says how to get them.`;
  }
  if (state.dataset?.kind === "custom") {
    return t`Measuring is done on digits of 28 × 28 pixels, so that it compares: choose MNIST or generated digits.`;
  }
  return null;
}

/**
 * @param {State} state
 * @param {Extract<Action, { type: "measurement_began" }>} action
 * @returns {State}
 */
function began(state, { machine, startedAt }) {
  const { device, version } = state;
  const subjects = subjectsOf(state);
  return {
    ...state,
    measurement: {
      phase: subjects.length === 0 ? "idle" : "going",
      subjects,
      takes: [],
      machine,
      device,
      version,
      startedAt,
      failure: null,
    },
  };
}

/**
 * @param {State} state
 * @returns {readonly Subject[]}
 */
function subjectsOf({ models, device }) {
  /** @type {readonly DeviceKind[]} */
  const devices = device?.kind === "webgpu" ? ["cpu", "webgpu"] : ["cpu"];
  const measured = (models ?? []).filter(({ id }) => MODELS.includes(id));
  return measured.flatMap(({ id, architecture }) =>
    devices.map((kind) => ({ model: id, architecture, device: kind })),
  );
}

/**
 * @param {Measurement} measurement
 * @param {EventOf<"measured">} answer
 * @returns {Measurement}
 */
function taken(measurement, { n_steps: nSteps, seconds, loss }) {
  const takes = [...measurement.takes, { nSteps, seconds, loss }];
  const isDone = takes.length >= measurement.subjects.length * (1 + N_ROUNDS);
  return { ...measurement, takes, phase: isDone ? "done" : "going" };
}

/**
 * @param {State} state
 * @param {Measurement["phase"]} phase
 * @param {Failure | null} failure
 * @returns {State}
 */
function ended(state, phase, failure) {
  return { ...state, measurement: { ...state.measurement, phase, failure } };
}

/** @param {Take} first */
function stepsOfRound({ nSteps, seconds }) {
  // A coarse clock may have seen no time pass at all.
  const wished = seconds > 0 ? (ROUND_SECONDS * nSteps) / seconds : MAX_STEPS;
  return Math.min(MAX_STEPS, Math.max(MIN_STEPS, Math.round(wished)));
}
