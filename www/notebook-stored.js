// What was found in storage, checked: only whole runs with the notebook's settings are taken.

/** @import { NotebookModel } from "./notebook-plan.js" */
/** @import { NotebookRun } from "./notebook-state.js" */

import { notebookConfig } from "./notebook-plan.js";
import { isFinished } from "./notebook-state.js";
import { MAX_SEED } from "./settings.js";
import { isRecords, isWithin } from "./stored-figures.js";

/**
 * The runs among what was found, all of one seed and one kind of data: the first one's.
 *
 * @param {readonly unknown[]} found
 * @param {readonly NotebookModel[]} models
 * @param {readonly NotebookRun[]} own Runs that this page holds; they come before found ones.
 * @returns {readonly NotebookRun[]}
 */
export function foundRuns(found, models, own) {
  /** @type {NotebookRun[]} */
  const runs = [...own];
  for (const model of models) {
    const run = found.find((value) => isRunOf(value, model));
    if (run === undefined || runs.some((other) => other.model === model.id)) {
      continue;
    }
    const taken = /** @type {NotebookRun} */ (run);
    const [first = taken] = runs;
    const isAlike =
      taken.config.seed === first.config.seed &&
      taken.datasetKind === first.datasetKind;
    if (isAlike) runs.push(taken);
  }
  return runs;
}

/**
 * Whether a value is a whole run of a model, with the notebook's settings.
 *
 * @param {unknown} value
 * @param {NotebookModel} model
 */
function isRunOf(value, model) {
  if (typeof value !== "object" || value === null) return false;
  const run = /** @type {Partial<NotebookRun>} */ (value);
  const { config, records, checkpoint, datasetKind, device, startedAt } = run;
  if (run.model !== model.id || typeof startedAt !== "string") return false;
  if (datasetKind !== "mnist" && datasetKind !== "generated") return false;
  if (device !== "cpu" && device !== "webgpu") return false;
  if (!isWithin(config?.seed, MAX_SEED)) return false;
  if (!Number.isInteger(config?.seed)) return false;
  if (!isSame(config, notebookConfig(model, config.seed))) return false;
  if (!isRecords(records, config.epochs)) return false;
  return (
    checkpoint instanceof Uint8Array ||
    isFinished(/** @type {NotebookRun} */ (run))
  );
}

/**
 * Whether two plain values are the same, in whatever order their names come.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
export function isSame(a, b) {
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) {
    return a === b;
  }
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every(
      (name) =>
        // Not what every object inherits, such as `__proto__`.
        Object.hasOwn(b, name) &&
        isSame(Reflect.get(a, name), Reflect.get(b, name)),
    )
  );
}
