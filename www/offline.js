// What makes the page open without a network: the service worker, its switch, and the look-out for
// a newer version.

/** @import { Event } from "./protocol.d.ts" */
/** @import { Kept, Offline } from "./offline-state.js" */
/** @import { Action, State } from "./state.js" */
/** @import { WorkerModule } from "./worker-module.js" */

/** A version of the page is a folder; null where the page has not been built. */
const FOLDER = /page-[0-9a-f]{12}(?=\/)/;
const VERSION = FOLDER.exec(import.meta.url)?.[0] ?? null;

/** Where the visitor's "no" is kept, in `localStorage`. */
const SWITCH = "kindling-offline";
const OFF = "off";

/** How long the page is left in peace after it has become ready. */
const PEACE_MS = 2000;

/** How often a page that is looked at again asks for a newer version. */
const LOOK_EVERY_MS = 10 * 60 * 1000;

/**
 * What it does on the page.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {(input: Action) => void} dispatch
 * @property {() => WorkerModule | null} module The worker's.
 */

/** The owner of the service worker. */
export class OfflineKeeper {
  /** @type {Page} */
  #page;
  /** The page's own folder, which the service worker answers for. */
  #folder = new URL("./", location.href);
  /** Begins the name of the cache of each version; the service worker has the same. */
  #caches = `kindling-page ${this.#folder.pathname} `;
  #isOn = true;
  #timer = 0;
  #lastLookMs = Date.now();

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Takes up the switch as it was left, and listens; nothing is fetched yet. */
  start() {
    // For as long as this page lives, its version's cache is not deleted by a newer one.
    navigator.locks?.request(
      this.#caches + VERSION,
      { mode: "shared" },
      () => new Promise(() => {}),
    );
    document.addEventListener("visibilitychange", () => this.#lookAgain());
    const container = serviceWorkers();
    if (container === null) return this.#say("unavailable");
    container.addEventListener("controllerchange", () => {
      if (container.controller) this.#keep(container.controller);
    });
    addEventListener("storage", ({ key }) => {
      if (key === SWITCH) this.#set(!isOff());
    });
    if (isOff()) this.#set(false);
  }

  /**
   * Follows what happens on the page.
   *
   * @param {Event | Action} input What has just been taken.
   */
  follow(input) {
    // As when the server has a newer page by now, and these files no longer.
    if (input.type === "worker_crashed") this.#look();
    const state = this.#page.state();
    if (state.offline.kept !== "waiting" || !isQuiet(state)) {
      clearTimeout(this.#timer);
      this.#timer = 0;
    } else if (this.#timer === 0) {
      this.#timer = setTimeout(() => this.#begin(), PEACE_MS);
    }
  }

  /**
   * Turns the keeping on or off, for this and later visits.
   *
   * @param {boolean} isOn
   */
  turn(isOn) {
    try {
      if (isOn) localStorage.removeItem(SWITCH);
      else localStorage.setItem(SWITCH, OFF);
    } catch {
      // Where nothing is remembered it holds for this visit.
    }
    this.#set(isOn);
  }

  /** @param {boolean} isOn As this tab, another one or an earlier visit says. */
  #set(isOn) {
    this.#isOn = isOn;
    if (isOn) this.#begin();
    else this.#remove();
  }

  async #begin() {
    this.#say("going");
    try {
      const script = new URL("service-worker.js", this.#folder);
      const registration = await navigator.serviceWorker.register(script);
      if (registration.active) return this.#keep(registration.active);
      // Once it is active it takes this page over, which is heard.
      registration.installing?.addEventListener("statechange", ({ target }) => {
        const { state } = /** @type {ServiceWorker} */ (target);
        if (state === "redundant") this.#say("no");
      });
    } catch (error) {
      console.warn("This page is not kept for use offline:", error);
      this.#say("no");
    }
  }

  /**
   * Has what this page uses kept, and hears which version is.
   *
   * @param {ServiceWorker} serviceWorker
   */
  #keep(serviceWorker) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: { version, problem } }) => {
      if (problem !== null) console.warn("Not kept for use offline:", problem);
      this.#say(problem === null ? "yes" : "no");
      this.#compare(version);
    };
    const module = this.#page.module() ?? "none";
    serviceWorker.postMessage({ module }, [port2]);
  }

  /** Removes what was kept, by whichever version. */
  async #remove() {
    this.#say("off");
    const registration = await serviceWorkers()?.getRegistration();
    // A site around this page may have a service worker of its own.
    if (registration?.scope === this.#folder.href) {
      await registration.unregister();
    }
    for (const name of await caches.keys()) {
      if (name.startsWith(this.#caches)) await caches.delete(name);
    }
  }

  #lookAgain() {
    const now = Date.now();
    if (document.hidden || now - this.#lastLookMs < LOOK_EVERY_MS) return;
    this.#lastLookMs = now;
    this.#look();
  }

  /** Asks the server which version it has; a newer one is then kept beside this one. */
  async #look() {
    try {
      const response = await fetch(this.#folder, { cache: "no-cache" });
      this.#compare(FOLDER.exec(await response.text())?.[0] ?? VERSION);
      const registration = await serviceWorkers()?.getRegistration();
      await registration?.update();
    } catch {
      // Without a network there is nothing new.
    }
  }

  /** @param {string | null} version Another one than this page's. */
  #compare(version) {
    if (version !== VERSION) this.#change({ isOutdated: true });
  }

  /** @param {Kept} kept */
  #say(kept) {
    // Answers to what was asked before it was turned off change nothing.
    this.#change({ kept: this.#isOn ? kept : "off" });
  }

  /** @param {Partial<Offline>} change */
  #change(change) {
    this.#page.dispatch({ type: "offline_changed", change });
  }
}

/** This browser's service workers for this page, or null. */
function serviceWorkers() {
  /** @type {ServiceWorkerContainer | undefined} */
  const container = navigator.serviceWorker;
  return VERSION === null ? null : (container ?? null);
}

/** Whether the visitor has turned it off, in any tab. */
function isOff() {
  try {
    return localStorage.getItem(SWITCH) === OFF;
  } catch {
    return false;
  }
}

/**
 * Whether fetching the page's files once more is in nobody's way: the trainer is there, and no run
 * is before the end of its first epoch.
 *
 * @param {State} state
 */
function isQuiet({ worker, phase, pending, run, measurement }) {
  if (worker !== "open" || pending !== null) return false;
  if (measurement.phase === "going") return false;
  return phase !== "training" || (run?.records.length ?? 0) > 0;
}
