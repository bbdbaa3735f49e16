// Trains one epoch with Kindling's worker, without its page, and writes down the losses.

/** @import { Command, Event, RunConfig } from "../../www/protocol.d.ts" */

/** Where the built page lies: this folder is in it. */
const KINDLING = new URL("../", import.meta.url);

/** @type {RunConfig} */
const CONFIG = {
  model: "custom",
  architecture: {
    hidden: [{ units: 64, initialization: { kind: "he" } }],
    activation: "relu",
    batch_norm: false,
    dropout: 0,
  },
  epochs: 1,
  batch_size: 128,
  optimizer: "adam",
  learning_rate: 0.001,
  seed: 1,
};

const worker = new Worker(await loaderUrl(), { type: "module" });
worker.onmessage = ({ data }) => follow(data);
worker.onerror = ({ message }) => say(`The worker broke: ${message}`);

/** The script that loads the worker's module: it lies in the folder of its version. */
async function loaderUrl() {
  const page = await fetch(new URL("index.html", KINDLING));
  const version = /page-[0-9a-f]{12}/.exec(await page.text());
  if (version === null) throw new Error(`${KINDLING} is no built page`);
  return new URL(`${version[0]}/worker_cpu_loader.js`, KINDLING);
}

/** @param {Event} event */
function follow(event) {
  switch (event.type) {
    case "listening":
      send({ type: "open", device: "cpu", data: "generated", images: null });
      return;
    case "ready":
      send({ type: "train", run_id: 1, config: CONFIG, checkpoint: null });
      return;
    case "progress":
      say(`Epoch ${event.epoch}, step ${event.step}`);
      for (const loss of event.losses) write(loss.toFixed(4));
      return;
    case "epoch_ended":
      say(`Loss ${event.record.test_loss.toFixed(4)} on the test images.`);
      return;
    case "run_ended":
      worker.terminate();
      return;
    case "failed":
      say(`${event.failure.message} ${event.failure.advice}`);
      return;
    default:
    // The other messages are of no use here.
  }
}

/** @param {Command} command */
function send(command) {
  worker.postMessage(command);
}

/** @param {string} text */
function say(text) {
  const status = document.querySelector("#status");
  if (status !== null) status.textContent = text;
}

/** @param {string} loss */
function write(loss) {
  const item = document.createElement("li");
  item.textContent = loss;
  document.querySelector("#losses")?.append(item);
}
