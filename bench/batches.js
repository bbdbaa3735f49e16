// MNIST for the peers: shuffled batches of pixels in 0..=1, in a browser's worker and in Node.

import { BATCH_SIZE, N_PIXELS } from "./networks.js";

/** Bytes before the first value of an IDX file with three dimensions, and with one. */
const HEADER_BYTES = { images: 16, labels: 8 };

/**
 * @typedef {object} Batch
 * @property {Float32Array} pixels [BATCH_SIZE, N_PIXELS], row-major.
 * @property {Int32Array} labels [BATCH_SIZE]
 */

/**
 * Reads the training set.
 *
 * @param {(name: string) => Promise<ArrayBuffer | Uint8Array<ArrayBuffer>>} read A gzipped file of MNIST.
 */
export async function loadBatches(read) {
  const images = await unzipped(await read("train-images-idx3-ubyte.gz"));
  const labels = await unzipped(await read("train-labels-idx1-ubyte.gz"));
  return new Batches(
    Float32Array.from(images.subarray(HEADER_BYTES.images), (v) => v / 255),
    labels.subarray(HEADER_BYTES.labels),
  );
}

/** The training set, of which one batch after the other is copied, shuffled anew each epoch. */
export class Batches {
  #pixels;
  #labels;
  #order;
  #position = 0;

  /**
   * @param {Float32Array} pixels
   * @param {Uint8Array} labels
   */
  constructor(pixels, labels) {
    this.#pixels = pixels;
    this.#labels = labels;
    this.#order = Uint32Array.from(labels.keys());
    this.#shuffle();
  }

  /** @returns {Batch} */
  next() {
    if (this.#position + BATCH_SIZE > this.#order.length) this.#shuffle();
    const batch = {
      pixels: new Float32Array(BATCH_SIZE * N_PIXELS),
      labels: new Int32Array(BATCH_SIZE),
    };
    for (let row = 0; row < BATCH_SIZE; row++) {
      const index = this.#order[this.#position + row];
      const start = index * N_PIXELS;
      batch.pixels.set(
        this.#pixels.subarray(start, start + N_PIXELS),
        row * N_PIXELS,
      );
      batch.labels[row] = this.#labels[index];
    }
    this.#position += BATCH_SIZE;
    return batch;
  }

  #shuffle() {
    this.#position = 0;
    for (let last = this.#order.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      const swapped = this.#order[last];
      this.#order[last] = this.#order[other];
      this.#order[other] = swapped;
    }
  }
}

/** @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
async function unzipped(bytes) {
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
