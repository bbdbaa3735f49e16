// When to ask for the next round of the measurement: one at a time, for as long as it goes on.

/** @import { Command } from "./protocol.d.ts" */
/** @import { EventOf } from "./run-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */

import { machineOf } from "./machine.js";
import {
  BATCH_SIZE,
  N_WARMUP_STEPS,
  nextMeasurement,
  whyNotMeasured,
} from "./measurement-state.js";

/**
 * @typedef {object} MeasurerSurroundings
 * @property {() => State} state
 * @property {(action: Action) => void} dispatch
 * @property {(command: Command) => void} send
 */

/** Asks for each round once; answers to a measurement that was ended are not wanted. */
export class Measurer {
  /** @type {MeasurerSurroundings} */
  #around;
  /** The question that waits for its answer. @type {number | null} */
  #asked = null;
  #lastRequestId = 0;

  /** @param {MeasurerSurroundings} around */
  constructor(around) {
    this.#around = around;
  }

  /** Begins to measure; nothing happens where that cannot be. */
  begin() {
    const state = this.#around.state();
    if (state.measurement.phase === "going" || whyNotMeasured(state)) return;
    const machine = machineOf(navigator);
    const startedAt = new Date().toISOString();
    this.#around.dispatch({ type: "measurement_began", machine, startedAt });
  }

  /** Ends the measurement; the answer to the round in flight is not heard. */
  cancel() {
    this.#around.dispatch({ type: "measurement_cancelled" });
  }

  /** Asks for the next round, if one is wanted and none is in flight; after every change. */
  settle() {
    const next = nextMeasurement(this.#around.state().measurement);
    if (next === null) this.#asked = null;
    if (next === null || this.#asked !== null) return;
    const { subject, nSteps } = next;
    this.#lastRequestId += 1;
    this.#asked = this.#lastRequestId;
    this.#around.send({
      type: "measure",
      request_id: this.#asked,
      device: subject.device,
      architecture: subject.architecture,
      batch_size: BATCH_SIZE,
      n_warmup_steps: N_WARMUP_STEPS,
      n_steps: nSteps,
    });
  }

  /** @param {EventOf<"measured">} answer */
  take(answer) {
    if (answer.request_id !== this.#asked) return;
    this.#asked = null;
    this.#around.dispatch({ type: "measurement_taken", answer });
  }
}
