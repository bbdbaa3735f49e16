// The table of the notebook's models: the visitor's figures, the notebook's, and the difference.

/** @import { EpochRecord, Reported } from "../protocol.d.ts" */
/** @import { NotebookModel } from "../notebook-plan.js" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import {
  hundredths,
  loss,
  lossApart,
  percent,
  pointsApart,
  signed,
  tenths,
} from "../format.js";
import {
  isUnderWay,
  meanSeconds,
  notebookModels,
  notebookSeconds,
  runOf,
} from "../notebook-plan.js";
import { gapOf } from "../observations.js";
import { rowStatus } from "./notebook-text.js";

const MISSING = "–";

/**
 * A column: what the visitor's runs and the notebook have, and how both and their difference are
 * written.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {(last: EpochRecord, records: readonly EpochRecord[]) => number | null} own
 * @property {(reported: Reported) => number | null} notebooks
 * @property {(value: number) => string} format
 * @property {(value: number) => string} apart
 */

/** @type {readonly Figure[]} */
const FIGURES = [
  {
    name: "Test loss",
    own: (last) => last.test_loss,
    notebooks: (reported) => reported.test_loss,
    format: loss,
    apart: lossApart,
  },
  {
    name: "Test accuracy",
    own: (last) => last.test_accuracy,
    notebooks: (reported) => reported.test_accuracy,
    format: percent,
    apart: pointsApart,
  },
  {
    name: "Training loss",
    own: (last) => last.train_loss,
    notebooks: (reported) => reported.train_loss,
    format: loss,
    apart: lossApart,
  },
  {
    name: "Training accuracy",
    own: (last) => last.train_accuracy,
    notebooks: (reported) => reported.train_accuracy,
    format: percent,
    apart: pointsApart,
  },
  {
    name: "Gap of losses",
    own: gapOf,
    notebooks: gapOf,
    format: (value) => signed(lossApart(value)),
    apart: lossApart,
  },
  {
    name: "Time per epoch",
    own: (_, records) => meanSeconds(records),
    notebooks: notebookSeconds,
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
      giveRoles(table);
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

/**
 * Says aloud what the table is: on a narrow screen its rows are laid out as cards, and some
 * browsers take a table's meaning from its layout.
 *
 * @param {HTMLTableElement} table
 */
function giveRoles(table) {
  const roles = {
    "thead, tbody": "rowgroup",
    tr: "row",
    "thead th": "columnheader",
    "tbody th": "rowheader",
    td: "cell",
  };
  table.setAttribute("role", "table");
  for (const [selector, role] of Object.entries(roles)) {
    for (const element of table.querySelectorAll(selector)) {
      element.setAttribute("role", role);
    }
  }
}

/** @param {NotebookModel} model */
function mountRow({ id, title, reported }) {
  const status = make("span", "model-status");
  const columns = make(
    "span",
    "card-columns",
    make("span", "", "yours"),
    make("span", "", "notebook"),
    make("span", "", "difference"),
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
 * @param {Figure} figure
 * @param {Reported} reported
 */
function mountCell({ name, own, notebooks, format, apart }, reported) {
  const theirs = notebooks(reported);
  const ownText = make("span", "own");
  const apartText = make("span", "");
  const difference = make(
    "span",
    "apart",
    make("span", "label", "difference "),
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
      make("span", "label", "notebook "),
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
