// What the page says to the worker, and when: the visitor's wishes and the worker's answers.

/** @import { Command, Event, Stroke } from "./protocol.d.ts" */
/** @import { Wishes } from "./inspection-state.js" */
/** @import { Remedy } from "./messages.js" */
/** @import { EventOf, Interrupted, PendingRun } from "./run-state.js" */
/** @import { Settings } from "./settings.js" */
/** @import { Action, State } from "./state.js" */

import { Client } from "./client.js";
import { saveFile } from "./export.js";
import { questionsOf } from "./inspection-state.js";
import { Inspector } from "./inspector.js";
import { NotebookRunner } from "./notebook-runner.js";
import { Predictor } from "./predictor.js";
import { isBusy, knownOf, takesQuestions } from "./selectors.js";
import { architectureOf, configOf, settingsOf, withRate } from "./settings.js";

/**
 * Where the state lives.
 *
 * @typedef {object} Store
 * @property {() => State} state
 * @property {(input: Event | Action) => void} dispatch
 */

/** One visit: a worker, then another if it breaks. */
export class Session {
  /** @type {Store} */
  #store;
  /** @type {Client} */
  #client;
  /** @type {Predictor} */
  #predictor;
  /** @type {Inspector} */
  #inspector;
  /** @type {boolean} */
  #trainWhenReady;
  /** @type {Interrupted | null} */
  #goOnWhenReady = null;
  #lastRunId = 0;
  #lastRequestId = 0;
  /** Of the last question about an architecture. */
  #summaryRequestId = 0;
  /** What was last opened; the visitor may have chosen anew while it was opening. */
  #opened = { device: "", data: "" };
  /** The architecture last described, as JSON. */
  #described = "";

