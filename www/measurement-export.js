// What the visitor takes away of a measurement: a Markdown table, or JSON.

/** @import { Measurement } from "./measurement-state.js" */

import { t } from "./language/translate.js";
import {
  EPOCH_IMAGES,
  figuresOf,
  machineText,
  textsOf,
} from "./measured-figures.js";
import { BATCH_SIZE, N_WARMUP_STEPS } from "./measurement-state.js";

/** Version of the JSON's form. */
const FORMAT_VERSION = 1;

/** Name of the JSON's file. */
export const MEASUREMENT_FILE = "kindling-measurement.json";

const COLUMNS = [
  t`Network`,
  t`Device`,
  t`ms per step, median`,
  t`least`,
  t`most`,
  t`Images/s`,
  t`Seconds per epoch of 60,000 images, computed`,
];

/**
 * The figures as a Markdown table under a line about the machine.
 *
 * @param {Measurement} measurement
 */
export function measurementMarkdown(measurement) {
  const rows = figuresOf(measurement).map((figures) => {
    const { model, device, median, least, most, images, epoch } =
      textsOf(figures);
    return [model, device, median, least, most, images, epoch];
  });
  const rule = COLUMNS.map((_, index) => (index < 2 ? "---" : "---:"));
  const lines = [COLUMNS, rule, ...rows].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  const head = t`${machineText(measurement)}. Batch size ${BATCH_SIZE}, Adam.`;
  return `${[head, "", ...lines].join("\n")}\n`;
}

/**
 * The figures, each round among them, as JSON text.
 *
 * @param {Measurement} measurement
 */
export function measurementJson(measurement) {
  const { machine, device, version, startedAt, phase } = measurement;
  const exported = {
    format: "kindling-measurement",
    version: FORMAT_VERSION,
    kindling: version,
    started_at: startedAt,
    complete: phase === "done",
    user_agent: machine?.userAgent ?? null,
    logical_cores: machine?.logicalCores ?? null,
    device: device && { kind: device.kind, name: device.name },
    batch_size: BATCH_SIZE,
    n_warmup_steps: N_WARMUP_STEPS,
    epoch_images: EPOCH_IMAGES,
    figures: figuresOf(measurement).map((figures) => ({
      model: figures.model,
      device: figures.device,
      ms_per_step: figures.msPerStep,
      median_ms_per_step: figures.medianMs,
      least_ms_per_step: figures.leastMs,
      most_ms_per_step: figures.mostMs,
      images_per_second: figures.imagesPerSecond,
      computed_seconds_per_epoch: figures.epochSeconds,
      last_loss: figures.loss,
    })),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}
