// The table of the notebook's models: the visitor's figures, the notebook's, and the difference.

/** @import { EpochRecord, Reported } from "../protocol.d.ts" */
/** @import { NamedFigure } from "../compared-figures.js" */
/** @import { NotebookModel } from "../notebook-plan.js" */
/** @import { State } from "../state.js" */

import {
  LOSS_GAP,
  SECONDS_PER_EPOCH,
  TEST_ACCURACY,
  TEST_LOSS,
  TRAINING_ACCURACY,
  TRAINING_LOSS,
} from "../compared-figures.js";
import { byId, giveRoles, make, setText } from "../dom.js";
import { hundredths, lossApart, signed, tenths } from "../format.js";
import { t } from "../language/translate.js";
import { isUnderWay, notebookModels, runOf } from "../notebook-plan.js";
import { rowStatus } from "./notebook-text.js";

const MISSING = "–";

/** The columns. @type {readonly NamedFigure[]} */
const FIGURES = [
  { name: t`Test loss`, ...TEST_LOSS },
  { name: t`Test accuracy`, ...TEST_ACCURACY },
  { name: t`Training loss`, ...TRAINING_LOSS },
  { name: t`Training accuracy`, ...TRAINING_ACCURACY },
  {
    name: t`Gap of losses`,
    ...LOSS_GAP,
    format: (value) => signed(lossApart(value)),
  },
  {
    name: t`Time per epoch`,
    ...SECONDS_PER_EPOCH,
    format: seconds,
    apart: seconds,
  },
];

/** @returns {(state: State) => void} */
export function mountNotebookTable() {
  const table = byId("notebook-table", HTMLTableElement);
  const head = byId("notebook-columns", HTMLTableRowElement);
  const body = byId("notebook-rows", HTMLTableSectionElement);
  head.append(...FIGURES.map(({ name }) => columnHead(name)));
  /** @type {State["models"]} */
  let models = null;
  /** @type {readonly ((state: State) => void)[]} */
  let rows = [];
  return (state) => {
    if (state.models !== models) {
      models = state.models;
      const mounted = notebookModels(models).map(mountRow);
      body.replaceChildren(...mounted.map(({ element }) => element));
      rows = mounted.map(({ render }) => render);
      // On a narrow screen the rows are laid out as cards, and some browsers take a table's meaning
      // from its layout.
      giveRoles(table, "table", "cell");
    }
    table.hidden = rows.length === 0;
    for (const renderRow of rows) renderRow(state);
  };
}

/** @param {string} name */
function columnHead(name) {
  const head = make("th", "", name);
  head.scope = "col";
  return head;
}

/** @param {NotebookModel} model */
function mountRow({ id, title, reported }) {
  const status = make("span", "model-status");
  const columns = make(
    "span",
    "card-columns",
    make("span", "", t`yours`),
    make("span", "", t`notebook`),
    make("span", "", t`difference`),
  );
  columns.ariaHidden = "true";
  const head = make(
    "th",
    "",
    make("span", "model-id", id),
    " ",
    make("span", "model-title", title),
    " ",
    status,
    columns,
  );
  head.scope = "row";
  const cells = FIGURES.map((figure) => mountCell(figure, reported));
  const element = make("tr", "", head, ...cells.map((cell) => cell.element));
  /** @type {readonly EpochRecord[] | null} */
  let last = null;
  const render = (/** @type {State} */ state) => {
    setText(status, rowStatus(state, id));
    element.classList.toggle("under-way", isUnderWay(state, id));
    const records = runOf(state, id)?.records ?? [];
    if (records === last) return;
    last = records;
    for (const cell of cells) cell.render(records);
  };
  return { element, render };
}

/**
 * @param {NamedFigure} figure
 * @param {Reported} reported
 */
function mountCell({ name, own, notebooks, format, apart }, reported) {
  const theirs = notebooks(reported);
  const ownText = make("span", "own");
  const apartText = make("span", "");
  const difference = make(
    "span",
    "apart",
    make("span", "label", t`difference `),
    apartText,
  );
  const element = make(
    "td",
    "",
    make("span", "figure-name", name),
    ownText,
    " ",
    make(
      "span",
      "theirs",
      make("span", "label", t`notebook `),
      theirs === null ? MISSING : format(theirs),
    ),
    " ",
    difference,
  );
  const render = (/** @type {readonly EpochRecord[]} */ records) => {
    const last = records.at(-1);
    const value = last === undefined ? null : own(last, records);
    // A model that is not trained yet has the notebook's figure alone.
    ownText.hidden = value === null;
    difference.hidden = value === null;
    setText(ownText, value === null ? "" : format(value));
    const known = value !== null && theirs !== null;
    setText(apartText, known ? signed(apart(value - theirs)) : MISSING);
  };
  return { element, render };
}

/** @param {number} value */
function seconds(value) {
  return `${Math.abs(value) < 9.95 ? hundredths(value) : tenths(value)} s`;
}
