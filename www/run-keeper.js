// Keeps the run under way beyond the page, and finds the one that an earlier page left unfinished.

/** @import { Page } from "./actions.js" */
/** @import { KeptRun } from "./kept-run.js" */
/** @import { Event, Failure } from "./protocol.d.ts" */
/** @import { EventOf } from "./run-state.js" */

import { hasDamaged, hasOtherFormat, keptRunOf, keptRuns } from "./kept-run.js";
import { t } from "./language/translate.js";
import { runTurn, unfinishedRuns } from "./run-store.js";
import { takenTurns, takeTurn, turnIsFree } from "./turn.js";

/** Unfinished runs that are kept, the latest ones: each takes megabytes. */
const MAX_KEPT = 4;

/** @type {Failure} */
const OTHER_FORMAT = {
  code: "kept_run",
  message: t`A run that another version of this page has kept cannot go on here`,
  advice: t`It was left as it is. Train anew, or clear the data of this site.`,
};

/** @type {Failure} */
const DAMAGED = {
  code: "kept_run",
  message: t`A run that was kept is damaged, and cannot go on`,
  advice: t`It was left as it is; other runs are none the worse. Clear the data of this site to be rid of it.`,
};

/** @type {Failure} */
const OTHER_TAB = {
  code: "kept_run",
  message: t`Another tab has this run`,
  advice: t`Go on with it there, or close that tab first.`,
};

/** @type {Failure} */
const GONE = {
  code: "kept_run",
  message: t`Another tab has ended or discarded this run meanwhile`,
  advice: t`Nothing is left of it to go on with.`,
};

/** @type {Failure} */
const KEPT_ELSEWHERE = {
  code: "not_kept",
  message: t`This run goes on in another tab too, which is the one that keeps it`,
  advice: t`Stop it in one of the two.`,
};

