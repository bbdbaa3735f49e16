// Keras on TensorFlow, on the same machine: how long an epoch of a1-relu takes.

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const SCRIPT = fileURLToPath(new URL("./keras_epoch.py", import.meta.url));

/**
 * @typedef {object} KerasTimes
 * @property {string} keras
 * @property {string} tensorflow
 * @property {number[]} epoch_seconds
 * @property {number} median_later_seconds
 * @property {number} last_loss
 */

/**
 * @param {string} python
 * @param {string} mnist
 * @returns {Promise<KerasTimes>}
 */
export async function timeKeras(python, mnist) {
  const { stdout } = await promisify(execFile)(python, [SCRIPT, mnist]);
  const line = stdout.trim().split("\n").at(-1) ?? "";
  return JSON.parse(line);
}
