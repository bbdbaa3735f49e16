// The ways on after a failure, and with a run that an earlier page left.

/** @import { Remedy } from "./messages.js" */
/** @import { DatasetKind, DeviceKind } from "./protocol.d.ts" */
/** @import { NotebookRunner } from "./notebook-runner.js" */
/** @import { Opener } from "./opener.js" */
/** @import { RunKeeper } from "./run-keeper.js" */
/** @import { Interrupted } from "./run-state.js" */
/** @import { Settings } from "./settings.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */
/** @import { WhenReady } from "./when-ready.js" */

import { lastGoodEpoch } from "./failures.js";
import { t } from "./language/translate.js";
import { filesNeeded } from "./own-data.js";
import { rateChangesSoFar } from "./run-state.js";
import { isBusy, isStarting } from "./selectors.js";
import { CUSTOM_DATA, settingsOf } from "./settings.js";

/**
 * What the ways on lead to.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {(input: Action) => void} dispatch
 * @property {(change: Partial<Settings>) => void} change Takes new settings, and opens what they need.
 * @property {() => void} train Trains with the settings as they are.
 * @property {(wanted: Interrupted) => void} begin
 * @property {Opener} opener
 * @property {WhenReady} whenReady
 * @property {RunKeeper} keeper
 * @property {NotebookRunner} notebook
 */

export class WayOn {
  /** @type {Page} */
  #page;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  /** @param {Remedy} remedy */
  take(remedy) {
    const { change, opener, whenReady } = this.#page;
    switch (remedy) {
      case "retry":
        return opener.open();
      case "use_generated":
        return change({ data: "generated" });
      case "use_cpu":
        change({ device: "cpu" });
        if (this.#page.state().worker === "ended") opener.start();
        return;
      case "restart":
        whenReady.goOn(null);
        return opener.start();
      case "go_on":
        return this.#goOn();
      case "go_on_cpu":
        change({ device: "cpu" });
        return this.#goOn();
      case "go_back":
        return this.#goBack();
      case "train_slower":
        return this.#trainSlower();
      case "replace":
        this.#page.dispatch({
          type: "worker_crashed",
          detail: t`it did not answer`,
        });
        return this.#goOn();
      default:
        return /** @satisfies {never} */ (remedy);
    }
  }

  /** Goes on with the run that an earlier page left, on the device and the data that it had. */
  async goOnWithKept() {
    const { state, keeper } = this.#page;
    const { unfinished } = state();
    if (unfinished === null || isBusy(state())) return;
    const kept = await keeper.take(unfinished);
    if (kept === null || isBusy(state())) return;
    const { config, startedAt, checkpoint, rateChanges, history } = kept;
    const { datasetKind, fingerprint } = kept;
    const bytes = checkpoint.bytes;
    const wanted = { config, startedAt, checkpoint: bytes, rateChanges };
    this.#beginThere(
      { ...wanted, history, datasetKind, fingerprint },
      kept.opened,
    );
  }

  /**
   * Trains anew what was trained before, on that device and that data.
   *
   * @param {Interrupted & { datasetKind: DatasetKind }} wanted
   * @param {DeviceKind} kind
   */
  replay(wanted, kind) {
    const state = this.#page.state();
    if (isBusy(state)) return;
    const { settings, device, dataset } = state;
    const { datasetKind } = wanted;
    // What is open already serves, whichever choice led to it.
    this.#beginThere(wanted, {
      device: device?.kind === kind ? settings.device : kind,
      data: dataset?.kind === datasetKind ? settings.data : datasetKind,
    });
  }

  /**
   * Begins a run as soon as its device and its data are open, which the form shows with its settings.
   *
   * @param {Interrupted} wanted
   * @param {Pick<Settings, "device" | "data">} opened
   */
  #beginThere(wanted, opened) {
    const { state, dispatch, opener, whenReady } = this.#page;
    const { datasetKind, fingerprint } = wanted;
    const change = { ...settingsOf(wanted.config), ...opened };
    dispatch({ type: "setting_changed", change });
    whenReady.goOn(wanted);
    const { worker, own } = state();
    // Its files are not kept: it goes on when the visitor has picked them again.
    if (datasetKind === CUSTOM_DATA && own.picked === null) {
      dispatch({ type: "noticed", failure: filesNeeded(fingerprint) });
      return;
    }
    // Its being ready is told of.
    if (isStarting(state())) return;
    if (worker === "open" && !opener.isOutdated()) whenReady.happen();
    else opener.revive();
  }

  /** The network is back: what could not be had is asked for again. */
  backOnline() {
    const state = this.#page.state();
    const { worker, settings, dataset, run } = state;
    const lacksMnist =
      settings.data === "auto" &&
      dataset?.kind === "generated" &&
      run === null &&
      !isBusy(state);
    if (worker === "closed" || lacksMnist) this.#page.opener.open();
  }

  /** Forgets the run that an earlier page left. */
  discardKept() {
    const { unfinished } = this.#page.state();
    if (unfinished !== null) this.#page.keeper.discard(unfinished);
  }

  /** Carries the interrupted run on with another worker; the form shows its settings again. */
  #goOn() {
    const { state, dispatch, notebook, opener, whenReady } = this.#page;
    const { interrupted } = state();
    if (interrupted === null) return;
    // The reproduction looks first whether another tab is at it.
    if (notebook.isOwn(interrupted)) {
      whenReady.goOn(null);
      notebook.go();
      return;
    }
    const change = settingsOf(interrupted.config);
    dispatch({ type: "setting_changed", change });
    whenReady.goOn(interrupted);
    opener.start();
  }

  /** Ends the failed run with its last good epoch, whose network reads again. */
  #goBack() {
    const state = this.#page.state();
    const { run } = state;
    const good = lastGoodEpoch(state);
    if (run === null || good === null || isBusy(state)) return;
    this.#page.begin({
      config: { ...run.config, epochs: good.epochsDone },
      startedAt: run.startedAt,
      checkpoint: good.bytes,
      datasetKind: run.dataset?.kind ?? null,
      fingerprint: run.dataset?.fingerprint,
    });
  }

  /** Trains anew at a tenth of the rate of the run that failed. */
  #trainSlower() {
    const { run } = this.#page.state();
    if (run === null) return;
    const changed = rateChangesSoFar(run).at(-1) ?? run.config;
    const rate = (changed.learning_rate / 10).toPrecision(6);
    const learningRate = String(Number(rate));
    const change = { ...settingsOf(run.config), learningRate };
    this.#page.dispatch({ type: "setting_changed", change });
    this.#page.train();
  }
}
