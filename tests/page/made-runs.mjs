// Made figures, of no real run: they test the arithmetic and the verdicts about the notebook.

/** @import { Architecture, EpochRecord } from "../../www/protocol.d.ts" */

/** Hidden sizes of the notebook's three architectures. */
const SIZES = {
  a1: [600, 100],
  a2: [500, 250, 125],
  a3: [700, 350, 200, 100, 50],
};

/**
 * An architecture as the notebook's models have it, but for the initial weights.
 *
 * @param {string} id Such as `a1-bn-dropout`.
 * @returns {Architecture}
 */
export function architecture(id) {
  const sizes = SIZES[/** @type {keyof typeof SIZES} */ (id.slice(0, 2))];
  return {
    hidden: sizes.map((units) => ({ units, initialization: { kind: "he" } })),
    activation: "relu",
    batch_norm: id.includes("-bn"),
    dropout: id.endsWith("-dropout") ? 0.5 : 0,
  };
}

/**
 * Made records: each epoch has the same losses, and the accuracy rises to its last value.
 *
 * @param {number} nEpochs
 * @param {{ testLoss?: number, trainLoss?: number, testAccuracy?: number }} [figures]
 * @returns {EpochRecord[]}
 */
export function madeRecords(nEpochs, figures = {}) {
  const { testLoss = 0.09, trainLoss = 0.01, testAccuracy = 0.98 } = figures;
  return Array.from({ length: nEpochs }, (_, index) => ({
    epoch: index + 1,
    train_loss: trainLoss,
    train_accuracy: 0.99,
    test_loss: testLoss,
    test_accuracy: testAccuracy - (nEpochs - 1 - index) * 0.0001,
    seconds: 2,
  }));
}
