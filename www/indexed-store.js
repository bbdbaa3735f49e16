// One store of an IndexedDB database: each act is a transaction, whole or not at all.

/** Entries under a key that each carries; the database is opened for each act, so that none holds it. */
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
  read() {
    return this.#act("readonly", (store) => store.getAll());
  }

  /**
   * Keeps entries, each in place of the one under its key: all of them or, if it fails, none.
   *
   * @param {readonly object[]} entries
   * @throws {DOMException} If the storage is full or not to be had.
   */
  async keep(entries) {
    await this.#act("readwrite", (store) => {
      for (const entry of entries) store.put(entry);
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
