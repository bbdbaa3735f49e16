// Keeps the runs that are over, beyond the page: their names, which of them are drawn, and what a
// replay came to. It comes when the page can train.

/** @import { Action } from "../actions.js" */
/** @import { DatasetKind, DeviceKind, Event } from "../protocol.d.ts" */
/** @import { Interrupted } from "../run-state.js" */
/** @import { State } from "../state.js" */
/** @import { PastRun } from "./past-run.js" */

import { saveFile } from "../export.js";
import { drawSoon } from "../frames.js";
import { t } from "../language/translate.js";
import { EXPERIMENT_PARAMETER } from "../query.js";
import { isBusy } from "../selectors.js";
import { freePlace, runsBeside } from "./overlay.js";
import {
  areAlike,
  defaultName,
  inOrder,
  MAX_NAME,
  pastRunOf,
} from "./past-run.js";
import { MAX_RUNS, pastRunStore } from "./past-run-store.js";
import { pastRuns } from "./past-runs-stored.js";
import { differenceText } from "./run-difference.js";
import { RUNS_FILE, runsJson } from "./runs-export.js";
import { importText, MAX_BYTES, runsOfFile } from "./runs-import.js";
import { mountRuns } from "./view.js";

/**
 * The page, as far as this goes.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {(input: Action) => void} dispatch
 * @property {(wanted: Interrupted & { datasetKind: DatasetKind }, device: DeviceKind) => void} replay
 * @property {(startedAt: string) => void} shelved Told of a run that ended once it is stored here.
 */

/**
 * What there is of runs that are over.
 *
 * @typedef {object} Shelf
 * @property {readonly PastRun[]} runs In the order of time.
 * @property {readonly PastRun[]} deleted What Undo brings back.
 * @property {string} said What a run came to beside an earlier one.
 */

/** The owner of the runs that are over. */
export class PastRunKeeper {
  /** @type {Page} */
  #page;
  /** @type {Shelf} */
  #shelf = { runs: [], deleted: [], said: "" };
  /** The run that is being trained again, and when that began. @type {{ startedAt: string, original: PastRun } | null} */
  #replay = null;
  /** Runs whose last change is not stored: what is found does not replace them. @type {Set<string>} */
  #unstored = new Set();
  /** The storage's acts, one after the other. */
  #storing = Promise.resolve();
  #isUnkeptSaid = false;
  #draw = () => {};

  /**
   * @param {Page} page
   * @param {readonly State[]} ended In which runs ended before this came.
   */
  constructor(page, ended) {
    this.#page = page;
    this.#begin(ended);
  }

  /** @param {Event | Action} input The state has taken it already. */
  follow(input) {
    if (input.type === "run_ended") this.#takeEnded(this.#page.state());
    drawSoon(this.#draw);
  }

  /** @param {readonly State[]} before */
  async #begin(before) {
    const render = await mountRuns({
      onShow: (run, isShown) => this.#show(run, isShown),
      onRename: (run, name) => this.#rename(run, name),
      onReplay: (run) => this.#train(run),
      onDelete: (runs) => this.#delete(runs),
      onUndo: () => this.#undo(),
      onDismiss: () => this.#change({ deleted: [] }),
      onImport: (files) => this.#import(files),
      onExport: () =>
        saveFile(RUNS_FILE, "application/json", runsJson(this.#shelf.runs)),
    });
    this.#draw = () => render(this.#shelf, this.#mayTrain());
    await this.#read();
    for (const state of before) this.#takeEnded(state);
    await this.#setUpComparison();
    document.addEventListener("visibilitychange", () => {
      // Another tab may have kept one, or renamed it.
      if (!document.hidden) this.#read();
    });
  }

  /** Draws what a link of an experiment is compared with, and says what to look for. */
  async #setUpComparison() {
    if (!new URLSearchParams(location.search).has(EXPERIMENT_PARAMETER)) return;
    const { experimentOf, runsToCompare } = await import(
      "../experiments/others.js"
    );
    const { search } = location;
    const experiment = experimentOf(search);
    if (experiment === undefined) return;
    const { title: message, lookFor: advice } = experiment;
    const failure = { code: "experiment", message, advice };
    this.#page.dispatch({ type: "noticed", failure });
    const { runs } = this.#shelf;
    const others = runsToCompare(experiment, search, runs, this.#page.state());
    for (const run of others) {
      if (run.place === null) this.#show(run, true);
    }
  }

  #mayTrain() {
    const state = this.#page.state();
    const { worker } = state;
    return !isBusy(state) && worker !== "unsupported" && worker !== "starting";
  }

  /** Takes what is stored, but for what this page could not store itself. */
  async #read() {
    await this.#storing;
    // A browser that keeps nothing has nothing to find.
    const found = await pastRunStore.read().catch(() => null);
    if (found === null) return;
    const own = this.#shelf.runs.filter(({ startedAt }) =>
      this.#unstored.has(startedAt),
    );
    const stored = pastRuns(found, this.#page.state());
    this.#change({ runs: withRuns(stored, own) });
  }

