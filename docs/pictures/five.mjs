// The digit of the pictures: a five, as a hand writes it in two strokes.

/**
 * A point in fractions of the pad.
 *
 * @typedef {readonly [number, number]} Point
 */

/** Points lie so close together, in fractions of the pad, that a curve has no corners. */
const STEP = 0.012;

/** Where both strokes begin, and where the bowl does. */
const CORNER = /** @type {const} */ ([0.395, 0.2]);
const BOWL = { x: 0.49, y: 0.59, radiusX: 0.19, radiusY: 0.2 };
const BOWL_FROM = -0.38;
const BOWL_TO = 0.38;

/** @type {readonly (readonly Point[])[]} */
export const FIVE = [
  [...line(CORNER, onBowl(BOWL_FROM)), ...bowl()],
  line(CORNER, [0.68, 0.19]),
];

/**
 * @param {Point} from
 * @param {Point} to
 * @returns {Point[]}
 */
function line([fromX, fromY], [toX, toY]) {
  const n = Math.ceil(Math.hypot(toX - fromX, toY - fromY) / STEP);
  return Array.from({ length: n + 1 }, (_, index) => {
    const part = index / n;
    return [fromX + (toX - fromX) * part, fromY + (toY - fromY) * part];
  });
}

/** @returns {Point[]} */
function bowl() {
  const turns = BOWL_TO - BOWL_FROM;
  const n = Math.ceil((2 * Math.PI * turns * BOWL.radiusX) / STEP);
  return Array.from({ length: n }, (_, index) =>
    onBowl(BOWL_FROM + (turns * (index + 1)) / n),
  );
}

/**
 * @param {number} turn 0 is at the right, a quarter at the bottom.
 * @returns {Point}
 */
function onBowl(turn) {
  const angle = 2 * Math.PI * turn;
  return [
    BOWL.x + BOWL.radiusX * Math.cos(angle),
    BOWL.y + BOWL.radiusY * Math.sin(angle),
  ];
}
