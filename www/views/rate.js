// The learning rate of the run under way: what it is, and a field to set another.

/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
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
    form.hidden = run === null || (phase !== "training" && phase !== "paused");
    if (run === null) return;
    const change = rateChangesSoFar(run).at(-1);
    if (run.runId !== runId) {
      runId = run.runId;
      field.value = String((change ?? run.config).learning_rate);
    }
    setText(
      said,
      change
        ? t`Learning rate ${change.learning_rate} since epoch ${change.epoch}, step ${change.step}.`
        : "",
    );
  };
}
