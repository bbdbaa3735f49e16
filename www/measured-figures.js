// The figures of a measurement, and how they and the machine read.

/** @import { DeviceKind } from "./protocol.d.ts" */
/** @import { Measurement } from "./measurement-state.js" */

import { count, hundredths, tenths } from "./format.js";
import { t } from "./language/translate.js";
import { browserText } from "./machine.js";
import { BATCH_SIZE } from "./measurement-state.js";

/** Images of an epoch: MNIST's training set. */
export const EPOCH_IMAGES = 60_000;

/** Devices as the visitor reads them. @type {Readonly<Record<DeviceKind, string>>} */
const DEVICE_NAMES = { cpu: "CPU", webgpu: "WebGPU" };

/**
 * What the rounds of a network on a device say.
 *
 * @typedef {object} Figures
 * @property {string} model
 * @property {DeviceKind} device
 * @property {readonly number[]} msPerStep Of each round, in their order.
 * @property {number} medianMs Per step.
 * @property {number} leastMs
 * @property {number} mostMs
 * @property {number} imagesPerSecond By the median.
 * @property {number} epochSeconds Computed from it; evaluation is not in it.
 * @property {number} loss Of the last step of the last round, in nats.
 */

/** @typedef {Readonly<Record<"model" | "device" | "median" | "least" | "most" | "images" | "epoch", string>>} FigureTexts */

/**
 * The figures so far; what has no whole round yet is left out.
 *
 * @param {Measurement} measurement
 * @returns {readonly Figures[]}
 */
export function figuresOf({ subjects, takes }) {
  return subjects.flatMap(({ model, device }, place) => {
    const own = takes.filter((_, index) => index % subjects.length === place);
    const rounds = own.slice(1);
    const last = rounds.at(-1);
    if (last === undefined) return [];
    const msPerStep = rounds.map(
      ({ seconds, nSteps }) => (1000 * seconds) / nSteps,
    );
    const medianMs = median(msPerStep);
    const imagesPerSecond = (1000 * BATCH_SIZE) / medianMs;
    return {
      model,
      device,
      msPerStep,
      medianMs,
      leastMs: Math.min(...msPerStep),
      mostMs: Math.max(...msPerStep),
      imagesPerSecond,
      epochSeconds: EPOCH_IMAGES / imagesPerSecond,
      loss: last.loss,
    };
  });
}

/**
 * The figures as they read, without their units.
 *
 * @param {Figures} figures
 * @returns {FigureTexts}
 */
export function textsOf(figures) {
  return {
    model: figures.model,
    device: DEVICE_NAMES[figures.device],
    median: milliseconds(figures.medianMs),
    least: milliseconds(figures.leastMs),
    most: milliseconds(figures.mostMs),
    images: count(figures.imagesPerSecond),
    epoch: tenths(figures.epochSeconds),
  };
}

/**
 * The machine in words, as far as it is known.
 *
 * @param {Measurement} measurement
 * @returns {string}
 */
export function machineText({ machine, device, version }) {
  if (machine === null) return "";
  const { userAgent, logicalCores } = machine;
  const parts = [browserText(userAgent)];
  if (logicalCores !== null) {
    parts.push(
      logicalCores === 1 ? t`1 logical core` : t`${logicalCores} logical cores`,
    );
  }
  if (device !== null) {
    const title = DEVICE_NAMES[device.kind];
    parts.push(device.name === "" ? title : `${title} ${device.name}`);
  }
  if (version !== null) parts.push(`Kindling ${version}`);
  return parts.join(", ");
}

/** @param {number} ms */
function milliseconds(ms) {
  return ms < 100 ? hundredths(ms) : tenths(ms);
}

/** @param {readonly number[]} values At least one. */
function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return (lower + upper) / 2;
}
