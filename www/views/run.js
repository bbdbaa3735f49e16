// The run's controls and its progress.

/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { isBusy } from "../selectors.js";
import { mountProgress } from "./progress.js";
import { hintOf } from "./run-text.js";

/** What is left free above the buttons at a narrow screen's upper edge. */
const ROOM_PX = 10;

/**
 * Mounts the four buttons, the hint and the progress. Train itself submits the settings form.
 *
 * @param {(asked: "pause" | "resume" | "stop") => void} onAsk
 * @returns {(state: State) => void}
 */
export function mountRun(onAsk) {
  const train = byId("train", HTMLButtonElement);
  const pause = byId("pause", HTMLButtonElement);
  const resume = byId("resume", HTMLButtonElement);
  const stop = byId("stop", HTMLButtonElement);
  const hint = byId("hint", HTMLElement);
  watchHeights(byId("run-card", HTMLElement), train);
  const renderProgress = mountProgress();
  const keepFocus = focusKeeper([pause, resume, stop, train]);
  pause.addEventListener("click", () => onAsk("pause"));
  resume.addEventListener("click", () => onAsk("resume"));
  stop.addEventListener("click", () => onAsk("stop"));
  return (state) => {
    const { phase, worker } = state;
    const running = phase === "training" || phase === "paused";
    const mayTrain =
      worker === "open" || worker === "closed" || worker === "ended";
    train.disabled = isBusy(state) || !mayTrain;
    pause.disabled = phase !== "training";
    stop.disabled = !running;
    pause.hidden = phase === "paused";
    resume.hidden = phase !== "paused";
    setText(hint, hintOf(state));
    renderProgress(state);
    keepFocus();
  };
}

/**
 * Tells the style sheet how high the card is, and how much of that stands above its buttons: on a
 * narrow screen the rest hides what is scrolled under it.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} button The first in the card.
 */
function watchHeights(card, button) {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    const above = Math.max(0, button.offsetTop - ROOM_PX);
    style.setProperty("--run-height", `${card.offsetHeight}px`);
    style.setProperty("--run-above", `${above}px`);
  });
  for (const part of [card, ...card.children]) observer.observe(part);
}

/**
 * Keeps keyboard focus among buttons that take turns: when the focused one goes away, the first
 * usable one gets it, unless the visitor has moved on.
 *
 * @param {readonly HTMLButtonElement[]} buttons
 */
function focusKeeper(buttons) {
  /** @type {HTMLButtonElement | null} */
  let left = null;
  for (const button of buttons) {
    button.addEventListener("click", () => {
      left = button;
    });
  }
  document.addEventListener("focusin", ({ target }) => {
    if (target !== left) left = null;
  });
  return () => {
    if (left === null || isUsable(left)) return;
    const next = buttons.find(isUsable);
    if (next === undefined) return;
    left = null;
    next.focus({ preventScroll: true });
  };
}

/** @param {HTMLButtonElement} button */
function isUsable(button) {
  return !button.disabled && !button.hidden;
}
