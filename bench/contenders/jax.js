// jax-js as fast as it goes: loss, gradients, Adam and moving statistics in a single jit.
//
// Tried and no faster: gathering the batch inside the jit from pixels that stay on the device,
// as floats or packed; variances as E[x²] - E[x]²; means as products with a row of ones; one draw
// of random numbers for all layers.

import {
  ADAM,
  BATCH_NORM,
  BATCH_SIZE,
  N_CLASSES,
  N_PIXELS,
} from "../networks.js";
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  random,
  tree,
  valueAndGrad,
} from "../node_modules/@jax-js/jax/dist/index.js";

/** @import { Architecture } from "../networks.js" */
/** @import { Batches } from "../batches.js" */
/** @import { Peer, Training } from "../peer.js" */

/**
 * Steps after which a GPU is waited for, one such span later, as jax-js asks one to do: its buffers
 * come back in time to be used again. Of 1, 2, 4, 8 and 16, this takes least time on both networks.
 */
const STEPS_PER_WAIT = 2;

/**
 * @param {"cpu" | "webgpu"} device
 * @returns {Promise<Peer>}
 */
export async function open(device) {
  const backend = device === "cpu" ? "wasm" : "webgpu";
  const backends = await init(backend);
  if (!backends.includes(backend)) throw new Error(`jax-js has no ${backend}`);
  defaultDevice(backend);
  const threads =
    backend === "wasm" && typeof SharedArrayBuffer !== "undefined"
      ? ", threads where cores allow"
      : "";
  // One function for all trainings of a network, so that it is compiled once.
  /** @type {Map<string, Function>} */
  const steps = new Map();
  return {
    how: `${backend}, the whole step in one jit${threads}`,
    begin(architecture, batches) {
      const key = JSON.stringify(architecture);
      const step = steps.get(key) ?? compiled(architecture);
      steps.set(key, step);
      return begin(step, architecture, batches, backend === "webgpu");
    },
  };
}

/**
 * @param {Function} step
 * @param {Architecture} architecture
 * @param {Batches} batches
 * @param {boolean} waits Whether steps are only queued when they return.
 * @returns {Training}
 */
function begin(step, architecture, batches, waits) {
  let state = freshState(architecture);
  /** @type {any} */
  let loss = null;
  let nSteps = 0;
  /** @type {Promise<void>} */
  let earlier = Promise.resolve();
  return {
    async step() {
      const { pixels, labels } = batches.next();
      loss?.dispose();
      [state, loss] = step(
        state,
        np.array(pixels).reshape([BATCH_SIZE, N_PIXELS]),
        np.array(labels, { dtype: np.int32 }),
      );
      nSteps += 1;
      if (waits && nSteps % STEPS_PER_WAIT === 0) {
        await earlier;
        const waitedFor = loss.ref;
        earlier = blockUntilReady(waitedFor).then(() => waitedFor.dispose());
      }
    },
    async loss() {
      await earlier;
      return (await loss.ref.data())[0];
    },
    end() {
      loss?.dispose();
      tree.dispose(state);
    },
  };
}

/** @param {Architecture} architecture */
function freshState({ hidden, batch_norm, dropout }) {
  const units = hidden.map((layer) => layer.units);
  const outputs = [...units, N_CLASSES];
  const params = outputs.map((nOut, i) => {
    const nIn = i === 0 ? N_PIXELS : outputs[i - 1];
    const layer = {
      kernel: np
        .array(Float32Array.from({ length: nIn * nOut }, () => he(nIn)))
        .reshape([nIn, nOut]),
      bias: np.zeros([nOut]),
    };
    return batch_norm && i < units.length
      ? { ...layer, gamma: np.ones([nOut]), beta: np.zeros([nOut]) }
      : layer;
  });
  const zeros = () =>
    tree.map((/** @type {any} */ p) => np.zeros(p.shape), params);
  return {
    params,
    first: zeros(),
    second: zeros(),
    moving: batch_norm
      ? units.map((n) => ({ mean: np.zeros([n]), variance: np.ones([n]) }))
      : [],
    t: np.array(0, { dtype: np.float32 }),
    ...(dropout > 0 ? { key: random.key(1) } : {}),
  };
}

/**
 * A number of the normal distribution that He et al. draw kernels from.
 *
 * @param {number} nIn
 */
function he(nIn) {
  const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
  const angle = 2 * Math.PI * Math.random();
  return radius * Math.cos(angle) * Math.sqrt(2 / nIn);
}

