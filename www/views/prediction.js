// What the network reads: the pixels it sees, a bar for each of ten classes, and one sentence.

/** @import { ImageFormat } from "../protocol.d.ts" */
/** @import { Prediction, State } from "../state.js" */

import { paintDigit, setSize } from "../charts/pixel-image.js";
import { byId, make, setText } from "../dom.js";
import { wholePercent } from "../format.js";
import { t } from "../language/translate.js";

/** Classes that have bars, where there are more: the likeliest, in their order. */
const N_BARS = 10;

/** Before there is data. @type {ImageFormat} */
const MNIST = { rows: 28, columns: 28, classes: 10 };

/** A screen reader is told of another reading no more often than this. */
const CALM_MS = 3000;

/** @returns {(state: State) => void} */
export function mountPrediction() {
  const seen = byId("seen", HTMLCanvasElement);
  const list = byId("bars", HTMLOListElement);
  const bars = Array.from({ length: N_BARS }, barOf);
  const sentence = byId("sentence", HTMLElement);
  const say = calmSentence(byId("spoken-sentence", HTMLElement));
  list.append(...bars.map(({ row }) => row));
  paintDigit(seen, []);
  /** @type {Prediction | null} */
  let last = null;
  /** @type {ImageFormat | null} */
  let lastFormat = null;
  let nDrawings = 0;
  return (state) => {
    const { prediction } = state;
    if (!samePixels(prediction, last)) nDrawings += 1;
    const text = sentenceOf(state);
    const read = bestOf(prediction?.probabilities ?? null);
    sentence.classList.toggle("reads", prediction?.probabilities != null);
    setText(sentence, text);
    say(text, read === null ? text : t`${read}, drawing ${nDrawings}`);
    const format = prediction?.format ?? state.dataset?.format ?? MNIST;
    if (prediction === last && format === lastFormat) return;
    last = prediction;
    lastFormat = format;
    const { rows, columns } = format;
    setSize(seen, format);
    const name = t`The ${rows} by ${columns} pixels that the network sees`;
    seen.setAttribute("aria-label", name);
    paintDigit(seen, prediction?.pixels ?? []);
    const probabilities = prediction?.probabilities ?? null;
    const best = bestOf(probabilities);
    const shown = likeliest(probabilities, format.classes);
    bars.forEach(({ row, digit, fill, text }, index) => {
      const shownClass = shown[index];
      row.hidden = shownClass === undefined;
      if (shownClass === undefined) return;
      const share = probabilities?.[shownClass] ?? 0;
      setText(digit, String(shownClass));
      row.classList.toggle("best", shownClass === best);
      fill.style.transform = `scaleX(${share})`;
      setText(text, probabilities === null ? "–" : percentOf(share));
    });
  };
}

function barOf() {
  const digit = make("span", "digit");
  const fill = make("span", "fill");
  const text = make("span", "chance", "–");
  const row = make("li", "", digit, make("span", "track", fill), text);
  return { row, digit, fill, text };
}

/**
 * The classes to show, in their order: all, or the likeliest of many.
 *
 * @param {readonly number[] | null} probabilities
 * @param {number} nClasses
 */
function likeliest(probabilities, nClasses) {
  const classes = Array.from({ length: nClasses }, (_, index) => index);
  if (probabilities !== null && nClasses > N_BARS) {
    classes.sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
  }
  return classes.slice(0, N_BARS).sort((a, b) => a - b);
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
      ? t`Draw a digit to have it read.`
      : t`Nothing learned yet: press Train, then draw a digit.`;
  }
  const { probabilities } = prediction;
  const best = bestOf(probabilities);
  if (probabilities === null || best === null) {
    return phase === "training"
      ? t`The network has only just begun to learn.`
      : t`The network has learned nothing yet. Press Train and watch these bars move.`;
  }
  return t`Reads a ${best}, ${percentOf(probabilities[best] ?? 0)}`;
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
  if (one.pixels.length !== other.pixels.length) return false;
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
