// Counts what a contender asks of WebGPU; what it may mean per step is the caller's.

/** What is counted, by type and method. */
const COUNTED = /** @type {const} */ ([
  ["dispatches", "GPUComputePassEncoder", "dispatchWorkgroups"],
  ["bind_groups", "GPUDevice", "createBindGroup"],
  ["submits", "GPUQueue", "submit"],
  ["buffer_writes", "GPUQueue", "writeBuffer"],
  ["reads", "GPUBuffer", "mapAsync"],
  ["pipelines", "GPUDevice", "createComputePipeline"],
  ["pipelines", "GPUDevice", "createComputePipelineAsync"],
  ["buffers", "GPUDevice", "createBuffer"],
]);

/**
 * Puts itself between the program and WebGPU's objects.
 *
 * @returns {Record<string, number>} Grows with each call.
 */
export function countCalls() {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const [name, type, method] of COUNTED) {
    counts[name] = 0;
    /** @type {any} */
    const { prototype } = Reflect.get(globalThis, type);
    const original = prototype[method];
    prototype[method] = function (/** @type {unknown[]} */ ...values) {
      counts[name] += 1;
      return original.apply(this, values);
    };
  }
  return counts;
}
