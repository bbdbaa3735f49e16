// How a visitor gives the page files of his own: data to train on, and a model.

import { button, field, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */
/** @import { PickedFile } from "./idx-files.mjs" */

/**
 * Picks files by the form's own field, as the keyboard can.
 *
 * @param {Page} page
 * @param {readonly PickedFile[]} files
 */
export async function pick(page, files) {
  const input = field(
    page,
    "Four IDX files: pick them, or drop them on this page",
  );
  await input.setInputFiles([...files]);
}

/**
 * Drops files on the page.
 *
 * @param {Page} page
 * @param {readonly PickedFile[]} files
 */
export async function drop(page, files) {
  const plain = files.map(({ name, buffer }) => ({
    name,
    text: buffer.toString("base64"),
  }));
  const transfer = await page.evaluateHandle((all) => {
    const dropped = new DataTransfer();
    for (const { name, text } of all) {
      const bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
      dropped.items.add(new File([bytes], name));
    }
    return dropped;
  }, plain);
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/**
 * Waits until own files are the data.
 *
 * @param {Page} page
 */
export async function becomesCustom(page) {
  await page.waitForFunction(
    () => document.documentElement.dataset.dataset === "custom",
    undefined,
    { timeout: 120_000 },
  );
  await reaches(page, "ready");
}

/**
 * Presses Load model and picks a file.
 *
 * @param {Page} page
 * @param {string} name
 * @param {Buffer} buffer
 */
export async function loadModel(page, name, buffer) {
  const mimeType = "application/octet-stream";
  await pickBy(page, "Load model", [{ name, mimeType, buffer }]);
}

/**
 * Presses a button that asks for files, and picks some.
 *
 * @param {Page} page
 * @param {string} label
 * @param {readonly PickedFile[]} files
 */
export async function pickBy(page, label, files) {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    button(page, label).click(),
  ]);
  await chooser.setFiles([...files]);
}
