// What the charts of loss and accuracy show of the curves: their lines, ranges and words.

/** @import { ChartData } from "./charts/line-chart.js" */
/** @import { Line, Mark } from "./charts/marks.js" */
/** @import { Curves, RunBeside } from "./curves.js" */
/** @import { EpochRecord, NotebookEpoch } from "./protocol.d.ts" */
/** @import { Run } from "./run-state.js" */
/** @import { StepSeries } from "./step-series.js" */

import { linearAxis } from "./charts/scale.js";
import { figuresAt } from "./curves.js";
import { loss, percent } from "./format.js";
import { t } from "./language/translate.js";
import { rateChangesSoFar } from "./run-state.js";
import { EMPTY_SERIES } from "./step-series.js";

/**
 * What one chart shows.
 *
 * @typedef {object} Figure
 * @property {string} title
 * @property {string} name For screen readers.
 * @property {string} unit
 * @property {"train_loss" | "train_accuracy"} train
 * @property {"test_loss" | "test_accuracy"} test
 * @property {(run: Run) => StepSeries} steps
 * @property {(value: number) => string} format
 * @property {(value: number, decimals: number) => string} yLabel
 * @property {(values: readonly number[], steps: StepSeries | null) => [number, number]} range
 *   Of the epochs' values; of the steps' too while the run has no epoch.
 */

/** How many times its best step a chart shows of a run's first epoch. */
const EARLY_REACH = 3;

/** @type {Figure} */
export const LOSS = {
  title: t`Variation of loss with epochs`,
  name: t`Loss chart`,
  unit: t`cross-entropy, nats`,
  train: "train_loss",
  test: "test_loss",
  steps: (run) => run.losses,
  format: loss,
  yLabel: (value, decimals) => value.toFixed(decimals),
  range: (values, steps) => {
    if (values.length === 0 && steps === null) return [0, 1];
    return [0, reach(values, steps?.high ?? [], 0.01) * 1.12];
  },
};

/** @type {Figure} */
export const ACCURACY = {
  title: t`Variation of accuracy with epochs`,
  name: t`Accuracy chart`,
  unit: t`images read right`,
  train: "train_accuracy",
  test: "test_accuracy",
  steps: (run) => run.accuracies,
  format: percent,
  yLabel: (value, decimals) => percent(value, Math.max(0, decimals - 2)),
  range: (values, steps) => {
    if (values.length === 0) return [0, 1];
    const early = errors(steps?.high ?? []);
    return [Math.max(0, 1 - reach(errors(values), early, 0.002) * 1.12), 1];
  },
};

/**
 * The value of one line at an epoch, in words; of a run beside, both its lines' values.
 *
 * @typedef {object} Reading
 * @property {"train" | "test" | "notebook-train" | "notebook-test" | RunBeside} kind
 * @property {string} name
 * @property {string} value Empty where the line has none.
 */

/**
 * The values to read at an epoch, of every line that the chart has.
 *
 * @param {Curves} curves
 * @param {Figure} figure
 * @param {number | null} epoch
 * @returns {Reading[]}
 */
export function readingsOf(curves, figure, epoch) {
  const { own, notebook } = figuresAt(curves, epoch);
  const { train, test, format } = figure;
  const data = curves.dataset === "generated" ? t` on MNIST` : "";
  /** @type {Reading[]} */
  const readings = [
    { kind: "train", name: t`training`, value: own ? format(own[train]) : "" },
    { kind: "test", name: t`test`, value: own ? format(own[test]) : "" },
  ];
  if (curves.history.length > 0) {
    readings.push({
      kind: "notebook-train",
      name: t`notebook's training${data}`,
      value: notebook ? format(notebook[train]) : "",
    });
    readings.push({
      kind: "notebook-test",
      name: t`notebook's test${data}`,
      value: notebook ? format(notebook[test]) : "",
    });
  }
  const others = curves.beside.map((run) => readingOf(run, figure, epoch));
  return [...readings, ...others];
}

/**
 * @param {RunBeside} run
 * @param {Figure} figure
 * @param {number | null} epoch
 * @returns {Reading}
 */
function readingOf(run, { train, test, format }, epoch) {
  const record = run.records.find((candidate) => candidate.epoch === epoch);
  const value = record
    ? t`training ${format(record[train])}, test ${format(record[test])}`
    : "";
  return { kind: run, name: run.name, value };
}

/**
 * What a screen reader says of an epoch.
 *
 * @param {number | null} epoch
 * @param {readonly Reading[]} readings
 */
