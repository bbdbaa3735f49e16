// The table with the charts' numbers: always there for screen readers, shown to all on request.

/** @import { EpochRecord } from "../protocol.d.ts" */
/** @import { State } from "../state.js" */

import { byId, make } from "../dom.js";
import { loss, percent } from "../format.js";

/** @returns {(state: State) => void} */
export function mountFigures() {
  const box = byId("figures", HTMLElement);
  const rows = byId("figure-rows", HTMLTableSectionElement);
  const toggle = byId("show-figures", HTMLButtonElement);
  toggle.addEventListener("click", () => {
    const shown = toggle.getAttribute("aria-pressed") !== "true";
    toggle.setAttribute("aria-pressed", String(shown));
    box.classList.toggle("visually-hidden", !shown);
  });
  /** @type {readonly EpochRecord[]} */
  let last = [];
  return ({ run }) => {
    const records = run?.records ?? [];
    if (records === last) return;
    let kept = 0;
    while (kept < records.length && records[kept] === last[kept]) kept += 1;
    while (rows.rows.length > kept) rows.deleteRow(-1);
    rows.append(...records.slice(kept).map(row));
    last = records;
  };
}

/** @param {EpochRecord} record */
function row(record) {
  const head = make("th", "", String(record.epoch));
  head.scope = "row";
  const values = [
    loss(record.train_loss),
    loss(record.test_loss),
    percent(record.train_accuracy),
    percent(record.test_accuracy),
    record.seconds.toFixed(1),
  ];
  return make("tr", "", head, ...values.map((value) => make("td", "", value)));
}
