// The comma as a decimal mark: a telephone set to German, say, may offer no other on the keyboard
// that fields for numbers get.

const COMMA = ",";
const POINT = ".";

/** Makes commas points as they are typed into fields for decimal numbers, before anything reads them. */
export function takeDecimalCommas() {
  document.addEventListener(
    "input",
    ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      if (target.inputMode !== "decimal" || !target.value.includes(COMMA))
        return;
      const { selectionStart, selectionEnd } = target;
      target.value = target.value.replaceAll(COMMA, POINT);
      target.setSelectionRange(selectionStart, selectionEnd);
    },
    { capture: true },
  );
}
