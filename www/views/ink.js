// The drawing itself: strokes as fractions of the pad, and how they are painted.

/** @import { Stroke } from "../protocol.d.ts" */

/** The pen's width as a fraction of the pad: about two of MNIST's 28 pixels once scaled. */
const PEN_WIDTH = 0.075;

/** Points closer together than this add nothing that 28 pixels could show. */
const LEAST_DISTANCE = 0.004;

/** Most points kept; a drawing far beyond any digit stops growing instead of slowing down. */
const MAX_POINTS = 20_000;

/** Strokes that grow point by point. */
export class Ink {
  /** @type {Stroke[]} */
  #strokes = [];
  #nPoints = 0;

  get isEmpty() {
    return this.#strokes.length === 0;
  }

  /** A copy to send away. */
  strokes() {
    return this.#strokes.map(({ x, y }) => ({ x: [...x], y: [...y] }));
  }

  clear() {
    this.#strokes = [];
    this.#nPoints = 0;
  }

  /**
   * Puts the pen down.
   *
   * @param {number} x Fraction of the pad from the left.
   * @param {number} y Fraction of the pad from the top.
   */
  begin(x, y) {
    if (this.#nPoints >= MAX_POINTS) return;
    this.#strokes.push({ x: [within(x)], y: [within(y)] });
    this.#nPoints += 1;
  }

  /**
   * Moves the pen that is down.
   *
   * @param {number} x
   * @param {number} y
   */
  extend(x, y) {
    const stroke = this.#strokes.at(-1);
    if (stroke === undefined || this.#nPoints >= MAX_POINTS) return;
    const newX = within(x);
    const newY = within(y);
    const distance = Math.hypot(
      newX - (stroke.x.at(-1) ?? 0),
      newY - (stroke.y.at(-1) ?? 0),
    );
    if (distance < LEAST_DISTANCE) return;
    stroke.x.push(newX);
    stroke.y.push(newY);
    this.#nPoints += 1;
  }

  /**
   * Paints the strokes as smooth lines.
   *
   * @param {CanvasRenderingContext2D} context In units of CSS pixels.
   * @param {number} size Of the pad, CSS pixels.
   * @param {string} colour
   */
  paint(context, size, colour) {
    context.strokeStyle = colour;
    context.lineWidth = PEN_WIDTH * size;
    context.lineCap = "round";
    context.lineJoin = "round";
    for (const stroke of this.#strokes) {
      context.beginPath();
      trace(context, stroke, size);
      context.stroke();
    }
  }
}

/**
 * Traces a curve through the middles between a stroke's points, which rounds its corners.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Stroke} stroke
 * @param {number} size
 */
function trace(context, { x, y }, size) {
  const at = (/** @type {number} */ index) => ({
    x: (x[index] ?? 0) * size,
    y: (y[index] ?? 0) * size,
  });
  const first = at(0);
  context.moveTo(first.x, first.y);
  for (let index = 1; index + 1 < x.length; index += 1) {
    const here = at(index);
    const next = at(index + 1);
    const middle = { x: (here.x + next.x) / 2, y: (here.y + next.y) / 2 };
    context.quadraticCurveTo(here.x, here.y, middle.x, middle.y);
  }
  const last = at(x.length - 1);
  context.lineTo(last.x, last.y);
}

/** @param {number} fraction */
function within(fraction) {
  return Math.min(1, Math.max(0, fraction));
}
