// A verdict on an observation: what supports it, what contradicts it, what is missing, in words.

import { t } from "./language/translate.js";

/**
 * What runs say about an observation, counting whole ones only.
 *
 * @typedef {object} Verdict
 * @property {"supported" | "contradicted" | "mixed" | "open"} outcome
 * @property {readonly string[]} supporting Names of what supports it.
 * @property {readonly string[]} contradicting Names of what contradicts it.
 * @property {readonly string[]} needs Models that are missing for a first verdict; empty when
 *   there is one.
 * @property {boolean} isComplete Whether nothing is left to count.
 */

/**
 * @param {readonly string[]} supporting
 * @param {readonly string[]} contradicting
 * @param {readonly string[]} needs For a first verdict, if there is none yet.
 * @param {boolean} isComplete
 * @returns {Verdict}
 */
export function verdictOf(supporting, contradicting, needs, isComplete) {
  const all = { supporting, contradicting, isComplete };
  if (supporting.length === 0 && contradicting.length === 0) {
    return { outcome: "open", ...all, needs };
  }
  if (contradicting.length === 0) {
    return { outcome: "supported", ...all, needs: [] };
  }
  const outcome = supporting.length === 0 ? "contradicted" : "mixed";
  return { outcome, ...all, needs: [] };
}

/**
 * The shortest list; the first of several.
 *
 * @param {readonly (readonly string[])[]} lists
 */
export function fewest(lists) {
  const [first = [], ...others] = lists;
  return others.reduce(
    (best, list) => (list.length < best.length ? list : best),
    first,
  );
}

/**
 * The verdict in words.
 *
 * @param {Verdict} verdict
 */
export function verdictText(verdict) {
  const { outcome, supporting, contradicting, needs, isComplete } = verdict;
  const soFar = isComplete ? "" : t` so far`;
  switch (outcome) {
    case "supported":
      return t`Your runs support this${soFar}`;
    case "contradicted":
      return t`Your runs contradict this${soFar}`;
    case "mixed":
      return t`Your runs support this in part${soFar}: yes for ${listed(supporting)}, no for ${listed(contradicting)}`;
    case "open":
      return t`Not yet: needs ${listed(needs)}`;
    default:
      return /** @satisfies {never} */ (outcome);
  }
}

/**
 * Names as a sentence lists them: `a, b and c`.
 *
 * @param {readonly string[]} names
 */
export function listed(names) {
  if (names.length < 2) return names.join();
  return t`${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
