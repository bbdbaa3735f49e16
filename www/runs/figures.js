// The tables with the numbers of the runs that are drawn beside the one that is shown: there with the
// charts' own table, for screen readers always.

/** @import { PastRun } from "./past-run.js" */

import { byId, make } from "../dom.js";
import { t } from "../language/translate.js";
import { rowOf } from "../views/figures.js";

const HEADS = [
  t`Epoch`,
  t`Training loss`,
  t`Test loss`,
  t`Training accuracy`,
  t`Test accuracy`,
  t`Seconds`,
];

/**
 * Puts them below the charts' own.
 *
 * @returns {(runs: readonly PastRun[]) => void} Takes all runs; those with a place are drawn.
 */
export function mountRunFigures() {
  const tables = make("div", "run-figures");
  byId("figures", HTMLElement).append(tables);
  /** @type {readonly PastRun[]} */
  let shown = [];
  return (runs) => {
    const drawn = runs
      .filter(({ place }) => place !== null)
      .sort((a, b) => Number(a.place) - Number(b.place));
    const isSame =
      drawn.length === shown.length &&
      drawn.every((run, index) => run === shown[index]);
    if (isSame) return;
    shown = drawn;
    tables.replaceChildren(...drawn.map(tableOf));
  };
}

/** @param {PastRun} run */
function tableOf({ name, records }) {
  const heads = HEADS.map((text) => {
    const head = make("th", "", text);
    head.scope = "col";
    return head;
  });
  const rows = records.map((own) =>
    rowOf({ epoch: own.epoch, hasNotebook: false, own, notebook: null }),
  );
  return make(
    "table",
    "",
    make("caption", "", t`Figures of ${name}`),
    make("thead", "", make("tr", "", ...heads)),
    make("tbody", "", ...rows),
  );
}
