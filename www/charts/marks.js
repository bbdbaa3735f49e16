// The marks of a line chart: axes, the light line of every step, epoch lines, the cursor.

/** @import { StepSeries } from "../step-series.js" */
/** @import { Shape } from "./marker-shapes.js" */
/** @import { Axis } from "./scale.js" */

import { SHAPES } from "./marker-shapes.js";
import { decimalsOf, roundTicks } from "./scale.js";

/**
 * What a chart is drawn with: of a canvas's context as much as a picture of lines can have too.
 *
 * @typedef {Pick<CanvasRenderingContext2D, "save" | "restore" | "beginPath" | "closePath" | "moveTo"
 *   | "lineTo" | "rect" | "arc" | "clip" | "fill" | "stroke" | "setLineDash" | "fillText"
 *   | "measureText" | "fillStyle" | "strokeStyle" | "globalAlpha" | "lineWidth" | "lineJoin" | "font"
 *   | "textAlign" | "textBaseline">} DrawingContext
 */

/**
 * Where and in what colours to draw.
 *
 * @typedef {object} Frame
 * @property {DrawingContext} context
 * @property {{ left: number, top: number, right: number, bottom: number }} plot CSS pixels.
 * @property {readonly [number, number]} xRange
 * @property {readonly [number, number]} yRange
 * @property {Axis} yAxis
 * @property {(x: number) => number} x
 * @property {(y: number) => number} y
 * @property {(name: string) => string} colour Of a custom property such as `--grid`.
 * @property {string} font
 * @property {(name: string) => void} [onPart] Hears what is drawn next.
 */

/**
 * One line of epoch figures.
 *
 * @typedef {object} Line
 * @property {string} name
 * @property {string} colour A custom property, such as `--train`.
 * @property {"disc" | "ring" | "square" | Shape} marker
 * @property {boolean} [isFilled] Whether a shape is; a disc always is, a ring and a square never.
 * @property {readonly number[]} dash
 * @property {boolean} faint Stands behind the others: thin, pale, with small markers.
 * @property {readonly { x: number, y: number }[]} points
 */

/**
 * Something that happened on the way.
 *
 * @typedef {{ x: number, text: string }} Mark
 */

const TICK_GAP = 6;
const X_TICK_SPACING = 56;
const Y_TICK_SPACING = 44;
const MARKER_RADIUS = 3.5;

/** How far a cursor's markers stand out over the others. */
const CURSOR_SWELL = 2;

/** Markers closer together than this many radii would hide their line. */
const LEAST_MARKER_SPACING = 2.8;

/** How a faint line is drawn; 0.75 keeps its contrast above the 3:1 that a drawing needs. */
const FAINT = { alpha: 0.75, width: 1.25, radius: 2.25 };

/**
 * Draws grid lines, tick labels and the name of the x axis.
 *
 * @param {Frame} frame
 * @param {string} xName
 */
export function drawAxes(frame, xName) {
  const { context, plot, x, y } = frame;
  const xTicks = roundTicks(
    frame.xRange,
    (plot.right - plot.left) / X_TICK_SPACING,
    frame.xRange[1] - frame.xRange[0] > 2 ? 1 : 0,
  );
  const yTicks = frame.yAxis.ticks(
    frame.yRange,
    (plot.bottom - plot.top) / Y_TICK_SPACING,
  );
  context.font = frame.font;
  context.lineWidth = 1;
  context.strokeStyle = frame.colour("--grid");
  context.fillStyle = frame.colour("--muted");
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const { value, label } of yTicks) {
    const at = Math.round(y(value)) + 0.5;
    line(context, plot.left, at, plot.right, at);
    // A long one is squeezed into what room there is.
    const end = plot.left - TICK_GAP;
    context.fillText(label, end, at, end);
  }
  context.strokeStyle = frame.colour("--axis");
  const floor = Math.round(plot.bottom) + 0.5;
  line(context, plot.left, floor, plot.right, floor);
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const tick of xTicks.ticks) {
    const at = Math.round(x(tick)) + 0.5;
    line(context, at, floor, at, floor + 4);
    const label = tick.toFixed(decimalsOf(xTicks.step));
    context.fillText(label, at, floor + TICK_GAP + 2);
  }
  context.textAlign = "right";
  context.fillText(xName, plot.right, floor + TICK_GAP + 18);
}

/**
 * Draws the value of every training step as one light line: per pixel column only its lowest and
 * highest value, so that the cost does not grow with the run.
 *
 * @param {Frame} frame
 * @param {StepSeries} series
 * @param {number} stepsPerEpoch
 * @param {string} colour
 * @param {number} [width]
 */
export function drawSteps(frame, series, stepsPerEpoch, colour, width = 1) {
  const { context, x, y, xRange } = frame;
  const perEpoch = stepsPerEpoch / series.bucketSteps;
  // One more on either side, so that the line reaches the plot's edges.
  const first = Math.max(0, Math.floor(xRange[0] * perEpoch) - 1);
  const end = Math.min(series.low.length, Math.ceil(xRange[1] * perEpoch) + 1);
  clipped(frame, 0, () => {
    context.strokeStyle = frame.colour(colour);
    context.lineWidth = width;
    context.lineJoin = "round";
    context.beginPath();
    let column = Number.NaN;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const flush = () => {
      if (low > high) return;
      context.lineTo(column + 0.5, y(low));
      context.lineTo(column + 0.5, y(high));
      low = Number.POSITIVE_INFINITY;
      high = Number.NEGATIVE_INFINITY;
    };
    for (let bucket = first; bucket < end; bucket += 1) {
      const at = Math.floor(x((bucket + 0.5) / perEpoch));
      if (at !== column) flush();
      column = at;
      // Comparisons with NaN, a missing bucket, are false: it leaves no mark.
      const bucketLow = series.low[bucket] ?? Number.NaN;
      const bucketHigh = series.high[bucket] ?? Number.NaN;
      if (bucketLow < low) low = bucketLow;
      if (bucketHigh > high) high = bucketHigh;
    }
    flush();
    context.stroke();
  });
}

