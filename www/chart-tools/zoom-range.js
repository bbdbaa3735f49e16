// The range of epochs that is in sight: how it grows, shrinks and moves. Null is all of them.

/** @typedef {readonly [number, number]} Range */

/** Least epochs in sight. */
const LEAST_SPAN = 0.05;

/** How much of a range there is beside an epoch that it has moved to. */
const EDGE_SHARE = 0.1;

/**
 * The range between two epochs, in whichever order.
 *
 * @param {number} a
 * @param {number} b
 * @param {number} xMax Epochs that there are.
 * @returns {Range | null}
 */
export function rangeBetween(a, b, xMax) {
  return placed((a + b) / 2, Math.abs(b - a), 0.5, xMax);
}

/**
 * The range with a number of times its epochs; the epoch that is read stays where it stands, or comes
 * to the middle if it was out of sight.
 *
 * @param {Range} range
 * @param {number} times
 * @param {number} epoch
 * @param {number} xMax
 * @returns {Range | null}
 */
export function rangeAbout([low, high], times, epoch, xMax) {
  const share = (epoch - low) / (high - low);
  const isInSight = share >= 0 && share <= 1;
  const span = (high - low) * times;
  return placed(epoch, span, isInSight ? share : 0.5, xMax);
}

/**
 * The range moved as little as has an epoch in it, and a little beside it.
 *
 * @param {Range} range
 * @param {number} epoch
 * @param {number} xMax
 * @returns {Range | null}
 */
export function rangeWith(range, epoch, xMax) {
  const [low, high] = range;
  if (epoch >= low && epoch <= high) return range;
  const share = epoch < low ? EDGE_SHARE : 1 - EDGE_SHARE;
  return placed(epoch, high - low, share, xMax);
}

/**
 * What is left of a range where there are fewer epochs than there were.
 *
 * @param {Range | null} range
 * @param {number} xMax
 * @returns {Range | null}
 */
export function rangeWithin(range, xMax) {
  if (range === null || range[0] >= xMax) return null;
  return [range[0], Math.min(range[1], xMax)];
}

/**
 * @param {number} epoch
 * @param {number} span
 * @param {number} share How far from the range's left the epoch stands.
 * @param {number} xMax
 * @returns {Range | null}
 */
function placed(epoch, span, share, xMax) {
  const width = Math.max(span, Math.min(LEAST_SPAN, xMax / 2));
  if (width >= xMax) return null;
  const low = Math.min(Math.max(0, epoch - share * width), xMax - width);
  return [low, low + width];
}
