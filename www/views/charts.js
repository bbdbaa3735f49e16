// The charts of loss and accuracy: their canvases, their legends, and the cursor they share.

/** @import { ChartData } from "../charts/line-chart.js" */
/** @import { Figure, Reading } from "../curve-figures.js" */
/** @import { Curves } from "../curves.js" */
/** @import { State } from "../state.js" */

import { LineChart } from "../charts/line-chart.js";
import {
  ACCURACY,
  chartData,
  LOSS,
  readingsOf,
  spokenOf,
} from "../curve-figures.js";
import { curvesOf, sameCurves } from "../curves.js";
import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { mountLate } from "../late.js";
import { legendEntry, legendKey, mountLegendBeside } from "./legend.js";

/** How long the page can train before the charts' tools come: nobody waits for them. */
const PEACE_MS = 1000;

/**
 * What the charts' tools have of them.
 *
 * @typedef {object} Charts
 * @property {readonly ReturnType<typeof mountChart>[]} charts
 * @property {() => Curves | null} curves What is shown.
 * @property {() => number | null} cursor The epoch that is pointed at.
 * @property {(shape: Shape) => void} setShape
 * @property {() => void} redraw
 */

/** What a chart shows, changed by its tools. @typedef {(data: ChartData, figure: Figure) => ChartData} Shape */

/** @returns {(state: State) => void} */
export function mountCharts() {
  /** @type {Curves | null} */
  let last = null;
  /** @type {number | null} */
  let cursor = null;
  /** @type {Shape} */
  let shape = (data) => data;
  const onCursor = (/** @type {number | null} */ epoch) => {
    if (epoch === cursor || last === null) return;
    cursor = epoch;
    for (const chart of charts) chart.point(last, cursor);
  };
  const charts = [
    mountChart(byId("loss-chart", HTMLElement), LOSS, onCursor),
    mountChart(byId("accuracy-chart", HTMLElement), ACCURACY, onCursor),
  ];
  const redraw = () => {
    if (last === null) return;
    for (const chart of charts) chart.show(last, cursor, shape);
  };
  const renderTools = mountTools({
    charts,
    curves: () => last,
    cursor: () => cursor,
    setShape(other) {
      shape = other;
      redraw();
    },
    redraw,
  });
  return (state) => {
    renderTools(state);
    const curves = curvesOf(state);
    if (last !== null && sameCurves(curves, last)) return;
    last = curves;
    if (cursor !== null && !curves.stops.includes(cursor)) cursor = null;
    redraw();
  };
}

/**
 * The tools come when there is a run, or a moment after the page can train.
 *
 * @param {Charts} charts
 */
function mountTools(charts) {
  /** @type {State} */
  let last;
  let hasPeace = false;
  let isWaiting = false;
  const render = mountLate(
    ({ run }) => hasPeace || run !== null,
    async () =>
      (await import("../chart-tools/tools.js")).mountChartTools(charts),
  );
  return (/** @type {State} */ state) => {
    last = state;
    render(state);
    if (isWaiting || state.worker !== "open") return;
    isWaiting = true;
    setTimeout(() => {
      hasPeace = true;
      render(last);
    }, PEACE_MS);
  };
}

/**
 * @param {HTMLElement} box
 * @param {Figure} figure
 * @param {(epoch: number | null) => void} onCursor
 */
function mountChart(box, figure, onCursor) {
  const { title, name } = figure;
  const canvas = make("canvas", "chart-canvas");
  const unit = make("span", "unit", figure.unit);
  const at = make("span", "chart-at");
  const legend = mountLegend();
  const empty = make("p", "empty", t`Your curve appears here as you train.`);
  const plot = make("div", "plot", canvas, empty);
  const tools = make("div", "chart-tools");
  box.append(
    make("div", "chart-head", make("h3", "", title), unit, at),
    legend.list,
    plot,
    tools,
  );
  const chart = new LineChart(canvas, { name, onCursor });
  const point = (
    /** @type {Curves} */ curves,
    /** @type {number | null} */ cursor,
  ) => {
    const epoch = cursor ?? curves.latest;
    const readings = readingsOf(curves, figure, epoch);
    setText(at, epoch === null ? "" : t`epoch ${epoch}`);
    legend.show(readings);
    chart.setCursor(cursor, spokenOf(epoch, readings));
  };
  const show = (
    /** @type {Curves} */ curves,
    /** @type {number | null} */ cursor,
    /** @type {Shape} */ shape,
  ) => {
    empty.hidden = curves.run !== null;
    // Another curve may be anywhere in the plot, so the words go under it.
    const hasOthers = curves.notebook.length + curves.beside.length > 0;
    empty.classList.toggle("under", hasOthers);
    chart.setData(shape(chartData(curves, figure), figure));
    point(curves, cursor);
  };
  return {
    figure,
    canvas,
    chart,
    unit,
    legend: legend.list,
    plot,
    tools,
    point,
    show,
  };
}

/** A legend with an entry for each line there can be, and one for the steps. */
function mountLegend() {
  const list = make("ul", "legend");
  const kinds = /** @type {const} */ ([
    "train",
    "test",
    "notebook-train",
    "notebook-test",
  ]);
  const entries = kinds.map((kind) => ({ kind, ...legendEntry(kind) }));
  const items = entries.map(({ item }) => item);
  items.splice(2, 0, make("li", "step", legendKey("step"), t`each step`));
  list.append(...items);
  const showBeside = mountLegendBeside(list);
  return {
    list,
    /** @param {readonly Reading[]} readings */
    show(readings) {
      showBeside(readings);
      for (const { kind, item, show } of entries) {
        const reading = readings.find((candidate) => candidate.kind === kind);
        item.hidden = reading === undefined;
        if (reading) show(reading.name, reading.value);
      }
    },
  };
}
