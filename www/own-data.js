// The visitor's own data: the files that were picked, and what the worker says of them.

/** @import { Event, OwnData as Told } from "./protocol.d.ts" */
/** @import { Settings } from "./settings.js" */
/** @import { Action } from "./actions.js" */

import { shortOf } from "./format.js";
import { t } from "./language/translate.js";
import { CUSTOM_DATA } from "./settings.js";

/** @typedef {{ files: readonly File[], transposed: boolean }} OwnFiles */

/**
 * @typedef {object} OwnData
 * @property {OwnFiles | null} picked Another object after every pick, also of the same files.
 * @property {boolean} transposed Whether the next pick, or this one, is.
 * @property {{ understood: string, neededBytes: number, limitBytes: number } | null} need What the
 *   headers say, before the files are read.
 * @property {Told | null} told What is told of the data once the files are read.
 */

/** @type {OwnData} */
export const NO_OWN_DATA = {
  picked: null,
  transposed: false,
  need: null,
  told: null,
};

/**
 * What there is of own data after a message of the worker or something on the page.
 *
 * @param {OwnData} own
 * @param {Event | Action} input
 * @returns {OwnData}
 */
export function ownDataAfter(own, input) {
  switch (input.type) {
    case "files_picked": {
      const files = [...input.files];
      // A tick of the visitor's stays; one that earlier files' names set does not.
      const isTicked = own.transposed && !areEmnist(own.picked?.files ?? []);
      const transposed = isTicked || areEmnist(files);
      const picked = { files, transposed };
      return { ...own, transposed, picked, need: null };
    }
    case "transposed_changed": {
      const { transposed } = input;
      const picked = own.picked && { ...own.picked, transposed };
      return { ...own, transposed, picked };
    }
    case "open_requested":
      return { ...own, need: null, told: null };
    case "files_read":
      return { ...own, told: input.told };
    case "own_files": {
      const { understood } = input;
      const neededBytes = input.needed_bytes;
      const limitBytes = input.limit_bytes;
      return { ...own, need: { understood, neededBytes, limitBytes } };
    }
    default:
      return own;
  }
}

/**
 * Whether files are of EMNIST by their names: its images have rows and columns exchanged.
 *
 * @param {readonly File[]} files
 */
function areEmnist(files) {
  return files.length > 0 && files.every(({ name }) => /emnist/i.test(name));
}

/**
 * The files to open: those of the choice of own data, and of no other.
 *
 * @param {Settings} settings
 * @param {OwnData} own
 */
export function filesOf({ data }, { picked }) {
  return data === CUSTOM_DATA ? picked : null;
}

/**
 * What is said of a run that learned from own files, which no page keeps.
 *
 * @param {string | null} [fingerprint]
 */
export function filesNeeded(fingerprint) {
  return {
    code: "files_needed",
    message: t`The run learned from your own files (fingerprint ${shortOf(fingerprint ?? "")}), which are not kept.`,
    advice: t`Pick or drop the same four files, and it goes on.`,
  };
}

/**
 * Takes files that are dropped anywhere on the page, which the browser would else open in its place.
 *
 * @param {(files: readonly File[]) => void} onPick
 */
export function listenForDrops(onPick) {
  const root = document.documentElement;
  const hasFiles = (/** @type {DragEvent} */ event) =>
    event.dataTransfer?.types.includes("Files") === true;
  document.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    root.classList.add("dropping");
  });
  for (const type of /** @type {const} */ (["dragleave", "dragend", "drop"])) {
    document.addEventListener(type, () => root.classList.remove("dropping"));
  }
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    onPick([...(event.dataTransfer?.files ?? [])]);
  });
}
