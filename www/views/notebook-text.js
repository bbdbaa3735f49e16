// The sentences about the reproduction of the notebook: how far it is, and what stands in its way.

/** @import { DatasetKind } from "../protocol.d.ts" */
/** @import { Standing } from "../notebook-plan.js" */
/** @import { State } from "../state.js" */

import { count, duration, percent } from "../format.js";
import { t } from "../language/translate.js";
import {
  hasOtherData,
  isUnderWay,
  NOTEBOOK_EPOCHS,
  nextOf,
  notebookModels,
  obstacleOf,
  runOf,
  secondsLeftOf,
  seedOfForm,
} from "../notebook-plan.js";
import { isFinished } from "../notebook-state.js";

/** Beyond so long, hours say it better. */
const MANY_MINUTES = 90;

/** @type {Readonly<Record<DatasetKind, string>>} */
const DATA_NAMES = {
  mnist: "MNIST",
  generated: t`generated digits`,
  custom: t`your own files`,
};

/**
 * How far the reproduction is.
 *
 * @param {State} state
 * @param {Standing} standing
 */
export function progressText(state, standing) {
  const models = notebookModels(state.models);
  const done = models.filter(({ id }) => isDone(state, id)).length;
  const nModels = models.length;
  switch (standing) {
    case "unread":
    case "fresh":
      return "";
    case "starting":
      return t`Model ${Math.min(done + 1, nModels)} of ${nModels} begins…`;
    case "training":
    case "paused": {
      const place = t`Model ${done + 1} of ${nModels}, epoch ${state.run?.epoch ?? 1} of ${NOTEBOOK_EPOCHS}`;
      const held = standing === "paused" ? t`, paused` : "";
      return `${place}${held}${leftText(state)}`;
    }
    case "held":
      return t`${done} of ${nModels} models done${leftText(state)}`;
    case "done":
      return t`All ${nModels} models are done.`;
    default:
      return /** @satisfies {never} */ (standing);
  }
}

/**
 * Share of all epochs of all models that are done, 0..1.
 *
 * @param {State} state
 */
export function progressShare({ notebook, models }) {
  const nEpochs = notebookModels(models).length * NOTEBOOK_EPOCHS;
  const done = notebook.runs.reduce(
    (sum, { records }) => sum + records.length,
    0,
  );
  return nEpochs === 0 ? 0 : done / nEpochs;
}

/**
 * Where the button begins, such as `from a2-relu, epoch 8`, and what it must wait for; empty where
 * there is nothing to say.
 *
 * @param {State} state
 * @param {Standing} standing
 */
export function fromText(state, standing) {
  if (standing === "paused" && state.run !== null) {
    return t`from ${state.run.config.model}, epoch ${state.run.epoch}`;
  }
  if (standing !== "held" && standing !== "fresh") return "";
  const obstacle = obstacleOf(state) ?? "";
  const next = standing === "held" ? nextOf(state) : null;
  if (next === null) return obstacle;
  const from = t`from ${next.model}, epoch ${(next.kept?.records.length ?? 0) + 1}`;
  return obstacle === "" ? from : `${from}. ${obstacle}`;
}

/**
 * What a model's row says of its run.
 *
 * @param {State} state
 * @param {string} model
 */
export function rowStatus(state, model) {
  if (isUnderWay(state, model) && state.run !== null) {
    const paused = state.phase === "paused" ? t`, paused` : "";
    return t`epoch ${state.run.epoch} of ${NOTEBOOK_EPOCHS}${paused}`;
  }
  const run = runOf(state, model);
  if (run === null) return t`not trained yet`;
  if (isFinished(run)) return t`done, ${NOTEBOOK_EPOCHS} epochs`;
  return t`stopped after epoch ${run.records.length} of ${NOTEBOOK_EPOCHS}`;
}

/**
 * What the visitor must know before going on, one sentence or more each.
 *
 * @param {State} state
 * @param {Standing} standing
 * @returns {readonly string[]}
 */
export function warningsOf(state, standing) {
  const { notebook, dataset } = state;
  const [first] = notebook.runs;
  /** @type {string[]} */
  const warnings = [];
  if (notebook.storage === "unkept") {
    warnings.push(
      t`This browser stores nothing for this page: its storage is full or not allowed. The notebook goes on, but it cannot be picked up after a reload.`,
    );
  }
  if (first && dataset && hasOtherData(state)) {
    warnings.push(
      t`The runs below learned from ${DATA_NAMES[first.datasetKind]}, the data now is ${DATA_NAMES[dataset.kind]}, and the two do not mix. Choose their data to go on, or start again.`,
    );
  }
  const seed = seedOfForm(state);
  const isAnother = first && seed !== null && seed !== first.config.seed;
  if (standing === "held" && isAnother) {
    warnings.push(
      t`The runs below have seed ${first.config.seed}, and going on keeps it. To reproduce the notebook with seed ${seed}, start again.`,
    );
  }
  const kind = first?.datasetKind ?? dataset?.kind;
  if (kind === "generated") {
    warnings.push(
      t`Generated digits are not MNIST: their figures do not compare with the notebook's.`,
    );
  }
  return warnings;
}

/**
 * What is lost by starting again.
 *
 * @param {State} state
 */
export function discardQuestion({ notebook }) {
  const nModels = notebook.runs.length;
  const epochs = notebook.runs.reduce(
    (sum, { records }) => sum + records.length,
    0,
  );
  const models = nModels === 1 ? t`1 model` : t`${nModels} models`;
  return epochs === 1
    ? t`Start again? This discards the figures of ${models}, 1 epoch in all.`
    : t`Start again? This discards the figures of ${models}, ${count(epochs)} epochs in all.`;
}

/**
 * What is said aloud when a model is done; empty before the first.
 *
 * @param {State} state
 */
export function doneText(state) {
  const { lastDone } = state.notebook;
  const run = lastDone === null ? null : runOf(state, lastDone);
  const last = run?.records.at(-1);
  if (last === undefined) return "";
  const left = notebookModels(state.models).filter(
    ({ id }) => !isDone(state, id),
  ).length;
  const rest = restText(left);
  return t`${lastDone ?? ""} is done: ${percent(last.test_accuracy)} test accuracy. ${rest}`;
}

/** @param {number} left Models that are not done. */
function restText(left) {
  if (left === 0) return t`All models are done.`;
  return left === 1 ? t`1 model is left.` : t`${left} models are left.`;
}

/**
 * @param {State} state
 * @param {string} model
 */
function isDone(state, model) {
  const run = runOf(state, model);
  return run !== null && isFinished(run);
}

/** @param {State} state */
function leftText(state) {
  const seconds = secondsLeftOf(state);
  if (seconds === null) return "";
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return t`; less than a minute left`;
  const time = minutes < MANY_MINUTES ? t`${minutes} min` : duration(seconds);
  return t`; about ${time} left`;
}
