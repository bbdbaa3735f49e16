// What a reproduction of the notebook does next, what stands in its way, and how far it is.

/** @import { ModelEntry, Reported, RunConfig } from "./protocol.d.ts" */
/** @import { NotebookRun } from "./notebook-state.js" */
/** @import { State } from "./state.js" */

import { t } from "./language/translate.js";
import { isFinished, isReproducing } from "./notebook-state.js";
import { secondsLeft as secondsLeftOfRun } from "./run-state.js";
import { isBusy, knownOf } from "./selectors.js";
import { CUSTOM_DATA, settingErrors } from "./settings.js";

/** The notebook's settings. */
export const NOTEBOOK_EPOCHS = 20;
const NOTEBOOK_BATCH_SIZE = 128;
const NOTEBOOK_LEARNING_RATE = 0.001;

/** Images in the training set that the notebook's times are about. */
const NOTEBOOK_TRAIN_IMAGES = 60_000;

/** @typedef {ModelEntry & { reported: Reported }} NotebookModel */

/**
 * What is to be trained next.
 *
 * @typedef {object} Next
 * @property {string} model
 * @property {RunConfig} config
 * @property {NotebookRun | null} kept What there is of it already.
 */

/**
 * How a reproduction stands: `unread` until models and storage are known, `fresh` when nothing is
 * there, `starting` until the next run has begun, `held` when it may go on, `done` with all models.
 *
 * @typedef {"unread" | "fresh" | "starting" | "training" | "paused" | "held" | "done"} Standing
 */

/**
 * The notebook's models, in its order.
 *
 * @param {State["models"]} models
 * @returns {readonly NotebookModel[]}
 */
export function notebookModels(models) {
  return (models ?? []).filter(
    /** @returns {entry is NotebookModel} */ (entry) => entry.reported !== null,
  );
}

/**
 * The notebook's settings for one of its models.
 *
 * @param {ModelEntry} entry
 * @param {number} seed
 * @returns {RunConfig}
 */
export function notebookConfig({ id, architecture }, seed) {
  return {
    model: id,
    architecture,
    epochs: NOTEBOOK_EPOCHS,
    batch_size: NOTEBOOK_BATCH_SIZE,
    optimizer: "adam",
    learning_rate: NOTEBOOK_LEARNING_RATE,
    seed,
  };
}

/**
 * The notebook's time for an epoch, on its author's machine.
 *
 * @param {Reported} reported
 */
export function notebookSeconds({ microseconds_per_sample: microseconds }) {
  return (microseconds * NOTEBOOK_TRAIN_IMAGES) / 1e6;
}

/**
 * The seed of the reproduction: that of its runs, else the form's; null if that is not right.
 *
 * @param {State} state
 */
export function seedOf(state) {
  const [first] = state.notebook.runs;
  return first?.config.seed ?? seedOfForm(state);
}

/** @param {State} state */
export function seedOfForm(state) {
  const isWrong = "seed" in settingErrors(state.settings, knownOf(state));
  return isWrong ? null : Number(state.settings.seed);
}

/**
 * What to train next, or null when all is done or the seed is not right.
 *
 * @param {State} state
 * @returns {Next | null}
 */
export function nextOf(state) {
  const seed = seedOf(state);
  if (seed === null) return null;
  for (const entry of notebookModels(state.models)) {
    const kept = runOf(state, entry.id);
    if (kept !== null && isFinished(kept)) continue;
    const config = kept?.config ?? notebookConfig(entry, seed);
    return { model: entry.id, config, kept };
  }
  return null;
}

/**
 * What there is of a model.
 *
 * @param {State} state
 * @param {string} model
 */
export function runOf({ notebook }, model) {
  return notebook.runs.find((run) => run.model === model) ?? null;
}

/**
 * @param {State} state
 * @returns {Standing}
 */
export function standingOf(state) {
  const { notebook, models, phase } = state;
  if (models === null || notebook.storage === "unread") return "unread";
  if (isReproducing(state)) return phase === "paused" ? "paused" : "training";
  if (notebook.isGoing) return "starting";
  if (notebook.runs.length === 0) return "fresh";
  const isDone = notebookModels(models).every(({ id }) => {
    const run = runOf(state, id);
    return run !== null && isFinished(run);
  });
  return isDone ? "done" : "held";
}

/**
 * Whether the data that is open is other than the runs learned from.
 *
 * @param {State} state
 */
export function hasOtherData({ notebook, dataset }) {
  const [first] = notebook.runs;
  if (first === undefined || dataset === null) return false;
  return first.datasetKind !== dataset.kind;
}

/**
 * Why the reproduction cannot begin or go on now, as a sentence; null if it can.
 *
 * @param {State} state
 */
export function obstacleOf(state) {
  switch (state.worker) {
    case "unsupported":
      return t`This browser cannot train.`;
    case "starting":
    case "opening":
      return t`It can begin once device and data are there.`;
    case "open":
    case "closed":
    case "ended":
      break;
    default:
      return /** @satisfies {never} */ (state.worker);
  }
  if (isBusy(state) && !isReproducing(state)) {
    return t`Another run is under way: stop it, or wait for its end.`;
  }
  if (state.settings.data === CUSTOM_DATA) {
    return t`The notebook's models learn MNIST: choose that data first.`;
  }
  return seedOf(state) === null
    ? t`The seed is not right: mend it first.`
    : null;
}

/**
 * Seconds until all models are done, about, or null while there is nothing to tell them from.
 * Models not yet timed take their share of the notebook's own time.
 *
 * @param {State} state
 * @returns {number | null}
 */
export function secondsLeftOf(state) {
  const models = notebookModels(state.models);
  const speed = relativeSpeed(state, models);
  if (speed === null) return null;
  let total = 0;
  for (const { id, reported } of models) {
    const run = runOf(state, id);
    const own = isUnderWay(state, id) ? state.run : null;
    const left = own && secondsLeftOfRun(own);
    const epochsLeft = NOTEBOOK_EPOCHS - (run?.records.length ?? 0);
    const perEpoch = speed * notebookSeconds(reported);
    total += left ?? epochsLeft * perEpoch;
  }
  return total;
}

/**
 * Whether a model is the one that the reproduction trains now.
 *
 * @param {State} state
 * @param {string} model
 */
export function isUnderWay(state, model) {
  return isReproducing(state) && state.run?.config.model === model;
}

/**
 * The mean time of an epoch, or null without any.
 *
 * @param {NotebookRun["records"]} records
 */
export function meanSeconds(records) {
  if (records.length === 0) return null;
  const total = records.reduce((sum, { seconds }) => sum + seconds, 0);
  return total / records.length;
}

/**
 * How the time of an epoch here compares with the notebook's, from what was timed on this kind of
 * device; before the first epoch's end from the speed of the run under way.
 *
 * @param {State} state
 * @param {readonly NotebookModel[]} models
 */
function relativeSpeed(state, models) {
  let own = 0;
  let notebooks = 0;
  for (const { id, reported } of models) {
    const kept = runOf(state, id);
    const isHere = kept?.device === (state.device?.kind ?? kept?.device);
    const seconds = isHere && kept ? meanSeconds(kept.records) : null;
    if (seconds === null) continue;
    own += seconds;
    notebooks += notebookSeconds(reported);
  }
  if (notebooks > 0) return own / notebooks;
  const { run } = state;
  const entry = models.find(({ id }) => isUnderWay(state, id));
  if (!run || !entry || !(run.samplesPerSecond > 0)) return null;
  return run.nTrain / run.samplesPerSecond / notebookSeconds(entry.reported);
}
