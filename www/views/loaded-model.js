// Which loaded network reads the drawings, and how well it reads the test images.

/** @import { LoadedModel, ModelRead } from "../loaded-model.js" */
/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { count, loss, percent } from "../format.js";
import { t } from "../language/translate.js";

/** @returns {(state: State) => void} */
export function mountLoadedModel() {
  const note = byId("loaded-model", HTMLElement);
  return ({ loaded, dataset }) => {
    const read = loaded?.read ?? null;
    note.hidden = read === null;
    setText(note, read && loaded ? textOf(read, loaded, dataset) : "");
  };
}

/**
 * @param {ModelRead} read
 * @param {LoadedModel} loaded
 * @param {State["dataset"]} dataset
 */
function textOf({ fileName, model }, { isTesting, tested }, dataset) {
  const reads = t`${fileName} (${model}) reads your drawings.`;
  if (tested === null) {
    if (dataset === null) return reads;
    return isTesting
      ? t`${reads} Testing it…`
      : t`${reads} It was not tested on this data.`;
  }
  const {
    n_test: nTest,
    test_accuracy: accuracy,
    test_loss: testLoss,
  } = tested;
  return t`${reads} On the ${count(nTest)} test images: accuracy ${percent(accuracy)}, loss ${loss(testLoss)}.`;
}
