// The switch in the footer that keeps the page for use offline, and the offer of a newer version.

/** @import { Kept, Offline } from "./offline-state.js" */

import { addStyle, byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";

/** @type {Readonly<Record<Kept, string>>} */
const TEXTS = {
  waiting: "",
  going: t`Being kept…`,
  yes: t`Ready to work offline.`,
  no: t`Not ready to work offline: not every file could be kept. The next visit tries again.`,
  off: t`It opens only with a network.`,
  unavailable: t`This browser keeps no page of this address.`,
};

/**
 * Puts both on the page, with their style.
 *
 * @param {object} callbacks
 * @param {(isOn: boolean) => void} callbacks.onTurn
 * @param {() => void} callbacks.onReload
 * @returns {(offline: Offline, busy: boolean) => void}
 */
export function mountOffline({ onTurn, onReload }) {
  addStyle("offline.css", import.meta.url);

  const tick = make("input", "");
  tick.type = "checkbox";
  tick.addEventListener("change", () => onTurn(tick.checked));
  const status = make("span", "");
  byId("version", HTMLElement).before(
    make(
      "p",
      "offline",
      make("label", "", tick, t` Keep this page for use offline`),
      status,
    ),
  );
  const showOffer = mountOffer(onReload);
  return ({ kept, isOutdated }, busy) => {
    tick.disabled = kept === "unavailable";
    tick.checked = kept !== "off" && kept !== "unavailable";
    setText(status, TEXTS[kept]);
    if (isOutdated) showOffer(busy);
  };
}

/** @param {() => void} onReload */
function mountOffer(onReload) {
  const place = make("div", "messages");
  place.setAttribute("role", "status");
  byId("messages", HTMLElement).before(place);
  const advice = make("p", "");
  const reload = make("button", "", t`Reload`);
  const dismiss = make("button", "quiet", t`Dismiss`);
  const offer = make(
    "div",
    "message notice",
    make(
      "div",
      "message-text",
      make("p", "message-title", t`A new version of this page is ready.`),
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
        ? t`This one stays as it is. Reload it when the run is over.`
        : t`Reload this page to have it.`,
    );
  };
}
