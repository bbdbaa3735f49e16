// A card's explanation as a list, with the style of all.

import { addStyle, make } from "../dom.js";
import { EXPLANATIONS } from "./explanations.js";

const styled = addStyle("explanations.css", import.meta.url);

/** @param {string} card By what its button stands after. */
export async function explanationOf(card) {
  await styled;
  const sentences = EXPLANATIONS[card] ?? [];
  return make(
    "dl",
    "",
    ...sentences.map(([name, sentence]) =>
      make("div", "", make("dt", "", name), make("dd", "", sentence)),
    ),
  );
}
