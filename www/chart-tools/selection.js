// Selecting a part of a chart by dragging over it.
//
// A mouse or a pen drags at once. A finger has to rest first: one that moves at once scrolls the
// page, or reads epoch after epoch, as it does without this.

import { make } from "../dom.js";

/** How far a pointer moves before it drags, in CSS pixels. */
const LEAST_DRAG = 6;

/** How long a finger rests before it drags. */
const REST_MS = 450;

/**
 * @typedef {object} SelectionOptions
 * @property {(offset: number) => number} keepInside The nearest place in the plot, in CSS pixels from
 *   the canvas's left.
 * @property {(from: number, to: number) => string} label
 * @property {(from: number, to: number) => void} onSelect
 */

/** Shows what is being selected, and says when it is. */
export class Selection {
  /** @type {HTMLCanvasElement} */
  #canvas;
  /** @type {SelectionOptions} */
  #options;
  #band = make("div", "selection");
  #label = make("div", "selection-label");
  /** The pointer that is down. @type {{ id: number, from: number, to: number } | null} */
  #drag = null;
  #isSelecting = false;
  #rest = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {SelectionOptions} options
   */
  constructor(canvas, options) {
    this.#canvas = canvas;
    this.#options = options;
    canvas.after(this.#band, this.#label);
    this.cancel();
    this.#listen();
  }

  /** Whether there was anything to cancel. */
  cancel() {
    const was = this.#isSelecting;
    clearTimeout(this.#rest);
    this.#drag = null;
    this.#isSelecting = false;
    this.#band.hidden = true;
    this.#label.hidden = true;
    return was;
  }

  #listen() {
    const canvas = this.#canvas;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => {
      if (event.pointerId === this.#drag?.id) this.#end();
    });
    canvas.addEventListener("pointercancel", () => this.cancel());
    // A finger that selects does not scroll, and calls no menu.
    canvas.addEventListener(
      "touchmove",
      (event) => {
        if (this.#isSelecting) event.preventDefault();
      },
      { passive: false },
    );
    canvas.addEventListener("contextmenu", (event) => {
      if (this.#isSelecting) event.preventDefault();
    });
  }

  /** @param {PointerEvent} event */
  #begin(event) {
    // A second finger does something else.
    const isFirst = this.#drag === null && event.button === 0;
    this.cancel();
    if (!isFirst) return;
    const from = this.#options.keepInside(event.offsetX);
    this.#drag = { id: event.pointerId, from, to: from };
    if (event.pointerType !== "touch") return;
    this.#rest = setTimeout(() => {
      this.#isSelecting = true;
      this.#show();
    }, REST_MS);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#drag === null || event.pointerId !== this.#drag.id) return;
    // It was let go outside.
    if (event.buttons === 0) return void this.cancel();
    const to = this.#options.keepInside(event.offsetX);
    this.#drag.to = to;
    if (!this.#isSelecting && Math.abs(to - this.#drag.from) >= LEAST_DRAG) {
      if (event.pointerType === "touch") return void this.cancel();
      this.#isSelecting = true;
      this.#canvas.setPointerCapture(event.pointerId);
    }
    if (this.#isSelecting) this.#show();
  }

  #end() {
    const drag = this.#drag;
    const isSelected =
      this.cancel() &&
      drag !== null &&
      Math.abs(drag.to - drag.from) >= LEAST_DRAG;
    if (isSelected) this.#options.onSelect(drag.from, drag.to);
  }

  #show() {
    if (this.#drag === null) return;
    const { from, to } = this.#drag;
    const band = this.#band;
    band.hidden = false;
    this.#label.hidden = false;
    band.style.left = `${Math.min(from, to)}px`;
    band.style.width = `${Math.abs(to - from)}px`;
    this.#label.textContent = this.#options.label(from, to);
  }
}
