// Views that come only when there is something for them to show: most visits do without.

/** @import { State } from "./state.js" */

/** @typedef {(state: State) => void} Render */

/**
 * A view whose module is loaded when it is first wanted. Where that fails, it is tried again with the
 * next thing that happens.
 *
 * @param {(state: State) => boolean} isWanted
 * @param {() => Promise<Render>} mount
 * @returns {Render}
 */
export function mountLate(isWanted, mount) {
  /** @type {Render | null} */
  let render = null;
  let isComing = false;
  /** @type {State} */
  let last;
  return (state) => {
    last = state;
    render?.(state);
    if (render !== null || isComing || !isWanted(state)) return;
    isComing = true;
    mount()
      .then((mounted) => {
        render = mounted;
        render(last);
      })
      .catch(() => {
        isComing = false;
      });
  };
}
