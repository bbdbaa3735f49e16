// Views that come only when there is something for them to show: a visit begins without them.

/** @import { State } from "./state.js" */

/** @typedef {(state: State) => void} Render */

/** What is on its way. @type {Set<Promise<void>>} */
const mounting = new Set();

/** A view that could not be loaded is asked for again no sooner than after so long. */
const RETRY_MS = 3000;

/**
 * A view whose module is loaded when it is first wanted. Where that fails, it is tried again with
 * something that happens later.
 *
 * @param {(state: State) => boolean} isWanted
 * @param {() => Promise<Render>} mount
 * @returns {Render}
 */
export function mountLate(isWanted, mount) {
  /** @type {Render | null} */
  let render = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let isComing = false;
  /** @type {State} */
  let last;
  const come = async () => {
    try {
      render = await mount();
      render(last);
    } catch {
      triedAt = performance.now();
    }
    isComing = false;
    mounting.delete(coming);
  };
  /** @type {Promise<void>} */
  let coming;
  return (state) => {
    last = state;
    render?.(state);
    const waits = performance.now() < triedAt + RETRY_MS;
    if (render !== null || isComing || waits || !isWanted(state)) return;
    isComing = true;
    coming = come();
    mounting.add(coming);
  };
}

/** Whether a view is on its way. */
export function isMounting() {
  return mounting.size > 0;
}

/**
 * Does something as soon as the views that are on their way have come, or have not.
 *
 * @param {() => void} act
 */
export async function afterMounting(act) {
  await Promise.all(mounting);
  act();
}
