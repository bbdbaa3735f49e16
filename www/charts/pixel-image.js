// Pictures of bytes: images in white on black, weights in two colours.

/** @import { ImageFormat } from "../protocol.d.ts" */

/** The byte of a weight of 0. */
const ZERO = 128;
const LARGEST = 127;

/** @typedef {readonly [number, number, number]} Colour Red, green, blue, 0..255. */

/**
 * @typedef {object} Palette
 * @property {Colour} negative
 * @property {Colour} zero
 * @property {Colour} positive
 */

/**
 * A canvas with a pixel for each of the image's, which the style sheet makes larger.
 *
 * @param {string} name For screen readers.
 * @param {ImageFormat} format
 */
export function pixelCanvas(name, format) {
  const canvas = document.createElement("canvas");
  canvas.className = "pixels";
  setSize(canvas, format);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
  return canvas;
}

/**
 * Makes a canvas as large as an image; it is left alone, and keeps what is on it, where it is.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ImageFormat} format
 */
export function setSize(canvas, { rows, columns }) {
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
}

/**
 * Paints an image as it is stored: 0 is black, 255 white.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} bytes Blank where there are none.
 */
export function paintDigit(canvas, bytes) {
  paint(canvas, bytes, (value) => [value, value, value]);
}

/**
 * Paints weights: 1..127 are negative, 128 is none, 129..255 are positive.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} bytes
 * @param {Palette} palette
 */
export function paintWeights(canvas, bytes, { negative, zero, positive }) {
  paint(canvas, bytes, (value) => {
    const weight = (value - ZERO) / LARGEST;
    return mixed(zero, weight < 0 ? negative : positive, Math.abs(weight));
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} bytes
 * @param {(value: number) => Colour} colourOf
 */
function paint(canvas, bytes, colourOf) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  for (let index = 0; index < width * height; index += 1) {
    image.data.set([...colourOf(bytes[index] ?? 0), 255], index * 4);
  }
  context.putImageData(image, 0, 0);
}

/**
 * @param {Colour} one
 * @param {Colour} other
 * @param {number} share Of the other.
 * @returns {Colour}
 */
function mixed([r0, g0, b0], [r1, g1, b1], share) {
  return [
    r0 + (r1 - r0) * share,
    g0 + (g1 - g0) * share,
    b0 + (b1 - b0) * share,
  ];
}

/**
 * The page's colours for weights, as they are in light or dark.
 *
 * @returns {Palette}
 */
export function weightPalette() {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) =>
    fromHex(style.getPropertyValue(name));
  return {
    negative: colour("--test"),
    zero: colour("--surface"),
    positive: colour("--train"),
  };
}

/**
 * @param {string} text Such as `#0b64ad`.
 * @returns {Colour}
 */
function fromHex(text) {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
