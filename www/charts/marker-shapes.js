// The shapes of markers that stand for runs beside the one that is shown: each tells what its colour
// does.

/** @typedef {"diamond" | "triangle" | "plus" | "wedge" | "bar"} Shape */

/**
 * Corners of each shape around 0, for a radius of about 1; y grows downwards.
 *
 * @type {Readonly<Record<Shape, readonly (readonly [number, number])[]>>}
 */
export const SHAPES = {
  diamond: corners("0 -1.4 1.4 0 0 1.4 -1.4 0"),
  triangle: corners("0 -1.3 1.3 1 -1.3 1"),
  plus: corners(
    "-.5 -1.4 .5 -1.4 .5 -.5 1.4 -.5 1.4 .5 .5 .5 .5 1.4 -.5 1.4 -.5 .5 -1.4 .5 -1.4 -.5 -.5 -.5",
  ),
  wedge: corners("0 1.3 1.3 -1 -1.3 -1"),
  bar: corners("-.6 -1.4 .6 -1.4 .6 1.4 -.6 1.4"),
};

/** @param {string} numbers x and y of each corner. */
function corners(numbers) {
  const all = numbers.split(" ").map(Number);
  /** @type {[number, number][]} */
  const pairs = [];
  for (let at = 0; at < all.length; at += 2) {
    pairs.push([all[at] ?? 0, all[at + 1] ?? 0]);
  }
  return pairs;
}
