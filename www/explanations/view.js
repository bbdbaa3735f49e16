// A card's explanation as a list, with the style of all.

import { make } from "../dom.js";
import { EXPLANATIONS } from "./explanations.js";

const style = make("link", "");
style.rel = "stylesheet";
style.href = new URL("explanations.css", import.meta.url).href;
document.head.append(style);

/** @param {string} card By what its button stands after. */
export function explanationOf(card) {
  const sentences = EXPLANATIONS[card] ?? [];
  return make(
    "dl",
    "",
    ...sentences.map(([name, sentence]) =>
      make("div", "", make("dt", "", name), make("dd", "", sentence)),
    ),
  );
}
