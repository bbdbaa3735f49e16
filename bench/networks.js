// The two networks that every contender trains, and with what.

/**
 * A network as the worker's protocol describes it.
 *
 * @typedef {object} Architecture
 * @property {{ units: number, initialization: { kind: "he" } }[]} hidden
 * @property {"relu"} activation
 * @property {boolean} batch_norm
 * @property {number} dropout The share of activations that are dropped.
 */

/**
 * @typedef {object} Network
 * @property {string} id The id of the notebook's model with these layers.
 * @property {string} layers
 * @property {Architecture} architecture
 */

export const N_PIXELS = 784;
export const N_CLASSES = 10;

/** Samples a step. */
export const BATCH_SIZE = 128;

/** Steps of an epoch of 60,000 samples, the ragged last batch included. */
export const STEPS_PER_EPOCH = 469;

/** Adam as in Keras: its ε is not corrected for bias. */
export const ADAM = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-7,
};

/** Batch normalization as in Keras. */
export const BATCH_NORM = { momentum: 0.99, epsilon: 1e-3 };

/** @type {readonly Network[]} */
export const NETWORKS = [
  network("a1-relu", [600, 100], false, 0),
  network("a3-bn-dropout", [700, 350, 200, 100, 50], true, 0.2),
];

/**
 * @param {string} id
 * @param {number[]} units Of each hidden layer.
 * @param {boolean} batchNorm
 * @param {number} dropout
 * @returns {Network}
 */
function network(id, units, batchNorm, dropout) {
  return {
    id,
    layers: [N_PIXELS, ...units, N_CLASSES].join("-"),
    architecture: {
      hidden: units.map((n) => ({
        units: n,
        initialization: { kind: "he" },
      })),
      activation: "relu",
      batch_norm: batchNorm,
      dropout,
    },
  };
}
