// This run's last figures beside those that the notebook printed for the same model.

/** @import { ModelEntry, Reported } from "../protocol.d.ts" */
/** @import { Run } from "../run-state.js" */
/** @import { State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { loss, percent, signed } from "../format.js";

/** The epoch whose figures the notebook reports. */
const REPORTED_EPOCH = 20;

const WAITING =
  "The notebook's figures are listed here once the trainer is ready.";

/** @typedef {(value: number) => string} Format */

/**
 * A figure that both have, and how it and a difference of two are written.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {keyof Reported} key
 * @property {Format} format
 * @property {Format} apart
 */

/** @type {readonly Figure[]} */
const FIGURES = [
  { name: "Training loss", key: "train_loss", format: loss, apart: loss },
  { name: "Test loss", key: "test_loss", format: loss, apart: loss },
  {
    name: "Training accuracy",
    key: "train_accuracy",
    format: percent,
    apart: points,
  },
  {
    name: "Test accuracy",
    key: "test_accuracy",
    format: percent,
    apart: points,
  },
];

/** @returns {(state: State) => void} */
export function mountComparison() {
  const note = byId("comparison-note", HTMLElement);
  const table = byId("comparison", HTMLTableElement);
  const rows = byId("comparison-rows", HTMLTableSectionElement);
  let last = "";
  return ({ models, run, settings }) => {
    const id = run?.config.model ?? settings.model;
    const entry = models?.find((candidate) => candidate.id === id) ?? null;
    const record = run?.records.at(-1) ?? null;
    const key = JSON.stringify([
      id,
      entry === null,
      record,
      run?.dataset?.kind,
    ]);
    if (key === last) return;
    last = key;
    table.hidden =
      models === null || (entry?.reported == null && record === null);
    setText(note, models === null ? WAITING : noteOf(entry, run));
    rows.replaceChildren(
      ...FIGURES.map((figure) =>
        row(figure, record?.[figure.key], entry?.reported?.[figure.key]),
      ),
    );
  };
}

/**
 * A difference of two shares in percentage points.
 *
 * @param {number} share
 */
function points(share) {
  return `${(share * 100).toFixed(2)} pp`;
}

/**
 * @param {ModelEntry | null} entry
 * @param {Run | null} run
 */
function noteOf(entry, run) {
  const name = entry?.title ?? "Custom layers";
  if (!entry?.reported) return `${name}: the notebook has no such model.`;
  const notebook = `the notebook after epoch ${REPORTED_EPOCH}`;
  const epochs = run?.records.length ?? 0;
  if (epochs === 0) return `${name}: ${notebook}.`;
  const data =
    run?.dataset?.kind === "generated"
      ? " This run learned from generated digits, so the two do not compare."
      : "";
  return `${name}: this run after epoch ${epochs}, ${notebook}.${data}`;
}

/**
 * @param {Figure} figure
 * @param {number | undefined} own
 * @param {number | null | undefined} reported
 */
function row({ name, format, apart }, own, reported) {
  const head = make("th", "", name);
  head.scope = "row";
  const difference =
    own === undefined || reported == null ? "–" : signed(apart(own - reported));
  return make(
    "tr",
    "",
    head,
    make("td", "own", own === undefined ? "–" : format(own)),
    make("td", "", reported == null ? "–" : format(reported)),
    make("td", "", difference),
  );
}
