// What the worker says, in the visitor's language. The worker speaks English and puts facts into
// its sentences: they are found again here, and what stands for them may itself be a sentence.

/**
 * Texts of what the worker says that the page shows; the rest of an event is figures and names.
 *
 * @typedef {object} Spoken
 * @property {string} [reason]
 * @property {string} [note]
 * @property {string} [source]
 * @property {string} [understood]
 * @property {readonly string[]} [observations]
 * @property {readonly { title: string }[]} [models]
 * @property {{ code: string, message: string, advice: string }} [failure]
 */

/** Stands for what is put in. */
const PLACE = /\{(\w+)\}/g;

/** No text within a text goes deeper than so many. */
const MAX_DEPTH = 4;

/**
 * A reader of what the worker says.
 *
 * @param {Readonly<Record<string, string>>} texts A language's by the English ones.
 */
export function trainerTexts(texts) {
  const patterns = Object.keys(texts)
    .filter((english) => english.includes("{"))
    // The more of a pattern is text, the surer it is what was said.
    .sort((a, b) => lettersOf(b) - lettersOf(a))
    .map((english) => ({ ...patternOf(english), text: texts[english] ?? "" }));

  /**
   * @param {string} english
   * @param {number} [depth]
   * @returns {string}
   */
  function translate(english, depth = 0) {
    const exact = Object.hasOwn(texts, english) ? texts[english] : undefined;
    if (exact !== undefined) return exact;
    if (depth === MAX_DEPTH) return english;
    for (const { expression, names, text } of patterns) {
      const found = expression.exec(english);
      if (found === null) continue;
      return text.replace(PLACE, (_, name) =>
        translate(found[1 + names.indexOf(name)] ?? "", depth + 1),
      );
    }
    return english;
  }

  return {
    translate,
    /**
     * The same event with its sentences in the other language.
     *
     * @template {object} T
     * @param {T} event
     * @returns {T}
     */
    inEvent(event) {
      const said = /** @type {T & Spoken} */ (event);
      const { reason, note, source, understood, failure } = said;
      const { observations, models } = said;
      const spoken = { ...said };
      if (reason !== undefined) spoken.reason = translate(reason);
      if (note !== undefined) spoken.note = translate(note);
      if (source !== undefined) spoken.source = translate(source);
      if (understood !== undefined) spoken.understood = translate(understood);
      if (observations !== undefined) {
        spoken.observations = observations.map((text) => translate(text));
      }
      if (models !== undefined) {
        spoken.models = models.map((model) => ({
          ...model,
          title: translate(model.title),
        }));
      }
      if (failure !== undefined) {
        const { code, message, advice } = failure;
        spoken.failure = {
          code,
          message: translate(message),
          advice: translate(advice),
        };
      }
      return spoken;
    },
  };
}

/** @param {string} english */
function lettersOf(english) {
  return english.replace(PLACE, "").length;
}

/**
 * @param {string} english Such as `{file}: {missing} of {expected} bytes are missing`.
 */
function patternOf(english) {
  const names = [...english.matchAll(PLACE)].map(([, name]) => name);
  const source = english
    .split(PLACE)
    .map((part, index) =>
      index % 2 === 1 ? "(.+?)" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    )
    .join("");
  return { names, expression: new RegExp(`^${source}$`, "s") };
}
