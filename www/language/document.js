// The texts of index.html in the visitor's language.

import { LANGUAGE } from "./language.js";
import { translated } from "./translate.js";

/** Attributes that are read out or shown. */
const ATTRIBUTES = ["aria-label", "alt", "content"];

/** Translates the whole document, before anything else writes into it. */
export function translateDocument() {
  if (LANGUAGE === "en") return;
  document.documentElement.lang = LANGUAGE;
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Text) node.data = inLanguage(node.data);
    else if (node instanceof Element) translateAttributes(node);
  }
}

/** @param {Element} element */
function translateAttributes(element) {
  for (const name of ATTRIBUTES) {
    const text = element.getAttribute(name);
    if (text !== null) element.setAttribute(name, inLanguage(text));
  }
}

/**
 * A text without its edges in the other language; they stay.
 *
 * @param {string} text
 */
function inLanguage(text) {
  const trimmed = text.trim();
  return trimmed === ""
    ? text
    : text.replace(trimmed, () => translated(trimmed));
}
