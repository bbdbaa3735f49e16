// Violins side by side, one for each layer, each with a weight axis of its own.

/** @import { WeightDistribution } from "../protocol.d.ts" */

import { line } from "./marks.js";
import { decimalsOf, linearScale, roundTicks } from "./scale.js";
import { Surface } from "./surface.js";
import { halfOutline } from "./violin-shape.js";

/** Least room for one violin and its axis, in CSS pixels. */
const LEAST_PANEL_WIDTH = 132;
const MOST_PANEL_WIDTH = 400;
const PANEL_HEIGHT = 232;

/** Room in a panel above and below its plot. */
const TITLE_HEIGHT = 26;
const FOOT_HEIGHT = 30;

const TICK_GAP = 6;
const TICK_SPACING = 36;
const LEAST_GAP = 14;

/**
 * One layer.
 *
 * @typedef {object} Panel
 * @property {string} title
 * @property {string} foot A line below the violin.
 * @property {readonly [number, number]} range Of the axis.
 * @property {WeightDistribution} shown
 * @property {WeightDistribution | null} faint Drawn behind it.
 */

/**
 * @typedef {object} Box
 * @property {CanvasRenderingContext2D} context
 * @property {number} left
 * @property {number} right
 * @property {number} top
 * @property {number} bottom
 * @property {(weight: number) => number} y
 * @property {(name: string) => string} colour
 */

/** Draws violins on a canvas whose height follows from how many fit into its width. */
export class ViolinChart {
  /** @type {HTMLCanvasElement} */
  #canvas;
  /** @type {Surface} */
  #surface;
  /** @type {readonly Panel[]} */
  #panels = [];

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    this.#surface = new Surface(canvas, (context, width) =>
      this.#draw(context, width),
    );
  }

  /** @param {readonly Panel[]} panels */
  setPanels(panels) {
    this.#panels = panels;
    this.#surface.invalidate();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   */
  #draw(context, width) {
    const canvas = this.#canvas;
    const { nColumns, panelWidth } = layout(this.#panels.length, width);
    const nRows = Math.ceil(this.#panels.length / nColumns);
    const height = `${nRows * PANEL_HEIGHT}px`;
    if (canvas.style.height !== height) {
      // The new size calls for another drawing by itself.
      canvas.style.height = height;
      return;
    }
    const style = getComputedStyle(canvas);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name);
    this.#panels.forEach((panel, index) => {
      const left = (index % nColumns) * panelWidth;
      const top = Math.floor(index / nColumns) * PANEL_HEIGHT;
      const area = { context, colour, left, top, right: left + panelWidth };
      drawPanel(panel, area, style.fontFamily);
    });
  }
}

/**
 * As few rows as there is room for, filled evenly.
 *
 * @param {number} nPanels
 * @param {number} width
 */
function layout(nPanels, width) {
  const most = Math.max(1, Math.floor(width / LEAST_PANEL_WIDTH));
  const nRows = Math.max(1, Math.ceil(nPanels / most));
  const nColumns = Math.max(1, Math.ceil(nPanels / nRows));
  const panelWidth = Math.min(width / nColumns, MOST_PANEL_WIDTH);
  return { nColumns, panelWidth };
}

/**
 * @param {Panel} panel
 * @param {Omit<Box, "bottom" | "y">} area
 * @param {string} fontFamily
 */
function drawPanel(panel, area, fontFamily) {
  const { context, colour, top } = area;
  const bottom = top + PANEL_HEIGHT - FOOT_HEIGHT;
  const plotTop = top + TITLE_HEIGHT;
  const y = linearScale(panel.range, [bottom, plotTop]);
  context.font = `12px ${fontFamily}`;
  const left = drawAxis(panel.range, { ...area, top: plotTop, bottom, y });
  const box = { ...area, left, top: plotTop, bottom, y };
  box.right -= LEAST_GAP;
  const centre = (box.left + box.right) / 2;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour("--muted");
  context.fillText(panel.foot, centre, bottom + FOOT_HEIGHT / 2);
  context.fillStyle = colour("--ink");
  context.font = `600 13px ${fontFamily}`;
  context.fillText(panel.title, centre, top + TITLE_HEIGHT / 2 - 2);
  if (panel.faint !== null) drawFaint(panel.faint, box);
  drawViolin(panel.shown, box);
  if (panel.faint !== null) drawFaintOutline(panel.faint, box);
  drawInnerBox(panel.shown, box);
}

