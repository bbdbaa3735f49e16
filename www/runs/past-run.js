// A run that is over: what is kept of it, its name, and which other it should be the same as.

/** @import { EpochRecord, RateChange, RunConfig } from "../protocol.d.ts" */
/** @import { Dataset, Device, State } from "../state.js" */

import { t } from "../language/translate.js";
import { isSame } from "../notebook-stored.js";
import { rateChangesSoFar } from "../run-state.js";
import { CUSTOM } from "../settings.js";

/** Version of the form; a run of another one is left alone. */
export const FORMAT = 1;

/** Longest name of a run, in UTF-16 units. */
export const MAX_NAME = 80;

/** Activations as they are written; each other one is written as it is called. */
const ACTIVATIONS = new Map([
  ["relu", "ReLU"],
  ["gelu", "GELU"],
]);

/**
 * A run that is over, without its network.
 *
 * @typedef {object} PastRun
 * @property {number} format
 * @property {string} startedAt ISO 8601; tells this run from any other.
 * @property {string} name What the visitor calls it.
 * @property {string | null} version Kindling's that trained it.
 * @property {RunConfig} config
 * @property {readonly RateChange[]} rateChanges Learning rates that were set on the way.
 * @property {Omit<Dataset, "note">} dataset
 * @property {Pick<Device, "kind" | "name">} device
 * @property {"finished" | "stopped"} outcome
 * @property {number | null} restoredEpoch Whose network was put back at the end.
 * @property {readonly EpochRecord[]} records At least one.
 * @property {number | null} place In the charts, which decides its colour and its marker; null where
 *   it is not drawn.
 */

/**
 * What is to be kept of the run that ended last; null where none did, or before its first epoch was
 * done.
 *
 * @param {State} state
 * @returns {PastRun | null}
 */
export function pastRunOf({ run, models, version }) {
  if (!run?.dataset || !run.device || run.records.length === 0) return null;
  const { config, startedAt, outcome } = run;
  const { restoredEpoch, records } = run;
  if (outcome !== "finished" && outcome !== "stopped") return null;
  const { note: _, ...dataset } = run.dataset;
  const { kind, name } = run.device;
  return {
    format: FORMAT,
    startedAt,
    name: defaultName(config, models),
    version,
    config,
    rateChanges: rateChangesSoFar(run),
    dataset: { ...dataset, fingerprint: dataset.fingerprint ?? null },
    device: { kind, name },
    outcome,
    restoredEpoch,
    records,
    place: null,
  };
}

/**
 * What a run is called until the visitor names it: its model's title.
 *
 * @param {RunConfig} config
 * @param {State["models"]} models
 */
export function defaultName({ model, architecture }, models) {
  const entry = models?.find(({ id }) => id === model);
  if (model !== CUSTOM) return entry?.title ?? model;
  const { hidden, activation, batch_norm: batchNorm, dropout } = architecture;
  if (hidden.length === 0) return t`Custom, no hidden layer`;
  const sizes = hidden.map(({ units }) => units).join("-");
  const parts = [
    t`Custom ${sizes} ${ACTIVATIONS.get(activation) ?? activation}`,
  ];
  if (batchNorm) parts.push(t`batch norm`);
  if (dropout > 0) parts.push("dropout");
  return parts.join(", ");
}

/**
 * Runs in the order in which they began.
 *
 * @param {readonly PastRun[]} runs
 */
export function inOrder(runs) {
  return [...runs].sort(
    (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt),
  );
}

/**
 * Whether two runs have the same settings, data and kind of device, so that their figures should be
 * the same.
 *
 * @param {PastRun} a
 * @param {PastRun} b
 */
export function areAlike(a, b) {
  return (
    isSame(a.config, b.config) &&
    isSame(a.rateChanges, b.rateChanges) &&
    a.device.kind === b.device.kind &&
    a.dataset.kind === b.dataset.kind &&
    a.dataset.fingerprint === b.dataset.fingerprint
  );
}
