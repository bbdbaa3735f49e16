// Starts a worker: one of the two that train, or the one that reads files.

/** @import { WorkerModule } from "./worker-module.js" */

/**
 * The scripts that load a WebAssembly module into a worker, beside index.html.
 *
 * @type {Record<WorkerModule | "files", URL>}
 */
const LOADERS = {
  cpu: new URL("../worker_cpu_loader.js", import.meta.url),
  webgpu: new URL("../worker_webgpu_loader.js", import.meta.url),
  files: new URL("../worker_files_loader.js", import.meta.url),
};

/**
 * Starts a worker as a module script; null where the browser does not know such workers, which
 * shows in that it never asks for the option.
 *
 * @param {WorkerModule | "files"} module
 * @throws {DOMException} Where workers may not be started, as in some frames.
 */
export function startWorker(module) {
  let asked = false;
  /** @type {WorkerOptions} */
  const options = {
    name: "kindling",
    get type() {
      asked = true;
      return /** @type {const} */ ("module");
    },
  };
  const worker = new Worker(LOADERS[module], options);
  if (asked) return worker;
  worker.terminate();
  return null;
}
