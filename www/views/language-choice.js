// The button that loads the page again in its other language.

/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { LANGUAGE, LANGUAGE_NAMES, speak } from "../language/language.js";
import { t } from "../language/translate.js";
import { isBusy } from "../selectors.js";

/** @returns {(state: State) => void} */
export function mountLanguageChoice() {
  const button = byId("language", HTMLButtonElement);
  const other = LANGUAGE === "en" ? "de" : "en";
  setText(button, LANGUAGE_NAMES[other]);
  button.lang = other;
  button.addEventListener("click", () => speak(other));
  return (state) => {
    const waits = isBusy(state);
    button.disabled = waits;
    button.title = waits
      ? t`The language can be changed as soon as no run is under way.`
      : "";
  };
}
