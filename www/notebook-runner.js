// The reproduction of the notebook at work: begins one run after the other and keeps their figures.

/** @import { Event, Failure } from "./protocol.d.ts" */
/** @import { EventOf, Interrupted } from "./run-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */

import { t } from "./language/translate.js";
import { hasOtherData, nextOf, notebookModels } from "./notebook-plan.js";
import { isReproducing } from "./notebook-state.js";
import { NOTEBOOK_TURN, notebookRuns } from "./notebook-store.js";
import { foundRuns } from "./notebook-stored.js";
import { historyOf } from "./run-state.js";
import { isBusy } from "./selectors.js";
import { takeTurn } from "./turn.js";

/** @type {Failure} */
const OTHER_TAB = {
  code: "notebook",
  message: t`Another tab is reproducing the notebook.`,
  advice: t`Stop it there first: two would overwrite each other.`,
};

/** @type {Failure} */
const OTHER_DATA = {
  code: "notebook",
  message: t`The notebook did not go on: its runs learned from other data than there is now.`,
  advice: t`Choose the data that they had, or start again.`,
};

/**
 * What the runner does on the page.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {(input: Action) => void} dispatch
 * @property {() => void} revive Opens device and data again, with another worker if need be.
 * @property {(run: Interrupted) => void} begin Begins a run, and shows its settings.
 * @property {(asked: "pause" | "resume" | "stop") => void} ask Of the run under way.
 */

/** Told of every event, it begins the next run when it is time to. */
export class NotebookRunner {
  /** @type {Page} */
  #page;
  /** Models whose last epoch is not stored. @type {Set<string>} */
  #unstored = new Set();
  /** Gives back this tab's turn to train. @type {(() => void) | null} */
  #giveBack = null;
  /** Whether it waits for its turn or the storage; until then no run begins. */
  #isPreparing = false;
  /** Whether the run that was asked for is to hold as soon as it has begun. */
  #holdsNext = false;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** Begins the reproduction, or goes on with it where it stopped. */
  async go() {
    const state = this.#page.state();
    if (isReproducing(state)) {
      if (state.phase === "paused") this.#page.ask("resume");
      return;
    }
    if (isBusy(state) || state.notebook.isGoing) return;
    if (this.#isPreparing) {
      // It was held while it waited, and does not wait twice.
      this.#page.dispatch({ type: "notebook_going" });
      return;
    }
    // Another tab may have come further meanwhile.
    await this.#goAfter(() => this.#read());
  }

  /**
   * Whether what a failure cut short is the reproduction's.
   *
   * @param {Interrupted} interrupted
   */
  isOwn({ startedAt }) {
    return this.#page.state().notebook.current?.startedAt === startedAt;
  }

  /** Holds the run under way, and the reproduction with it, or what is about to begin. */
  pause() {
    const state = this.#page.state();
    const { isGoing, runId } = state.notebook;
    if (isReproducing(state)) this.#page.ask("pause");
    // The worker has been asked for the run already.
    else if (runId !== null) this.#holdsNext = true;
    else if (isGoing) this.#hold(null);
  }

