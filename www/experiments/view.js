// The card of the experiments: what each is about, and the links that begin it.

/** @import { Experiment } from "./experiments.js" */

import { addStyle, byId, make } from "../dom.js";
import { t } from "../language/translate.js";
import { EXPERIMENT_PARAMETER } from "../query.js";
import { EXPERIMENTS } from "./experiments.js";

/** Puts them on the page, with their style. */
export async function mountExperiments() {
  await addStyle("experiments.css", import.meta.url);
  byId("experiments-card", HTMLElement).append(
    make(
      "p",
      "note",
      t`Each link opens this page anew and begins to train. Let one end, then open the next: the curves of the first are drawn beside it.`,
    ),
    make("ul", "experiments", ...EXPERIMENTS.map(item)),
  );
  return () => {};
}

/** @param {Experiment} experiment */
function item({ name, title, lookFor, links }) {
  return make(
    "li",
    "",
    make("h3", "", title),
    make("p", "", lookFor),
    make(
      "p",
      "experiment-links",
      ...links.map((content) => link(content, name)),
    ),
  );
}

/**
 * @param {Experiment["links"][number]} content
 * @param {string} experiment
 */
function link({ name, query }, experiment) {
  const anchor = make("a", "", name);
  anchor.href = `?${query}&${EXPERIMENT_PARAMETER}=${experiment}`;
  return anchor;
}
