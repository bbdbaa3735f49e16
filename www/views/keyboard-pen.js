// A pen for the keyboard: arrow keys move it, Space holds it down, Delete clears the pad.

/** @import { Ink } from "./ink.js" */

/** How far a key press moves the pen, as a fraction of the pad; a finer step with Shift. */
const STEP = 1 / 24;
const FINE_STEP = 1 / 96;

/** @type {Readonly<Record<string, readonly [number, number]>>} */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * @typedef {object} PenCallbacks
 * @property {() => void} onInk The drawing changed.
 * @property {() => void} onMove Only the pen's place changed.
 * @property {() => void} onClear
 */

/**
 * Space held while moving draws until it is released; Space tapped alone keeps the pen down until
 * the next tap, for those who press one key at a time.
 */
export class KeyboardPen {
  /** @type {Ink} */
  #ink;
  /** @type {PenCallbacks} */
  #callbacks;
  #x = 0.5;
  #y = 0.25;
  #down = false;
  #moved = false;
  #visible = false;
  /** Arrow keys that are held: two of them make a diagonal. */
  #held = new Set();

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Ink} ink
   * @param {PenCallbacks} callbacks
   */
  constructor(canvas, ink, callbacks) {
    this.#ink = ink;
    this.#callbacks = callbacks;
    canvas.addEventListener("keydown", (event) => this.#press(event));
    canvas.addEventListener("keyup", (event) => this.#release(event));
    canvas.addEventListener("blur", () => this.rest());
  }

  /** Lifts the pen and hides it, as when the visitor turns to another way of drawing. */
  rest() {
    this.#down = false;
    this.#visible = false;
    this.#held.clear();
    this.#callbacks.onMove();
  }

  /**
   * Paints a ring where the pen is, filled while it is down.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {number} size Of the pad, CSS pixels.
   * @param {string} colour
   */
  paint(context, size, colour) {
    if (!this.#visible) return;
    context.beginPath();
    context.arc(this.#x * size, this.#y * size, 7, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    if (this.#down) context.fill();
    context.stroke();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) this.#move(event.key, event.shiftKey);
    else if (event.key === " ") this.#togglePen(event.repeat);
    else if (event.key === "Delete" || event.key === "Backspace") {
      this.#down = false;
      this.#callbacks.onClear();
    } else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #release(event) {
    this.#held.delete(event.key);
    if (event.key !== " " || !this.#down || !this.#moved) return;
    this.#down = false;
    this.#callbacks.onMove();
  }

  /** @param {boolean} repeated */
  #togglePen(repeated) {
    if (repeated) return;
    this.#visible = true;
    this.#moved = false;
    this.#down = !this.#down;
    if (!this.#down) return this.#callbacks.onMove();
    this.#ink.begin(this.#x, this.#y);
    this.#callbacks.onInk();
  }

  /**
   * @param {string} key
   * @param {boolean} fine
   */
  #move(key, fine) {
    this.#visible = true;
    this.#held.add(key);
    const step = fine ? FINE_STEP : STEP;
    for (const each of this.#held) {
      const [right, down] = DIRECTIONS[each] ?? [0, 0];
      this.#x = Math.min(1, Math.max(0, this.#x + right * step));
      this.#y = Math.min(1, Math.max(0, this.#y + down * step));
    }
    if (!this.#down) return this.#callbacks.onMove();
    this.#moved = true;
    this.#ink.extend(this.#x, this.#y);
    this.#callbacks.onInk();
  }
}
