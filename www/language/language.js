// Which language the page speaks.

/** @typedef {"en" | "de"} Language */

/**
 * The languages, each by its own name.
 *
 * @type {Readonly<Record<Language, string>>}
 */
export const LANGUAGE_NAMES = { en: "English", de: "Deutsch" };

/** The link's parameter that names a language. */
export const LANGUAGE_PARAMETER = "lang";

/** The local storage's entry for a language that the visitor chose. */
const STORED = "kindling-language";

/** The language of this visit; it stays until the page is loaded again. */
export const LANGUAGE =
  typeof document === "undefined"
    ? "en"
    : chosenLanguage(location.search, storedLanguage(), navigator.languages);

/**
 * The language that the link names, else the one that the visitor chose, else the first of the
 * browser's that the page has, else English.
 *
 * @param {string} search The link's query.
 * @param {string | null} stored
 * @param {readonly string[]} preferred Language tags, such as `de-AT`.
 * @returns {Language}
 */
export function chosenLanguage(search, stored, preferred) {
  const named = new URLSearchParams(search).get(LANGUAGE_PARAMETER);
  const wishes = [named, stored, ...preferred.map((tag) => tag.split("-")[0])];
  return wishes.find(isLanguage) ?? "en";
}

/**
 * @param {string | null | undefined} tag
 * @returns {tag is Language}
 */
export function isLanguage(tag) {
  return tag === "en" || tag === "de";
}

/** @returns {string | null} */
function storedLanguage() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/**
 * Loads the page again in another language. Where the browser keeps nothing, the link names it.
 *
 * @param {Language} language
 */
export function speak(language) {
  const link = new URL(location.href);
  link.searchParams.delete(LANGUAGE_PARAMETER);
  try {
    localStorage.setItem(STORED, language);
  } catch {
    link.searchParams.set(LANGUAGE_PARAMETER, language);
  }
  link.searchParams.delete("autostart");
  location.assign(link);
}
