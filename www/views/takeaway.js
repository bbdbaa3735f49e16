// The buttons that take something away: the run, the network, a link.

/** @import { State } from "../state.js" */

import { byId, make } from "../dom.js";

/**
 * @typedef {object} TakeawayCallbacks
 * @property {() => void} onExportRun
 * @property {() => void} onExportCsv
 * @property {() => void} onDownloadModel
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
  exportRun.addEventListener("click", callbacks.onExportRun);
  exportCsv.addEventListener("click", callbacks.onExportCsv);
  download.addEventListener("click", callbacks.onDownloadModel);
  const shared = mountShare(callbacks.onShare);
  return ({ run, trained, worker, settings }) => {
    const empty = run === null || run.records.length === 0;
    exportRun.disabled = empty;
    exportCsv.disabled = empty;
    // The network outlives an opening that failed.
    download.disabled = !trained || (worker !== "open" && worker !== "closed");
    shared.outdate(settings);
  };
}

/** @param {TakeawayCallbacks["onShare"]} onShare */
function mountShare(onShare) {
  const button = byId("share-link", HTMLButtonElement);
  const box = byId("share", HTMLElement);
  /** @type {State["settings"] | null} */
  let now = null;
  button.addEventListener("click", async () => {
    const { url, copied } = await onShare();
    const text = copied ? "Link copied." : "Copy this link:";
    const field = make("input", "");
    field.readOnly = true;
    field.value = url;
    field.setAttribute("aria-label", "Address to share");
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
