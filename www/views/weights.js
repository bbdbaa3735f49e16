// The card of the weights: violins of every layer, a slider over the epochs, and their figures.

/** @import { WeightDistribution } from "../protocol.d.ts" */
/** @import { EpochWeights } from "../run-state.js" */
/** @import { State } from "../state.js" */

import { ViolinChart } from "../charts/violin-chart.js";
import { between, rangeOf } from "../charts/violin-shape.js";
import { byId, make, setText } from "../dom.js";
import { count } from "../format.js";
import { t } from "../language/translate.js";
import { EpochPlayer } from "./epoch-player.js";
import { showOnRequest } from "./table-toggle.js";

const EXPLAINED = t`How the weights of each layer are spread: wide where many have that value. Dot: median; thick bar: middle half; thin line: whiskers.`;
/** Only where the run was followed from its beginning: one that goes on has lost its first shape. */
const DASHED = t`Dashed: before training.`;

/** @returns {(state: State) => void} */
export function mountWeights() {
  const note = byId("weights-note", HTMLElement);
  const waiting = note.textContent ?? "";
  const content = byId("weights-content", HTMLElement);
  const figures = mountFigures();
  const show = mountViolins();
  const slide = mountSlider((weights, position) => {
    show(weights, position);
    const shown = weights[Math.round(position)];
    if (shown !== undefined) figures(shown);
  });
  /** @type {readonly EpochWeights[]} */
  let last = [];
  let lastRunId = 0;
  return ({ run }) => {
    const weights = run?.weights ?? [];
    if (weights === last) return;
    last = weights;
    const isOtherRun = run?.runId !== lastRunId;
    lastRunId = run?.runId ?? 0;
    content.hidden = weights.length === 0;
    setText(note, weights.length === 0 ? waiting : noteOf(weights));
    slide(weights, isOtherRun);
  };
}

/** @param {readonly EpochWeights[]} weights */
function noteOf(weights) {
  return initialOf(weights) ? `${EXPLAINED} ${DASHED}` : EXPLAINED;
}

/**
 * The weights before training, where they were seen.
 *
 * @param {readonly EpochWeights[]} weights
 */
function initialOf(weights) {
  return weights.find(({ epochsDone }) => epochsDone === 0);
}

/** The canvas: shows the weights at a place among the epochs, also between two. */
function mountViolins() {
  const canvas = byId("violins", HTMLCanvasElement);
  const chart = new ViolinChart(canvas);
  /** @type {readonly EpochWeights[]} */
  let last = [];
  /** @type {[number, number][]} */
  let ranges = [];
  return (
    /** @type {readonly EpochWeights[]} */ weights,
    /** @type {number} */ position,
  ) => {
    if (weights !== last) {
      last = weights;
      // All epochs share a layer's axis: only so can its weights be seen to spread.
      ranges = (weights[0]?.layers ?? []).map((_, layer) =>
        rangeOf(layerOf(weights, layer)),
      );
    }
    const before = weights[Math.floor(position)];
    const after = weights[Math.ceil(position)];
    if (before === undefined || after === undefined) return;
    const share = position - Math.floor(position);
    const initial = initialOf(weights);
    const panels = after.layers.map((layer, index) => ({
      title: shortName(layer),
      foot: t`std. dev. ${number(layer.stddev)}`,
      range: ranges[index] ?? /** @type {const} */ ([-1, 1]),
      shown: between(before.layers[index] ?? layer, layer, share || 1),
      faint: (position > 0 && initial?.layers[index]) || null,
    }));
    chart.setPanels(panels);
    const layers = panels.map(({ title }) => title).join(", ");
    const name = t`Spread of the weights of ${layers}, ${epochText(after.epochsDone)}. The table has the figures.`;
    // Not in every frame of the animation: it is read out anew each time.
    if (canvas.ariaLabel !== name) canvas.ariaLabel = name;
  };
}

/**
 * The slider and its button. While it stands at the end it follows the run.
 *
 * @param {(weights: readonly EpochWeights[], position: number) => void} onShow
 */
function mountSlider(onShow) {
  const slider = byId("weights-epoch", HTMLInputElement);
  const text = byId("weights-epoch-text", HTMLElement);
  const play = byId("play-weights", HTMLButtonElement);
  /** @type {readonly EpochWeights[]} */
  let weights = [];
  let position = 0;
  const show = (/** @type {number} */ newPosition) => {
    position = newPosition;
    const epoch = weights[Math.round(position)]?.epochsDone ?? 0;
    slider.value = String(epoch);
    slider.setAttribute("aria-valuetext", epochText(epoch));
    setText(text, epochText(epoch));
    onShow(weights, position);
  };
  const player = new EpochPlayer({
    lastPosition: () => weights.length - 1,
    onMove: show,
    onTurn: (isPlaying) => play.setAttribute("aria-pressed", String(isPlaying)),
  });
  slider.addEventListener("input", () => {
    player.stop();
    const epoch = Number(slider.value);
    const later = weights.findIndex(({ epochsDone }) => epochsDone > epoch);
    show(later < 0 ? weights.length - 1 : Math.max(0, later - 1));
  });
  play.addEventListener("click", () => player.toggle(position));
  return (
    /** @type {readonly EpochWeights[]} */ newWeights,
    /** @type {boolean} */ isOtherRun,
  ) => {
    const follows = !player.isPlaying && position >= weights.length - 1;
    weights = newWeights;
    if (isOtherRun) player.stop();
    slider.min = String(weights[0]?.epochsDone ?? 0);
    slider.max = String(weights.at(-1)?.epochsDone ?? 0);
    play.disabled = weights.length < 2;
    const last = Math.max(0, weights.length - 1);
    show(isOtherRun || follows ? last : Math.min(position, last));
  };
}

/** The table with the same numbers: always there for screen readers, shown to all on request. */
function mountFigures() {
  const box = byId("weight-figures", HTMLElement);
  const caption = byId("weight-figures-caption", HTMLElement);
  const rows = byId("weight-figure-rows", HTMLTableSectionElement);
  const toggle = byId("show-weight-figures", HTMLButtonElement);
  showOnRequest(box, toggle);
  /** @type {EpochWeights | null} */
  let last = null;
  return (/** @type {EpochWeights} */ shown) => {
    if (shown === last) return;
    last = shown;
    setText(caption, t`Weights of each layer, ${epochText(shown.epochsDone)}`);
    rows.replaceChildren(...shown.layers.map(row));
  };
}

/** @param {WeightDistribution} distribution */
function row(distribution) {
  const head = make("th", "", shortName(distribution));
  head.scope = "row";
  const { stddev, min, lower_quartile, median, upper_quartile, max } =
    distribution;
  const values = [stddev, min, lower_quartile, median, upper_quartile, max];
  const texts = [count(distribution.n_weights), ...values.map(number)];
  return make("tr", "", head, ...texts.map((text) => make("td", "", text)));
}

/**
 * @param {readonly EpochWeights[]} weights
 * @param {number} layer
 */
function layerOf(weights, layer) {
  return weights.flatMap(({ layers }) => layers[layer] ?? []);
}

/**
 * The layer's name without its kind: all of these are dense.
 *
 * @param {WeightDistribution} distribution
 */
function shortName({ layer }) {
  return layer.split(" ")[0] ?? layer;
}

/** @param {number} epochsDone */
function epochText(epochsDone) {
  return epochsDone === 0 ? t`before training` : t`after epoch ${epochsDone}`;
}

/** @param {number} value */
function number(value) {
  return value.toFixed(4).replace("-", "−");
}
