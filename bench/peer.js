// What a peer's worker does: it answers the commands of Kindling's own worker that the bench uses.

import { loadBatches } from "./batches.js";

/** @import { Architecture } from "./networks.js" */
/** @import { Batches } from "./batches.js" */

/**
 * A library that is ready to train on one device.
 *
 * @typedef {object} Peer
 * @property {string} how In a few words, how it is used.
 * @property {(architecture: Architecture, batches: Batches) => Promise<Training> | Training} begin
 */

/**
 * One network in training.
 *
 * @typedef {object} Training
 * @property {() => Promise<void> | void} step Need not wait for the device.
 * @property {() => Promise<number>} loss Of the last step, once the device has done it.
 * @property {() => void} end
 */

/**
 * @typedef {(device: "cpu" | "webgpu") => Promise<Peer>} OpenPeer
 */

/**
 * Takes commands and answers them.
 *
 * @param {OpenPeer} open
 * @param {(name: string) => Promise<ArrayBuffer | Uint8Array<ArrayBuffer>>} readMnist
 * @param {(message: object) => void} post
 */
export function serve(open, readMnist, post) {
  /** @type {Peer} */
  let peer;
  /** @type {Batches} */
  let batches;
  /** @param {any} command */
  const answer = async (command) => {
    switch (command.type) {
      case "open":
        batches = await loadBatches(readMnist);
        peer = await open(command.device);
        return { type: "ready", how: peer.how };
      case "measure":
        return {
          type: "measured",
          request_id: command.request_id,
          device: command.device,
          n_steps: command.n_steps,
          ...(await measure(peer, batches, command)),
        };
      default:
        throw new Error(`unknown command: ${command.type}`);
    }
  };
  post({ type: "listening" });
  return (/** @type {object} */ command) =>
    answer(command).then(post, (error) =>
      post({
        type: "failed",
        failure: { message: String(error?.stack ?? error) },
      }),
    );
}

/**
 * Trains a fresh network.
 *
 * @param {Peer} peer
 * @param {Batches} batches
 * @param {{ architecture: Architecture, n_warmup_steps: number, n_steps: number }} command
 * @returns {Promise<{ seconds: number, loss: number }>}
 */
async function measure(peer, batches, command) {
  const training = await peer.begin(command.architecture, batches);
  for (let step = 0; step < command.n_warmup_steps; step++) {
    await training.step();
  }
  if (command.n_warmup_steps > 0) await training.loss();
  const start = performance.now();
  for (let step = 0; step < command.n_steps; step++) await training.step();
  const loss = await training.loss();
  const seconds = (performance.now() - start) / 1000;
  training.end();
  return { seconds, loss };
}
