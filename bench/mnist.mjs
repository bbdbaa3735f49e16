// Where the bench finds MNIST: the folders in which set-up looks, and the built page's own.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"];

/** The first folder that holds the gzipped training set. */
export function mnistFolder() {
  const named = process.env.KINDLING_MNIST;
  const folders = [
    ...(named ? [named] : []),
    fileURLToPath(new URL("../../shared/mnist", import.meta.url)),
    fileURLToPath(new URL("../dist/mnist", import.meta.url)),
  ];
  const found = folders.find((folder) =>
    NEEDED.every((name) => existsSync(join(folder, name))),
  );
  if (found === undefined) {
    throw new Error(
      "MNIST is not here: set KINDLING_MNIST to a folder with its four files, gzipped",
    );
  }
  return found;
}