/** Told of every event. One tab at a time has a run; the last whole state of it is never half-written. */
export class RunKeeper {
  /** @type {Page} */
  #page;
  /** Of the run that this tab has. @type {{ startedAt: string, giveBack: () => void } | null} */
  #turn = null;
  /** Whether this tab has the run that began last. @type {Promise<boolean>} */
  #isOwn = Promise.resolve(true);
  /** The run that ended and is still kept. @type {{ startedAt: string, isOwn: Promise<boolean> } | null} */
  #ended = null;
  /** What is to be stored next, by run: only the latest state counts. @type {Map<string, () => Promise<void>>} */
  #waiting = new Map();
  #isStoring = false;
  /** The run that could not be kept: it is said once. */
  #unkept = "";
  #hasLooked = false;
  /** Turns of other tabs that it waits for. @type {Set<string>} */
  #awaited = new Set();

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** @param {Event} event The state has taken it already. */
  follow(event) {
    switch (event.type) {
      case "listening":
        if (!this.#hasLooked) this.#look();
        this.#hasLooked = true;
        return;
      case "run_started":
      case "checkpoint":
      // The run goes on with it, wherever it is cut.
      case "rate_changed":
      case "run_ended":
        if (this.#isOrdinary(event)) this.#followRun(event);
        return;
      default:
    }
  }

  /**
   * Takes a run for this tab, as it was kept last: another tab may have gone on with it since it was
   * offered. If that one still has it, or has ended it, it says so.
   *
   * @param {KeptRun} offered
   * @returns {Promise<KeptRun | null>}
   */
  async take(offered) {
    const { startedAt } = offered;
    const isFree = await this.#has(startedAt);
    const kept = isFree ? await this.#asKept(offered) : null;
    if (kept !== null) return kept;
    if (isFree) this.#giveBack();
    const failure = isFree ? GONE : OTHER_TAB;
    this.#say(failure);
    await this.#look();
    return null;
  }

  /**
   * A run as the storage has it now; null where that has it no longer.
   *
   * @param {KeptRun} offered
   * @returns {Promise<KeptRun | null>}
   */
  async #asKept(offered) {
    try {
      const found = await unfinishedRuns.read();
      const runs = keptRuns(found, this.#page.state());
      return (
        runs.find(({ startedAt }) => startedAt === offered.startedAt) ?? null
      );
    } catch {
      // Where nothing is to be read any more, what was offered is all there is.
      return offered;
    }
  }

  /**
   * Forgets a run, and finds the one before it.
   *
   * @param {KeptRun} kept
   */
  async discard({ startedAt }) {
    // Beside the turn of a run that this tab may go on with.
    const giveBack = await turnOf(startedAt);
    if (giveBack !== null) {
      await unfinishedRuns.forget([startedAt]).catch(() => {});
      giveBack();
    }
    await this.#look();
  }

  /**
   * Whether an event is about the run under way, and that is none of the notebook's reproduction,
   * which has a store of its own.
   *
   * @param {{ run_id: number }} event
   */
  #isOrdinary({ run_id: runId }) {
    const { run, notebook } = this.#page.state();
    return run?.runId === runId && notebook.runId !== runId;
  }

  /** @param {EventOf<"run_started" | "checkpoint" | "rate_changed" | "run_ended">} event */
  #followRun(event) {
    const state = this.#page.state();
    const startedAt = state.run?.startedAt ?? "";
    if (event.type === "run_started") {
      this.#isOwn = this.#has(startedAt);
      return;
    }
    const isOwn = this.#isOwn;
    if (event.type === "run_ended") {
      this.#ended = { startedAt, isOwn };
      // Without an epoch there is nothing of it to put among the runs that are over.
      if (state.run?.records.length === 0) this.shelved(startedAt);
      return;
    }
    const kept = keptRunOf(state);
    if (kept === null) return;
    this.#waiting.set(startedAt, async () => {
      if (await isOwn) await unfinishedRuns.keep([kept]);
      else this.#sayOnce(startedAt, KEPT_ELSEWHERE);
    });
    this.#storeAll();
  }

  /**
   * Forgets a run that is over, now that it is stored among those: a page that is left in between has
   * it twice rather than not at all.
   *
   * @param {string} startedAt
   */
  shelved(startedAt) {
    const ended = this.#ended;
    if (ended?.startedAt !== startedAt) return;
    this.#ended = null;
    this.#waiting.set(startedAt, async () => {
      if (await ended.isOwn) await unfinishedRuns.forget([startedAt]);
    });
    this.#storeAll();
  }

  /** Stores what waits, one after the other. */
  async #storeAll() {
    if (this.#isStoring) return;
    this.#isStoring = true;
    for (const [startedAt, act] of this.#waiting) {
      this.#waiting.delete(startedAt);
      await act().catch((error) => this.#sayUnkept(startedAt, error));
    }
    this.#isStoring = false;
  }

  /**
   * @param {string} startedAt
   * @param {unknown} error
   */
  #sayUnkept(startedAt, error) {
    const reason = error instanceof DOMException ? error.name : String(error);
    this.#sayOnce(startedAt, {
      code: "not_kept",
      message: t`This run cannot go on once the page is closed: the browser keeps nothing for it (${reason})`,
      advice: t`Training goes on. To have it kept, free some space or let this site keep data.`,
    });
  }

  /**
   * @param {string} startedAt
   * @param {Failure} failure Why it is not kept.
   */
  #sayOnce(startedAt, failure) {
    if (this.#unkept === startedAt) return;
    this.#unkept = startedAt;
    this.#say(failure);
  }

  /** @param {Failure} failure */
  #say(failure) {
    this.#page.dispatch({ type: "noticed", failure });
  }

  /** Finds the latest run that no tab has, and forgets those that have become too many. */
  async #look() {
    try {
      // In this order: a run that is free has been stored for the last time.
      const taken = await takenTurns();
      const found = await unfinishedRuns.read();
      const free = keptRuns(found, this.#page.state()).filter(
        ({ startedAt }) => {
          const turn = runTurn(startedAt);
          if (taken.has(turn)) this.#lookWhenFree(turn);
          return !taken.has(turn);
        },
      );
      const { run } = this.#page.state();
      const kept = free.find(({ startedAt }) => startedAt !== run?.startedAt);
      this.#page.dispatch({ type: "run_found", kept: kept ?? null });
      if (hasOtherFormat(found)) this.#say(OTHER_FORMAT);
      if (hasDamaged(found, this.#page.state())) this.#say(DAMAGED);
      const old = free.slice(MAX_KEPT).map(({ startedAt }) => startedAt);
      if (old.length > 0) await unfinishedRuns.forget(old);
    } catch {
      // A browser that keeps nothing has nothing to go on with.
      this.#page.dispatch({ type: "run_found", kept: null });
    }
  }

  /**
   * Looks again when another tab has given a run back. A page that was left holds its run for a
   * moment after the next one has come.
   *
   * @param {string} turn
   */
  async #lookWhenFree(turn) {
    const isOwn = this.#turn !== null && turn === runTurn(this.#turn.startedAt);
    if (isOwn || this.#awaited.has(turn)) return;
    this.#awaited.add(turn);
    await turnIsFree(turn).catch(() => {});
    this.#awaited.delete(turn);
    await this.#look();
  }

  /**
   * Takes a run's turn for this tab, in place of the one before.
   *
   * @param {string} startedAt
   */
  async #has(startedAt) {
    if (this.#turn?.startedAt === startedAt) return true;
    const giveBack = await turnOf(startedAt);
    if (giveBack === null) return false;
    this.#giveBack();
    this.#turn = { startedAt, giveBack };
    return true;
  }

  #giveBack() {
    this.#turn?.giveBack();
    this.#turn = null;
  }
}

/**
 * Takes a run's turn, if no tab has it.
 *
 * @param {string} startedAt
 */
function turnOf(startedAt) {
  // Without locks there is nothing to be told by.
  return takeTurn(runTurn(startedAt)).catch(() => () => {});
}
