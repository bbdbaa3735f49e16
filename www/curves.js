// The curves of loss and accuracy: the run's own and, behind them, the notebook's for its models.

/** @import { Shape } from "./charts/marker-shapes.js" */
/** @import { EpochRecord, NotebookEpoch } from "./protocol.d.ts" */
/** @import { Run } from "./run-state.js" */
/** @import { Dataset, State } from "./state.js" */

import { NOTEBOOK_EPOCHS } from "./notebook-plan.js";
import { runShare } from "./run-state.js";

/** @type {readonly NotebookEpoch[]} */
const NO_HISTORY = [];

/**
 * A kept run that is drawn beside the one that is shown.
 *
 * @typedef {object} RunBeside
 * @property {string} name
 * @property {string} colour A custom property, such as `--run-1`.
 * @property {Shape} marker
 * @property {readonly EpochRecord[]} records
 */

/**
 * What there is to show of a run, or of the model that is chosen before one.
 *
 * @typedef {object} Curves
 * @property {Run | null} run
 * @property {Dataset["kind"] | null} dataset What the run learned from, or the next one would.
 * @property {readonly NotebookEpoch[]} history The notebook's epochs; none for other models.
 * @property {readonly NotebookEpoch[]} notebook The notebook's epochs that the x axis reaches.
 * @property {readonly RunBeside[]} beside
 * @property {number} xMax Epochs that the x axis spans, from 0.
 * @property {readonly number[]} epochs All that have a figure of the run or the notebook, in order.
 * @property {readonly number[]} stops All that have a figure of whatever is drawn, in order.
 * @property {number | null} latest The epoch to read where none is pointed at.
 */

/**
 * @param {State} state
 * @returns {Curves}
 */
export function curvesOf({ run, models, settings, dataset, beside }) {
  const model = run?.config.model ?? settings.model;
  const kind = (run?.dataset ?? dataset)?.kind ?? null;
  // The notebook's curves say nothing about other images than digits.
  const entry =
    kind === "custom" ? null : models?.find(({ id }) => id === model);
  const history = entry?.history ?? NO_HISTORY;
  const lengths = beside.map((other) => other.records.length);
  const xMax = Math.max(epochsShown(run, history.length > 0), ...lengths);
  const notebook = history.filter(({ epoch }) => epoch <= xMax);
  const records = run?.records ?? [];
  const epochs = epochsOf([...records, ...notebook]);
  const others = beside.flatMap((other) => other.records);
  const stops = epochsOf([...records, ...notebook, ...others]);
  const last = run === null ? notebook.at(-1) : records.at(-1);
  return {
    run,
    dataset: kind,
    history,
    notebook,
    beside,
    xMax,
    epochs,
    stops,
    latest: last?.epoch ?? (run === null ? (stops.at(-1) ?? null) : null),
  };
}

/**
 * The epochs of some figures, each once, in order.
 *
 * @param {readonly { epoch: number }[]} figures
 */
function epochsOf(figures) {
  const epochs = new Set(figures.map(({ epoch }) => epoch));
  return [...epochs].sort((a, b) => a - b);
}

/**
 * Whether two are of the same runs, model and data, from which all else follows.
 *
 * @param {Curves} a
 * @param {Curves} b
 */
export function sameCurves(a, b) {
  const isSameRun = a.run === b.run && a.dataset === b.dataset;
  return isSameRun && a.history === b.history && a.beside === b.beside;
}

/**
 * The figures of an epoch: the run's and the notebook's, null where one has none.
 *
 * @param {Curves} curves
 * @param {number | null} epoch
 * @returns {{ own: EpochRecord | null, notebook: NotebookEpoch | null }}
 */
export function figuresAt({ run, notebook }, epoch) {
  return {
    own: run?.records.find((record) => record.epoch === epoch) ?? null,
    notebook: notebook.find((figures) => figures.epoch === epoch) ?? null,
  };
}

/**
 * Epochs on the x axis: the whole of the one under way, or up to where the run ended; where the
 * notebook has a curve at least as many as both could have, so that the axis stands still.
 *
 * @param {Run | null} run
 * @param {boolean} hasNotebook
 */
function epochsShown(run, hasNotebook) {
  if (run === null) return hasNotebook ? NOTEBOOK_EPOCHS : 1;
  const done = Math.max(runShare(run) * run.config.epochs, 0.1);
  const shown = run.outcome === "running" ? run.epoch : done;
  if (!hasNotebook) return shown;
  return Math.max(shown, Math.min(run.config.epochs, NOTEBOOK_EPOCHS));
}
