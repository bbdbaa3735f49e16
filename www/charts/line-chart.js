// One line chart over epochs: light values of every step, lines of epoch figures, and a cursor.

/** @import { StepSeries } from "../step-series.js" */
/** @import { DrawingContext, Frame, Line, Mark } from "./marks.js" */
/** @import { Axis } from "./scale.js" */

import { t } from "../language/translate.js";
import {
  drawAxes,
  drawCursor,
  drawLine,
  drawMark,
  drawSteps,
} from "./marks.js";
import { linearScale } from "./scale.js";
import { Surface } from "./surface.js";

/** Room around the plot for labels, in CSS pixels. */
export const MARGIN = { left: 46, top: 10, right: 14, bottom: 40 };

const SMOOTHED_WIDTH = 1.25;

/** How far Page Up and Page Down move the cursor, in epochs. */
const PAGE_EPOCHS = 5;

/**
 * @typedef {object} ChartData
 * @property {readonly [number, number]} xRange Epochs that are in sight.
 * @property {readonly [number, number]} yRange
 * @property {Axis} yAxis
 * @property {StepSeries} steps
 * @property {StepSeries | null} smoothed Drawn over them.
 * @property {readonly Mark[]} marks Of something that happened on the way.
 * @property {number} stepsPerEpoch
 * @property {readonly Line[]} lines The first is drawn first.
 * @property {readonly number[]} epochs Those that the cursor stops at, in order.
 * @property {number | null} latest The epoch that is read where the cursor is nowhere.
 */

/**
 * @typedef {object} ChartOptions
 * @property {string} name For screen readers, such as `Loss chart`.
 * @property {(epoch: number | null) => void} onCursor The visitor points at an epoch, or at none.
 */

/** Draws a chart on a canvas; whoever owns it says where the cursor is. */
export class LineChart {
  /** @type {HTMLCanvasElement} */
  #canvas;
  /** @type {Surface} */
  #surface;
  /** @type {ChartOptions} */
  #options;
  /** @type {ChartData | null} */
  #data = null;
  /** @type {number | null} */
  #cursor = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {ChartOptions} options
   */
  constructor(canvas, options) {
    this.#canvas = canvas;
    this.#options = options;
    this.#surface = new Surface(canvas, (context, width, height) =>
      this.#draw(context, width, height),
    );
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "slider");
    canvas.setAttribute("aria-label", options.name);
    this.#listen();
  }

  /** @param {ChartData} data */
  setData(data) {
    this.#data = data;
    this.#surface.invalidate();
  }

  /**
   * Puts the cursor on an epoch and says its figures to a screen reader.
   *
   * @param {number | null} epoch
   * @param {string} spoken
   */
  setCursor(epoch, spoken) {
    const epochs = this.#epochs();
    const canvas = this.#canvas;
    const now = epoch ?? this.#data?.latest ?? epochs[0] ?? 0;
    canvas.setAttribute("aria-valuemin", String(epochs[0] ?? 0));
    canvas.setAttribute("aria-valuemax", String(epochs.at(-1) ?? 0));
    canvas.setAttribute("aria-valuenow", String(now));
    canvas.setAttribute("aria-valuetext", spoken);
    this.#cursor = epoch;
    this.#surface.invalidate();
  }

  #epochs() {
    return this.#data?.epochs ?? [];
  }

  #listen() {
    const canvas = this.#canvas;
    const { onCursor } = this.#options;
    const point = (/** @type {PointerEvent} */ event) =>
      onCursor(this.#nearest(event.offsetX));
    canvas.addEventListener("pointerdown", point);
    canvas.addEventListener("pointermove", point);
    canvas.addEventListener("pointerleave", () => onCursor(null));
    canvas.addEventListener("blur", () => onCursor(null));
    canvas.addEventListener("keydown", (event) => {
      const epoch = this.#afterKey(event.key);
      if (epoch === undefined) return;
      event.preventDefault();
      onCursor(epoch);
    });
  }

  /**
   * The epoch at a place, with decimals.
   *
   * @param {number} offset CSS pixels from the canvas's left.
   */
  epochAt(offset) {
    const { left, right } = MARGIN;
    const width = this.#canvas.clientWidth - left - right;
    const [low, high] = this.#data?.xRange ?? [0, 1];
    return low + ((offset - left) / width) * (high - low);
  }

  /** @param {number} offset CSS pixels from the canvas's left. */
  #nearest(offset) {
    const epoch = this.epochAt(offset);
    const [low, high] = this.#data?.xRange ?? [0, 1];
    let best = null;
    for (const candidate of this.#epochs()) {
      if (candidate < low || candidate > high) continue;
      if (
        best === null ||
        Math.abs(candidate - epoch) < Math.abs(best - epoch)
      ) {
        best = candidate;
      }
    }
    return best;
  }

  /**
   * The epoch that a key moves the cursor to; undefined for a key that moves nothing.
   *
   * @param {string} key
   */
  #afterKey(key) {
    const epochs = this.#epochs();
    if (epochs.length === 0) return undefined;
    const last = epochs.length - 1;
    const latest = epochs.indexOf(this.#data?.latest ?? Number.NaN);
    const at = this.#cursor === null ? latest : epochs.indexOf(this.#cursor);
    /** @type {Record<string, number>} */
    const targets = {
      ArrowLeft: this.#cursor === null ? latest : at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - PAGE_EPOCHS,
      PageUp: at + PAGE_EPOCHS,
      Home: 0,
      End: last,
    };
    if (key === "Escape") return null;
    const target = targets[key];
    if (target === undefined) return undefined;
    return epochs[Math.min(last, Math.max(0, target))];
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   */
  #draw(context, width, height) {
    if (this.#data === null) return;
    const style = getComputedStyle(this.#canvas);
    const plot = {
      left: MARGIN.left,
      top: MARGIN.top,
      right: width - MARGIN.right,
      bottom: height - MARGIN.bottom,
    };
    const frame = frameOf(context, plot, this.#data, {
      colour: (name) => style.getPropertyValue(name),
      font: `12px ${style.fontFamily}`,
    });
    drawChart(frame, this.#data);
    if (this.#cursor === null) return;
    drawCursor(frame, this.#cursor, this.#data.lines);
  }
}

/**
 * @param {DrawingContext} context
 * @param {Frame["plot"]} plot
 * @param {ChartData} data
 * @param {Pick<Frame, "colour" | "font" | "onPart">} look
 * @returns {Frame}
 */
export function frameOf(context, plot, data, look) {
  const { xRange, yRange, yAxis } = data;
  return {
    ...look,
    context,
    plot,
    xRange,
    yRange,
    yAxis,
    x: linearScale(xRange, [plot.left, plot.right]),
    y: yAxis.scale(yRange, [plot.bottom, plot.top]),
  };
}

/**
 * Draws all but the cursor.
 *
 * @param {Frame} frame
 * @param {ChartData} data
 */
export function drawChart(frame, data) {
  const { steps, smoothed, stepsPerEpoch, lines, marks } = data;
  drawAxes(frame, t`epoch`);
  frame.onPart?.(t`each step`);
  drawSteps(frame, steps, stepsPerEpoch, "--train-step");
  if (smoothed !== null) {
    frame.onPart?.(t`each step, smoothed`);
    drawSteps(frame, smoothed, stepsPerEpoch, "--train", SMOOTHED_WIDTH);
  }
  for (const line of lines) {
    frame.onPart?.(line.name);
    drawLine(frame, line);
  }
  for (const mark of marks) {
    frame.onPart?.(mark.text);
    drawMark(frame, mark);
  }
}
