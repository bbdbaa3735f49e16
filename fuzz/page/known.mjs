// What the page knows from its worker, natively: the notebook's models and the worker's limits.

import { readFileSync } from "node:fs";

/** @import { ModelEntry } from "../../www/protocol.d.ts" */

const NOTEBOOK = new URL("../../crate/notebook.json", import.meta.url);

/** @type {any[]} */
const models = JSON.parse(readFileSync(NOTEBOOK, "utf8")).models;

/**
 * The notebook's models, as the worker offers them.
 *
 * @type {(ModelEntry & { reported: NonNullable<ModelEntry["reported"]> })[]}
 */
export const MODELS = models.map((model) => ({
  id: model.id,
  title: model.title,
  architecture: {
    hidden: model.hidden.map(
      (/** @type {{ units: number, init_stddev: number }} */ layer) => ({
        units: layer.units,
        initialization: { kind: "normal", stddev: layer.init_stddev },
      }),
    ),
    activation: "relu",
    batch_norm: model.batch_norm,
    dropout: model.dropout,
  },
  reported: {
    test_loss: model.reported.test_loss,
    test_accuracy: model.reported.test_accuracy,
    train_loss: model.reported.train_loss,
    train_accuracy: model.reported.train_accuracy,
    microseconds_per_sample: model.reported.us_per_sample,
  },
  history: [],
}));

/**
 * The settings of a run, with all that settings can have.
 *
 * @param {string} model
 * @param {number} epochs
 */
export function madeConfig(model, epochs) {
  return {
    model,
    architecture: {
      hidden: [
        { units: 30, initialization: { kind: "normal", stddev: 0.05 } },
        { units: 20, initialization: { kind: "normal", stddev: 0.05 } },
      ],
      activation: "relu",
      batch_norm: true,
      dropout: 0.5,
    },
    epochs,
    batch_size: 128,
    optimizer: "adam",
    learning_rate: 0.001,
    seed: 7,
    callbacks: {
      schedule: "plateau",
      factor: 0.5,
      every: 2,
      stop: "test_loss",
      patience: 3,
      restore_best: true,
    },
  };
}

/** As in `crate/src/model/config.rs`. */
export const KNOWN = {
  models: MODELS,
  limits: {
    max_epochs: 1000,
    max_learning_rate: 10,
    max_hidden_layers: 8,
    max_units: 2048,
    max_init_stddev: 10,
  },
  nTrain: 60_000,
};
