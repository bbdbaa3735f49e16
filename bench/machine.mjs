// What the figures depend on: the machine, and who took part in which version.

import { cpus, loadavg, platform, release, totalmem } from "node:os";
import { installed } from "./contenders/all.mjs";

/** Above this load per core, other programs are likely to spoil the figures. */
const BUSY_LOAD = 0.5;

export function machineFacts() {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? "unknown",
    n_cores: cores.length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    load_at_start: loadavg()[0],
    node: process.version,
  };
}

/** The versions of the peers' packages. */
export function packageVersions() {
  const names = [
    "@jax-js/jax",
    "@tensorflow/tfjs",
    "@tensorflow/tfjs-backend-wasm",
    "@tensorflow/tfjs-backend-webgpu",
    "webgpu",
  ];
  return Object.fromEntries(names.map((name) => [name, installed(name)]));
}

/**
 * A warning where the machine is busy, else null.
 *
 * @param {ReturnType<typeof machineFacts>} facts
 */
export function busyWarning({ load_at_start, n_cores }) {
  if (load_at_start < BUSY_LOAD * n_cores) return null;
  const load = load_at_start.toFixed(1);
  return `other programs are at work (load ${load} on ${n_cores} cores): trust no figure but ratios, and those little`;
}
