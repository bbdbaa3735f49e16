// The table with the charts' numbers: always there for screen readers, shown to all on request.

/** @import { Curves } from "../curves.js" */
/** @import { EpochRecord, NotebookEpoch } from "../protocol.d.ts" */
/** @import { State } from "../state.js" */

import { curvesOf, figuresAt } from "../curves.js";
import { byId, make } from "../dom.js";
import { loss, percent } from "../format.js";
import { showOnRequest } from "./table-toggle.js";

/** What stands where there is no figure. */
const NONE = "–";

/** @returns {(state: State) => void} */
export function mountFigures() {
  const box = byId("figures", HTMLElement);
  const rows = byId("figure-rows", HTMLTableSectionElement);
  const toggle = byId("show-figures", HTMLButtonElement);
  showOnRequest(box, toggle);
  const notebookHeads = [...box.querySelectorAll("thead .notebook")].filter(
    (head) => head instanceof HTMLElement,
  );
  /** @type {Curves | null} */
  let last = null;
  /** @type {readonly Row[]} */
  let lastRows = [];
  return (state) => {
    const curves = curvesOf(state);
    const isSame = last !== null && sameFigures(curves, last);
    last = curves;
    if (isSame) return;
    const hasNotebook = curves.history.length > 0;
    for (const head of notebookHeads) head.hidden = !hasNotebook;
    const now = curves.epochs.map((epoch) => ({
      epoch,
      hasNotebook,
      ...figuresAt(curves, epoch),
    }));
    let kept = 0;
    while (isSameRow(now[kept], lastRows[kept])) kept += 1;
    while (rows.rows.length > kept) rows.deleteRow(-1);
    rows.append(...now.slice(kept).map(rowOf));
    lastRows = now;
  };
}

/**
 * Whether two have the same epochs; a run under way says something new with every step.
 *
 * @param {Curves} a
 * @param {Curves} b
 */
function sameFigures(a, b) {
  return (
    a.run?.records === b.run?.records &&
    a.history === b.history &&
    a.notebook.length === b.notebook.length
  );
}

/**
 * What one row shows.
 *
 * @typedef {object} Row
 * @property {number} epoch
 * @property {boolean} hasNotebook Whether it has the notebook's columns.
 * @property {EpochRecord | null} own
 * @property {NotebookEpoch | null} notebook
 */

/**
 * Whether both are there and the same.
 *
 * @param {Row | undefined} a
 * @param {Row | undefined} b
 */
function isSameRow(a, b) {
  if (a === undefined || b === undefined) return false;
  if (a.epoch !== b.epoch || a.hasNotebook !== b.hasNotebook) return false;
  return a.own === b.own && a.notebook === b.notebook;
}

/**
 * The row of a table with an epoch's figures.
 *
 * @param {Row} row
 */
export function rowOf({ epoch, hasNotebook, own, notebook }) {
  const head = make("th", "", String(epoch));
  head.scope = "row";
  const values = [...figuresOf(own), own ? own.seconds.toFixed(1) : NONE];
  if (hasNotebook) values.push(...figuresOf(notebook));
  return make("tr", "", head, ...values.map((value) => make("td", "", value)));
}

/** @param {EpochRecord | NotebookEpoch | null} figures */
function figuresOf(figures) {
  if (figures === null) return [NONE, NONE, NONE, NONE];
  return [
    loss(figures.train_loss),
    loss(figures.test_loss),
    percent(figures.train_accuracy),
    percent(figures.test_accuracy),
  ];
}
