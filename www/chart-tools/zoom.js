// The zoom of both charts: by dragging, by keys, by buttons.

/** @import { Charts } from "../views/charts.js" */
/** @import { Range } from "./zoom-range.js" */

import { MARGIN } from "../charts/line-chart.js";
import { t } from "../language/translate.js";
import { Selection } from "./selection.js";
import {
  rangeAbout,
  rangeBetween,
  rangeWith,
  rangeWithin,
} from "./zoom-range.js";

/** How many times its epochs a range has after one step of the zoom. */
const NEARER = 0.5;
const FARTHER = 2;

/** Keeps the range of epochs that both charts show. */
export class Zoom {
  /** @type {Charts} */
  #charts;
  #onChange;
  /** Null is all epochs. @type {Range | null} */
  #range = null;
  /** The epoch that was last pointed at, in a chart that was left since. @type {number | null} */
  #read = null;

  /**
   * @param {Charts} charts
   * @param {(said: string) => void} onChange With what to say of it.
   */
  constructor(charts, onChange) {
    this.#charts = charts;
    this.#onChange = onChange;
    for (const chart of charts.charts) this.#listen(chart);
  }

  get isZoomed() {
    return this.#range !== null;
  }

  /**
   * The range in sight where there are so many epochs; null for all.
   *
   * @param {number} xMax
   */
  rangeOf(xMax) {
    return rangeWithin(this.#range, xMax);
  }

  /** Zooms in about the epoch that was last pointed at. */
  zoomIn() {
    this.#zoom(NEARER, this.#read);
  }

  reset() {
    if (this.#range !== null) this.#set(null);
  }

  /** Begins anew, as with another run. */
  forget() {
    this.#read = null;
    this.reset();
  }

  /** @param {Charts["charts"][number]} chart */
  #listen({ canvas, chart }) {
    const epochs = (/** @type {number[]} */ ...offsets) =>
      offsets.map((offset) => chart.epochAt(offset)).sort((a, b) => a - b);
    const selection = new Selection(canvas, {
      keepInside: (offset) =>
        Math.min(
          Math.max(offset, MARGIN.left),
          canvas.clientWidth - MARGIN.right,
        ),
      label: (from, to) => textOf(epochs(from, to)),
      onSelect: (from, to) => {
        const [low = 0, high = 0] = epochs(from, to);
        this.#set(rangeBetween(low, high, this.#xMax()));
      },
    });
    canvas.addEventListener("pointermove", () => this.#remember());
    canvas.addEventListener("dblclick", () => this.reset());
    canvas.addEventListener("keydown", (event) => {
      // With those keys the browser's own zoom is meant.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (this.#press(event.key, selection)) event.preventDefault();
    });
  }

  /**
   * Does what a key says, after the chart itself has moved its cursor; returns whether the key is the
   * zoom's.
   *
   * @param {string} key
   * @param {Selection} selection
   */
  #press(key, selection) {
    switch (key) {
      case "+":
      case "=":
        this.#zoom(NEARER, this.#charts.cursor());
        return true;
      case "-":
        this.#zoom(FARTHER, this.#charts.cursor());
        return true;
      case "0":
        this.reset();
        return true;
      case "Escape":
        if (!selection.cancel()) this.reset();
        return true;
      default:
        this.#remember();
        this.#moveToCursor();
        return false;
    }
  }

  #remember() {
    this.#read = this.#charts.cursor() ?? this.#read;
  }

  /** The keys read on past the edge. */
  #moveToCursor() {
    const cursor = this.#charts.cursor();
    if (cursor === null || this.#range === null) return;
    const range = rangeWith(this.#range, cursor, this.#xMax());
    if (range !== this.#range) this.#set(range);
  }

  /**
   * @param {number} times
   * @param {number | null} epoch Null for the latest.
   */
  #zoom(times, epoch) {
    const xMax = this.#xMax();
    const about = epoch ?? this.#charts.curves()?.latest ?? xMax / 2;
    const range = rangeAbout(this.#range ?? [0, xMax], times, about, xMax);
    if (range !== null || this.isZoomed) this.#set(range);
  }

  #xMax() {
    return this.#charts.curves()?.xMax ?? 1;
  }

  /** @param {Range | null} range */
  #set(range) {
    this.#range = range;
    this.#onChange(
      range === null ? t`All epochs in sight` : t`${textOf(range)} in sight`,
    );
  }
}

/** @param {readonly number[]} range */
function textOf([low = 0, high = 0]) {
  const decimals = high - low < 1 ? 2 : 1;
  return t`epochs ${low.toFixed(decimals)} to ${high.toFixed(decimals)}`;
}
