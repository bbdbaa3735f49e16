// What a link of an experiment is to be compared with: the runs of its other links, and what to look for.

/** @import { RunConfig } from "../protocol.d.ts" */
/** @import { PastRun } from "../runs/past-run.js" */
/** @import { State } from "../state.js" */
/** @import { Experiment } from "./experiments.js" */

import { isSame } from "../notebook-stored.js";
import { EXPERIMENT_PARAMETER, readQuery } from "../query.js";
import { knownOf } from "../selectors.js";
import { configOf } from "../settings.js";
import { EXPERIMENTS } from "./experiments.js";

/**
 * The experiment that a page's link belongs to.
 *
 * @param {string} search The link's query.
 * @returns {Experiment | undefined}
 */
export function experimentOf(search) {
  const name = new URLSearchParams(search).get(EXPERIMENT_PARAMETER);
  return EXPERIMENTS.find((experiment) => experiment.name === name);
}

/**
 * Of each of the experiment's links but the page's own the latest run that was kept, if there is one.
 *
 * @param {Experiment} experiment
 * @param {string} search The page's query.
 * @param {readonly PastRun[]} runs In the order of time.
 * @param {State} state
 * @returns {readonly PastRun[]}
 */
export function runsToCompare({ links }, search, runs, state) {
  const own = configOfLink(search, state);
  return links.flatMap(({ query }) => {
    const config = configOfLink(query, state);
    if (config === null || isSame(config, own)) return [];
    return runs.filter((run) => isSame(run.config, config)).slice(-1);
  });
}

/**
 * @param {string} query
 * @param {State} state
 * @returns {RunConfig | null}
 */
function configOfLink(query, state) {
  return configOf(readQuery(query).settings, knownOf(state));
}