  /**
   * @param {Store} store
   * @param {boolean} autostart Whether to train as soon as that is possible.
   */
  constructor(store, autostart) {
    this.#store = store;
    this.#trainWhenReady = autostart;
    this.#client = new Client({
      onEvent: (event) => this.#take(event),
      onCrash: (detail) => this.#dispatch({ type: "worker_crashed", detail }),
      onSlow: (seconds) => this.#dispatch({ type: "worker_slow", seconds }),
      onUnsupported: (failure) =>
        this.#dispatch({ type: "unsupported", failure }),
    });
    this.#predictor = new Predictor((command) => this.#client.send(command));
    this.#inspector = new Inspector((command) => this.#client.send(command));
    this.notebook = new NotebookRunner({
      state: store.state,
      dispatch: (input) => this.#dispatch(input),
      revive: () => this.#revive(),
      begin: (wanted) => this.#beginShown(wanted),
      ask: (asked) => this.ask(asked),
    });
  }

  /** Starts a worker, or another one. */
  start() {
    this.#described = "";
    this.#dispatch({ type: "worker_started" });
    this.#client.start();
  }

  /** Trains with the settings as they are; a worker that ended is replaced first. */
  train() {
    const state = this.#store.state();
    if (isBusy(state)) return;
    this.#goOnWhenReady = null;
    if (state.worker === "ended" || state.worker === "closed") {
      this.#trainWhenReady = true;
      this.#revive();
      return;
    }
    const config = configOf(state.settings, knownOf(state));
    if (state.worker !== "open" || config === null) return;
    const startedAt = new Date().toISOString();
    this.#begin({ config, startedAt, checkpoint: null, datasetKind: null });
  }

  /** @param {"pause" | "resume" | "stop"} asked */
  ask(asked) {
    const { run, asked: before } = this.#store.state();
    if (run?.outcome !== "running") return;
    if (before === asked || before === "stop") return;
    this.#dispatch({ type: "run_asked", asked });
    this.#client.send({ type: asked, run_id: run.runId });
  }

  /**
   * Takes a new setting. Another device or other data are opened at once, or as soon as the
   * opening under way has ended.
   *
   * @param {Partial<Settings>} change
   */
  change(change) {
    const { settings } = this.#store.state();
    const all = withRate(settings, change);
    this.#dispatch({ type: "setting_changed", change: all });
    const { worker } = this.#store.state();
    const reopens = "device" in change || "data" in change;
    if (reopens && (worker === "open" || worker === "closed")) this.#open();
  }

  /** @param {readonly Stroke[]} strokes */
  draw(strokes) {
    // An answer to an earlier drawing must not stand beside one that gets none.
    if (strokes.length === 0 || !this.#predictor.answers) {
      this.#dispatch({ type: "prediction_cleared" });
    }
    this.#predictor.draw(strokes);
  }

  /**
   * Takes what the visitor looks at.
   *
   * @param {Partial<Wishes>} wish
   */
  look(wish) {
    this.#dispatch({ type: "inspection_wished", wish });
  }

  /** Asks for the network as a file, which is saved when it comes. */
  saveModel() {
    this.#lastRequestId += 1;
    this.#client.send({ type: "save_model", request_id: this.#lastRequestId });
  }

  /** @param {Remedy} remedy */
  remedy(remedy) {
    switch (remedy) {
      case "retry":
        return this.#open();
      case "use_generated":
        return this.change({ data: "generated" });
      case "use_cpu":
        this.change({ device: "cpu" });
        if (this.#store.state().worker === "ended") this.start();
        return;
      case "restart":
        this.#goOnWhenReady = null;
        return this.start();
      case "go_on":
        return this.#goOn();
      case "go_on_cpu":
        this.change({ device: "cpu" });
        return this.#goOn();
      default:
        return /** @satisfies {never} */ (remedy);
    }
  }

  /** Carries the interrupted run on with another worker; the form shows its settings again. */
  #goOn() {
    const { interrupted } = this.#store.state();
    if (interrupted === null) return;
    const change = settingsOf(interrupted.config);
    this.#dispatch({ type: "setting_changed", change });
    this.#goOnWhenReady = interrupted;
    this.start();
  }

  #open() {
    const { device, data } = this.#store.state().settings;
    this.#opened = { device, data };
    this.#dispatch({ type: "open_requested" });
    // The settings were checked: these texts are on offer.
    this.#client.send(/** @type {Command} */ ({ type: "open", device, data }));
  }

  /** Opens device and data again, with another worker where there is none. */
  #revive() {
    if (this.#store.state().worker === "ended") this.start();
    else this.#open();
  }

  /**
   * Begins a run that is not the form's; the form shows its settings.
   *
   * @param {Interrupted} wanted
   */
  #beginShown(wanted) {
    const change = settingsOf(wanted.config);
    this.#dispatch({ type: "setting_changed", change });
    this.#begin(wanted);
  }

  /** @param {Interrupted} wanted */
  #begin({ config, startedAt, checkpoint, records }) {
    this.#lastRunId += 1;
    const runId = this.#lastRunId;
    /** @type {PendingRun} */
    const pending = {
      runId,
      config,
      startedAt,
      checkpoint,
      records,
      refused: false,
    };
    this.#dispatch({ type: "run_requested", pending });
    this.#client.send({ type: "train", run_id: runId, config, checkpoint });
  }

  /** @param {Event} event */
  #take(event) {
    if (event.type === "prediction") {
      if (!this.#predictor.answered(event.request_id)) return;
    }
    if (event.type === "digits" || event.type === "first_layer") {
      const asked = this.#inspector.answered(event.request_id);
      if (asked === null) return;
      this.#dispatch({ type: "inspected", ...asked, answer: event });
    }
    if (event.type === "summary") {
      if (event.request_id !== this.#summaryRequestId) return;
    }
    this.#dispatch(event);
    this.#follow(event);
    this.notebook.follow(event);
  }

  /**
   * What an event sets going.
   *
   * @param {Event} event
   */
  #follow(event) {
    switch (event.type) {
      case "listening":
        return this.#open();
      case "ready":
        return this.#isOutdated() ? this.#open() : this.#ready();
      case "progress":
      case "epoch_ended":
        return this.#predictor.networkChanged();
      case "model":
        return saveFile(
          event.file_name,
          "application/octet-stream",
          Uint8Array.from(event.bytes),
        );
      case "failed":
        return this.#followFailure(event);
      default:
    }
  }

  /** @param {EventOf<"failed">} event */
  #followFailure({ scope, run_id: runId, failure }) {
    if (scope === "device") this.#client.end();
    if (scope === "open" && this.#isOutdated()) this.#open();
    // Questions are about no run.
    if (scope !== "command" || runId !== null) return;
    this.#inspector.refused();
    this.#predictor.refused(failure.code);
    if (!this.#predictor.answers)
      this.#dispatch({ type: "prediction_cleared" });
  }

  /** Whether another device or other data were chosen than were opened. */
  #isOutdated() {
    const { device, data } = this.#store.state().settings;
    return device !== this.#opened.device || data !== this.#opened.data;
  }

  #ready() {
    const goOn = this.#goOnWhenReady;
    const train = this.#trainWhenReady;
    this.#goOnWhenReady = null;
    this.#trainWhenReady = false;
    this.#predictor.networkChanged();
    if (goOn !== null) this.#beginAgain(goOn);
    else if (train) this.#trainAtOnce();
  }

  /**
   * Carries an interrupted run on, unless there is other data now: its figures would mix two things.
   *
   * @param {Interrupted} interrupted
   */
  #beginAgain(interrupted) {
    const { dataset } = this.#store.state();
    const { datasetKind } = interrupted;
    if (datasetKind === null || datasetKind === dataset?.kind) {
      this.#begin(interrupted);
      return;
    }
    const failure = {
      code: "other_data",
      message:
        "The run did not go on: it was learning from other data than there is now.",
      advice: "Choose the data that it had, or press Train to begin afresh.",
    };
    this.#dispatch({ type: "noticed", failure });
  }

  #trainAtOnce() {
    this.train();
    if (isBusy(this.#store.state())) return;
    const failure = {
      code: "settings",
      message: "Training did not start by itself: a setting is not right.",
      advice: "Mend the marked setting, then press Train.",
    };
    this.#dispatch({ type: "noticed", failure });
  }

  /** @param {Event | Action} input */
  #dispatch(input) {
    this.#store.dispatch(input);
    const state = this.#store.state();
    this.#predictor.setOpen(takesQuestions(state));
    this.#inspector.follow(questionsOf(state));
    this.notebook.settle();
    this.#describe(state);
  }

  /**
   * Asks for the layer table when the architecture has changed.
   *
   * @param {State} state
   */
  #describe(state) {
    if (!takesQuestions(state)) return;
    const architecture = architectureOf(state.settings, knownOf(state));
    const described = JSON.stringify(architecture);
    if (architecture === null || described === this.#described) return;
    this.#described = described;
    this.#lastRequestId += 1;
    this.#summaryRequestId = this.#lastRequestId;
    this.#client.send({
      type: "summarize",
      request_id: this.#summaryRequestId,
      architecture,
    });
  }
}
