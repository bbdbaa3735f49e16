// What makes the page open without a network: the service worker, its switch, and the look-out for
// a newer version. It comes when the page has come, so that nobody waits for it.

/** @import { Action } from "../actions.js" */
/** @import { Event } from "../protocol.d.ts" */
/** @import { State } from "../state.js" */
/** @import { WorkerModule } from "../worker-module.js" */
/** @import { Kept, Offline } from "./offline-state.js" */

import { drawSoon } from "../frames.js";
import { CACHES, FOLDER, HOME, VERSION } from "../page-version.js";
import { isBusy } from "../selectors.js";
import { NOT_KEPT } from "./offline-state.js";
import { mountOffline } from "./view.js";

/** Where the visitor's "no" is kept, in `localStorage`. */
const SWITCH = "kindling-offline";
const OFF = "off";

/** How long nothing is in the way before files are fetched to be kept. */
const PEACE_MS = 2000;

/** Where the trainer keeps MNIST, and how many files that are. */
const DATA_CACHE = "kindling-mnist-1";
const N_DATA_FILES = 4;

/** The trainer keeps them without being waited for: how often and how long they are looked for. */
const DATA_LOOKS = 5;
const DATA_LOOK_EVERY_MS = 2000;

/** How often a page that is looked at again asks for a newer version. */
const LOOK_EVERY_MS = 10 * 60 * 1000;

/**
 * The page, as far as this goes.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {() => WorkerModule | null} module The worker's.
 */

/** The owner of the service worker. */
export class OfflineKeeper {
  /** @type {Page} */
  #page;
  /** @type {Offline} */
  #offline = NOT_KEPT;
  #isOn = true;
  #timer = 0;
  #lastLookMs = Date.now();
  /** The worker module that was last asked for to be kept. @type {WorkerModule | null} */
  #module = null;
  #draw = () => {};

  /**
   * Takes up the switch as it was left, and listens; nothing is fetched yet.
   *
   * @param {Page} page
   */
  constructor(page) {
    this.#page = page;
    const render = mountOffline({
      onTurn: (isOn) => this.#turn(isOn),
      onReload: () => location.reload(),
    });
    this.#draw = () => render(this.#offline, isBusy(page.state()));
    document.addEventListener("visibilitychange", () => this.#lookAgain());
    this.#listen();
    this.follow(null);
  }

  #listen() {
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
   * @param {Event | Action | null} input What has just been taken; null for all that was before.
   */
  follow(input) {
    drawSoon(this.#draw);
    const state = this.#page.state();
    // As when the server has a newer page by now, and these files no longer.
    const isBroken =
      input === null
        ? state.worker === "ended"
        : input.type === "worker_crashed";
    if (isBroken) this.#look();
    const { kept } = this.#offline;
    const isAnswered = kept === "yes" || kept === "no";
    const isOther = this.#module !== this.#page.module();
    const isOtherData = input?.type === "dataset";
    const isNew = isOtherData || (isOther && state.worker === "open");
    if (isAnswered && isNew) this.#say("waiting");
    if (this.#offline.kept !== "waiting" || !isQuiet(state)) {
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
  #turn(isOn) {
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
    this.#timer = 0;
    this.#module = this.#page.module();
    this.#say("going");
    try {
      const script = new URL("service-worker.js", HOME);
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
    port1.onmessage = async ({ data: { version, problem } }) => {
      if (problem !== null) console.warn("Not kept for use offline:", problem);
      this.#compare(version);
      const { dataset } = this.#page.state();
      const hasData = dataset?.kind !== "mnist" || (await isMnistKept());
      this.#say(problem === null && hasData ? "yes" : "no");
    };
    this.#module = this.#page.module();
    serviceWorker.postMessage({ module: this.#module ?? "none" }, [port2]);
  }

  /** Removes what was kept, by whichever version. */
  async #remove() {
    this.#say("off");
    const registration = await serviceWorkers()?.getRegistration();
    // A site around this page may have a service worker of its own.
    if (registration?.scope === HOME.href) await registration.unregister();
    for (const name of await caches.keys()) {
      if (name.startsWith(CACHES)) await caches.delete(name);
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
      const response = await fetch(HOME, { cache: "no-cache" });
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
    this.#offline = { ...this.#offline, ...change };
    drawSoon(this.#draw);
  }
}

/** Whether a visit without a network finds all of MNIST. */
async function isMnistKept() {
  for (let look = 1; ; look += 1) {
    const files = await (await caches.open(DATA_CACHE)).keys().catch(() => []);
    if (files.length >= N_DATA_FILES) return true;
    if (look === DATA_LOOKS) return false;
    await new Promise((resolve) => setTimeout(resolve, DATA_LOOK_EVERY_MS));
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
