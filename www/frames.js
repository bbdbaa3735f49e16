// Draws what has changed, a little in each frame: the page answers between them.

/**
 * How long a frame draws: one view that has changed, or many that have not. Style, layout and paint of
 * what was drawn come on top of it, and take ten times as long.
 */
const BUDGET_MS = 1;

/** What is to be drawn in the next frame, all of it. @type {Set<() => void>} */
const first = new Set();

/** What is to be drawn then, in the order in which it was asked for. @type {Set<() => void>} */
const waiting = new Set();
let isQueued = false;

document.addEventListener("visibilitychange", () => {
  // A hidden tab gets no frames: the one that was asked for may be long in coming.
  if (document.hidden && isQueued) setTimeout(drawSome);
});

/**
 * Draws in the next frame.
 *
 * @param {() => void} draw
 */
export function drawFirst(draw) {
  first.add(draw);
  queue();
}

/**
 * Draws in one of the next frames; what is asked for again before that is drawn once. In a hidden
 * tab it is drawn too, when the browser lets it.
 *
 * @param {() => void} draw
 */
export function drawSoon(draw) {
  waiting.add(draw);
  queue();
}

/**
 * Draws after all that waits now.
 *
 * @param {() => void} draw
 */
export function drawLast(draw) {
  waiting.delete(draw);
  drawSoon(draw);
}

function queue() {
  if (isQueued) return;
  isQueued = true;
  if (document.hidden) setTimeout(drawSome);
  else requestAnimationFrame(drawSome);
}

/** Draws as much as fits. What was drawn goes to the end if it is asked for again. */
function drawSome() {
  isQueued = false;
  const until = performance.now() + BUDGET_MS;
  try {
    for (const draw of first) {
      first.delete(draw);
      draw();
    }
    for (const draw of waiting) {
      waiting.delete(draw);
      draw();
      if (performance.now() >= until) break;
    }
  } finally {
    if (first.size + waiting.size > 0) queue();
  }
}
