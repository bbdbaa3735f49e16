// Which of the two worker modules a visit needs: nobody loads what he does not run.

/** @import { Settings } from "./settings.js" */

/**
 * `cpu` is small and computes on the CPU alone; `webgpu` does both.
 *
 * @typedef {"cpu" | "webgpu"} WorkerModule
 */

/**
 * The module for a device as the visitor wants it. Only a first look: the worker looks again, says
 * which device it takes and why, and goes on on the CPU where the GPU cannot be trusted.
 *
 * @param {Settings["device"]} device
 * @returns {Promise<WorkerModule>}
 */
export async function moduleFor(device) {
  if (device === "cpu") return "cpu";
  const adapter = await gpuAdapter();
  if (adapter === null) return "cpu";
  // A program that imitates a GPU is slower than the CPU: only who insists gets it.
  const isReal = adapter.info?.isFallbackAdapter !== true;
  return device === "webgpu" || isReal ? "webgpu" : "cpu";
}

/** The adapter that Burn will get, or null. */
export async function gpuAdapter() {
  try {
    const options = /** @type {const} */ ({
      powerPreference: "high-performance",
    });
    return (await navigator.gpu?.requestAdapter(options)) ?? null;
  } catch {
    return null;
  }
}