  /**
   * Keeps the run that ended last, and holds it against an earlier one with the same settings.
   *
   * @param {State} state
   */
  #takeEnded(state) {
    const ended = pastRunOf(state);
    if (ended === null) return;
    const { runs } = this.#shelf;
    const before = runs.find(({ startedAt }) => startedAt === ended.startedAt);
    const run = before
      ? { ...ended, name: before.name, place: before.place }
      : ended;
    const isReplay = this.#replay?.startedAt === run.startedAt;
    const other = isReplay
      ? this.#replay?.original
      : runs.filter((past) => past !== before && areAlike(past, run)).at(-1);
    const said = other ? differenceText(run, other, isReplay) : "";
    this.#put([run], { said });
    this.#store(async () => {
      if (!this.#unstored.has(run.startedAt)) {
        this.#page.shelved(run.startedAt);
      }
    });
  }

  /**
   * @param {PastRun} run
   * @param {boolean} isShown In the charts.
   */
  #show(run, isShown) {
    const place = isShown ? freePlace(this.#shelf.runs) : null;
    this.#alter(run, { place });
  }

  /**
   * @param {PastRun} run
   * @param {string} text Without any, the run is called as it was at first.
   */
  #rename(run, text) {
    const name = text.trim().slice(0, MAX_NAME).trim();
    const { models } = this.#page.state();
    this.#alter(run, { name: name || defaultName(run.config, models) });
  }

  /**
   * Changes something about a run as it is now: the table may be a frame behind, and the run deleted.
   *
   * @param {PastRun} run
   * @param {Partial<PastRun>} change
   */
  #alter({ startedAt }, change) {
    const now = this.#shelf.runs.find((run) => run.startedAt === startedAt);
    if (now !== undefined) this.#put([{ ...now, ...change }]);
  }

  /**
   * Trains a run again with its recorded curve in the charts.
   *
   * @param {PastRun} run
   */
  #train(run) {
    if (!this.#mayTrain()) return;
    if (run.place === null) this.#show(run, true);
    const startedAt = new Date().toISOString();
    this.#replay = { startedAt, original: run };
    const said = t`Training “${run.name}” again: its recorded curves are in the charts.`;
    this.#change({ said });
    const { config, rateChanges, dataset, device } = run;
    const { kind: datasetKind, fingerprint } = dataset;
    const wanted = { config, rateChanges, startedAt, checkpoint: null };
    this.#page.replay({ ...wanted, datasetKind, fingerprint }, device.kind);
  }

  /**
   * Takes the runs of files that are not in the list; one that comes alone is drawn.
   *
   * @param {readonly File[]} files
   */
  async #import(files) {
    const said = [];
    /** @type {PastRun[]} */
    const all = [];
    for (const file of files) {
      const text =
        file.size > MAX_BYTES ? "" : await file.text().catch(() => "");
      const found = runsOfFile(text, this.#page.state());
      const keys = [...this.#shelf.runs, ...all].map((run) => run.startedAt);
      const others =
        found?.runs.filter((run) => !keys.includes(run.startedAt)) ?? [];
      // None that is here makes way for one of a file.
      const taken = others.slice(0, MAX_RUNS - keys.length);
      const came = found && {
        nTaken: taken.length,
        nKnown: found.runs.length - others.length,
        nLeft: others.length - taken.length,
        nRefused: found.nRefused,
      };
      all.push(...taken);
      said.push(importText(file.name, came));
    }
    this.#put(all, { said: said.join(" ") });
    const [only] = all;
    if (only && all.length === 1) this.#show(only, true);
  }

  /**
   * Forgets runs, which Undo brings back until something else is said.
   *
   * @param {readonly PastRun[]} runs
   */
  #delete(runs) {
    const keys = runs.map(({ startedAt }) => startedAt);
    for (const key of keys) this.#unstored.delete(key);
    this.#change({
      runs: this.#shelf.runs.filter((run) => !keys.includes(run.startedAt)),
      deleted: runs,
    });
    // Gone at once: a page that is left has no time for it.
    this.#store(() => pastRunStore.forget(keys));
  }

  #undo() {
    this.#put(this.#shelf.deleted, { deleted: [] });
  }

  /**
   * Takes runs, each in place of the one of its time, and stores them.
   *
   * @param {readonly PastRun[]} runs
   * @param {Partial<Shelf>} [change] What else there is to say.
   */
  #put(runs, change = {}) {
    const all = withRuns(this.#shelf.runs, runs);
    this.#change({ ...change, runs: all.slice(-MAX_RUNS) });
    for (const { startedAt } of runs) this.#unstored.add(startedAt);
    this.#store(async () => {
      await pastRunStore.keepLast(runs, MAX_RUNS);
      for (const run of runs) {
        // Unless it was changed again meanwhile.
        if (this.#shelf.runs.includes(run)) {
          this.#unstored.delete(run.startedAt);
        }
      }
    });
  }

  /** @param {Partial<Shelf>} change */
  #change(change) {
    this.#shelf = { ...this.#shelf, ...change };
    drawSoon(this.#draw);
    const beside = runsBeside(this.#shelf.runs);
    // The charts are drawn again only where there is something else to draw.
    const isSame =
      JSON.stringify(beside) === JSON.stringify(this.#page.state().beside);
    if (!isSame) this.#page.dispatch({ type: "runs_beside", runs: beside });
  }

  /**
   * Does something to the storage after all that is under way, and says once if it keeps nothing.
   *
   * @param {() => Promise<void>} act
   */
  #store(act) {
    this.#storing = this.#storing.then(act).catch((error) => {
      if (this.#isUnkeptSaid) return;
      this.#isUnkeptSaid = true;
      const reason = error instanceof DOMException ? error.name : String(error);
      const failure = {
        code: "runs_not_kept",
        message: t`The list of runs stays as it is only until the page is closed: the browser keeps nothing for it (${reason})`,
        advice: t`Export all runs, or free some space or let this site keep data.`,
      };
      this.#page.dispatch({ type: "noticed", failure });
    });
  }
}

/**
 * Runs with others among them, each in place of the one of its time.
 *
 * @param {readonly PastRun[]} runs
 * @param {readonly PastRun[]} others
 */
function withRuns(runs, others) {
  const keys = others.map(({ startedAt }) => startedAt);
  const rest = runs.filter(({ startedAt }) => !keys.includes(startedAt));
  return inOrder([...rest, ...others]);
}
