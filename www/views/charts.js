// The charts of loss and accuracy: their canvases, their legends, and the cursor they share.

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
import { legendEntry, legendKey, mountLegendBeside } from "./legend.js";

/** @returns {(state: State) => void} */
export function mountCharts() {
  /** @type {Curves | null} */
  let last = null;
  /** @type {number | null} */
  let cursor = null;
  const onCursor = (/** @type {number | null} */ epoch) => {
    if (epoch === cursor || last === null) return;
    cursor = epoch;
    for (const chart of charts) chart.point(last, cursor);
  };
  const charts = [
    mountChart(byId("loss-chart", HTMLElement), LOSS, onCursor),
    mountChart(byId("accuracy-chart", HTMLElement), ACCURACY, onCursor),
  ];
  return (state) => {
    const curves = curvesOf(state);
    if (last !== null && sameCurves(curves, last)) return;
    last = curves;
    if (cursor !== null && !curves.stops.includes(cursor)) cursor = null;
    for (const chart of charts) chart.show(curves, cursor);
  };
}

/**
 * @param {HTMLElement} box
 * @param {Figure} figure
 * @param {(epoch: number | null) => void} onCursor
 */
function mountChart(box, figure, onCursor) {
  const { title, name, unit, yLabel } = figure;
  const canvas = make("canvas", "chart-canvas");
  const at = make("span", "chart-at");
  const legend = mountLegend();
  const empty = make("p", "empty", "Your curve appears here as you train.");
  box.append(
    make(
      "div",
      "chart-head",
      make("h3", "", title),
      make("span", "unit", unit),
      at,
    ),
    legend.list,
    make("div", "plot", canvas, empty),
  );
  const chart = new LineChart(canvas, { name, yLabel, onCursor });
  const point = (
    /** @type {Curves} */ curves,
    /** @type {number | null} */ cursor,
  ) => {
    const epoch = cursor ?? curves.latest;
    const readings = readingsOf(curves, figure, epoch);
    setText(at, epoch === null ? "" : `epoch ${epoch}`);
    legend.show(readings);
    chart.setCursor(cursor, spokenOf(epoch, readings));
  };
  const show = (
    /** @type {Curves} */ curves,
    /** @type {number | null} */ cursor,
  ) => {
    empty.hidden = curves.run !== null;
    // Another curve may be anywhere in the plot, so the words go under it.
    const hasOthers = curves.notebook.length + curves.beside.length > 0;
    empty.classList.toggle("under", hasOthers);
    chart.setData(chartData(curves, figure));
    point(curves, cursor);
  };
  return { point, show };
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
  items.splice(2, 0, make("li", "step", legendKey("step"), "each step"));
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