/**
 * Draws grid lines and tick labels; returns where the plot begins beside them.
 *
 * @param {readonly [number, number]} range
 * @param {Box} box
 */
function drawAxis(range, { context, colour, left, right, top, bottom, y }) {
  const { ticks, step } = roundTicks(range, (bottom - top) / TICK_SPACING);
  const labels = ticks.map((tick) => tickLabel(tick, decimalsOf(step)));
  const widths = labels.map((label) => context.measureText(label).width);
  const plotLeft = left + Math.max(0, ...widths) + TICK_GAP;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = colour("--muted");
  context.strokeStyle = colour("--grid");
  context.lineWidth = 1;
  ticks.forEach((tick, index) => {
    const at = Math.round(y(tick)) + 0.5;
    line(context, plotLeft, at, right - LEAST_GAP, at);
    context.fillText(labels[index] ?? "", plotLeft - TICK_GAP, at);
  });
  return plotLeft;
}

/**
 * @param {number} tick
 * @param {number} decimals
 */
function tickLabel(tick, decimals) {
  const text = tick.toFixed(decimals);
  // What rounds to nothing has no sign.
  if (Number(text) === 0) return (0).toFixed(decimals);
  return text.replace("-", "−");
}

/**
 * @param {WeightDistribution} distribution
 * @param {Box} box
 */
function drawViolin(distribution, box) {
  const { context, colour } = box;
  trace(distribution, box);
  context.save();
  context.globalAlpha = 0.72;
  context.fillStyle = colour("--train-step");
  context.fill();
  context.restore();
  context.strokeStyle = colour("--train");
  context.lineWidth = 1.5;
  context.stroke();
}

/**
 * @param {WeightDistribution} distribution
 * @param {Box} box
 */
function drawFaint(distribution, box) {
  trace(distribution, box);
  box.context.fillStyle = box.colour("--line");
  box.context.fill();
}

/**
 * @param {WeightDistribution} distribution
 * @param {Box} box
 */
function drawFaintOutline(distribution, box) {
  const { context, colour } = box;
  trace(distribution, box);
  context.save();
  context.setLineDash([3, 3]);
  context.strokeStyle = colour("--muted");
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}

/**
 * Traces a violin's outline, up its right half and down its left.
 *
 * @param {WeightDistribution} distribution
 * @param {Box} box
 */
function trace(distribution, { context, left, right, y }) {
  const centre = (left + right) / 2;
  const half = (right - left) / 2;
  const points = halfOutline(distribution);
  context.beginPath();
  if (points.length === 0) {
    const at = y(distribution.median);
    context.moveTo(left, at);
    context.lineTo(right, at);
    return;
  }
  for (const { weight, width } of points) {
    context.lineTo(centre + width * half, y(weight));
  }
  for (const { weight, width } of points.reverse()) {
    context.lineTo(centre - width * half, y(weight));
  }
  context.closePath();
}

/**
 * Draws whiskers, quartiles and median in the violin's middle, as seaborn does.
 *
 * @param {WeightDistribution} distribution
 * @param {Box} box
 */
function drawInnerBox(distribution, { context, colour, left, right, y }) {
  const centre = (left + right) / 2;
  const { lower_whisker, lower_quartile, median } = distribution;
  const { upper_quartile, upper_whisker } = distribution;
  context.strokeStyle = colour("--ink");
  context.lineWidth = 1.5;
  line(context, centre, y(lower_whisker), centre, y(upper_whisker));
  context.lineWidth = 6;
  line(context, centre, y(lower_quartile), centre, y(upper_quartile));
  context.fillStyle = colour("--surface");
  context.strokeStyle = colour("--ink");
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(centre, y(median), 3, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}
