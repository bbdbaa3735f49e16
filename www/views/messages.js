// The messages at the top of the page, each with its ways on.

/** @import { Message, Remedy } from "../messages.js" */
/** @import { State } from "../state.js" */

import { byId, make } from "../dom.js";
import { t } from "../language/translate.js";

/** @type {Readonly<Record<Remedy, string>>} */
const REMEDY_LABELS = {
  retry: t`Retry`,
  use_generated: t`Use generated digits`,
  use_cpu: t`Use the CPU`,
  restart: t`Restart the trainer`,
  go_on: t`Go on`,
  go_on_cpu: t`Go on on the CPU`,
  go_back: t`Back to the last good epoch`,
  train_slower: t`Train at a tenth of the rate`,
  replace: t`Go on with another trainer`,
};

/**
 * @typedef {object} MessageCallbacks
 * @property {(remedy: Remedy) => void} onRemedy
 * @property {(id: number) => void} onDismiss
 */

/**
 * @param {MessageCallbacks} callbacks
 * @returns {(state: State) => void}
 */
export function mountMessages(callbacks) {
  const list = byId("messages", HTMLElement);
  /** @type {Map<number, HTMLElement>} */
  const shown = new Map();
  /** @type {readonly Message[]} */
  let last = [];
  const focus = focusHeir(list);
  return ({ messages }) => {
    focus.settle();
    if (messages === last) return;
    last = messages;
    const ids = new Set(messages.map(({ id }) => id));
    for (const [id, element] of shown) {
      if (ids.has(id)) continue;
      focus.remove(element);
      shown.delete(id);
    }
    for (const message of messages) {
      if (shown.has(message.id)) continue;
      const element = messageElement(message, callbacks);
      shown.set(message.id, element);
      list.append(element);
    }
    focus.settle();
  };
}

/**
 * Removes messages without losing the keyboard focus: it goes to the next message, else to the
 * run's buttons as soon as one can take it, unless the visitor has moved on.
 *
 * @param {HTMLElement} list
 */
function focusHeir(list) {
  const runButtons = ["train", "pause"].map((id) =>
    byId(id, HTMLButtonElement),
  );
  let isLost = false;
  /** @type {Element | null} */
  let next = null;
  return {
    /** @param {HTMLElement} element */
    remove(element) {
      const holdsFocus = element.contains(document.activeElement);
      if (holdsFocus) isLost = true;
      if (holdsFocus || element === next) next = element.nextElementSibling;
      element.remove();
    },
    settle() {
      if (!isLost) return;
      const message = next?.isConnected ? next : list.firstElementChild;
      const heir =
        document.activeElement === document.body
          ? (message?.querySelector("button") ??
            runButtons.find((button) => !button.disabled && !button.hidden))
          : null;
      if (heir === undefined) return;
      isLost = false;
      next = null;
      heir?.focus({ preventScroll: true });
    },
  };
}

/**
 * @param {Message} message
 * @param {MessageCallbacks} callbacks
 */
function messageElement(message, { onRemedy, onDismiss }) {
  const { id, severity, code, text, advice, remedies } = message;
  const body = make(
    "div",
    "message-text",
    make("p", "message-title", sentence(text)),
    make("p", "", `${advice} `, make("span", "message-code", code)),
  );
  const buttons = remedies.map((remedy) =>
    button(REMEDY_LABELS[remedy], "", () => onRemedy(remedy)),
  );
  const dismiss = button(t`Dismiss`, "quiet", () => onDismiss(id));
  const element = make(
    "div",
    `message ${severity}`,
    body,
    make("div", "message-buttons", ...buttons, dismiss),
  );
  element.setAttribute("role", severity === "error" ? "alert" : "status");
  return element;
}

/**
 * A text as a sentence: a capital where it begins with a plain word (a file's name stays as it
 * is), and a full stop.
 *
 * @param {string} text
 */
function sentence(text) {
  const capital = /^[a-z]+[ ,]/.test(text)
    ? text.charAt(0).toUpperCase() + text.slice(1)
    : text;
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

/**
 * @param {string} label
 * @param {string} className
 * @param {() => void} onClick
 */
function button(label, className, onClick) {
  const element = make("button", className, label);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}
