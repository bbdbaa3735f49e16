// What the curves can be looked at with: zoom, log scales, smoothing, pictures. It comes late.

/** @import { ChartData } from "../charts/line-chart.js" */
/** @import { Figure } from "../curve-figures.js" */
/** @import { State } from "../state.js" */
/** @import { Charts } from "../views/charts.js" */
/** @import { Look } from "./kept-look.js" */
/** @import { LogFigure } from "./log-axis.js" */

import { chartData, LOSS, readingsOf, spokenOf } from "../curve-figures.js";
import { addStyle, make, setText } from "../dom.js";
import { runFileName, saveFile } from "../export.js";
import { t } from "../language/translate.js";
import { legendKey } from "../views/legend.js";
import { mountChartControls, mountSharedControls } from "./controls.js";
import { keepLook, keptLook } from "./kept-look.js";
import { LOG_ERROR, LOG_LOSS } from "./log-axis.js";
import { pngOf, svgOf } from "./picture.js";
import { shapedData } from "./shape.js";
import { Zoom } from "./zoom.js";

/** What pictures say that a run has learned from. */
const DATA = {
  mnist: "MNIST",
  generated: t`generated digits`,
  custom: t`own files`,
};

/**
 * What differs between the charts.
 *
 * @typedef {object} Kind
 * @property {"logLoss" | "logError"} switch
 * @property {LogFigure} log
 * @property {string} logUnit
 * @property {string} ofLog What the log scale is of, for those who hear it.
 * @property {string} savedAs What the buttons do before the name of their format, for the same.
 * @property {string} file Ends its pictures' names.
 * @property {readonly [number, number]} bounds Values that there can be.
 */

/** @type {Kind} */
const OF_LOSS = {
  switch: "logLoss",
  log: LOG_LOSS,
  logUnit: t`log scale`,
  ofLog: t` of loss`,
  savedAs: t`Save loss chart as `,
  file: "loss",
  bounds: [0, Number.POSITIVE_INFINITY],
};

/** @type {Kind} */
const OF_ACCURACY = {
  switch: "logError",
  log: LOG_ERROR,
  logUnit: t`log of the error`,
  ofLog: t` of error`,
  savedAs: t`Save accuracy chart as `,
  file: "accuracy",
  bounds: [0, 1],
};

/** @typedef {Charts["charts"][number]} Chart */

/**
 * Puts the tools on the page, with their style.
 *
 * @param {Charts} charts
 * @returns {Promise<(state: State) => void>}
 */
export async function mountChartTools(charts) {
  await addStyle("chart-tools.css", import.meta.url);
  const tools = new ChartTools(charts);
  return (state) => tools.follow(state);
}

class ChartTools {
  /** @type {Charts} */
  #charts;
  #look = keptLook();
  /** What is shown. */
  #subject = "";
  #hasRun = false;
  #zoom;
  #shared;
  #each;

  /** @param {Charts} charts */
  constructor(charts) {
    this.#charts = charts;
    this.#zoom = new Zoom(charts, (said) => {
      this.#shared.say(said);
      this.#show();
      charts.redraw();
    });
    this.#shared = mountSharedControls({
      onSmooth: (smoothing) => this.#change({ smoothing }),
      onZoomIn: () => this.#zoom.zoomIn(),
      onReset: () => this.#zoom.reset(),
    });
    this.#each = charts.charts.map((chart) => this.#mount(chart));
    charts.setShape((data, figure) => this.#shape(data, figure));
    this.#show();
  }

  /**
   * Another run, or another model's curves, are looked at as a whole at first.
   *
   * @param {State} state
   */
  follow({ run, settings }) {
    const subject = run?.startedAt ?? settings.model;
    if (subject !== this.#subject) {
      this.#subject = subject;
      this.#zoom.forget();
    }
    this.#hasRun = run !== null;
    this.#show();
  }

  /** @param {Chart} chart */
  #mount(chart) {
    const kind = kindOf(chart.figure);
    const { figure, legend, tools } = chart;
    const controls = mountChartControls(tools, kind.ofLog, kind.savedAs, {
      onLog: (isLog) => this.#change({ [kind.switch]: isLog }),
      onPicture: (format) => this.#save(chart, format),
    });
    const step = legend.querySelector(".step");
    const smooth = make("li", "", legendKey("smooth"), t`each step, smoothed`);
    step?.after(smooth);
    describeKeys(chart);
    return () => {
      const isSmooth = this.#look.smoothing > 0;
      controls.show(this.#look[kind.switch], this.#hasRun);
      smooth.hidden = !isSmooth;
      if (step instanceof HTMLElement) step.hidden = isSmooth;
      setText(chart.unit, this.#unit(figure));
    };
  }

  /** @param {Partial<Look>} change */
  #change(change) {
    this.#look = { ...this.#look, ...change };
    keepLook(this.#look);
    this.#show();
    this.#charts.redraw();
  }

  /**
   * @param {ChartData} data
   * @param {Figure} figure
   */
  #shape(data, figure) {
    const { log, bounds, ...kind } = kindOf(figure);
    return shapedData(data, {
      range: this.#zoom.rangeOf(data.xRange[1]),
      smoothing: this.#look.smoothing,
      log: this.#look[kind.switch] ? log : null,
      bounds,
      yLabel: figure.yLabel,
    });
  }

  /** Shows what is set; the charts themselves are drawn elsewhere. */
  #show() {
    this.#shared.show(this.#look, this.#zoom.isZoomed);
    for (const show of this.#each) show();
  }

  /** @param {Figure} figure */
  #unit(figure) {
    const kind = kindOf(figure);
    return this.#look[kind.switch]
      ? `${figure.unit}, ${kind.logUnit}`
      : figure.unit;
  }

  /**
   * @param {Chart} chart
   * @param {"png" | "svg"} format
   */
  async #save({ figure, canvas }, format) {
    const curves = this.#charts.curves();
    if (curves === null || curves.run === null) return;
    const { config, dataset } = curves.run;
    const { latest } = curves;
    const data = dataset ? `, ${DATA[dataset.kind]}` : "";
    const picture = {
      title: figure.title,
      unit: this.#unit(figure),
      run: t`${config.model}, seed ${config.seed}${data}`,
      spoken: spokenOf(latest, readingsOf(curves, figure, latest)),
      format: figure.format,
      data: this.#shape(chartData(curves, figure), figure),
      fontFamily: getComputedStyle(canvas).fontFamily,
    };
    const name = `${runFileName(curves.run)}-${kindOf(figure).file}.${format}`;
    try {
      if (format === "svg") saveFile(name, "image/svg+xml", svgOf(picture));
      else saveFile(name, "image/png", await pngOf(picture));
      this.#shared.complain("");
    } catch (error) {
      console.warn("No picture of the chart:", error);
      this.#shared.complain(t`This browser could not make the picture.`);
    }
  }
}

/** @param {Figure} figure */
function kindOf(figure) {
  return figure === LOSS ? OF_LOSS : OF_ACCURACY;
}

/**
 * Tells a screen reader which keys the chart's slider has besides its own.
 *
 * @param {Chart} chart
 */
function describeKeys({ canvas, plot, figure }) {
  const id = `${kindOf(figure).file}-keys`;
  const keys = make(
    "span",
    "visually-hidden",
    t`Plus and minus zoom about the epoch that is read; 0 shows all.`,
  );
  keys.id = id;
  plot.append(keys);
  canvas.setAttribute("aria-describedby", id);
}
