// The progress bars: of what is loading, or of the epoch and the whole run.

/** @import { Run } from "../run-state.js" */
/** @import { State } from "../state.js" */

import { byId, setText } from "../dom.js";
import { megabytes, wholePercent } from "../format.js";
import { t } from "../language/translate.js";
import { epochShare, runShare } from "../run-state.js";
import { askedText, paceOf, planOf, summaryOf } from "./run-text.js";

/** @returns {(state: State) => void} */
export function mountProgress() {
  const box = byId("progress", HTMLElement);
  const main = barOf("main-progress");
  const epoch = barOf("epoch-progress");
  const pace = byId("pace", HTMLElement);
  return (state) => {
    const { phase, run } = state;
    const underWay = phase === "training" || phase === "paused";
    box.classList.toggle("loading", phase === "loading");
    if (phase === "loading") {
      setBar(main, loadingBar(state));
      setText(pace, "");
      return;
    }
    const shares = run
      ? { run: runShare(run), epoch: shareOfEpoch(run) }
      : { run: 0, epoch: 0 };
    setBar(main, { label: t`Whole run`, share: shares.run });
    setBar(epoch, { label: t`This epoch`, share: shares.epoch });
    setText(pace, paceText(state, underWay));
  };
}

/**
 * @param {State} state
 * @param {boolean} underWay
 */
function paceText(state, underWay) {
  const { run, phase, asked } = state;
  if (run === null) return planOf(state);
  if (!underWay) return summaryOf(run);
  return askedText(asked) ?? paceOf(run, phase);
}

/**
 * @typedef {object} Bar
 * @property {HTMLElement} label
 * @property {HTMLProgressElement} progress
 * @property {HTMLElement} text
 */

/**
 * @param {string} id
 * @returns {Bar}
 */
function barOf(id) {
  return {
    label: byId(`${id}-label`, HTMLElement),
    progress: byId(id, HTMLProgressElement),
    text: byId(`${id}-text`, HTMLElement),
  };
}

/**
 * @param {Bar} bar
 * @param {{ label: string, share: number | null, text?: string }} content A null share: unknown.
 */
function setBar(bar, { label, share, text }) {
  setText(bar.label, label);
  if (share === null) bar.progress.removeAttribute("value");
  else bar.progress.value = share;
  setText(bar.text, text ?? (share === null ? "" : wholePercent(share)));
}

/** @param {State} state */
function loadingBar({ download, worker }) {
  if (download === null) {
    const label = worker === "starting" ? t`Trainer` : t`Device and data`;
    return { label, share: null };
  }
  const { file, source, received_bytes, total_bytes } = download;
  const label = t`${file} from ${source}`;
  if (total_bytes === null || total_bytes <= 0) {
    return { label, share: null, text: megabytes(received_bytes) };
  }
  const share = Math.min(1, received_bytes / total_bytes);
  const bytes = t`${megabytes(received_bytes)} of ${megabytes(total_bytes)}`;
  return { label, share, text: `${bytes}, ${wholePercent(share)}` };
}

/**
 * The bar stays full while the epoch's test figures are worked out.
 *
 * @param {Run} run
 */
function shareOfEpoch(run) {
  return run.evaluating === null ? epochShare(run) : 1;
}
