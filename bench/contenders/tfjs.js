// TensorFlow.js as fast as it goes: a model of layers, trained by `optimizer.minimize`.
//
// `trainOnBatch` is the shorter way; it computes metrics too and reads the loss back each step.

import {
  ADAM,
  BATCH_NORM,
  BATCH_SIZE,
  N_CLASSES,
  N_PIXELS,
} from "../networks.js";

/** @import { Architecture } from "../networks.js" */
/** @import { Batches } from "../batches.js" */
/** @import { Peer, Training } from "../peer.js" */

const PACKAGES = "../node_modules/@tensorflow";

/** Steps after which a GPU is waited for, one such span later, so that no queue grows for ever. */
const STEPS_PER_WAIT = 8;

/**
 * @param {"cpu" | "webgpu"} device
 * @returns {Promise<Peer>}
 */
export async function open(device) {
  const backend = device === "cpu" ? "wasm" : "webgpu";
  const tf = await load(backend);
  if (!(await tf.setBackend(backend))) {
    throw new Error(`TensorFlow.js cannot start its backend ${backend}`);
  }
  await tf.ready();
  return {
    how: `${backend}${backend === "wasm" ? features(tf) : ""}, optimizer.minimize`,
    begin: (architecture, batches) =>
      begin(tf, architecture, batches, backend === "webgpu"),
  };
}

/** @param {any} tf */
function features(tf) {
  const simd = tf.env().getBool("WASM_HAS_SIMD_SUPPORT");
  const threads = tf.env().getBool("WASM_HAS_MULTITHREAD_SUPPORT");
  return ` ${simd ? "with" : "without"} SIMD, ${
    threads ? `${tf.wasm.getThreadsCount()} threads` : "one thread"
  }`;
}

/**
 * The library with one backend: scripts in a browser, CommonJS in Node.
 *
 * @param {"wasm" | "webgpu"} backend
 * @returns {Promise<any>}
 */
async function load(backend) {
  if (typeof process !== "undefined") {
    const { createRequire } = await import("node:module");
    const require = createRequire(import.meta.url);
    const tf = require("@tensorflow/tfjs");
    require(`@tensorflow/tfjs-backend-${backend}`);
    return tf;
  }
  await import(`${PACKAGES}/tfjs/dist/tf.min.js`);
  await import(
    `${PACKAGES}/tfjs-backend-${backend}/dist/tf-backend-${backend}.min.js`
  );
  const library = Reflect.get(globalThis, "tf");
  if (backend === "wasm") {
    const folder = `${PACKAGES}/tfjs-backend-wasm/dist/`;
    library.wasm.setWasmPaths(new URL(folder, import.meta.url).href);
  }
  return library;
}

/**
 * @param {any} tf
 * @param {Architecture} architecture
 * @param {Batches} batches
 * @param {boolean} waits Whether steps are only queued when they return.
 * @returns {Training}
 */
function begin(tf, architecture, batches, waits) {
  const model = modelOf(tf, architecture);
  const weights = model.trainableWeights.map((/** @type {any} */ w) => w.val);
  const { learningRate, beta1, beta2, epsilon } = ADAM;
  const optimizer = tf.train.adam(learningRate, beta1, beta2, epsilon);
  /** @type {any} */
  let loss = null;
  let nSteps = 0;
  /** @type {Promise<void>} */
  let earlier = Promise.resolve();
  return {
    async step() {
      const { pixels, labels } = batches.next();
      loss?.dispose();
      loss = tf.tidy(() => {
        const x = tf.tensor2d(pixels, [BATCH_SIZE, N_PIXELS]);
        const y = tf.oneHot(tf.tensor1d(labels, "int32"), N_CLASSES);
        const lossOf = () =>
          tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }));
        return optimizer.minimize(lossOf, true, weights);
      });
      nSteps += 1;
      if (waits && nSteps % STEPS_PER_WAIT === 0) {
        await earlier;
        const waitedFor = loss.clone();
        earlier = waitedFor.data().then(() => waitedFor.dispose());
      }
    },
    async loss() {
      await earlier;
      return (await loss.data())[0];
    },
    end() {
      loss?.dispose();
      optimizer.dispose();
      model.dispose();
    },
  };
}

/**
 * @param {any} tf
 * @param {Architecture} architecture
 */
function modelOf(tf, { hidden, batch_norm, dropout }) {
  const { dense, batchNormalization, dropout: dropoutLayer } = tf.layers;
  const model = tf.sequential();
  for (const [i, { units }] of hidden.entries()) {
    model.add(
      dense({
        units,
        activation: "relu",
        kernelInitializer: "heNormal",
        ...(i === 0 ? { inputShape: [N_PIXELS] } : {}),
      }),
    );
    if (batch_norm) model.add(batchNormalization(BATCH_NORM));
    if (dropout > 0) model.add(dropoutLayer({ rate: dropout }));
  }
  model.add(dense({ units: N_CLASSES }));
  return model;
}
