// What the page says to the worker, and when: the visitor's wishes and the worker's answers.

/** @import { Command, Event, Failure, Stroke } from "./protocol.d.ts" */
/** @import { ModelLoader } from "./files/model-loader.js" */
/** @import { Wishes } from "./inspection-state.js" */
/** @import { EventOf, Interrupted, PendingRun } from "./run-state.js" */
/** @import { Settings } from "./settings.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */

import { Client } from "./client.js";
import { Describer } from "./describer.js";
import { saveFile } from "./export.js";
import { questionsOf } from "./inspection-state.js";
import { Inspector } from "./inspector.js";
import { t } from "./language/translate.js";
import { Measurer } from "./measurer.js";
import { NotebookRunner } from "./notebook-runner.js";
import { NO_READER, Opener } from "./opener.js";
import { Predictor } from "./predictor.js";
import { RunKeeper } from "./run-keeper.js";
import { isBusy, knownOf, mustAnswer, takesQuestions } from "./selectors.js";
import {
  architectureOf,
  CUSTOM_DATA,
  configOf,
  settingsOf,
  withRate,
} from "./settings.js";
import { WayOn } from "./way-on.js";
import { WhenReady } from "./when-ready.js";

/** @type {Failure} */
const BUSY = {
  code: "own_data",
  message: t`The files were not taken: a run is going on.`,
  advice: t`Stop it, or let it end, then pick or drop them again.`,
};

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
  /** @type {Describer} */
  #describer;
  /** @type {WhenReady} */
  #whenReady;
  /** @type {Opener} */
  #opener;
  /** @type {RunKeeper} */
  #keeper;
  /** Comes with the first file. @type {ModelLoader | null} */
  #modelLoader = null;
  /** Requests of networks that are to be saved as ONNX. @type {Set<number>} */
  #asOnnx = new Set();
  #lastRunId = 0;
  #lastRequestId = 0;

  /**
   * @param {Store} store
   * @param {boolean} autostart Whether to train as soon as that is possible.
   */
  constructor(store, autostart) {
    this.#store = store;
    this.#client = new Client({
      onEvent: (event) => this.#take(event),
      onCrash: (detail) => this.#dispatch({ type: "worker_crashed", detail }),
      onSlow: (seconds) => this.#dispatch({ type: "worker_slow", seconds }),
      onUnsupported: (failure) =>
        this.#dispatch({ type: "unsupported", failure }),
    });
    const send = (/** @type {Command} */ command) => this.#client.send(command);
    const dispatch = (/** @type {Action} */ input) => this.#dispatch(input);
    this.#opener = new Opener(this.#client, { state: store.state, dispatch });
    this.#keeper = new RunKeeper({ state: store.state, dispatch });
    this.#predictor = new Predictor(send);
    this.#inspector = new Inspector(send);
    this.#describer = new Describer(send);
    this.measurer = new Measurer({ state: store.state, dispatch, send });
    this.#whenReady = new WhenReady({
      state: store.state,
      dispatch,
      train: () => this.train(),
      begin: (wanted) => this.#begin(wanted),
    });
    if (autostart) this.#whenReady.train();
    this.notebook = new NotebookRunner({
      state: store.state,
      dispatch,
      revive: () => {
        // A run of the form that still waits would come before the notebook's.
        this.#whenReady.forget();
        this.#opener.revive();
      },
      begin: (wanted) => this.#beginShown(wanted),
      ask: (asked) => this.ask(asked),
    });
    this.wayOn = new WayOn({
      state: store.state,
      dispatch,
      change: (change) => this.change(change),
      train: () => this.train(),
      begin: (wanted) => this.#begin(wanted),
      opener: this.#opener,
      whenReady: this.#whenReady,
      keeper: this.#keeper,
      notebook: this.notebook,
    });
  }

  /** The worker's module, or null without a worker. */
  get module() {
    return this.#client.module;
  }

  /**
   * A run that is over is stored among those that are.
   *
   * @param {string} startedAt
   */
  shelved(startedAt) {
    this.#keeper.shelved(startedAt);
  }

  /** Starts a worker, or another one. */
  start() {
    this.#opener.start();
  }

  /** Trains with the settings as they are; a worker that ended is replaced first. */
  train() {
    const state = this.#store.state();
    if (isBusy(state)) return;
    this.#whenReady.goOn(null);
    if (state.worker === "ended" || state.worker === "closed") {
      this.#whenReady.train();
      this.#opener.revive();
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
   * Sets the learning rate of the run under way from its next step on.
   *
   * @param {number} learningRate
   */
  setRate(learningRate) {
    const { run } = this.#store.state();
    if (run?.outcome !== "running") return;
    this.#client.send({
      type: "set_learning_rate",
      run_id: run.runId,
      learning_rate: learningRate,
    });
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
    if ("device" in change || "data" in change) this.#reopen();
  }

  /**
   * Takes files of the visitor's own as the data.
   *
   * @param {readonly File[]} files
   */
  pick(files) {
    if (isBusy(this.#store.state())) {
      this.#dispatch({ type: "noticed", failure: BUSY });
      return;
    }
    this.#dispatch({ type: "files_picked", files });
    this.change({ data: CUSTOM_DATA });
  }

  /** @param {boolean} transposed Whether the images of own data are. */
  transpose(transposed) {
    this.#dispatch({ type: "transposed_changed", transposed });
    this.#reopen();
  }

  /** Opens what is chosen; own data waits for its files. */
  #reopen() {
    const { worker, settings, own } = this.#store.state();
    const isIdle = worker === "open" || worker === "closed";
    const lacksFiles = settings.data === CUSTOM_DATA && own.picked === null;
    if (!isIdle) this.#opener.hurry();
    else if (!lacksFiles || this.#opener.isOutdated()) this.#opener.open();
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

  /**
   * Asks for the network as a file, which is saved when it comes.
   *
   * @param {boolean} asOnnx Instead of as what Load model takes.
   */
  saveModel(asOnnx) {
    this.#lastRequestId += 1;
    if (asOnnx) this.#asOnnx.add(this.#lastRequestId);
    this.#client.send({ type: "save_model", request_id: this.#lastRequestId });
  }

  /**
   * Takes a file of Download model as the network that reads drawings.
   *
   * @param {File} file
   */
  async loadModel(file) {
    try {
      const { ModelLoader } = await import("./files/model-loader.js");
      this.#modelLoader ??= new ModelLoader(
        {
          state: this.#store.state,
          dispatch: (input) => this.#dispatch(input),
        },
        (command, transfer) => this.#client.send(command, transfer),
      );
    } catch {
      this.#dispatch({ type: "noticed", failure: NO_READER });
      return;
    }
    this.#modelLoader.load(file);
  }

  /** @param {EventOf<"model">} event */
  async #save(event) {
    const { request_id: requestId, file_name: fileName, bytes } = event;
    if (!this.#asOnnx.delete(requestId)) {
      const content = Uint8Array.from(bytes);
      saveFile(fileName, "application/octet-stream", content);
      return;
    }
    try {
      const { saveAsOnnx } = await import("./files/onnx-writer.js");
      await saveAsOnnx(event, (input) => this.#dispatch(input));
    } catch {
      this.#dispatch({ type: "noticed", failure: NO_READER });
    }
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
  #begin({ config, startedAt, checkpoint, rateChanges, history }) {
    this.#lastRunId += 1;
    const runId = this.#lastRunId;
    /** @type {PendingRun} */
    const pending = {
      runId,
      config,
      startedAt,
      checkpoint,
      rateChanges,
      history,
      refused: false,
    };
    this.#dispatch({ type: "run_requested", pending });
    this.#client.send({
      type: "train",
      run_id: runId,
      config,
      rate_changes: [...(rateChanges ?? [])],
      checkpoint,
    });
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
      if (!this.#describer.answered(event.request_id)) return;
    }
    if (event.type === "measured") return this.measurer.take(event);
    this.#dispatch(event);
    this.#follow(event);
    this.#keeper.follow(event);
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
        return this.#opener.open();
      case "ready":
        return this.#opener.isOutdated() ? this.#opener.open() : this.#ready();
      case "progress":
      case "epoch_ended":
      case "model_loaded":
        return this.#predictor.networkChanged();
      case "model":
        this.#save(event);
        return;
      case "failed":
        return this.#followFailure(event);
      default:
    }
  }

  /** @param {EventOf<"failed">} event */
  #followFailure({ scope, run_id: runId, failure }) {
    if (scope === "device") this.#client.end();
    if (scope === "open" && this.#opener.isOutdated()) this.#opener.open();
    // Questions are about no run.
    if (scope !== "command" || runId !== null) return;
    this.#inspector.refused();
    this.#predictor.refused(failure.code);
    if (!this.#predictor.answers)
      this.#dispatch({ type: "prediction_cleared" });
  }

  #ready() {
    this.#predictor.networkChanged();
    this.#whenReady.happen();
  }

  /** @param {Event | Action} input */
  #dispatch(input) {
    // Another worker knows nothing of what this one was asked.
    if (input.type === "worker_started") this.#describer.forget();
    this.#store.dispatch(input);
    const state = this.#store.state();
    this.#predictor.setOpen(takesQuestions(state));
    this.#inspector.follow(questionsOf(state));
    this.#client.watch(mustAnswer(state));
    this.measurer.settle();
    this.notebook.settle();
    if (!takesQuestions(state)) return;
    const architecture = architectureOf(state.settings, knownOf(state));
    this.#describer.follow(architecture, state.dataset?.format ?? null);
  }
}
