// IDX files of made images: every class has pixels of its own that are bright, and there is noise.

import { gzipSync } from "node:zlib";

/**
 * @typedef {object} Made
 * @property {number} rows
 * @property {number} columns
 * @property {number} classes
 * @property {number} nTrain
 * @property {number} nTest
 * @property {number} [firstLabel] Of the first class; 0 if it is not given.
 */

/** @typedef {{ name: string, mimeType: string, buffer: Buffer }} PickedFile */

/**
 * Four files as they would be picked: training images and labels, test images and labels. The
 * second and the third are zipped.
 *
 * @param {Made} made
 * @returns {[PickedFile, PickedFile, PickedFile, PickedFile]}
 */
export function idxFiles(made) {
  const train = split(made, made.nTrain, 1);
  const test = split(made, made.nTest, 2);
  return [
    file("train-images-idx3-ubyte", train.images),
    file("train-labels-idx1-ubyte.gz", gzipSync(train.labels)),
    file("t10k-images-idx3-ubyte.gz", gzipSync(test.images)),
    file("t10k-labels-idx1-ubyte", test.labels),
  ];
}

/**
 * @param {string} name
 * @param {Buffer} buffer
 * @returns {PickedFile}
 */
export function file(name, buffer) {
  return { name, mimeType: "application/octet-stream", buffer };
}

/**
 * A file's header and body.
 *
 * @param {number[]} words Magic number and sizes.
 * @param {Uint8Array} body
 */
export function idx(words, body) {
  const header = Buffer.alloc(4 * words.length);
  words.forEach((word, index) => {
    header.writeUInt32BE(word, 4 * index);
  });
  return Buffer.concat([header, body]);
}

/**
 * @param {Made} made
 * @param {number} n
 * @param {number} seed
 */
function split({ rows, columns, classes, firstLabel = 0 }, n, seed) {
  const nPixels = rows * columns;
  const images = new Uint8Array(n * nPixels);
  const labels = new Uint8Array(n);
  for (let image = 0; image < n; image += 1) {
    const label = image % classes;
    labels[image] = firstLabel + label;
    for (let pixel = 0; pixel < nPixels; pixel += 1) {
      const noise = hash(seed * 7_000_003 + image * nPixels + pixel);
      const isBright = hash(label * 5_003 + pixel) % 3 === 0;
      const ink = isBright ? 200 : 0;
      images[image * nPixels + pixel] = noise % 8 === 0 ? noise >>> 24 : ink;
    }
  }
  return {
    images: idx([0x0803, n, rows, columns], images),
    labels: idx([0x0801, n], labels),
  };
}

/** @param {number} x */
function hash(x) {
  let mixed = x | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
