// Pictures of 28 × 28 bytes: digits in white on black, weights in two colours.

/** Pixels along a side. */
export const SIDE = 28;

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
 * A canvas of 28 × 28 pixels, which the style sheet makes larger.
 *
 * @param {string} name For screen readers.
 */
export function pixelCanvas(name) {
  const canvas = document.createElement("canvas");
  canvas.className = "pixels";
  canvas.width = SIDE;
  canvas.height = SIDE;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
  return canvas;
}

/**
 * Paints a digit as it is stored: 0 is black, 255 white.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} bytes
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
  const image = context.createImageData(SIDE, SIDE);
  for (let index = 0; index < SIDE * SIDE; index += 1) {
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
