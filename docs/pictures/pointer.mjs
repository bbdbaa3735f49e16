// The pointer of the film: a browser without a screen shows none, so it is painted where it was.

/** An arrow whose point is at 0, 0, in pixels. */
const ARROW = /** @type {const} */ ([
  [0, 0],
  [0, 16.5],
  [3.9, 12.9],
  [6.6, 18.8],
  [9.1, 17.7],
  [6.5, 11.9],
  [11.6, 11.5],
]);

/** The width of its white edge, which shows it on dark ground. */
const EDGE = 1.2;

/** Points looked at along each side of a pixel. */
const N_SAMPLES = 4;

/**
 * Paints the pointer into a picture.
 *
 * @param {{ data: Uint8Array, width: number, height: number }} picture RGBA, opaque.
 * @param {{ x: number, y: number }} at Where it points.
 */
export function paintPointer(picture, { x, y }) {
  const [left, top] = [Math.floor(x - EDGE), Math.floor(y - EDGE)];
  for (let row = top; row < Math.min(top + 23, picture.height); row += 1) {
    for (
      let column = left;
      column < Math.min(left + 16, picture.width);
      column += 1
    ) {
      if (row < 0 || column < 0) continue;
      const { arrow, edge } = coverage(column - x, row - y);
      for (let channel = 0; channel < 3; channel += 1) {
        const at = 4 * (row * picture.width + column) + channel;
        const ground = picture.data[at] ?? 0;
        picture.data[at] = ground * (1 - arrow - edge) + 255 * edge;
      }
    }
  }
}

/**
 * The parts of a pixel that the black arrow and its white edge cover.
 *
 * @param {number} x Of the pixel's corner, from the arrow's point.
 * @param {number} y
 */
function coverage(x, y) {
  let [nArrow, nEdge] = [0, 0];
  for (let index = 0; index < N_SAMPLES ** 2; index += 1) {
    const sampleX = x + ((index % N_SAMPLES) + 0.5) / N_SAMPLES;
    const sampleY = y + (Math.floor(index / N_SAMPLES) + 0.5) / N_SAMPLES;
    if (isInside(sampleX, sampleY)) nArrow += 1;
    else if (distance(sampleX, sampleY) < EDGE) nEdge += 1;
  }
  return { arrow: nArrow / N_SAMPLES ** 2, edge: nEdge / N_SAMPLES ** 2 };
}

/** The arrow's sides, each from a corner to the next. */
const SIDES = ARROW.map((corner, index) => {
  const [toX, toY] = ARROW[(index + 1) % ARROW.length] ?? corner;
  return { fromX: corner[0], fromY: corner[1], toX, toY };
});

/**
 * Whether an odd number of sides lie to the right.
 *
 * @param {number} x
 * @param {number} y
 */
function isInside(x, y) {
  const crossed = SIDES.filter(({ fromX, fromY, toX, toY }) => {
    if (fromY > y === toY > y) return false;
    return x < fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY);
  });
  return crossed.length % 2 === 1;
}

/**
 * How far the nearest side is.
 *
 * @param {number} x
 * @param {number} y
 */
function distance(x, y) {
  return Math.min(
    ...SIDES.map(({ fromX, fromY, toX, toY }) => {
      const [alongX, alongY] = [toX - fromX, toY - fromY];
      const part =
        ((x - fromX) * alongX + (y - fromY) * alongY) /
        (alongX ** 2 + alongY ** 2);
      const within = Math.min(Math.max(part, 0), 1);
      return Math.hypot(
        x - fromX - within * alongX,
        y - fromY - within * alongY,
      );
    }),
  );
}
