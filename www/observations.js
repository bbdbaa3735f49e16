// The notebook's three observations, held against the visitor's own runs. Pure functions.

/** @import { Architecture, EpochRecord } from "./protocol.d.ts" */
/** @import { Verdict } from "./verdict.js" */

import { gapOf } from "./compared-figures.js";
import { t } from "./language/translate.js";
import { fewest, verdictOf } from "./verdict.js";

/** Accuracy that counts as "about 98 %". */
export const ABOUT_98_PERCENT = 0.975;

/** Epochs within which the notebook saw it. */
export const WITHIN_EPOCHS = 15;

/** Spread of accuracies that counts as "little": one percentage point. */
export const LITTLE_SPREAD = 0.01;

/** For sums of decimals such as 0.98 − 0.97, which are not exact in binary. */
const ROUNDING = 1e-9;

/**
 * A model with what there is of its run.
 *
 * @typedef {object} Observed
 * @property {string} id
 * @property {Architecture} architecture
 * @property {number} epochs That a whole run has.
 * @property {readonly EpochRecord[]} records From the first epoch on.
 */

/**
 * A network without regularisation beside one with it.
 *
 * @typedef {object} GapPair
 * @property {string} plain
 * @property {string} regularised
 * @property {number} epoch The last that both have.
 * @property {number} plainGap Test loss − training loss.
 * @property {number} regularisedGap
 * @property {boolean} shrinks
 * @property {boolean} counts Whether both runs are whole.
 */

/**
 * A model's best test accuracy in the first epochs.
 *
 * @typedef {object} Best
 * @property {string} model
 * @property {number} accuracy
 * @property {number} epoch
 * @property {boolean} reaches
 * @property {boolean} counts Whether the run has all of these epochs.
 */

/**
 * Networks of different depth, alike else.
 *
 * @typedef {object} Depths
 * @property {string} regularisation Such as `networks with batch norm`.
 * @property {readonly { model: string, nHidden: number, accuracy: number | null }[]} members By
 *   depth; the accuracy after the last epoch, null while the run is not whole.
 * @property {number | null} spread Largest − smallest accuracy; null while one is missing.
 */

/**
 * Observation 1: batch norm and dropout reduce overfitting, the gap of losses shrinks.
 *
 * @param {readonly Observed[]} models
 * @returns {{ verdict: Verdict, pairs: readonly GapPair[] }} The pairs of which both have an epoch.
 */
export function overfitting(models) {
  const couples = couplesOf(models);
  const pairs = couples.flatMap(([plain, other]) => pairOf(plain, other));
  const counted = pairs.filter(({ counts }) => counts);
  // Asked for first: what the observation is about, batch norm and dropout together.
  const [rest, both] = [false, true].map((wanted) =>
    couples.filter(([, { architecture }]) => hasBoth(architecture) === wanted),
  );
  const missing = [...(both ?? []), ...(rest ?? [])].map(unfinished);
  const verdict = verdictOf(
    counted.filter((pair) => pair.shrinks).map(nameOfPair),
    counted.filter((pair) => !pair.shrinks).map(nameOfPair),
    fewest(missing),
    counted.length === couples.length,
  );
  return { verdict, pairs };
}

/**
 * Observation 2: every model reaches about 98 % test accuracy within 15 epochs.
 *
 * @param {readonly Observed[]} models
 * @returns {{ verdict: Verdict, bests: readonly Best[] }} Of the models that have an epoch.
 */
export function earlyAccuracy(models) {
  const bests = models.flatMap(bestOf);
  const counted = bests.filter(({ counts }) => counts);
  const reaching = counted.filter(({ reaches }) => reaches);
  const others = counted.filter(({ reaches }) => !reaches);
  const closest = [...models].sort(
    (a, b) => b.records.length - a.records.length,
  );
  const verdict = verdictOf(
    reaching.map(({ model }) => model),
    others.map(({ model }) => model),
    closest.slice(0, 1).map(({ id }) => t`${WITHIN_EPOCHS} epochs of ${id}`),
    counted.length === models.length,
  );
  return { verdict, bests };
}

/**
 * Observation 3: a shallow network already works well, depth changes little.
 *
 * @param {readonly Observed[]} models
 * @returns {{ verdict: Verdict, groups: readonly Depths[] }}
 */
export function depth(models) {
  const families = familiesOf(models);
  const groups = families.map(depthsOf);
  const counted = groups.filter(({ spread }) => spread !== null);
  const [little, much] = [true, false].map((wanted) =>
    counted
      .filter(({ spread }) => isLittle(spread ?? 0) === wanted)
      .map(({ regularisation }) => regularisation),
  );
  const verdict = verdictOf(
    little ?? [],
    much ?? [],
    fewest(families.map(unfinished)),
    counted.length === groups.length,
  );
  return { verdict, groups };
}

