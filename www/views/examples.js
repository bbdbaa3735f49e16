// The card of the data: the first training examples as bytes, scaled, as a picture, and labelled.

/** @import { DigitImage, ImageFormat } from "../protocol.d.ts" */
/** @import { State } from "../state.js" */

import { paintDigit, pixelCanvas, setSize } from "../charts/pixel-image.js";
import { byId, setText } from "../dom.js";
import { t } from "../language/translate.js";

const WHITE = 255;

const WAITING = t`The first training examples show here, as numbers and as pictures, as soon as the data is there.`;

const NO_FORMAT = { rows: 1, columns: 1, classes: 0 };

/** @param {ImageFormat} format */
function explained({ rows, columns, classes }) {
  return t`What the network learns from: ${rows} × ${columns} pixels, and a label that says which of ${classes} classes they are.`;
}

/** Beside the picture there is room for the numbers from this width on. */
const WIDE = "(min-width: 44rem)";

/** @returns {(state: State) => void} */
export function mountExamples() {
  const note = byId("examples-note", HTMLElement);
  const content = byId("examples-content", HTMLElement);
  const previous = byId("previous-example", HTMLButtonElement);
  const next = byId("next-example", HTMLButtonElement);
  const place = byId("example-place", HTMLElement);
  const show = mountExample();
  byId("raw", HTMLDetailsElement).open = matchMedia(WIDE).matches;
  /** @type {readonly DigitImage[]} */
  let examples = [];
  let format = NO_FORMAT;
  let at = 0;
  const render = () => {
    const example = examples[at];
    content.hidden = example === undefined;
    setText(note, example === undefined ? WAITING : explained(format));
    if (example === undefined) return;
    setText(place, t`example ${at + 1} of ${examples.length}`);
    // Not `disabled`: the button that was just pressed would lose the focus.
    previous.setAttribute("aria-disabled", String(at === 0));
    next.setAttribute("aria-disabled", String(at >= examples.length - 1));
    show(example, format);
  };
  const move = (/** @type {number} */ by) => {
    at = Math.min(examples.length - 1, Math.max(0, at + by));
    render();
  };
  previous.addEventListener("click", () => move(-1));
  next.addEventListener("click", () => move(1));
  render();
  return ({ inspection }) => {
    const shown = inspection.examples?.digits ?? [];
    if (shown === examples || (shown.length === 0 && examples.length === 0)) {
      return;
    }
    examples = shown;
    format = inspection.examples?.format ?? NO_FORMAT;
    at = Math.min(at, Math.max(0, examples.length - 1));
    render();
  };
}

/** One example: its picture, its label and its numbers. */
function mountExample() {
  const canvas = pixelCanvas(t`The example as a picture`, NO_FORMAT);
  byId("example-picture", HTMLElement).append(canvas);
  const label = byId("example-label", HTMLElement);
  const vector = byId("example-vector", HTMLElement);
  const raw = scrollable("raw-pixels", t`Raw pixels`);
  const scaled = scrollable("scaled-pixels", t`Scaled pixels`);
  return (
    /** @type {DigitImage} */ example,
    /** @type {ImageFormat} */ format,
  ) => {
    const { classes, columns } = format;
    setSize(canvas, format);
    paintDigit(canvas, example.pixels);
    setText(label, String(example.label));
    setText(vector, oneHot(example.label, classes));
    setText(
      raw,
      matrix(example.pixels, columns, (value) => String(value).padStart(3)),
    );
    setText(scaled, matrix(example.pixels, columns, scaledText));
  };
}

/**
 * Finds a box of numbers wider than its card, and lets the keyboard scroll it.
 *
 * @param {string} id
 * @param {string} name
 */
function scrollable(id, name) {
  const box = byId(id, HTMLPreElement);
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", name);
  return box;
}

/**
 * The label as the network is taught it, one number for each class: `[0. 1. 0. …]`.
 *
 * @param {number} label
 * @param {number} nClasses
 */
export function oneHot(label, nClasses) {
  const numbers = Array.from({ length: nClasses }, (_, value) =>
    value === label ? "1." : "0.",
  );
  return `[${numbers.join(" ")}]`;
}

/**
 * A byte divided by 255, as NumPy prints it, as wide as the longest.
 *
 * @param {number} value
 */
export function scaledText(value) {
  const text = (value / WHITE).toFixed(8).replace(/0+$/, "");
  return text.padEnd(10);
}

/**
 * The pixels as a line of numbers for each row.
 *
 * @param {ArrayLike<number>} pixels
 * @param {number} columns
 * @param {(value: number) => string} format
 */
function matrix(pixels, columns, format) {
  const numbers = Array.from(pixels, format);
  return Array.from({ length: numbers.length / columns }, (_, row) =>
    numbers
      .slice(row * columns, (row + 1) * columns)
      .join(" ")
      .trimEnd(),
  ).join("\n");
}
