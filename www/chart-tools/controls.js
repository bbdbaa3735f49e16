// The controls of the charts: smoothing, zoom, log scales, pictures.

/** @import { Look } from "./kept-look.js" */

import { byId, make, setText } from "../dom.js";
import { hundredths } from "../format.js";
import { t } from "../language/translate.js";
import { MOST_SMOOTHING } from "./smoothing.js";

/**
 * What both charts share: the slider, the zoom's buttons, and what is said about them.
 *
 * @param {object} callbacks
 * @param {(smoothing: number) => void} callbacks.onSmooth
 * @param {() => void} callbacks.onZoomIn
 * @param {() => void} callbacks.onReset
 */
export function mountSharedControls({ onSmooth, onZoomIn, onReset }) {
  const slider = make("input", "smoothing");
  slider.type = "range";
  slider.max = String(MOST_SMOOTHING);
  slider.step = "0.01";
  slider.addEventListener("input", () => onSmooth(Number(slider.value)));
  const value = make("output", "");
  value.setAttribute("aria-live", "off");
  const zoomIn = make("button", "quiet", t`Zoom in`);
  zoomIn.title = t`Or drag over a chart; a finger holds still first.`;
  zoomIn.addEventListener("click", onZoomIn);
  const reset = make("button", "quiet", t`Reset zoom`);
  reset.addEventListener("click", () => {
    onReset();
    // The button goes: what is left of the zoom keeps the keyboard's place.
    zoomIn.focus({ preventScroll: true });
  });
  const said = make("p", "visually-hidden");
  const problem = make("p", "picture-problem");
  for (const part of [said, problem]) part.setAttribute("role", "status");
  byId("chart-controls", HTMLElement).append(
    make(
      "div",
      "smoothing-row",
      make("label", "", t`Smoothing `, slider),
      value,
    ),
    zoomIn,
    reset,
    said,
    problem,
  );
  return {
    /**
     * @param {Look} look
     * @param {boolean} isZoomed
     */
    show({ smoothing }, isZoomed) {
      if (Number(slider.value) !== smoothing) slider.value = String(smoothing);
      setText(value, smoothing > 0 ? hundredths(smoothing) : t`off`);
      reset.hidden = !isZoomed;
    },
    /** @param {string} text */
    say: (text) => setText(said, text),
    /** @param {string} text Empty for none. */
    complain: (text) => setText(problem, text),
  };
}

/**
 * The controls of one chart.
 *
 * @param {HTMLElement} place
 * @param {string} ofLog What its log scale is of, for those who hear it: ` of loss`.
 * @param {string} savedAs What is before the format in a button's name: `Save loss chart as `.
 * @param {object} callbacks
 * @param {(isLog: boolean) => void} callbacks.onLog
 * @param {(kind: "png" | "svg") => void} callbacks.onPicture
 */
export function mountChartControls(place, ofLog, savedAs, callbacks) {
  const tick = make("input", "tick");
  tick.type = "checkbox";
  tick.addEventListener("change", () => callbacks.onLog(tick.checked));
  const pictures = /** @type {const} */ (["png", "svg"]).map((kind) => {
    const lead = make("span", "visually-hidden", savedAs);
    const button = make("button", "quiet", lead, kind.toUpperCase());
    button.addEventListener("click", () => callbacks.onPicture(kind));
    return button;
  });
  place.append(
    make(
      "label",
      "log-label",
      tick,
      make("span", "", t`Log scale`, hidden(ofLog)),
    ),
    ...pictures,
  );
  return {
    /**
     * @param {boolean} isLog
     * @param {boolean} hasRun
     */
    show(isLog, hasRun) {
      tick.checked = isLog;
      for (const button of pictures) button.disabled = !hasRun;
    },
  };
}

/** @param {string} text */
function hidden(text) {
  return make("span", "visually-hidden", text);
}
