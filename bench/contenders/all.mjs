// Who takes part, and where each one's worker is.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "../server.mjs";

/**
 * @typedef {object} Contender
 * @property {"kindling" | "jax" | "tfjs"} id
 * @property {string} title
 * @property {string} version
 */

/** @returns {Contender[]} */
export function contenders() {
  return [
    { id: "kindling", title: "Kindling", version: kindlingVersion() },
    { id: "jax", title: "jax-js", version: installed("@jax-js/jax") },
    {
      id: "tfjs",
      title: "TensorFlow.js",
      version: installed("@tensorflow/tfjs"),
    },
  ];
}

/** @param {string} name */
export function installed(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  if (!existsSync(file)) {
    throw new Error(`${name} is not installed: run \`npm ci\` in bench/`);
  }
  return JSON.parse(readFileSync(file, "utf8")).version;
}

function kindlingVersion() {
  const file = new URL("../../Cargo.toml", import.meta.url);
  const version = /^version = "(.+)"$/m.exec(readFileSync(file, "utf8"));
  return version?.[1] ?? "unknown";
}

/**
 * The module of Kindling's worker for a device, without its ending.
 *
 * @param {"cpu" | "webgpu"} device
 */
export function kindlingWorker(device) {
  const name = `worker_${device}`;
  if (!existsSync(join(DIST, `${name}.js`))) {
    throw new Error(`dist/ holds no ${name}.js: build the page first`);
  }
  return name;
}
