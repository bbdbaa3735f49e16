// What the whole document says: its data attributes and its title.

/** @import { State } from "../state.js" */

import { wholePercent } from "../format.js";
import { runShare } from "../run-state.js";

/** The document's own title, once it is in the visitor's language. @type {string | null} */
let name = null;

/**
 * Keeps the document's attributes true. It is called on every change, also in a hidden tab.
 *
 * @param {State} state
 */
export function renderPage({ phase, device, dataset, run }) {
  const { dataset: attributes } = document.documentElement;
  setOrRemove(attributes, "phase", phase);
  setOrRemove(attributes, "device", device?.kind);
  setOrRemove(attributes, "dataset", dataset?.kind);
  const underWay = phase === "training" || phase === "paused";
  name ??= document.title;
  const title =
    underWay && run ? `${wholePercent(runShare(run))} · ${name}` : name;
  if (document.title !== title) document.title = title;
}

/**
 * Says that all there is to see of the phase has been drawn.
 *
 * @param {State} state
 */
export function renderShown({ phase }) {
  document.documentElement.dataset.shown = phase;
}

/**
 * @param {DOMStringMap} attributes
 * @param {string} name
 * @param {string | undefined} value
 */
function setOrRemove(attributes, name, value) {
  if (value === undefined) delete attributes[name];
  else if (attributes[name] !== value) attributes[name] = value;
}
