// The buttons that explain a card: what they show comes when it is first asked for.

import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";

/**
 * Each card: what its button stands after, what it explains, and what the explanation stands before
 * where it does not follow the button. The run's own card stays in sight on a telephone, so it is
 * kept small.
 *
 * @type {readonly (readonly [string, string, string?])[]}
 */
const CARDS = [
  ["stop", t`the run and its settings`, "settings"],
  ["share-link", t`the curves`, "share"],
  ["reader-heading", t`the reading`],
  ["comparison-heading", t`the comparison`],
  ["layers-heading", t`the layers`],
  ["runs-heading", t`the runs`],
  ["weights-heading", t`the weights`],
  ["confusion-heading", t`the errors`],
  ["first-layer-heading", t`the first layer`],
  ["examples-heading", t`the data`],
  ["reproduction-heading", t`the notebook`],
  ["measurement-heading", t`the measurement`],
];

/** Puts a button into each card. */
export function mountExplained() {
  for (const [after, what, before] of CARDS) mountCard(after, what, before);
}

/**
 * @param {string} after
 * @param {string} what
 * @param {string} [before]
 */
function mountCard(after, what, before) {
  const panel = make("div", "explanation");
  panel.id = `${after}-explained`;
  panel.hidden = true;
  const button = make("button", "explain", make("span", "", "?"));
  button.type = "button";
  button.setAttribute("aria-label", t`Explain ${what}`);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", panel.id);
  byId(after, HTMLElement).after(button);
  if (before) byId(before, HTMLElement).before(panel);
  else button.after(panel);
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
    if (panel.querySelector("dl") === null) fill(panel, after);
  });
}

/**
 * @param {HTMLElement} panel
 * @param {string} card
 */
async function fill(panel, card) {
  try {
    const { explanationOf } = await import("../explanations/view.js");
    panel.replaceChildren(await explanationOf(card));
  } catch {
    setText(
      panel,
      t`The explanation did not come. When you are online, reload the page.`,
    );
  }
}
