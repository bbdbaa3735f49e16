// Where a reproduction of the notebook outlives the page: IndexedDB, and which tab works on it.

/** @import { NotebookRun } from "./notebook-state.js" */

const DATABASE = "kindling-notebook";
const VERSION = 1;
/** Holds one run for each model, under the model's id. */
const RUNS = "runs";

/** Name of the lock of the tab that trains. */
const LOCK = "kindling-notebook";

/**
 * What is stored, as it was found: another version of the page may have written it.
 *
 * @returns {Promise<readonly unknown[]>}
 * @throws {DOMException} If the browser keeps nothing for this page.
 */
export function readRuns() {
  return inStore("readonly", (store) => store.getAll());
}

/**
 * Keeps runs, each in place of the one of its model: all of them or, if it fails, none.
 *
 * @param {readonly NotebookRun[]} runs
 * @throws {DOMException} If the storage is full or not to be had.
 */
export async function keepRuns(runs) {
  await inStore("readwrite", (store) => {
    for (const run of runs) store.put(run);
  });
}

/**
 * Forgets all runs.
 *
 * @throws {DOMException} If the storage is not to be had.
 */
export async function forgetRuns() {
  await inStore("readwrite", (store) => store.clear());
}

/**
 * Takes the turn to train for this tab. Two tabs would overwrite each other's figures.
 *
 * @returns {Promise<(() => void) | null>} Gives the turn back; null while another tab has it.
 */
export async function takeTurn() {
  // Browsers without locks, and pages without https, have to do without.
  if (!("locks" in navigator)) return () => {};
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(LOCK, { ifAvailable: true }, (lock) => {
        if (lock === null) return resolve(null);
        return new Promise((giveBack) => resolve(() => giveBack(undefined)));
      })
      .catch(reject);
  });
}

/**
 * Does something in one transaction, which is durable when the promise is fulfilled.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T> | void} act
 * @returns {Promise<T>} The request's result.
 */
async function inStore(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(RUNS, mode);
      const request = actIn(transaction, act);
      transaction.oncomplete = () =>
        resolve(/** @type {T} */ (request?.result));
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/**
 * Does something in a transaction, which is undone if that fails midway.
 *
 * @template T
 * @param {IDBTransaction} transaction
 * @param {(store: IDBObjectStore) => T} act
 */
function actIn(transaction, act) {
  try {
    return act(transaction.objectStore(RUNS));
  } catch (error) {
    transaction.abort();
    throw error;
  }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () =>
      request.result.createObjectStore(RUNS, { keyPath: "model" });
    request.onsuccess = () => {
      if (isGivenUp) request.result.close();
      else resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    // A later version of the page in another tab holds it: as good as not there.
    request.onblocked = () => {
      isGivenUp = true;
      reject(new DOMException("blocked"));
    };
  });
}
