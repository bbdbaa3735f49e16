// Whose turn it is: of the tabs that would work on the same thing, one does.

/**
 * Takes the turn for this tab, until it is given back or the tab is closed.
 *
 * @param {string} name Of what only one tab may work on.
 * @returns {Promise<(() => void) | null>} Gives the turn back; null while another tab has it.
 */
export async function takeTurn(name) {
  // Browsers without locks, and pages without https, have to do without.
  if (!("locks" in navigator)) return () => {};
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise((giveBack) => resolve(() => giveBack(undefined)));
      })
      .catch(reject);
  });
}

/**
 * Waits until no tab has a turn: the one that has it gave it back, was closed or has crashed.
 *
 * @param {string} name
 */
export async function turnIsFree(name) {
  await navigator.locks.request(name, { mode: "shared" }, () => {});
}

/**
 * The names whose turn some tab has.
 *
 * @returns {Promise<ReadonlySet<string>>}
 */
export async function takenTurns() {
  if (!("locks" in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = "" }) => name));
}
