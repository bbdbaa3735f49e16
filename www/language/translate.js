// The page's texts in the visitor's language. English stands where it is shown; another language
// has a file of its own, which only those load who read it.

/** @import { trainerTexts } from "./trainer-texts.js" */

import { LANGUAGE } from "./language.js";

/**
 * A language's texts by the English ones. `{0}`, `{1}` … stand for what is put in, in that order;
 * the trainer's texts name it: `{file}`.
 *
 * @typedef {object} Texts
 * @property {Readonly<Record<string, string>>} PAGE
 * @property {Readonly<Record<string, string>>} TRAINER Texts that come from the worker.
 */

/** @type {{ page: Texts["PAGE"], trainer: ReturnType<typeof trainerTexts> } | null} */
const texts = LANGUAGE === "en" ? null : await load();

async function load() {
  try {
    const [{ PAGE, TRAINER }, { trainerTexts }] = await Promise.all([
      import("./german.js"),
      import("./trainer-texts.js"),
    ]);
    return { page: PAGE, trainer: trainerTexts(TRAINER) };
  } catch (error) {
    console.warn("The page's texts stay English:", error);
    return null;
  }
}

/**
 * A text of the page in the visitor's language: t`${n} of ${all} epochs`.
 *
 * @param {TemplateStringsArray} parts
 * @param {...(string | number)} values
 */
export function t(parts, ...values) {
  const found = texts?.page[keyOf(parts)];
  return found === undefined ? joined(parts, values) : filled(found, values);
}

/**
 * @param {readonly string[]} parts
 * @param {readonly (string | number)[]} values
 */
function joined(parts, values) {
  let text = parts[0] ?? "";
  for (let index = 1; index < parts.length; index += 1) {
    text += `${values[index - 1]}${parts[index]}`;
  }
  return text;
}

/**
 * The English text by which the others are found: `{0} of {1} epochs`.
 *
 * @param {readonly string[]} parts
 */
export function keyOf(parts) {
  return parts.reduce((text, part, index) => `${text}{${index - 1}}${part}`);
}

/**
 * @param {string} text
 * @param {readonly (string | number)[]} values
 */
function filled(text, values) {
  return text.replace(/\{(\d+)\}/g, (_, index) => String(values[index]));
}

/**
 * A text of the document; as it is where there is no translation.
 *
 * @param {string} english
 */
export function translated(english) {
  return texts?.page[english] ?? english;
}

/**
 * What the worker says, with its sentences in the visitor's language.
 *
 * @template {object} T
 * @param {T} event
 */
export function inLanguage(event) {
  return texts === null ? event : texts.trainer.inEvent(event);
}
