// The switch in the footer that keeps the page for use offline, and the offer of a newer version.

/** @import { Kept } from "../offline-state.js" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { isBusy } from "../selectors.js";

/** @type {Readonly<Record<Kept, string>>} */
const TEXTS = {
  waiting: "",
  going: "Being kept…",
  yes: "Ready to work offline.",
  no: "Not ready to work offline: not every file could be kept. The next visit tries again.",
  off: "It opens only with a network.",
  unavailable: "This browser keeps no page of this address.",
};

/**
 * @param {object} callbacks
 * @param {(isOn: boolean) => void} callbacks.onTurn
 * @param {() => void} callbacks.onReload
 * @returns {(state: State) => void}
 */
export function mountOffline({ onTurn, onReload }) {
  const tick = byId("offline", HTMLInputElement);
  const status = byId("offline-status", HTMLElement);
  const showOffer = mountOffer(onReload);
  tick.addEventListener("change", () => onTurn(tick.checked));
  return (state) => {
    const { kept, isOutdated } = state.offline;
    tick.disabled = kept === "unavailable";
    tick.checked = kept !== "off" && kept !== "unavailable";
    setText(status, TEXTS[kept]);
    if (isOutdated) showOffer(isBusy(state));
  };
}

/** @param {() => void} onReload */
function mountOffer(onReload) {
  const place = byId("new-version", HTMLElement);
  const advice = make("p", "");
  const reload = make("button", "", "Reload");
  const dismiss = make("button", "quiet", "Dismiss");
  const offer = make(
    "div",
    "message notice",
    make(
      "div",
      "message-text",
      make("p", "message-title", "A new version of this page is ready."),
      advice,
    ),
    make("div", "message-buttons", reload, dismiss),
  );
  let isOffered = false;
  reload.addEventListener("click", onReload);
  dismiss.addEventListener("click", () => offer.remove());
  /** @param {boolean} busy */
  return (busy) => {
    if (!isOffered) place.append(offer);
    isOffered = true;
    reload.disabled = busy;
    setText(
      advice,
      busy
        ? "This one stays as it is. Reload it when the run is over."
        : "Reload this page to have it.",
    );
  };
}