/**
 * Whether a spread of accuracies counts as little.
 *
 * @param {number} spread 0..1.
 */
export function isLittle(spread) {
  return spread <= LITTLE_SPREAD + ROUNDING;
}

/** @param {Observed} model */
function isWhole({ records, epochs }) {
  return records.length >= epochs;
}

/**
 * The ids of those whose runs are not whole.
 *
 * @param {readonly Observed[]} models
 */
function unfinished(models) {
  return models.filter((model) => !isWhole(model)).map(({ id }) => id);
}

/** @param {Architecture} architecture */
function isRegularised({ batch_norm: batchNorm, dropout }) {
  return batchNorm || dropout > 0;
}

/** @param {Architecture} architecture */
function hasBoth({ batch_norm: batchNorm, dropout }) {
  return batchNorm && dropout > 0;
}

/**
 * Each network without regularisation with each of the same sizes that has it.
 *
 * @param {readonly Observed[]} models
 * @returns {readonly [Observed, Observed][]}
 */
function couplesOf(models) {
  const sizes = (/** @type {Observed} */ { architecture }) =>
    architecture.hidden.map(({ units }) => units).join();
  const plain = models.filter((model) => !isRegularised(model.architecture));
  return plain.flatMap((one) =>
    models
      .filter((other) => isRegularised(other.architecture))
      .filter((other) => sizes(other) === sizes(one))
      .map((other) => /** @type {[Observed, Observed]} */ ([one, other])),
  );
}

/**
 * @param {Observed} plain
 * @param {Observed} regularised
 * @returns {GapPair[]} None while one of them has no epoch.
 */
function pairOf(plain, regularised) {
  const epoch = Math.min(plain.records.length, regularised.records.length);
  const records = [plain.records[epoch - 1], regularised.records[epoch - 1]];
  const [one, other] = records;
  if (one === undefined || other === undefined) return [];
  const plainGap = gapOf(one);
  const regularisedGap = gapOf(other);
  return [
    {
      plain: plain.id,
      regularised: regularised.id,
      epoch,
      plainGap,
      regularisedGap,
      shrinks: regularisedGap < plainGap - ROUNDING,
      counts: isWhole(plain) && isWhole(regularised),
    },
  ];
}

/** @param {GapPair} pair */
function nameOfPair({ regularised }) {
  return regularised;
}

/**
 * @param {Observed} model
 * @returns {Best[]} None while it has no epoch.
 */
function bestOf(model) {
  const early = model.records.slice(0, WITHIN_EPOCHS);
  const [first, ...others] = early;
  if (first === undefined) return [];
  const best = others.reduce(
    (most, record) =>
      record.test_accuracy > most.test_accuracy ? record : most,
    first,
  );
  const accuracy = best.test_accuracy;
  return [
    {
      model: model.id,
      accuracy,
      epoch: best.epoch,
      reaches: accuracy >= ABOUT_98_PERCENT - ROUNDING,
      counts: early.length >= WITHIN_EPOCHS || isWhole(model),
    },
  ];
}

/**
 * Networks with the same regularisation; only those of which there are several.
 *
 * @param {readonly Observed[]} models
 * @returns {readonly (readonly Observed[])[]}
 */
function familiesOf(models) {
  /** @type {Map<string, Observed[]>} */
  const families = new Map();
  for (const model of models) {
    const name = regularisationOf(model.architecture);
    families.set(name, [...(families.get(name) ?? []), model]);
  }
  return [...families.values()].filter((family) => family.length > 1);
}

/**
 * @param {readonly Observed[]} family
 * @returns {Depths}
 */
function depthsOf(family) {
  const members = family
    .map((model) => ({
      model: model.id,
      nHidden: model.architecture.hidden.length,
      accuracy: isWhole(model)
        ? (model.records.at(-1)?.test_accuracy ?? null)
        : null,
    }))
    .sort((a, b) => a.nHidden - b.nHidden);
  const known = members.flatMap(({ accuracy }) => accuracy ?? []);
  const isComplete = known.length === members.length;
  const [first] = family;
  return {
    regularisation: first ? regularisationOf(first.architecture) : "",
    members,
    spread: isComplete ? Math.max(...known) - Math.min(...known) : null,
  };
}

/** @param {Architecture} architecture */
function regularisationOf({ batch_norm: batchNorm, dropout }) {
  const parts = [
    ...(batchNorm ? [t`batch norm`] : []),
    ...(dropout > 0 ? [t`dropout`] : []),
  ];
  return parts.length === 0
    ? t`plain networks`
    : t`networks with ${parts.join(t` and `)}`;
}
