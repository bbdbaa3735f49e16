// How a test reaches the page's worker, to break it.

/** Runs in a page before its own scripts: its last worker is `theWorker` from then on. */
export function reachWorker() {
  const Real = window.Worker;
  window.Worker = class extends Real {
    /** @param {ConstructorParameters<typeof Real>} wanted */
    constructor(...wanted) {
      super(...wanted);
      Reflect.set(globalThis, "theWorker", this);
    }
  };
}
