// The offer to go on with a run that an earlier page left unfinished.

/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { isBusy } from "../selectors.js";
import { unfinishedText } from "./run-text.js";

/**
 * @typedef {object} UnfinishedCallbacks
 * @property {() => void} onGoOn
 * @property {() => void} onDiscard
 */

/**
 * Shows the offer while there is such a run and no other one goes on.
 *
 * @param {UnfinishedCallbacks} callbacks
 */
export function mountUnfinished({ onGoOn, onDiscard }) {
  const element = byId("unfinished", HTMLElement);
  const text = byId("unfinished-text", HTMLElement);
  byId("go-on-kept", HTMLButtonElement).addEventListener("click", onGoOn);
  byId("discard-kept", HTMLButtonElement).addEventListener("click", onDiscard);
  return (/** @type {State} */ state) => {
    const { unfinished } = state;
    element.hidden = unfinished === null || isBusy(state);
    if (unfinished !== null) setText(text, unfinishedText(unfinished));
  };
}
