// The card of own data: where files are picked or dropped, and what they were taken for.

/** @import { OwnData } from "../own-data.js" */
/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { megabytes } from "../format.js";
import { t } from "../language/translate.js";
import { isBusy } from "../selectors.js";
import { CUSTOM_DATA } from "../settings.js";

/**
 * @typedef {object} OwnDataCallbacks
 * @property {(files: readonly File[]) => void} onPick
 * @property {(transposed: boolean) => void} onTranspose
 */

/**
 * @param {OwnDataCallbacks} callbacks
 * @returns {(state: State) => void}
 */
export function mountOwnData({ onPick, onTranspose }) {
  const fields = byId("own-data", HTMLFieldSetElement);
  const input = byId("own-files", HTMLInputElement);
  const transposed = byId("transposed", HTMLInputElement);
  const note = byId("own-note", HTMLElement);
  const take = () => {
    const files = [...(input.files ?? [])];
    // So that the same files, once mended, can be picked again.
    input.value = "";
    if (files.length > 0) onPick(files);
  };
  input.addEventListener("change", take);
  // A browser may put those of an earlier visit there, or a program its own.
  take();
  transposed.addEventListener("change", () => onTranspose(transposed.checked));
  return (state) => {
    const { settings, own } = state;
    fields.hidden = settings.data !== CUSTOM_DATA;
    fields.disabled = isBusy(state);
    transposed.checked = own.transposed;
    setText(note, noteOf(own));
  };
}

/** @param {OwnData} own */
function noteOf({ picked, need }) {
  if (picked === null) {
    return t`No file is picked yet. They stay in this tab and are not sent anywhere; after a reload they must be picked again.`;
  }
  const names = picked.files.map(({ name }) => name).join(", ");
  if (need === null) return t`Picked: ${names}.`;
  const { understood, neededBytes, limitBytes } = need;
  return t`${understood} They need ${megabytes(neededBytes)} of memory, of ${megabytes(limitBytes)} that there is for data and a step.`;
}
