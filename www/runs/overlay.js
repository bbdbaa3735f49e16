// Which runs are drawn in the charts, and as what: each has a place, which gives colour and marker.

/** @import { Shape } from "../charts/marker-shapes.js" */
/** @import { RunBeside } from "../curves.js" */
/** @import { PastRun } from "./past-run.js" */

/** Colours of `runs.css`. */
const N_COLOURS = 6;

/** Their number shares no factor with the colours': 30 places have looks of their own. */
const MARKERS = /** @type {readonly Shape[]} */ ([
  "diamond",
  "triangle",
  "plus",
  "wedge",
  "bar",
]);

/**
 * How a place looks.
 *
 * @param {number} place
 * @returns {Pick<RunBeside, "colour" | "marker">}
 */
export function lookOf(place) {
  return {
    colour: `--run-${1 + (place % N_COLOURS)}`,
    marker: MARKERS[place % MARKERS.length] ?? "diamond",
  };
}

/**
 * The first place that no run has.
 *
 * @param {readonly PastRun[]} runs
 */
export function freePlace(runs) {
  const taken = new Set(runs.map(({ place }) => place));
  let place = 0;
  while (taken.has(place)) place += 1;
  return place;
}

/**
 * The runs to draw, in the order of their places.
 *
 * @param {readonly PastRun[]} runs
 * @returns {readonly RunBeside[]}
 */
export function runsBeside(runs) {
  const drawn = runs.flatMap(({ place, name, records }) =>
    place === null ? [] : [{ place, name, records }],
  );
  return drawn
    .sort((a, b) => a.place - b.place)
    .map(({ place, name, records }) => ({ ...lookOf(place), name, records }));
}