export function spokenOf(epoch, readings) {
  if (epoch === null) return t`no epoch done yet`;
  const values = readings
    .filter(({ value }) => value !== "")
    .map(({ name, value }) => `${name} ${value}`);
  return t`epoch ${epoch}: ${values.join(", ")}`;
}

/**
 * What to draw.
 *
 * @param {Curves} curves
 * @param {Figure} figure
 * @returns {ChartData}
 */
export function chartData(curves, figure) {
  const { run, notebook, beside, xMax, stops, latest } = curves;
  const records = run?.records ?? [];
  const lines = [
    ...linesOf(notebook, figure, true),
    ...beside.flatMap((other) => linesBeside(other, figure)),
    ...linesOf(records, figure, false),
  ];
  const steps = run ? figure.steps(run) : EMPTY_SERIES;
  const values = finite(
    lines.flatMap(({ points }) => points.map(({ y }) => y)),
  );
  const early = run !== null && records.length === 0;
  return {
    xRange: [0, xMax],
    yRange: figure.range(values, early ? steps : null),
    yAxis: linearAxis(figure.yLabel),
    steps,
    smoothed: null,
    marks: rateMarks(run),
    stepsPerEpoch: run?.stepsPerEpoch ?? 1,
    lines,
    epochs: stops,
    latest,
  };
}

/**
 * The lines of training and test.
 *
 * @param {readonly (EpochRecord | NotebookEpoch)[]} figures
 * @param {Figure} figure
 * @param {boolean} isNotebook
 * @returns {Line[]}
 */
function linesOf(figures, { train, test }, isNotebook) {
  return [
    {
      name: isNotebook ? t`notebook's training` : t`training`,
      colour: "--train",
      marker: isNotebook ? "ring" : "disc",
      dash: isNotebook ? [1.5, 3] : [],
      faint: isNotebook,
      points: pointsOf(figures, train),
    },
    {
      name: isNotebook ? t`notebook's test` : t`test`,
      colour: "--test",
      marker: "square",
      dash: isNotebook ? [5, 3, 1.5, 3] : [6, 4],
      faint: isNotebook,
      points: pointsOf(figures, test),
    },
  ];
}

/**
 * The lines of a run beside: solid for training and dashed for test, as the run's own are.
 *
 * @param {RunBeside} run
 * @param {Figure} figure
 * @returns {Line[]}
 */
function linesBeside({ name, colour, marker, records }, { train, test }) {
  const both = { colour, marker, faint: false };
  return [
    {
      ...both,
      name: t`${name}, training`,
      isFilled: true,
      dash: [],
      points: pointsOf(records, train),
    },
    {
      ...both,
      name: t`${name}, test`,
      isFilled: false,
      dash: [6, 4],
      points: pointsOf(records, test),
    },
  ];
}

/**
 * Where the visitor set another learning rate.
 *
 * @param {Run | null} run
 * @returns {Mark[]}
 */
function rateMarks(run) {
  if (run === null) return [];
  return rateChangesSoFar(run).map(({ epoch, step, learning_rate: rate }) => ({
    x: epoch - 1 + (step - 1) / run.stepsPerEpoch,
    text: t`rate ${rate}`,
  }));
}

/**
 * @param {readonly (EpochRecord | NotebookEpoch)[]} figures
 * @param {Figure["train"] | Figure["test"]} key
 */
function pointsOf(figures, key) {
  return figures.map((epoch) => ({ x: epoch.epoch, y: epoch[key] }));
}

/** @param {readonly number[]} values */
function finite(values) {
  return values.filter((value) => Number.isFinite(value));
}

/** @param {readonly number[]} accuracies */
function errors(accuracies) {
  return accuracies.map((accuracy) => 1 - accuracy);
}

/**
 * The largest value to show: of the epochs or, while there is none, of the steps. A run whose first
 * epoch is under way in front of the notebook's curve closes in on it by its best step.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} steps
 * @param {number} least
 */
function reach(values, steps, least) {
  const known = finite(steps);
  if (known.length === 0) return largest(values, least);
  if (values.length === 0) return largest(known, least);
  const best = known.reduce((low, value) => Math.min(low, value));
  return Math.max(largest(values, least), EARLY_REACH * best);
}

/**
 * @param {readonly number[]} values
 * @param {number} least
 */
function largest(values, least) {
  return values.reduce((most, value) => Math.max(most, value), least);
}
