// The notebook's observations, each with what this visitor's own runs say about it.

/** @import { Verdict } from "../verdict.js" */
/** @import { Observed } from "../observations.js" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { lossApart, percent, pointsApart, signed } from "../format.js";
import { t } from "../language/translate.js";
import { NOTEBOOK_EPOCHS, notebookModels, runOf } from "../notebook-plan.js";
import {
  ABOUT_98_PERCENT,
  depth,
  earlyAccuracy,
  isLittle,
  LITTLE_SPREAD,
  overfitting,
  WITHIN_EPOCHS,
} from "../observations.js";
import { verdictText } from "../verdict.js";

/** Signs beside the words of a verdict. @type {Readonly<Record<Verdict["outcome"], string>>} */
const SIGNS = { supported: "✓", contradicted: "✗", mixed: "±", open: "…" };

/** Names the row that sums others up. */
const SPREAD = t`Spread`;

/**
 * What there is to say about an observation.
 *
 * @typedef {object} Finding
 * @property {Verdict} verdict
 * @property {string} rule How the numbers are judged.
 * @property {string} caption
 * @property {readonly string[]} columns
 * @property {readonly (readonly string[])[]} rows The first of each names it.
 */

/** One for each observation, in the notebook's order. */
const FINDINGS = [overfittingFinding, accuracyFinding, depthFinding];

/** @returns {(state: State) => void} */
export function mountObservations() {
  const list = byId("observations", HTMLElement);
  const note = byId("observations-note", HTMLElement);
  /** @type {State["notebook"]["runs"] | null} */
  let runs = null;
  /** @type {State["models"]} */
  let models = null;
  return (state) => {
    const { notebook } = state;
    if (notebook.runs === runs && state.models === models) return;
    runs = notebook.runs;
    models = state.models;
    setText(note, noteOf(state));
    const observed = observedOf(state);
    list.replaceChildren(
      ...notebook.observations.map((text, index) =>
        item(text, FINDINGS[index]?.(observed) ?? null),
      ),
    );
  };
}

/** @param {State} state */
function noteOf({ notebook, models }) {
  if (models === null) {
    return t`The observations are listed here once the trainer is ready.`;
  }
  const [first] = notebook.runs;
  if (first === undefined) return t`Your runs are held against them here.`;
  return first.datasetKind === "generated"
    ? t`Your runs learned from generated digits, which are not MNIST: what they say here is not about the notebook's data.`
    : t`Your runs on MNIST, seed ${first.config.seed}.`;
}

/**
 * @param {State} state
 * @returns {readonly Observed[]}
 */
function observedOf(state) {
  return notebookModels(state.models).map(({ id, architecture }) => ({
    id,
    architecture,
    epochs: NOTEBOOK_EPOCHS,
    records: runOf(state, id)?.records ?? [],
  }));
}

/**
 * @param {string} text
 * @param {Finding | null} finding
 */
function item(text, finding) {
  const quoted = make("p", "observation", text);
  if (finding === null) return make("li", "", quoted);
  const { verdict, rule } = finding;
  const sign = make("span", "verdict-sign", SIGNS[verdict.outcome]);
  sign.ariaHidden = "true";
  return make(
    "li",
    "",
    quoted,
    make(
      "p",
      `verdict ${verdict.outcome}`,
      sign,
      " ",
      make("span", "", ...unbroken(`${verdictText(verdict)}.`)),
    ),
    ...(finding.rows.length > 0 ? [evidence(finding)] : []),
    make("p", "rule", rule),
  );
}

/** @param {Finding} finding */
function evidence({ caption, columns, rows }) {
  const heads = columns.map((name) => {
    const head = make("th", "", name);
    head.scope = "col";
    return head;
  });
  const title = make("caption", "visually-hidden", caption);
  return make(
    "table",
    "evidence",
    title,
    make("thead", "", make("tr", "", ...heads)),
    make("tbody", "", ...rows.map(evidenceRow)),
  );
}

/** @param {readonly string[]} row */
function evidenceRow([name = "", ...values]) {
  const head = make("th", "", ...unbroken(name));
  head.scope = "row";
  const cells = values.map((value) => make("td", "", value));
  return make("tr", name === SPREAD ? "total" : "", head, ...cells);
}

/**
 * A text with models in it, which does not break at their hyphens.
 *
 * @param {string} text
 */
function unbroken(text) {
  return text
    .split(/(\S*-\S*)/)
    .map((part) =>
      part.includes("-") ? make("span", "model-name", part) : part,
    );
}

/**
 * @param {readonly Observed[]} models
 * @returns {Finding}
 */
function overfittingFinding(models) {
  const { verdict, pairs } = overfitting(models);
  return {
    verdict,
    rule: t`Gap: test loss − training loss, after the last epoch that both have. Models with all epochs count. Training loss is measured with dropout on, which makes the gap smaller by itself.`,
    caption: t`Gap between test and training loss`,
    columns: [
      t`Without, with`,
      t`Gap without`,
      t`Gap with`,
      t`Epoch`,
      t`Shrinks`,
    ],
    rows: pairs.map((pair) => [
      `${pair.plain}, ${pair.regularised}`,
      signed(lossApart(pair.plainGap)),
      signed(lossApart(pair.regularisedGap)),
      String(pair.epoch),
      judged(pair.shrinks, pair.counts),
    ]),
  };
}

/**
 * @param {readonly Observed[]} models
 * @returns {Finding}
 */
function accuracyFinding(models) {
  const { verdict, bests } = earlyAccuracy(models);
  return {
    verdict,
    rule: t`About 98 %: ${percent(ABOUT_98_PERCENT, 1)} or more. Models with ${WITHIN_EPOCHS} epochs or more count.`,
    caption: t`Best test accuracy within ${WITHIN_EPOCHS} epochs`,
    columns: [t`Model`, t`Best test accuracy`, t`Epoch`, t`Reaches it`],
    rows: bests.map((best) => [
      best.model,
      percent(best.accuracy),
      String(best.epoch),
      judged(best.reaches, best.counts),
    ]),
  };
}

/**
 * @param {readonly Observed[]} models
 * @returns {Finding}
 */
function depthFinding(models) {
  const { verdict, groups } = depth(models);
  const rows = groups.flatMap(({ members, spread }) => [
    ...members.map(({ model, nHidden, accuracy }) => [
      model,
      String(nHidden),
      accuracy === null ? "–" : percent(accuracy),
      "",
    ]),
    [
      SPREAD,
      "",
      spread === null ? "–" : pointsApart(spread),
      spread === null ? t`not yet` : judged(isLittle(spread), true),
    ],
  ]);
  const hasOne = groups.some(({ members }) =>
    members.some(({ accuracy }) => accuracy !== null),
  );
  return {
    verdict,
    rule: t`Little: a spread of ${LITTLE_SPREAD * 100} percentage point (pp) at most, among networks alike but for their depth. Models with all epochs count.`,
    caption: t`Test accuracy after the last epoch, by depth`,
    columns: [t`Model`, t`Hidden layers`, t`Test accuracy`, t`Little`],
    rows: hasOne ? rows : [],
  };
}

/**
 * @param {boolean} isSo
 * @param {boolean} counts
 */
function judged(isSo, counts) {
  return `${isSo ? t`yes` : t`no`}${counts ? "" : t`, so far`}`;
}
