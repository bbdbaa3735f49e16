// The buttons that take something away, the run, the network, a link, and the one that brings a
// network back.

/** @import { State } from "../state.js" */

import { byId, make } from "../dom.js";
import { t } from "../language/translate.js";
import { isBusy } from "../selectors.js";
import { CUSTOM_DATA } from "../settings.js";

/**
 * @typedef {object} TakeawayCallbacks
 * @property {() => void} onExportRun
 * @property {() => void} onExportCsv
 * @property {(asOnnx: boolean) => void} onDownloadModel
 * @property {(file: File) => void} onLoadModel
 * @property {() => Promise<{ url: string, copied: boolean }>} onShare
 */

/**
 * @param {TakeawayCallbacks} callbacks
 * @returns {(state: State) => void}
 */
export function mountTakeaway(callbacks) {
  const exportRun = byId("export-run", HTMLButtonElement);
  const exportCsv = byId("export-csv", HTMLButtonElement);
  const download = byId("download-model", HTMLButtonElement);
  const downloadOnnx = byId("download-onnx", HTMLButtonElement);
  exportRun.addEventListener("click", callbacks.onExportRun);
  exportCsv.addEventListener("click", callbacks.onExportCsv);
  download.addEventListener("click", () => callbacks.onDownloadModel(false));
  downloadOnnx.addEventListener("click", () => callbacks.onDownloadModel(true));
  const load = mountLoad(callbacks.onLoadModel);
  const shared = mountShare(callbacks.onShare);
  return (state) => {
    const { run, trained, worker, settings } = state;
    const empty = run === null || run.records.length === 0;
    exportRun.disabled = empty;
    exportCsv.disabled = empty;
    // The network outlives an opening that failed.
    const answers = worker === "open" || worker === "closed";
    download.disabled = !trained || !answers;
    downloadOnnx.disabled = download.disabled;
    load.disabled = worker !== "open" || isBusy(state);
    shared.outdate(settings);
  };
}

/** @param {TakeawayCallbacks["onLoadModel"]} onLoad */
function mountLoad(onLoad) {
  const button = byId("load-model", HTMLButtonElement);
  const input = byId("model-file", HTMLInputElement);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    // So that the same file can be picked again.
    input.value = "";
    if (file !== undefined) onLoad(file);
  });
  return button;
}

/** @param {TakeawayCallbacks["onShare"]} onShare */
function mountShare(onShare) {
  const button = byId("share-link", HTMLButtonElement);
  const box = byId("share", HTMLElement);
  /** @type {State["settings"] | null} */
  let now = null;
  button.addEventListener("click", async () => {
    const { url, copied } = await onShare();
    const done = copied ? t`Link copied.` : t`Copy this link:`;
    const text =
      now?.data === CUSTOM_DATA
        ? t`${done} It cannot carry your own files: whoever opens it picks them.`
        : done;
    const field = make("input", "");
    field.readOnly = true;
    field.value = url;
    field.setAttribute("aria-label", t`Address to share`);
    field.addEventListener("focus", () => field.select());
    box.replaceChildren(make("span", "", text), field);
    if (!copied) field.focus();
  });
  return {
    /**
     * Takes the link away once it no longer says what the settings say.
     *
     * @param {State["settings"]} settings
     */
    outdate(settings) {
      if (settings === now) return;
      now = settings;
      box.replaceChildren();
    },
  };
}