  /** Discards all figures and begins anew, with the form's seed and the data that is open. */
  async startAgain() {
    const state = this.#page.state();
    const isOurs = isReproducing(state);
    if (this.#isPreparing || (isBusy(state) && !isOurs)) return;
    await this.#goAfter(async () => {
      this.#unstored.clear();
      this.#page.dispatch({ type: "notebook_discarded" });
      await this.#keep(notebookRuns.clear());
      // It is none of the reproduction's any more: its end begins the next one.
      if (isOurs) this.#page.ask("stop");
    });
  }

  /** @param {Event} event The state has taken it already. */
  follow(event) {
    switch (event.type) {
      case "listening":
        if (this.#page.state().notebook.storage === "unread") this.#read();
        return;
      case "checkpoint":
        return this.#store(event);
      case "run_started":
        return this.#begun(event);
      case "ready":
      case "run_ended":
      case "failed":
        return this.#next();
      default:
    }
  }

  /** Lets other tabs train when this one does not go on. It is called on every change. */
  settle() {
    if (this.#giveBack === null || this.#isPreparing) return;
    if (this.#page.state().notebook.isGoing) return;
    this.#giveBack();
    this.#giveBack = null;
  }

  /** Begins the next run if it is time to. */
  #next() {
    const state = this.#page.state();
    const { notebook, worker } = state;
    if (!notebook.isGoing || this.#isPreparing) return;
    if (notebook.runId !== null || isBusy(state)) return;
    if (this.#holdsNext) return this.#hold(null);
    if (worker === "ended" || worker === "closed") return this.#page.revive();
    // Being ready is told of.
    if (worker !== "open") return;
    if (hasOtherData(state)) return this.#hold(OTHER_DATA);
    const next = nextOf(state);
    if (next === null) return this.#hold(null);
    const { model, config, kept } = next;
    const startedAt = kept?.startedAt ?? new Date().toISOString();
    this.#page.dispatch({ type: "notebook_began", model, startedAt });
    this.#page.begin({
      config,
      startedAt,
      checkpoint: kept?.checkpoint ?? null,
      history: historyOf(kept?.records ?? []),
      datasetKind: kept?.datasetKind ?? null,
    });
  }

  /**
   * Goes on, if it is this tab's turn, when something has been done first.
   *
   * @param {() => Promise<void>} prepare
   */
  async #goAfter(prepare) {
    this.#holdsNext = false;
    this.#page.dispatch({ type: "notebook_going" });
    this.#isPreparing = true;
    try {
      if (await this.#hasTurn()) await prepare();
    } finally {
      this.#isPreparing = false;
    }
    // It may have been held meanwhile.
    this.settle();
    this.#next();
  }

  /**
   * The run has begun that was to hold.
   *
   * @param {EventOf<"run_started">} event
   */
  #begun({ run_id: runId }) {
    if (!this.#holdsNext || runId !== this.#page.state().notebook.runId) return;
    this.#holdsNext = false;
    this.#page.ask("pause");
  }

  /** Whether this tab may train; if not, it says so. */
  async #hasTurn() {
    if (this.#giveBack !== null) return true;
    this.#giveBack = await takeTurn(NOTEBOOK_TURN).catch(() => () => {});
    if (this.#giveBack !== null) return true;
    this.#hold(OTHER_TAB);
    return false;
  }

  /** @param {Failure | null} failure Why, where it is not plain to see. */
  #hold(failure) {
    this.#holdsNext = false;
    this.#page.dispatch({ type: "notebook_held" });
    if (failure !== null) this.#page.dispatch({ type: "noticed", failure });
  }

  /** Takes what is stored, but for what this page could not store itself. */
  async #read() {
    try {
      const stored = await notebookRuns.read();
      const { models, notebook } = this.#page.state();
      const own = notebook.runs.filter(({ model }) =>
        this.#unstored.has(model),
      );
      const runs = foundRuns(stored, notebookModels(models), own);
      this.#page.dispatch({ type: "notebook_read", runs });
    } catch {
      this.#page.dispatch({ type: "notebook_kept", isKept: false });
    }
  }

  /**
   * Stores the epoch that was just done, and what could not be stored before.
   *
   * @param {EventOf<"checkpoint">} event
   */
  #store({ run_id: runId }) {
    const { notebook, run } = this.#page.state();
    if (runId !== notebook.runId || run === null) return;
    this.#unstored.add(run.config.model);
    const runs = notebook.runs.filter(({ model }) => this.#unstored.has(model));
    this.#keep(notebookRuns.keep(runs), runs);
  }

  /**
   * Waits for the storage, and says when it stops or begins to keep.
   *
   * @param {Promise<void>} done
   * @param {State["notebook"]["runs"]} [runs] What is being stored.
   */
  async #keep(done, runs = []) {
    let isKept = true;
    try {
      await done;
    } catch {
      isKept = false;
    }
    const { notebook } = this.#page.state();
    if (isKept) {
      for (const run of runs) {
        // Unless the next epoch came meanwhile.
        if (notebook.runs.includes(run)) this.#unstored.delete(run.model);
      }
    }
    if (isKept !== (notebook.storage === "kept")) {
      this.#page.dispatch({ type: "notebook_kept", isKept });
    }
  }
}
