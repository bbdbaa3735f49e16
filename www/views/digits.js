// The test digits under the confusion matrix: of the chosen cell, or the surest mistakes.

/** @import { DigitImage, DigitSelection, ImageFormat } from "../protocol.d.ts" */
/** @import { Inspection, Wishes } from "../inspection-state.js" */
/** @import { State } from "../state.js" */

import { paintDigit, pixelCanvas } from "../charts/pixel-image.js";
import { byId, make, setText } from "../dom.js";
import { count, wholePercent } from "../format.js";
import { FEW_DIGITS, MANY_DIGITS } from "../inspection-state.js";
import { t } from "../language/translate.js";

/** @type {Pick<NonNullable<Inspection["digits"]>, "format" | "digits">} */
const NONE = { format: { rows: 0, columns: 0, classes: 0 }, digits: [] };

/**
 * @param {(wish: Partial<Wishes>) => void} onLook
 * @returns {(state: State) => void}
 */
export function mountDigits(onLook) {
  const title = byId("digits-title", HTMLElement);
  const note = byId("digits-note", HTMLElement);
  const list = byId("test-digits", HTMLUListElement);
  const mistakes = byId("surest-mistakes", HTMLButtonElement);
  const more = byId("more-digits", HTMLButtonElement);
  mistakes.addEventListener("click", () =>
    onLook({ selection: { kind: "mistakes" }, maxDigits: FEW_DIGITS }),
  );
  more.addEventListener("click", () => onLook({ maxDigits: MANY_DIGITS }));
  /** @type {Inspection["digits"]} */
  let last = null;
  return ({ inspection }) => {
    const { digits, wishes } = inspection;
    const isMistakes = wishes.selection.kind === "mistakes";
    mistakes.setAttribute("aria-pressed", String(isMistakes));
    setText(title, titleOf(wishes.selection));
    setText(note, noteOf(inspection));
    const hasMore =
      digits !== null &&
      digits.digits.length < Math.min(digits.nDigits, MANY_DIGITS);
    // While the answer is awaited the pressed button stays, and then hands its focus on.
    if (!hasMore && digits !== null && document.activeElement === more) {
      mistakes.focus();
    }
    more.hidden = !hasMore && document.activeElement !== more;
    if (digits === last) return;
    last = digits;
    const { format, digits: images } = digits ?? NONE;
    list.replaceChildren(...images.map((image) => item(image, format)));
  };
}

/** @param {DigitSelection} selection */
function titleOf(selection) {
  switch (selection.kind) {
    case "mistakes":
      return t`Read wrong, the surest first`;
    case "cell": {
      const { label, answer } = selection;
      return label === answer
        ? t`Is ${label}, read ${answer}: right`
        : t`Is ${label}, read ${answer}: wrong`;
    }
    case "first_examples":
      return t`The first examples`;
    default:
      return /** @satisfies {never} */ (selection);
  }
}

/** @param {Inspection} inspection */
function noteOf({ digits, answersChange, refused }) {
  if (digits !== null) {
    const { nDigits, digits: shown } = digits;
    return nDigits === 0
      ? t`There is none.`
      : t`${count(shown.length)} of ${count(nDigits)}`;
  }
  if (answersChange === null) {
    return t`The digits can be seen again after the next epoch.`;
  }
  return refused ? t`The trainer could not show them.` : t`Looking…`;
}

/**
 * @param {DigitImage} digit
 * @param {ImageFormat} format
 */
function item({ index, label, answer, pixels }, format) {
  const name = t`Test image ${index}`;
  const canvas = pixelCanvas(name, format);
  canvas.title = name;
  paintDigit(canvas, pixels);
  const caption = make("figcaption", "", captionOf(label, answer));
  return make("li", "", make("figure", "", canvas, caption));
}

/**
 * @param {number} label
 * @param {DigitImage["answer"]} answer
 */
function captionOf(label, answer) {
  if (answer === null) return t`is ${label}`;
  // Kept together on one line.
  const share = wholePercent(answer.probability).replace(" ", "\u00a0");
  return t`is ${label}, read ${answer.class} (${share})`;
}
