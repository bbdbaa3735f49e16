// A peer's dedicated worker in a browser: worker.js?contender=jax

import { serve } from "./peer.js";

const name = new URL(location.href).searchParams.get("contender");
const { open } = await import(`./contenders/${name}.js`);

/** @param {string} file */
async function readMnist(file) {
  const response = await fetch(`/mnist/${file}`);
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  return response.arrayBuffer();
}

// Set before `serve` says that it listens.
/** @type {(command: object) => void} */
let answer;
addEventListener("message", ({ data }) => answer(data));
answer = serve(open, readMnist, (message) => postMessage(message));
