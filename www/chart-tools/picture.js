// A chart as a picture to take away: its title, legend and curves on a light ground.

/** @import { ChartData } from "../charts/line-chart.js" */
/** @import { DrawingContext, Frame, Line } from "../charts/marks.js" */

import { drawChart, frameOf, MARGIN } from "../charts/line-chart.js";
import { drawLine, drawMarker, radiusOf } from "../charts/marks.js";
import { t } from "../language/translate.js";
import { SvgContext } from "./svg-context.js";

/** In CSS pixels; a PNG has twice as many each way. */
const WIDTH = 800;
const HEIGHT = 500;
const PIXEL_RATIO = 2;

/** Room around everything, and the height of a line of the legend. */
const EDGE = 16;
const LINE_HEIGHT = 20;

/** Parts of the legend's entries, in CSS pixels. */
const KEY_WIDTH = 28;
const KEY_GAP = 6;
const ENTRY_GAP = 18;

/**
 * @typedef {object} Picture
 * @property {string} title
 * @property {string} unit
 * @property {string} run What was trained, in a few words.
 * @property {string} spoken The figures of its last epoch.
 * @property {(value: number) => string} format
 * @property {ChartData} data
 * @property {string} fontFamily
 */

/** A line as the legend has it; a bare one has no marker. @typedef {Line & { isBare?: boolean }} Key */

/**
 * The picture as a PNG file.
 *
 * @param {Picture} picture
 * @returns {Promise<Blob>}
 * @throws {Error} If the browser makes none.
 */
export async function pngOf(picture) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * PIXEL_RATIO;
  canvas.height = HEIGHT * PIXEL_RATIO;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser has no canvas left");
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  draw(context, picture, () => {});
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  if (blob === null) throw new Error("this browser makes no PNG of it");
  return blob;
}

/**
 * The picture as an SVG file's text.
 *
 * @param {Picture} picture
 */
export function svgOf(picture) {
  const context = new SvgContext(WIDTH, HEIGHT);
  draw(context, picture, (name) => context.beginPart(name));
  return context.text(picture.title, `${picture.run}. ${picture.spoken}`);
}

/**
 * @param {DrawingContext} context
 * @param {Picture} picture
 * @param {(name: string) => void} onPart
 */
function draw(context, picture, onPart) {
  const { title, unit, run, data, format, fontFamily } = picture;
  const colour = lightColours();
  context.fillStyle = colour("--surface");
  context.beginPath();
  context.rect(0, 0, WIDTH, HEIGHT);
  context.fill();
  const font = `12px ${fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillStyle = colour("--ink");
  context.font = `600 17px ${fontFamily}`;
  context.fillText(title, EDGE, EDGE);
  context.font = font;
  context.fillStyle = colour("--muted");
  context.fillText(`${unit} · ${run}`, EDGE, EDGE + 26);
  onPart("legend");
  const keys = keysOf(data, format);
  const top = drawLegend({ context, colour, font }, data, keys, EDGE + 46);
  const plot = {
    left: EDGE + MARGIN.left,
    top: top + MARGIN.top,
    right: WIDTH - EDGE - MARGIN.right,
    bottom: HEIGHT - MARGIN.bottom,
  };
  onPart("axes");
  drawChart(frameOf(context, plot, data, { colour, font, onPart }), data);
}

/**
 * Draws a line, a marker and a name for each key; returns where the legend ends.
 *
 * @param {Pick<Frame, "context" | "colour" | "font">} look
 * @param {ChartData} data
 * @param {readonly Key[]} keys
 * @param {number} top
 */
function drawLegend(look, data, keys, top) {
  const { context, colour, font } = look;
  let x = EDGE;
  let y = top + LINE_HEIGHT / 2;
  for (const line of keys) {
    context.font = font;
    const width = KEY_WIDTH + KEY_GAP + context.measureText(line.name).width;
    if (x > EDGE && x + width > WIDTH - EDGE) {
      x = EDGE;
      y += LINE_HEIGHT;
    }
    drawKey(look, data, line, x, y);
    context.fillStyle = colour("--ink");
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillText(line.name, x + KEY_WIDTH + KEY_GAP, y);
    x += width + ENTRY_GAP;
  }
  return y + LINE_HEIGHT / 2;
}

/**
 * The lines that there are, the run's own first, with their last figures.
 *
 * @param {ChartData} data
 * @param {Picture["format"]} format
 * @returns {Key[]}
 */
function keysOf({ lines, steps, smoothed }, format) {
  const bare = /** @type {const} */ ({
    marker: "disc",
    dash: [],
    faint: true,
    isBare: true,
    points: [],
  });
  // What is drawn last, over the others, is the run's own.
  const keys = [...lines.slice(-2), ...lines.slice(0, -2)].flatMap((line) => {
    const last = line.points.at(-1);
    if (last === undefined) return [];
    return [{ ...line, name: `${line.name} ${format(last.y)}` }];
  });
  if (steps.low.length === 0) return keys;
  const each = { ...bare, name: t`each step`, colour: "--train-step" };
  if (smoothed === null) return [...keys, each];
  const smooth = { ...bare, name: t`each step, smoothed`, colour: "--train" };
  return [...keys, each, smooth];
}

/**
 * @param {Pick<Frame, "context" | "colour" | "font">} look
 * @param {ChartData} data
 * @param {Key} line
 * @param {number} left
 * @param {number} y
 */
function drawKey(look, data, line, left, y) {
  const plot = { left, right: left + KEY_WIDTH, top: y - 6, bottom: y + 6 };
  const same = (/** @type {number} */ value) => value;
  // A pixel between epochs has no room for markers: the one of the key is drawn by itself.
  const frame = {
    ...frameOf(look.context, plot, data, look),
    x: same,
    y: same,
  };
  const ends = [left, left + KEY_WIDTH].map((x) => ({ x, y }));
  drawLine(frame, { ...line, points: ends });
  if (line.isBare) return;
  const middle = left + KEY_WIDTH / 2;
  drawMarker(frame, line, middle, y, radiusOf(line.faint));
}

/**
 * The page's colours as its style sheet has them for light surroundings: a picture is looked at
 * elsewhere, most often on white.
 *
 * @returns {(name: string) => string}
 */
function lightColours() {
  const now = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [
    ...sheet.cssRules,
  ]);
  const roots = rules.filter(
    (rule) => rule instanceof CSSStyleRule && rule.selectorText === ":root",
  );
  return (name) => {
    for (const rule of roots) {
      const { style } = /** @type {CSSStyleRule} */ (rule);
      const value = style.getPropertyValue(name).trim();
      if (value !== "") return value;
    }
    return now.getPropertyValue(name);
  };
}
