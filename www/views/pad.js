// The digit pad: drawing with mouse, touch, pen or keyboard.

/** @import { Stroke } from "../protocol.d.ts" */

import { Surface } from "../charts/surface.js";
import { byId } from "../dom.js";
import { drawFirst } from "../frames.js";
import { Ink } from "./ink.js";
import { KeyboardPen } from "./keyboard-pen.js";

/**
 * @param {(strokes: readonly Stroke[]) => void} onDraw Called at most once a frame; no strokes
 *   mean that the pad was cleared.
 */
export function mountPad(onDraw) {
  const canvas = byId("pad", HTMLCanvasElement);
  const invitation = byId("pad-invitation", HTMLElement);
  // Screen readers then pass the arrow keys on to the pen.
  canvas.setAttribute("role", "application");
  const ink = new Ink();
  let reported = true;
  const paint = (
    /** @type {CanvasRenderingContext2D} */ context,
    /** @type {number} */ width,
  ) => {
    const style = getComputedStyle(canvas);
    ink.paint(context, width, style.getPropertyValue("--ink"));
    pen.paint(context, width, style.getPropertyValue("--accent"));
    if (reported) return;
    reported = true;
    onDraw(ink.strokes());
  };
  // The ink follows the hand: no chart comes before it.
  const surface = new Surface(canvas, paint, drawFirst);
  const changed = () => {
    reported = false;
    invitation.hidden = !ink.isEmpty;
    surface.invalidate();
  };
  const clear = () => {
    ink.clear();
    changed();
  };
  const pen = new KeyboardPen(canvas, ink, {
    onInk: changed,
    onMove: () => surface.invalidate(),
    onClear: clear,
  });
  listenToPointers(canvas, ink, () => {
    pen.rest();
    changed();
  });
  byId("clear-digit", HTMLButtonElement).addEventListener("click", clear);
}

/**
 * One pointer draws at a time, so that a resting palm does not.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Ink} ink
 * @param {() => void} onInk
 */
function listenToPointers(canvas, ink, onInk) {
  /** @type {number | null} */
  let drawing = null;
  // Taken once for a stroke: a message that appears above must not bend it.
  let box = new DOMRect();
  const place = (/** @type {PointerEvent} */ event) => {
    const { left, top, width, height } = box;
    return /** @type {const} */ ([
      (event.clientX - left) / width,
      (event.clientY - top) / height,
    ]);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (drawing !== null || event.button !== 0) return;
    drawing = event.pointerId;
    box = canvas.getBoundingClientRect();
    canvas.setPointerCapture(event.pointerId);
    ink.begin(...place(event));
    onInk();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drawing) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length > 0 ? between : [event]) {
      ink.extend(...place(each));
    }
    onInk();
  });
  const lift = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId === drawing) drawing = null;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
}
