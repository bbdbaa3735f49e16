// What the network reads: the pixels it sees, ten bars, and one sentence.

/** @import { Prediction, State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { wholePercent } from "../format.js";

const SIDE = 28;
const N_DIGITS = 10;

/** A new per cent for the same digit is said no more often than this. */
const CALM_MS = 2000;

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
  return (state) => {
    const { prediction } = state;
    sentence.classList.toggle("reads", prediction?.probabilities != null);
    setText(sentence, sentenceOf(state));
    say(sentenceOf(state), bestOf(prediction?.probabilities ?? null));
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
 * Says a sentence in a live region: at once when the digit or the situation is another, else
 * calmly, so that a screen reader is not flooded while the network learns.
 *
 * @param {HTMLElement} element
 */
function calmSentence(element) {
  let saidAt = Number.NEGATIVE_INFINITY;
  /** @type {number | null} */
  let saidBest = null;
  let timer = 0;
  const saySoon = (
    /** @type {string} */ text,
    /** @type {number | null} */ best,
  ) => {
    clearTimeout(timer);
    if (element.textContent === text) return;
    const wait = saidAt + CALM_MS - performance.now();
    if (best !== null && best === saidBest && wait > 0) {
      timer = setTimeout(() => saySoon(text, best), wait);
      return;
    }
    saidAt = performance.now();
    saidBest = best;
    setText(element, text);
  };
  return saySoon;
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
