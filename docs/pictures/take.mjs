// Takes the pictures of the documents from the built page: `docs/page.png`, `docs/preview.png` and
// `docs/film.gif`. `cargo xtask pictures` builds what it needs and calls it.

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { HAS_MNIST } from "../../tests/page/server.mjs";
import { film } from "./film.mjs";
import { animation } from "./gif.mjs";
import { takeStills } from "./stills.mjs";

/** GitHub shows larger ones late, and a clone carries each version for ever. */
const MAX_FILM_BYTES = 2_500_000;

/** What the README says of the film's pace, whatever the numbers. */
const PACE = /20 epochs in \d+ s, shown in \d+ s/;

if (!HAS_MNIST) {
  throw new Error("the built page has no MNIST: the pictures show real runs");
}
await takeStills({
  page: inDocs("page.png"),
  preview: inDocs("preview.png"),
});
console.log("docs/page.png, docs/preview.png");

const taken = await film();
const bytes = animation(taken.frames, taken.frameSeconds);
if (bytes.length > MAX_FILM_BYTES) {
  throw new Error(`the film has ${bytes.length} bytes`);
}
await writeFile(inDocs("film.gif"), bytes);
const pace = `20 epochs in ${Math.round(taken.trainedSeconds)} s, shown in ${Math.round(taken.shownSeconds)} s`;
await tell(pace);
console.log(`docs/film.gif: ${bytes.length} bytes, ${pace}`);

/** @param {string} name */
function inDocs(name) {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

/**
 * Writes the film's pace where the README tells it, so that it is that of this very film.
 *
 * @param {string} text
 */
async function tell(text) {
  const file = fileURLToPath(new URL("../../README.md", import.meta.url));
  const readme = await readFile(file, "utf8");
  if (!PACE.test(readme)) throw new Error("README.md tells no pace of a film");
  await writeFile(file, readme.replace(PACE, text));
}
