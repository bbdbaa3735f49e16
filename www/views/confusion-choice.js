// Two fields that choose a cell of the confusion matrix: on a telephone a cell is less than a finger
// wide, and of a hundred classes each is a few pixels.

/** @import { Wishes } from "../inspection-state.js" */

import { byId, make } from "../dom.js";
import { FEW_DIGITS } from "../inspection-state.js";
import { t } from "../language/translate.js";

/**
 * @param {(wish: Partial<Wishes>) => void} onLook
 * @returns {(selection: Wishes["selection"], nClasses: number) => void}
 */
export function mountConfusionChoice(onLook) {
  const [labelName, label] = field("cell-label", t`Is`);
  const [answerName, answer] = field("cell-answer", t`Read as`);
  byId("digits-note", HTMLElement).before(
    make("div", "cell-choice", labelName, label, answerName, answer),
  );
  const choose = () => {
    if (label.value === "" || answer.value === "") return;
    const selection = /** @type {const} */ ({
      kind: "cell",
      label: Number(label.value),
      answer: Number(answer.value),
    });
    onLook({ selection, maxDigits: FEW_DIGITS });
  };
  label.addEventListener("change", choose);
  answer.addEventListener("change", choose);
  let shownClasses = 0;
  return (selection, nClasses) => {
    if (nClasses !== shownClasses) {
      shownClasses = nClasses;
      label.replaceChildren(...options(nClasses));
      answer.replaceChildren(...options(nClasses));
    }
    const isCell = selection.kind === "cell";
    label.value = isCell ? String(selection.label) : "";
    answer.value = isCell ? String(selection.answer) : "";
  };
}

/**
 * @param {string} id
 * @param {string} text
 * @returns {[HTMLLabelElement, HTMLSelectElement]}
 */
function field(id, text) {
  const select = make("select", "");
  select.id = id;
  const name = make("label", "", text);
  name.htmlFor = id;
  return [name, select];
}

/** @param {number} nClasses */
function options(nClasses) {
  const none = make("option", "", "–");
  none.value = "";
  const classes = Array.from({ length: nClasses }, (_, index) =>
    make("option", "", String(index)),
  );
  return [none, ...classes];
}
