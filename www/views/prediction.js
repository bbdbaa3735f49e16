// What the network reads: the pixels it sees, ten bars, and one sentence.

/** @import { Prediction, State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { wholePercent } from "../format.js";

const SIDE = 28;
const N_DIGITS = 10;

/** A screen reader is told of another reading no more often than this. */
const CALM_MS = 3000;

/** @returns {(state: State) => void} */
export function mountPrediction() {
  const seen = byId("seen", HTMLCanvasElement);
  const list = byId("bars", HTMLOListElement);
  const bars = Array.from({ length: N_DIGITS }, (_, digit) => barOf(digit));
  const sentence = byId("sentence", HTMLElement);
  const say = calmSentence(byId("spoken-sentence", HTMLElement));
  list.append(...bars.map(({ row }) => row));
  paintPixels(seen, null);
  /** @type {Prediction | null} */
  let last = null;
  let nDrawings = 0;
  return (state) => {
    const { prediction } = state;
    if (!samePixels(prediction, last)) nDrawings += 1;
    const text = sentenceOf(state);
    const read = bestOf(prediction?.probabilities ?? null);
    sentence.classList.toggle("reads", prediction?.probabilities != null);
    setText(sentence, text);
    say(text, read === null ? text : `${read}, drawing ${nDrawings}`);
    if (prediction === last) return;
    last = prediction;
    paintPixels(seen, prediction?.pixels ?? null);
    const probabilities = prediction?.probabilities ?? null;
    const best = bestOf(probabilities);
    bars.forEach(({ row, fill, text }, digit) => {
      const share = probabilities?.[digit] ?? 0;
      row.classList.toggle("best", digit === best);
      fill.style.transform = `scaleX(${share})`;
      setText(text, probabilities === null ? "–" : percentOf(share));
    });
  };
}

/** @param {number} digit */
function barOf(digit) {
  const fill = make("span", "fill");
  const text = make("span", "chance", "–");
  const row = make(
    "li",
    "",
    make("span", "digit", String(digit)),
    make("span", "track", fill),
    text,
  );
  return { row, fill, text };
}

/**
 * The class that is most likely, or null where nothing is known.
 *
 * @param {readonly number[] | null} probabilities
 */
function bestOf(probabilities) {
  if (probabilities === null) return null;
  return probabilities.indexOf(Math.max(...probabilities));
}

/** @param {State} state */
function sentenceOf({ prediction, trained, phase }) {
  if (prediction === null) {
    return trained
      ? "Draw a digit to have it read."
      : "Nothing learned yet: press Train, then draw a digit.";
  }
  const { probabilities } = prediction;
  const best = bestOf(probabilities);
  if (probabilities === null || best === null) {
    return phase === "training"
      ? "The network has only just begun to learn."
      : "The network has learned nothing yet. Press Train and watch these bars move.";
  }
  return `Reads a ${best}, ${percentOf(probabilities[best] ?? 0)}`;
}

/**
 * Whole per cent, but a chance that is not certain never reads 100 %.
 *
 * @param {number} share
 */
function percentOf(share) {
  return share > 0.995 && share < 0.9995
    ? "99 %"
    : wholePercent(Math.round(share * 100) / 100);
}

/**
 * Whether two predictions are of the same drawing.
 *
 * @param {Prediction | null} one
 * @param {Prediction | null} other
 */
function samePixels(one, other) {
  if (one === other) return true;
  if (one === null || other === null) return false;
  return one.pixels.every((value, index) => value === other.pixels[index]);
}

/**
 * Says a sentence in a live region, with its newest wording, only when its subject is another, and
 * calmly, so that a screen reader is not flooded while the network learns.
 *
 * @param {HTMLElement} element
 */
function calmSentence(element) {
  let text = "";
  let subject = "";
  let saidAt = Number.NEGATIVE_INFINITY;
  let isWaiting = false;
  const say = () => {
    isWaiting = false;
    saidAt = performance.now();
    setText(element, text);
  };
  return (/** @type {string} */ newText, /** @type {string} */ newSubject) => {
    text = newText;
    if (newSubject === subject) return;
    subject = newSubject;
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(say, Math.max(0, saidAt + CALM_MS - performance.now()));
  };
}

/**
 * Paints the 28 × 28 pixels as the network sees them: white on black.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number> | null} pixels Null paints an empty field.
 */
function paintPixels(canvas, pixels) {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(SIDE, SIDE);
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    const value = pixels?.[index] ?? 0;
    image.data.set([value, value, value, 255], index * 4);
  }
  context.putImageData(image, 0, 0);
}
