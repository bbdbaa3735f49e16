// A canvas that is crisp on any screen and is drawn at most once a frame.

import { drawSoon } from "../frames.js";

/**
 * @callback Draw
 * @param {CanvasRenderingContext2D} context In CSS pixels, cleared.
 * @param {number} width CSS pixels.
 * @param {number} height CSS pixels.
 * @returns {void}
 */

/** Keeps a canvas's pixels equal to the screen's and draws it again when anything changes. */
export class Surface {
  /** @type {HTMLCanvasElement} */
  #canvas;
  /** @type {Draw} */
  #draw;
  /** @type {typeof drawSoon} */
  #drawInTime;

  /**
   * @param {HTMLCanvasElement} canvas Sized by the style sheet.
   * @param {Draw} draw
   * @param {typeof drawSoon} [drawInTime] When to draw after a change.
   */
  constructor(canvas, draw, drawInTime = drawSoon) {
    this.#canvas = canvas;
    this.#draw = draw;
    this.#drawInTime = drawInTime;
    new ResizeObserver(() => this.invalidate()).observe(canvas);
    for (const query of [
      "(prefers-color-scheme: dark)",
      "(forced-colors: active)",
    ]) {
      matchMedia(query).addEventListener("change", () => this.invalidate());
    }
    this.#watchPixelRatio();
  }

  /** Asks for a redraw in one of the next frames. */
  invalidate() {
    this.#drawInTime(this.#redraw);
  }

  #redraw = () => {
    const canvas = this.#canvas;
    const { clientWidth: width, clientHeight: height } = canvas;
    const context = canvas.getContext("2d");
    if (context === null || width === 0 || height === 0) return;
    const ratio = devicePixelRatio;
    const pixelWidth = Math.round(width * ratio);
    const pixelHeight = Math.round(height * ratio);
    if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
      canvas.width = pixelWidth;
      canvas.height = pixelHeight;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.#draw(context, width, height);
  };

  /** A query names one ratio, so each change needs the next query. */
  #watchPixelRatio() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        this.invalidate();
        this.#watchPixelRatio();
      },
      { once: true },
    );
  }
}
