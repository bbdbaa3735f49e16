// One store of an IndexedDB database: each act is a transaction, whole or not at all.

/** How deep in an entry bytes may lie. */
const MAX_DEPTH = 2;

/**
 * Entries under a key that each carries; the database is opened for each act, so that none holds it.
 * Their bytes are kept as blobs: the browser copies those beside the page's own work, where to take
 * down a network of ten megabytes itself would hold the page up for 40 ms.
 */
export class IndexedStore {
  #database;
  #store;
  #keyPath;

  /**
   * @param {string} database
   * @param {string} store
   * @param {string} keyPath
   */
  constructor(database, store, keyPath) {
    this.#database = database;
    this.#store = store;
    this.#keyPath = keyPath;
  }

  /**
   * All entries, as they were found: another version of the page may have written them.
   *
   * @returns {Promise<readonly unknown[]>}
   * @throws {DOMException} If the browser keeps nothing for this page.
   */
  async read() {
    const found = await this.#act("readonly", (store) => store.getAll());
    return Promise.all(found.map((entry) => withBytes(entry, MAX_DEPTH)));
  }

  /**
   * Keeps entries, each in place of the one under its key: all of them or, if it fails, none.
   *
   * @param {readonly object[]} entries
   * @throws {DOMException} If the storage is full or not to be had.
   */
  async keep(entries) {
    await this.#act("readwrite", (store) => {
      for (const entry of entries) store.put(withBlobs(entry, MAX_DEPTH));
    });
  }

  /**
   * Keeps entries, and forgets the first ones in the order of the keys where they have become too
   * many: all of it or, if it fails, nothing.
   *
   * @param {readonly object[]} entries
   * @param {number} most So many stay.
   * @throws {DOMException} If the storage is full or not to be had.
   */
  async keepLast(entries, most) {
    await this.#act("readwrite", (store) => {
      for (const entry of entries) store.put(withBlobs(entry, MAX_DEPTH));
      const all = store.getAllKeys();
      all.onsuccess = () => {
        const nOld = Math.max(0, all.result.length - most);
        for (const key of all.result.slice(0, nOld)) store.delete(key);
      };
    });
  }

  /**
   * Forgets entries.
   *
   * @param {readonly string[]} keys
   * @throws {DOMException} If the storage is not to be had.
   */
  async forget(keys) {
    await this.#act("readwrite", (store) => {
      for (const key of keys) store.delete(key);
    });
  }

  /**
   * Forgets all entries.
   *
   * @throws {DOMException} If the storage is not to be had.
   */
  async clear() {
    await this.#act("readwrite", (store) => store.clear());
  }

  /**
   * Does something in one transaction, which is durable when the promise is fulfilled.
   *
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T> | void} act
   * @returns {Promise<T>} The request's result.
   */
  async #act(mode, act) {
    const database = await this.#open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(this.#store, mode);
        const request = this.#actIn(transaction, act);
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
  #actIn(transaction, act) {
    try {
      return act(transaction.objectStore(this.#store));
    } catch (error) {
      transaction.abort();
      throw error;
    }
  }

  /** @returns {Promise<IDBDatabase>} */
  #open() {
    return new Promise((resolve, reject) => {
      let isGivenUp = false;
      const request = indexedDB.open(this.#database, 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore(this.#store, {
          keyPath: this.#keyPath,
        });
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
}

/**
 * A value with a blob in place of each of its byte arrays.
 *
 * @param {unknown} value
 * @param {number} depth
 * @returns {unknown}
 */
function withBlobs(value, depth) {
  if (value instanceof Uint8Array)
    return new Blob([/** @type {BlobPart} */ (value)]);
  if (depth === 0 || !isPlain(value)) return value;
  const fields = Object.entries(value);
  return Object.fromEntries(
    fields.map(([name, field]) => [name, withBlobs(field, depth - 1)]),
  );
}

/**
 * A value with its bytes in place of each of its blobs; one that cannot be read is left.
 *
 * @param {unknown} value
 * @param {number} depth
 * @returns {Promise<unknown>}
 */
async function withBytes(value, depth) {
  if (value instanceof Blob) {
    return value.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => value,
    );
  }
  if (depth === 0 || !isPlain(value)) return value;
  const fields = Object.entries(value).map(
    async ([name, field]) =>
      /** @type {const} */ ([name, await withBytes(field, depth - 1)]),
  );
  return Object.fromEntries(await Promise.all(fields));
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
function isPlain(value) {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype
  );
}
