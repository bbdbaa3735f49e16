// The recipes of docs/recipes.md, as they stand there: run in Python on files that the page saved, each
// prints the accuracy that the page has shown.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { exportedRun, pageTest, reaches, savedBy } from "../page/harness.mjs";
import { DIST, HAS_MNIST } from "../page/server.mjs";

/** @import { Page } from "playwright-core" */

/** The Python of the recipes' packages; `cargo xtask test recipes` makes it and names it. */
const PYTHON = process.env.KINDLING_PYTHON;

const DOCUMENT = new URL("../../docs/recipes.md", import.meta.url);

/** Another order of sums may turn the answer for one image of 10,000. */
const TOLERANCE = 0.0001;

/** Where the recipes find what the page saved, and the test set. */
const folder = mkdtempSync(join(tmpdir(), "kindling-recipes-"));
after(() => rmSync(folder, { recursive: true, force: true }));

before(() => {
  assert.ok(PYTHON, "run this by `cargo xtask test recipes`");
  assert.ok(
    HAS_MNIST,
    "the built page has no MNIST: set KINDLING_MNIST to a folder with its four files",
  );
  for (const name of ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"])
    copyFileSync(join(DIST, "mnist", name), join(folder, name));
});

/**
 * The code below each heading of the document.
 *
 * @returns {Map<string, string>}
 */
function recipes() {
  const text = readFileSync(fileURLToPath(DOCUMENT), "utf8");
  const sections = text.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [title = ""] = section.split("\n", 1);
      const blocks = [...section.matchAll(/^```python\n(.*?)^```$/gms)];
      assert.equal(blocks.length, 1, `one recipe below ${title}`);
      return [title, blocks[0]?.[1] ?? ""];
    }),
  );
}

/**
 * The number that a recipe prints.
 *
 * @param {string} title
 */
function printedBy(title) {
  const all = recipes();
  const recipe = all.get(title) ?? "";
  const needsData = recipe.includes("pixels");
  const code = needsData ? `${all.get("MNIST")}\n${recipe}` : recipe;
  const printed = execFileSync(PYTHON ?? "", ["-c", code], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.match(printed, /^0\.\d+\n$/, title);
  return Number(printed);
}

/**
 * Saves a file as the recipes name it.
 *
 * @param {Page} page
 * @param {string} button
 * @param {string} [name] Of another network, to which the recipe is not bound.
 */
async function save(page, button, name) {
  const { fileName, bytes } = await savedBy(page, button);
  await writeFile(join(folder, name ?? fileName), bytes);
}

/**
 * @param {number} found
 * @param {number} expected
 * @param {string} what
 */
function assertSame(found, expected, what) {
  const difference = Math.abs(found - expected);
  assert.ok(
    difference < 1.5 * TOLERANCE,
    `${what}: ${found}, but the page says ${expected}`,
  );
}

test("the document has a recipe for each file that the page saves of a run", () => {
  assert.deepEqual(
    [...recipes().keys()],
    ["Export run", "Export CSV", "MNIST", "Download model", "Download ONNX"],
  );
});

pageTest(
  "each recipe prints the test accuracy of the run whose files the page saved",
  { query: "?model=a1-relu&epochs=1&device=cpu&data=mnist&autostart=1" },
  async ({ page }) => {
    await reaches(page, "done");
    const { epochs } = await exportedRun(page);
    const expected = epochs.at(-1).test_accuracy;
    assert.ok(expected > 0.9, `trained to ${expected}`);
    for (const title of recipes().keys()) {
      if (title === "MNIST") continue;
      await save(page, title);
      assertSame(printedBy(title), expected, title);
    }
    assert.equal(printedBy("Export run"), expected);
    assert.equal(printedBy("Export CSV"), expected);
  },
);

for (const activation of ["relu", "tanh", "sigmoid", "gelu"]) {
  pageTest(
    `ONNX Runtime computes a network with ${activation} and batch normalisation as the page does`,
    {
      query: `?model=custom&hidden=40,20&activation=${activation}&batchnorm=1&dropout=0.1&epochs=1&device=cpu&data=mnist&autostart=1`,
    },
    async ({ page }) => {
      await reaches(page, "done");
      const { epochs } = await exportedRun(page);
      await save(page, "Download ONNX", "a1-relu.onnx");
      const expected = epochs.at(-1).test_accuracy;
      assertSame(printedBy("Download ONNX"), expected, activation);
    },
  );
}
