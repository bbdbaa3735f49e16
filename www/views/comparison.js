// This run's last figures beside those that the notebook printed for the same model.

/** @import { NamedFigure } from "../compared-figures.js" */
/** @import { ModelEntry } from "../protocol.d.ts" */
/** @import { Run } from "../run-state.js" */
/** @import { State } from "../state.js" */

import {
  LOSS_GAP,
  SECONDS_PER_EPOCH,
  TEST_ACCURACY,
  TEST_LOSS,
  TRAINING_ACCURACY,
  TRAINING_LOSS,
} from "../compared-figures.js";
import { byId, make, setText } from "../dom.js";
import { minus, signed } from "../format.js";
import { t } from "../language/translate.js";
import { NOTEBOOK_EPOCHS, notebookConfig } from "../notebook-plan.js";

const WAITING = t`The notebook's figures are listed here once the trainer is ready.`;

const OTHER_DATA = {
  generated: t`generated digits`,
  custom: t`your own files`,
};

/** @type {readonly NamedFigure[]} */
const FIGURES = [
  { name: t`Training loss`, ...TRAINING_LOSS },
  { name: t`Test loss`, ...TEST_LOSS },
  { name: t`Gap: test − training loss`, ...LOSS_GAP },
  { name: t`Training accuracy`, ...TRAINING_ACCURACY },
  { name: t`Test accuracy`, ...TEST_ACCURACY },
  { name: t`Seconds per epoch`, ...SECONDS_PER_EPOCH },
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
        row(
          figure,
          record && figure.own(record, run?.records ?? []),
          entry?.reported ? figure.notebooks(entry.reported) : null,
        ),
      ),
    );
  };
}

/**
 * @param {ModelEntry | null} entry
 * @param {Run | null} run
 */
function noteOf(entry, run) {
  const name = entry?.title ?? t`Custom layers`;
  if (!entry?.reported) return t`${name}: the notebook has no such model.`;
  const notebook = t`the Keras notebook “MLPs on MNIST” after epoch ${NOTEBOOK_EPOCHS}`;
  const machine = t`The notebook's times are those of its author's machine.`;
  const epochs = run?.records.length ?? 0;
  if (epochs === 0) return `${name}: ${notebook}. ${machine}`;
  const kind = run?.dataset?.kind ?? "mnist";
  const data =
    kind === "mnist"
      ? ""
      : t` This run learned from ${OTHER_DATA[kind]}, so the two do not compare.`;
  const settings =
    run && hasOtherSettings(entry, run)
      ? t` This run has another batch size or learning rate than the notebook.`
      : "";
  return t`${name}: this run after epoch ${epochs}, ${notebook}.${data}${settings} ${machine}`;
}

/**
 * @param {ModelEntry} entry
 * @param {Run} run
 */
function hasOtherSettings(entry, { config }) {
  const notebook = notebookConfig(entry, config.seed);
  return (
    config.batch_size !== notebook.batch_size ||
    config.learning_rate !== notebook.learning_rate
  );
}

/**
 * @param {NamedFigure} figure
 * @param {number | null} own
 * @param {number | null} reported
 */
function row({ name, format, apart }, own, reported) {
  const head = make("th", "", name);
  head.scope = "row";
  const both = own !== null && reported !== null;
  return make(
    "tr",
    "",
    head,
    make("td", "own", own === null ? "–" : minus(format(own))),
    make("td", "", reported === null ? "–" : minus(format(reported))),
    make("td", "", both ? signed(apart(own - reported)) : "–"),
  );
}
