// The learning rate of the run under way: what it is, and a field to set another.

/** @import { RateChange, RunConfig } from "../protocol.d.ts" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { isReproducing } from "../notebook-state.js";
import { rateChangesSoFar } from "../run-state.js";
import { numberOf, rateProblem } from "../setting-checks.js";

/**
 * Shows the field while a run goes on or is held.
 *
 * @param {(learningRate: number) => void} onSet
 * @returns {(state: State) => void}
 */
export function mountRate(onSet) {
  const form = byId("rate-form", HTMLFormElement);
  const label = make("label", "", t`Rate from the next step on`);
  const field = make("input", "");
  const button = make("button", "", t`Set rate`);
  const error = make("p", "error");
  const said = make("p", "note");
  field.id = "rate-now";
  field.type = "text";
  field.inputMode = "decimal";
  error.id = "rate-error";
  error.hidden = true;
  said.setAttribute("role", "status");
  label.htmlFor = field.id;
  button.type = "submit";
  field.setAttribute("aria-describedby", error.id);
  form.append(label, field, button, error, said);
  /** @type {State | null} */
  let shown = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const problem = rateProblem(field.value, shown?.limits ?? null);
    setText(error, problem ?? "");
    error.hidden = problem === null;
    if (problem === null) {
      field.removeAttribute("aria-invalid");
      onSet(numberOf(field.value));
    } else {
      field.setAttribute("aria-invalid", "true");
    }
  });
  let runId = 0;
  return (state) => {
    shown = state;
    const { run, phase } = state;
    const isUnderWay = phase === "training" || phase === "paused";
    // The notebook's runs are held against it: their settings are its own.
    form.hidden = !isUnderWay || isReproducing(state);
    if (run === null) return;
    const change = rateChangesSoFar(run).at(-1);
    if (run.runId !== runId) {
      runId = run.runId;
      field.value = String((change ?? run.config).learning_rate);
    }
    setText(said, change ? sinceText(change, run.config) : "");
  };
}

/**
 * Which learning rate the run has had since when. A schedule goes on with a share of it.
 *
 * @param {RateChange} change
 * @param {RunConfig} config
 */
function sinceText({ learning_rate: rate, epoch, step }, config) {
  return (config.callbacks?.schedule ?? null) === null
    ? t`Learning rate ${rate} since epoch ${epoch}, step ${step}.`
    : t`Learning rate ${rate} since epoch ${epoch}, step ${step}, of which the schedule takes its share.`;
}