/**
 * Draws a line through epoch figures, with markers where there is room for them.
 *
 * @param {Frame} frame
 * @param {Line} epochLine
 */
export function drawLine(frame, epochLine) {
  const { colour, dash, faint, points } = epochLine;
  const { context, x, y } = frame;
  context.save();
  context.globalAlpha = faint ? FAINT.alpha : 1;
  clipped(frame, 2, () => {
    context.strokeStyle = frame.colour(colour);
    context.lineWidth = faint ? FAINT.width : 2;
    context.lineJoin = "round";
    context.setLineDash([...dash]);
    context.beginPath();
    for (const point of points) context.lineTo(x(point.x), y(point.y));
    context.stroke();
    context.setLineDash([]);
  });
  const radius = radiusOf(faint);
  if (x(1) - x(0) >= LEAST_MARKER_SPACING * radius) {
    for (const point of points) {
      if (!isInSight(frame, point)) continue;
      drawMarker(frame, epochLine, x(point.x), y(point.y), radius);
    }
  }
  context.restore();
}

/**
 * Draws a vertical line at an epoch and rings its points.
 *
 * @param {Frame} frame
 * @param {number} epoch
 * @param {readonly Line[]} lines
 */
export function drawCursor(frame, epoch, lines) {
  const { context, plot, x, y, xRange } = frame;
  if (epoch < xRange[0] || epoch > xRange[1]) return;
  const at = Math.round(x(epoch)) + 0.5;
  context.strokeStyle = frame.colour("--axis");
  context.lineWidth = 1;
  line(context, at, plot.top, at, plot.bottom);
  for (const epochLine of lines) {
    const { faint, points } = epochLine;
    const point = points.find((candidate) => candidate.x === epoch);
    if (point === undefined || !isInSight(frame, point)) continue;
    const radius = radiusOf(faint) + CURSOR_SWELL;
    drawMarker(frame, epochLine, x(epoch), y(point.y), radius);
  }
}

/**
 * Whether a point lies in the plot, its edges included; one that has no place on the axis does not.
 *
 * @param {Frame} frame
 * @param {Line["points"][number]} point
 */
function isInSight({ xRange, plot, y }, point) {
  const at = y(point.y);
  const isBetween = point.x >= xRange[0] && point.x <= xRange[1];
  return isBetween && at >= plot.top - 2 && at <= plot.bottom + 2;
}

/**
 * A line from the top to the bottom, with its text beside it, on the side that has more room.
 *
 * @param {Frame} frame
 * @param {Mark} mark
 */
export function drawMark(frame, mark) {
  const { context, plot, xRange } = frame;
  if (mark.x < xRange[0] || mark.x > xRange[1]) return;
  const at = Math.round(frame.x(mark.x)) + 0.5;
  context.strokeStyle = frame.colour("--muted");
  context.lineWidth = 1;
  context.setLineDash([2, 2]);
  line(context, at, plot.top, at, plot.bottom);
  context.setLineDash([]);
  const isLeft = at < (plot.left + plot.right) / 2;
  context.font = frame.font;
  context.fillStyle = frame.colour("--muted");
  context.textAlign = isLeft ? "left" : "right";
  context.textBaseline = "top";
  context.fillText(mark.text, at + (isLeft ? TICK_GAP : -TICK_GAP), plot.top);
}

/** @param {boolean} faint */
export function radiusOf(faint) {
  return faint ? FAINT.radius : MARKER_RADIUS;
}

/**
 * A filled disc, a hollow ring or square, or another shape, so that shape tells what colour does.
 *
 * @param {Pick<Frame, "context" | "colour">} frame
 * @param {Line} line
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function drawMarker(
  { context, colour: colourOf },
  { colour, marker, isFilled = marker === "disc" },
  x,
  y,
  radius,
) {
  context.beginPath();
  if (marker === "disc" || marker === "ring") {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (marker === "square") {
    context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
  } else {
    for (const [right, down] of SHAPES[marker]) {
      context.lineTo(x + radius * right, y + radius * down);
    }
    context.closePath();
  }
  context.fillStyle = colourOf(isFilled ? colour : "--surface");
  context.fill();
  context.lineWidth = radius < MARKER_RADIUS ? FAINT.width : 1.75;
  context.strokeStyle = colourOf(colour);
  context.stroke();
}

/**
 * Draws within the plot only.
 *
 * @param {Frame} frame
 * @param {number} margin How far a line may stand out above and to the right, in CSS pixels.
 * @param {() => void} draw
 */
function clipped({ context, plot }, margin, draw) {
  context.save();
  context.beginPath();
  context.rect(
    plot.left,
    plot.top - margin,
    plot.right - plot.left + margin,
    plot.bottom - plot.top + margin,
  );
  context.clip();
  draw();
  context.restore();
}

/**
 * Draws a straight line in the style that is set.
 *
 * @param {DrawingContext} context
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
export function line(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
