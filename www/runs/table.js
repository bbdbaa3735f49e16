// The table of runs: its columns, by each of which it can be sorted, and its rows.

/** @import { PastRun } from "./past-run.js" */
/** @import { Row, RowCallbacks } from "./row.js" */
/** @import { Column } from "./run-columns.js" */

import { giveRoles, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { mountRow } from "./row.js";
import { COLUMNS, NAME, sortedRuns } from "./run-columns.js";

/** @typedef {{ column: Column | null, isDescending: boolean }} Order */

/** @param {RowCallbacks} callbacks */
export function mountTable(callbacks) {
  /** @type {Order} */
  let order = { column: null, isDescending: false };
  /** @type {Map<string, Row>} */
  let rows = new Map();
  /** @type {readonly PastRun[]} */
  let last = [];
  let lastMayTrain = false;
  const body = make("tbody", "");
  const onSort = (/** @type {Order} */ wanted) => {
    order = wanted;
    head.render(order);
    putInOrder(last);
  };
  const head = mountHead(onSort);
  const element = make(
    "table",
    "runs-table",
    make("caption", "visually-hidden", t`Runs`),
    head.element,
    body,
  );
  const putInOrder = (/** @type {readonly PastRun[]} */ runs) => {
    const { column, isDescending } = order;
    const { activeElement: focused } = document;
    sortedRuns(runs, column, isDescending).forEach(({ startedAt }, at) => {
      const row = rows.get(startedAt)?.element;
      if (row && body.children[at] !== row) {
        body.insertBefore(row, body.children[at] ?? null);
      }
    });
    // A row that is moved loses the focus that it has.
    if (focused instanceof HTMLElement && body.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  };
  return {
    element,
    /**
     * @param {readonly PastRun[]} runs
     * @param {boolean} mayTrain
     */
    render(runs, mayTrain) {
      // A run under way says something new with every step.
      if (runs === last && mayTrain === lastMayTrain) return;
      lastMayTrain = mayTrain;
      element.hidden = runs.length === 0;
      const before = rows;
      rows = new Map();
      for (const run of runs) {
        const row = before.get(run.startedAt) ?? mountRow(run, callbacks);
        before.delete(run.startedAt);
        rows.set(run.startedAt, row);
        row.render(run, mayTrain);
      }
      if (runs === last) return;
      last = runs;
      for (const { element: gone } of before.values()) gone.remove();
      putInOrder(runs);
      // On a narrow screen the rows are laid out as cards.
      giveRoles(element, "table", "cell");
    },
  };
}

/** @param {(order: Order) => void} onSort */
function mountHead(onSort) {
  /** @type {Order} */
  let order = { column: null, isDescending: false };
  const heads = [NAME, ...COLUMNS].map((column) => {
    const sign = make("span", "sort-sign");
    sign.ariaHidden = "true";
    const button = make("button", "sort", column.name, " ", sign);
    button.type = "button";
    // Up, down, and back to the order of time.
    button.addEventListener("click", () => {
      const isSorted = order.column === column;
      if (isSorted && order.isDescending) {
        onSort({ column: null, isDescending: false });
      } else onSort({ column, isDescending: isSorted });
    });
    const element = make("th", "", button);
    element.scope = "col";
    return { column, element, sign };
  });
  const [drawn, actions] = [t`In the charts`, t`What to do`].map((text) =>
    make("td", "", make("span", "visually-hidden", text)),
  );
  const cells = heads.map(({ element }) => element);
  const row = make("tr", "", drawn ?? "", ...cells, actions ?? "");
  // Shown where the heads are laid out as a line of buttons.
  row.dataset.before = t`Sort by`;
  return {
    element: make("thead", "", row),
    /** @param {Order} now */
    render(now) {
      order = now;
      for (const { column, element, sign } of heads) {
        const isSorted = now.column === column;
        setText(sign, isSorted ? (now.isDescending ? "▼" : "▲") : "");
        if (isSorted) {
          element.ariaSort = now.isDescending ? "descending" : "ascending";
        } else element.removeAttribute("aria-sort");
      }
    },
  };
}
