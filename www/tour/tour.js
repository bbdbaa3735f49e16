// The tour: a small panel that goes with the visitor from card to card and stops nothing.

import { addStyle, byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { STEPS } from "./steps.js";

/** Before it has come the panel would push the cards down that are scrolled to. */
const styled = addStyle("tour.css", import.meta.url);

/** Ends the tour under way. @type {(() => void) | null} */
let end = null;

/**
 * Begins the tour, or begins it anew.
 *
 * @param {HTMLElement} origin Has the focus again when it ends.
 */
export async function takeTour(origin) {
  await styled;
  end?.();
  const title = make("h2", "");
  const text = make("p", "");
  const said = make("div", "tour-text", title, text);
  said.setAttribute("aria-live", "polite");
  said.setAttribute("aria-atomic", "true");
  const back = buttonOf(t`Back`);
  const next = buttonOf(t`Next`);
  const close = buttonOf(t`End the tour`);
  close.className = "quiet";
  next.className = "primary";
  const buttons = make("div", "tour-buttons", back, next, close);
  const panel = make("section", "tour", said, buttons);
  panel.setAttribute("aria-label", t`Tour`);
  panel.tabIndex = -1;
  byId("messages", HTMLElement).before(panel);
  let index = 0;
  /** @type {Element | null} */
  let pointedAt = null;
  const show = () => {
    const step = STEPS[index];
    if (step === undefined) return;
    setText(title, t`${index + 1} of ${STEPS.length}: ${step.title}`);
    setText(text, step.text);
    back.disabled = index === 0;
    next.disabled = index === STEPS.length - 1;
    pointedAt?.classList.remove("toured");
    pointedAt = byId(step.card, HTMLElement).closest(".card");
    pointedAt?.classList.add("toured");
    pointedAt?.scrollIntoView({ block: "start", behavior: behaviour() });
  };
  /** @param {number} steps */
  const go = (steps) => {
    index += steps;
    show();
    // A button that can be pressed no longer hands its focus on.
    if (document.activeElement === document.body) {
      (next.disabled ? close : next).focus();
    }
  };
  const listen = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") end?.();
  };
  end = () => {
    end = null;
    pointedAt?.classList.remove("toured");
    panel.remove();
    document.removeEventListener("keydown", listen);
    origin.focus({ preventScroll: true });
  };
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  close.addEventListener("click", () => end?.());
  document.addEventListener("keydown", listen);
  show();
  panel.focus({ preventScroll: true });
}

/** Jumps for who wants no motion. @returns {ScrollBehavior} */
function behaviour() {
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return isCalm ? "auto" : "smooth";
}

/** @param {string} name */
function buttonOf(name) {
  const button = make("button", "", name);
  button.type = "button";
  return button;
}
