// The charts of loss and accuracy: what they show, their legends, and the cursor they share.

/** @import { EpochRecord } from "../protocol.d.ts" */
/** @import { Line } from "../charts/marks.js" */
/** @import { StepSeries } from "../step-series.js" */
/** @import { Run } from "../run-state.js" */
/** @import { State } from "../state.js" */

import { LineChart } from "../charts/line-chart.js";
import { byId, make, setText } from "../dom.js";
import { loss, percent } from "../format.js";
import { runShare } from "../run-state.js";
import { legendKey } from "./legend.js";

/**
 * What one chart shows.
 *
 * @typedef {object} Figure
 * @property {string} title
 * @property {string} unit
 * @property {"train_loss" | "train_accuracy"} train
 * @property {"test_loss" | "test_accuracy"} test
 * @property {(run: Run) => StepSeries} steps
 * @property {(value: number) => string} format
 * @property {(value: number, decimals: number) => string} yLabel
 * @property {(values: readonly number[], run: Run) => [number, number]} range
 */

/** @type {Figure} */
const LOSS = {
  title: "Loss",
  unit: "cross-entropy, nats",
  train: "train_loss",
  test: "test_loss",
  steps: (run) => run.losses,
  format: loss,
  yLabel: (value, decimals) => value.toFixed(decimals),
  range: (values, run) => {
    const all = values.length > 0 ? values : finite(run.losses.high);
    return [0, largest(all, 0.01) * 1.12];
  },
};

/** @type {Figure} */
const ACCURACY = {
  title: "Accuracy",
  unit: "images read right",
  train: "train_accuracy",
  test: "test_accuracy",
  steps: (run) => run.accuracies,
  format: percent,
  yLabel: (value, decimals) => percent(value, Math.max(0, decimals - 2)),
  range: (values) => {
    if (values.length === 0) return [0, 1];
    const lowest =
      1 -
      largest(
        values.map((value) => 1 - value),
        0.002,
      );
    return [Math.max(0, 1 - (1 - lowest) * 1.12), 1];
  },
};

/** @returns {(state: State) => void} */
export function mountCharts() {
  /** @type {Run | null} */
  let last = null;
  /** @type {number | null} */
  let cursor = null;
  const onCursor = (/** @type {number | null} */ epoch) => {
    if (epoch === cursor) return;
    cursor = epoch;
    for (const chart of charts) chart.point(last, cursor);
  };
  const charts = [
    mountChart(byId("loss-chart", HTMLElement), LOSS, onCursor),
    mountChart(byId("accuracy-chart", HTMLElement), ACCURACY, onCursor),
  ];
  return ({ run }) => {
    if (run === last) return;
    last = run;
    if (!run?.records.some(({ epoch }) => epoch === cursor)) cursor = null;
    for (const chart of charts) chart.show(run, cursor);
  };
}

/**
 * @param {HTMLElement} box
 * @param {Figure} figure
 * @param {(epoch: number | null) => void} onCursor
 */
function mountChart(box, figure, onCursor) {
  const canvas = make("canvas", "chart-canvas");
  const at = make("span", "chart-at");
  const train = make("output", "");
  const test = make("output", "");
  // They change with every epoch and with the cursor; the chart itself says its value.
  for (const output of [train, test]) output.setAttribute("aria-live", "off");
  const empty = make(
    "p",
    "empty",
    "The curve appears here as the network learns.",
  );
  box.append(
    make(
      "div",
      "chart-head",
      make("h3", "", figure.title, make("span", "unit", figure.unit)),
      at,
    ),
    make(
      "ul",
      "legend",
      make("li", "train", legendKey("train"), "training ", train),
      make("li", "test", legendKey("test"), "test ", test),
      make("li", "step", legendKey("step"), "each step"),
    ),
    make("div", "plot", canvas, empty),
  );
  const chart = new LineChart(canvas, {
    name: `${figure.title} chart`,
    yLabel: figure.yLabel,
    onCursor,
  });
  const point = (
    /** @type {Run | null} */ run,
    /** @type {number | null} */ epoch,
  ) => {
    const record = recordAt(run, epoch);
    const values = record && {
      train: figure.format(record[figure.train]),
      test: figure.format(record[figure.test]),
    };
    setText(at, record ? `epoch ${record.epoch}` : "");
    setText(train, values?.train ?? "");
    setText(test, values?.test ?? "");
    const spoken =
      record && values
        ? `epoch ${record.epoch}: training ${values.train}, test ${values.test}`
        : "no epoch done yet";
    chart.setCursor(epoch, spoken);
  };
  const show = (
    /** @type {Run | null} */ run,
    /** @type {number | null} */ epoch,
  ) => {
    empty.hidden = run !== null;
    chart.setData(run && chartData(run, figure));
    point(run, epoch);
  };
  show(null, null);
  return { point, show };
}

/**
 * @param {Run} run
 * @param {Figure} figure
 */
function chartData(run, figure) {
  const train = lineOf(run.records, figure.train);
  const test = lineOf(run.records, figure.test);
  const values = finite([...train, ...test].map(({ y }) => y));
  return {
    xMax: epochsShown(run),
    yRange: figure.range(values, run),
    steps: figure.steps(run),
    stepsPerEpoch: run.stepsPerEpoch,
    lines: /** @type {Line[]} */ ([
      { colour: "--train", marker: "disc", dash: [], points: train },
      { colour: "--test", marker: "square", dash: [6, 4], points: test },
    ]),
  };
}

/**
 * Epochs on the x axis: the whole of the one under way, or up to where the run ended.
 *
 * @param {Run} run
 */
function epochsShown(run) {
  if (run.outcome === "running") return run.epoch;
  return Math.max(runShare(run) * run.config.epochs, 0.1);
}

/**
 * @param {readonly EpochRecord[]} records
 * @param {Figure["train"] | Figure["test"]} key
 */
function lineOf(records, key) {
  return records.map((record) => ({ x: record.epoch, y: record[key] }));
}

/**
 * The record of an epoch; of the last one where none is pointed at.
 *
 * @param {Run | null} run
 * @param {number | null} epoch
 */
function recordAt(run, epoch) {
  if (run === null) return null;
  const record =
    epoch === null
      ? run.records.at(-1)
      : run.records.find((candidate) => candidate.epoch === epoch);
  return record ?? null;
}

/** @param {readonly number[]} values */
function finite(values) {
  return values.filter((value) => Number.isFinite(value));
}

/**
 * @param {readonly number[]} values
 * @param {number} least
 */
function largest(values, least) {
  return values.reduce((most, value) => Math.max(most, value), least);
}
