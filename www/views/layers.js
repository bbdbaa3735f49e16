// The layer table of the chosen model, as Keras prints it.

/** @import { Summary } from "../protocol.d.ts" */
/** @import { Dataset, State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { count } from "../format.js";
import { t } from "../language/translate.js";
import { CUSTOM_DATA } from "../settings.js";

/** @returns {(state: State) => void} */
export function mountLayers() {
  const note = byId("layers-note", HTMLElement);
  const rows = byId("layer-rows", HTMLTableSectionElement);
  const totals = byId("layer-totals", HTMLTableSectionElement);
  const table = byId("layers", HTMLTableElement);
  /** @type {Summary | null} */
  let last = null;
  table.hidden = true;
  setText(note, t`The layers are listed here once the trainer is ready.`);
  return ({ summary, dataset }) => {
    if (summary === null) return;
    setText(note, endsText(dataset));
    if (summary === last) return;
    last = summary;
    table.hidden = false;
    rows.replaceChildren(
      ...summary.rows.map(({ layer, output_units, params }) =>
        row(layer, count(output_units), count(params)),
      ),
    );
    const total = row(t`Total`, "", count(summary.total_params));
    total.className = "total";
    totals.replaceChildren(
      total,
      row(t`Trainable`, "", count(summary.trainable_params)),
      row(t`Non-trainable`, "", count(summary.non_trainable_params)),
    );
  };
}

/**
 * What goes into the network and what comes out of it.
 *
 * @param {Dataset | null} dataset
 */
function endsText(dataset) {
  if (dataset?.kind !== CUSTOM_DATA)
    return t`784 pixels in, ten digits out; between them:`;
  const { rows, columns, classes } = dataset.format;
  return t`${count(rows * columns)} pixels in, ${classes} classes out; between them:`;
}

/**
 * A layer's name, which may break between its words: `batch_normalization_1 (BatchNormalization)`
 * is longer than a narrow card.
 *
 * @param {string} name
 */
function breakable(name) {
  const words = name.split(/(?<=_)(?=[a-z])|(?<=[a-z])(?=[A-Z])/);
  return words.flatMap((word, index) =>
    index === 0 ? [word] : [make("wbr", ""), word],
  );
}

/**
 * @param {string} name
 * @param {...string} values
 */
function row(name, ...values) {
  const head = make("th", "", ...breakable(name));
  head.scope = "row";
  return make("tr", "", head, ...values.map((value) => make("td", "", value)));
}