/**
 * The training step; like every function of jax-js it consumes its arguments.
 *
 * @param {Architecture} architecture
 */
function compiled(architecture) {
  const { hidden, dropout } = architecture;
  /** @type {(params: any, pixels: any, labels: any, keys: any) => any} */
  const lossOf = (params, pixels, labels, keys) => {
    const [logits, moments] = forward(architecture, params, pixels, keys);
    const targets = nn.oneHot(labels, N_CLASSES);
    const loss = np
      .sum(nn.logSoftmax(logits).mul(targets))
      .mul(-1 / BATCH_SIZE);
    return [loss, moments];
  };
  return jit((/** @type {any} */ state, pixels, labels) => {
    const { params, first, second, moving, t, key } = state;
    const drawn = dropout > 0 ? random.split(key, hidden.length + 1) : null;
    const keys = drawn ? hidden.map((_, i) => drawn.ref.slice(i + 1)) : [];
    const [[loss, moments], gradients] = valueAndGrad(lossOf, {
      hasAux: true,
    })(tree.ref(params), pixels, labels, keys);
    const trained = adam({ params, first, second, t: t.add(1) }, gradients);
    const next = { ...trained, moving: moved(moving, moments) };
    return [drawn ? { ...next, key: drawn.slice(0) } : next, loss];
  });
}

/**
 * Logits, and the means and variances that the batch normalizations saw.
 *
 * @param {Architecture} architecture
 * @param {any[]} params
 * @param {any} pixels
 * @param {any[]} keys One for each hidden layer, where there is dropout.
 */
function forward({ hidden, batch_norm, dropout }, params, pixels, keys) {
  /** @type {{ mean: any, variance: any }[]} */
  const moments = [];
  let x = pixels;
  for (const [i, layer] of params.entries()) {
    x = np.matmul(x, layer.kernel).add(layer.bias);
    if (i === hidden.length) break;
    x = nn.relu(x);
    if (batch_norm) {
      const mean = np.mean(x.ref, 0);
      const centred = x.sub(mean.ref);
      const variance = np.mean(np.square(centred.ref), 0);
      const deviation = np.sqrt(variance.ref.add(BATCH_NORM.epsilon));
      x = centred.mul(layer.gamma.div(deviation)).add(layer.beta);
      moments.push({ mean, variance });
    }
    if (dropout > 0) {
      const shape = [BATCH_SIZE, hidden[i].units];
      const kept = random.bernoulli(keys[i], 1 - dropout, shape);
      x = x.mul(kept.astype(np.float32)).mul(1 / (1 - dropout));
    }
  }
  return [x, moments];
}

/**
 * @param {{ params: any, first: any, second: any, t: any }} state
 * @param {any} gradients
 */
function adam({ params, first, second, t }, gradients) {
  const { learningRate, beta1, beta2, epsilon } = ADAM;
  const rate = np
    .sqrt(np.subtract(1, np.power(beta2, t.ref)))
    .div(np.subtract(1, np.power(beta1, t.ref)))
    .mul(learningRate);
  const firsts = tree.map(
    (/** @type {any} */ m, /** @type {any} */ g) =>
      m.mul(beta1).add(g.mul(1 - beta1)),
    first,
    tree.ref(gradients),
  );
  const seconds = tree.map(
    (/** @type {any} */ v, /** @type {any} */ g) =>
      v.mul(beta2).add(np.square(g).mul(1 - beta2)),
    second,
    gradients,
  );
  const updated = tree.map(
    (/** @type {any} */ p, /** @type {any} */ m, /** @type {any} */ v) =>
      p.sub(m.mul(rate.ref).div(np.sqrt(v).add(epsilon))),
    params,
    tree.ref(firsts),
    tree.ref(seconds),
  );
  rate.dispose();
  return { params: updated, first: firsts, second: seconds, t };
}

/**
 * The moving statistics after a batch.
 *
 * @param {{ mean: any, variance: any }[]} moving
 * @param {{ mean: any, variance: any }[]} moments
 */
function moved(moving, moments) {
  const { momentum } = BATCH_NORM;
  /** @type {(old: any, seen: any) => any} */
  const mix = (old, seen) => old.mul(momentum).add(seen.mul(1 - momentum));
  return moving.map(({ mean, variance }, i) => ({
    mean: mix(mean, moments[i].mean),
    variance: mix(variance, moments[i].variance),
  }));
}
