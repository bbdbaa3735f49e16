// One contender in a Node process that looks like a browser's worker with Dawn's WebGPU:
//   dawn-process.mjs jax|tfjs|none|FILE.js null|vulkan MNIST_FOLDER
// A FILE.js is a module that wasm-bindgen made for the web; its .wasm lies beside it.

import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { create, globals } from "webgpu";
import { countCalls } from "./counting.js";
import { serve } from "./peer.js";

const [script, backend, mnist] = process.argv.slice(2);

/** @param {object} message */
const post = (message) => process.send?.(message);

const gpu = create([`backend=${backend}`]);
lookLikeAWorker();
const counts = countCalls();

/** @type {(command: any) => void} */
let answer = () => {};
process.on("message", async (/** @type {any} */ message) => {
  if (message.type === "count") {
    post({ type: "counted", counts: { ...counts } });
  } else if (message.type === "adapter") {
    post({ type: "adapter", adapter: await adapterName() });
  } else {
    answer(message);
  }
});

if (script === "none") {
  post({ type: "listening" });
} else if (script.endsWith(".js")) {
  await startModule(script);
} else {
  const { open } = await import(`./contenders/${script}.js`);
  answer = serve(open, readMnist, post);
}

/** What libraries and wasm-bindgen's glue look at to know that they are in a worker with WebGPU. */
function lookLikeAWorker() {
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu, userAgent: "node", hardwareConcurrency: 1 },
    configurable: true,
  });
  const scope = class {};
  Object.assign(globalThis, {
    self: globalThis,
    WorkerGlobalScope: scope,
    DedicatedWorkerGlobalScope: scope,
    WorkerNavigator: Object,
    Navigator: Object,
    onmessage: null,
    postMessage: post,
  });
  Object.setPrototypeOf(globalThis, scope.prototype);
}

/**
 * Starts Kindling's module as its loader does in a browser.
 *
 * @param {string} file
 */
async function startModule(file) {
  Object.assign(globalThis, {
    fetch: async (/** @type {any} */ resource) => {
      const name = basename(String(resource?.url ?? resource));
      return name.endsWith("-ubyte.gz")
        ? new Response(await readMnist(name))
        : new Response(null, { status: 404 });
    },
  });
  answer = (data) => Reflect.get(globalThis, "onmessage")?.({ data });
  const module = await import(pathToFileURL(file).href);
  await module.default({
    module_or_path: await readFile(file.replace(/\.js$/, "_bg.wasm")),
  });
}

/** @param {string} name */
function readMnist(name) {
  return readFile(join(mnist, name));
}

/** @returns {Promise<string | null>} */
async function adapterName() {
  const adapter = await gpu.requestAdapter();
  if (!adapter) return null;
  const { vendor, architecture, device, description } = adapter.info;
  return [vendor, architecture, device, description].filter(Boolean).join(" ");
}
