// The card of the first layer: what each of its units weighs, as pictures in two colours.

/** @import { FirstLayer, Wishes } from "../inspection-state.js" */
/** @import { State } from "../state.js" */

import {
  paintWeights,
  pixelCanvas,
  weightPalette,
} from "../charts/pixel-image.js";
import { byId, make, setText } from "../dom.js";
import { N_UNITS_SHOWN } from "../inspection-state.js";
import { t } from "../language/translate.js";
import { watchSight } from "./sight.js";

const UNITS = t`How each unit weighs the image's pixels: ink on blue speaks for it, ink on orange against it.`;
const VOTES = t`How each class's vote weighs the image's pixels: ink on blue speaks for it, ink on orange against it.`;

/**
 * @param {(wish: Partial<Wishes>) => void} onLook
 * @returns {(state: State) => void}
 */
export function mountFirstLayer(onLook) {
  const note = byId("first-layer-note", HTMLElement);
  const waiting = note.textContent ?? "";
  const content = byId("first-layer-content", HTMLElement);
  const list = byId("units", HTMLUListElement);
  const legend = mountLegend();
  const renderPager = mountPager(onLook);
  /** @type {FirstLayer | null} */
  let last = null;
  let votes = false;
  watchSight(byId("first-layer-card", HTMLElement), (firstLayerInSight) =>
    onLook({ firstLayerInSight }),
  );
  const redraw = () => {
    if (last !== null) list.replaceChildren(...items(last, votes));
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  return ({ run, inspection, worker }) => {
    const { firstLayer, wishes } = inspection;
    renderPager(firstLayer, wishes.firstUnit, worker === "open");
    if (firstLayer === last) return;
    last = firstLayer;
    votes = run?.config.architecture.hidden.length === 0;
    content.hidden = firstLayer === null;
    if (firstLayer === null) setText(note, waiting);
    else setText(note, votes ? VOTES : UNITS);
    legend(firstLayer?.largest_weight ?? 0);
    redraw();
  };
}

function mountLegend() {
  const lowest = byId("lowest-weight", HTMLElement);
  const highest = byId("highest-weight", HTMLElement);
  return (/** @type {number} */ largestWeight) => {
    const text = largestWeight.toPrecision(2);
    setText(lowest, `−${text}`);
    setText(highest, `+${text}`);
  };
}

/** @param {(wish: Partial<Wishes>) => void} onLook */
function mountPager(onLook) {
  const pager = byId("units-pager", HTMLElement);
  const previous = byId("previous-units", HTMLButtonElement);
  const next = byId("next-units", HTMLButtonElement);
  const text = byId("units-shown", HTMLElement);
  let firstUnit = 0;
  previous.addEventListener("click", () => {
    if (isOff(previous)) return;
    onLook({ firstUnit: Math.max(0, firstUnit - N_UNITS_SHOWN) });
  });
  next.addEventListener("click", () => {
    if (isOff(next)) return;
    onLook({ firstUnit: firstUnit + N_UNITS_SHOWN });
  });
  return (
    /** @type {FirstLayer | null} */ firstLayer,
    /** @type {number} */ wishedFirstUnit,
    /** @type {boolean} */ answers,
  ) => {
    firstUnit = wishedFirstUnit;
    if (firstLayer === null) return;
    const { n_units: nUnits, first_unit: from } = firstLayer;
    const to = from + nShown(firstLayer);
    pager.hidden = nUnits <= N_UNITS_SHOWN;
    setText(text, t`units ${from + 1}–${to} of ${nUnits}`);
    // Not `disabled`: the button that was just pressed would lose the focus.
    const isLast = firstUnit + N_UNITS_SHOWN >= nUnits;
    previous.setAttribute("aria-disabled", String(!answers || firstUnit === 0));
    next.setAttribute("aria-disabled", String(!answers || isLast));
  };
}

/** @param {HTMLButtonElement} button */
function isOff(button) {
  return button.getAttribute("aria-disabled") === "true";
}

/**
 * How many units an answer shows.
 *
 * @param {FirstLayer} firstLayer
 */
function nShown({ images, format }) {
  return images.length / (format.rows * format.columns);
}

/**
 * @param {FirstLayer} firstLayer
 * @param {boolean} votes Whether the units are the classes' votes.
 */
function items(firstLayer, votes) {
  const { images, first_unit, format } = firstLayer;
  const palette = weightPalette();
  const nBytes = format.rows * format.columns;
  return Array.from({ length: nShown(firstLayer) }, (_, index) => {
    const unit = first_unit + index;
    const caption = votes ? t`votes for ${unit}` : t`unit ${unit + 1}`;
    const canvas = pixelCanvas(t`Weights of ${caption}`, format);
    const bytes = images.slice(index * nBytes, (index + 1) * nBytes);
    paintWeights(canvas, bytes, palette);
    const figure = make("figure", "", canvas, make("figcaption", "", caption));
    return make("li", "", figure);
  });
}
