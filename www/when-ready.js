// What is to happen as soon as the worker is ready: to train, or to go on with what was cut short.

/** @import { Failure } from "./protocol.d.ts" */
/** @import { Interrupted } from "./run-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */

import { t } from "./language/translate.js";
import { isBusy } from "./selectors.js";

/**
 * What it does on the page.
 *
 * @typedef {object} Page
 * @property {() => State} state
 * @property {(input: Action) => void} dispatch
 * @property {() => void} train Trains with the settings as they are, if they are right.
 * @property {(run: Interrupted) => void} begin
 */

/** @type {Failure} */
const OTHER_DATA = {
  code: "other_data",
  message: t`The run did not go on: it was learning from other data than there is now.`,
  advice: t`Choose the data that it had, or press Train to begin afresh.`,
};

/** @type {Failure} */
const WRONG_SETTING = {
  code: "settings",
  message: t`Training did not start by itself: a setting is not right.`,
  advice: t`Mend the marked setting, then press Train.`,
};

/** Remembers what waits for the worker; going on comes before training. */
export class WhenReady {
  /** @type {Page} */
  #page;
  #trains = false;
  /** @type {Interrupted | null} */
  #goesOn = null;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
  }

  train() {
    this.#trains = true;
  }

  /** @param {Interrupted | null} interrupted Null goes on with nothing. */
  goOn(interrupted) {
    this.#goesOn = interrupted;
  }

  /** What waited is wanted no longer: something else is. */
  forget() {
    this.#trains = false;
    this.#goesOn = null;
  }

  /** The worker is ready. */
  happen() {
    const goesOn = this.#goesOn;
    const trains = this.#trains;
    this.forget();
    if (goesOn !== null) this.#goOn(goesOn);
    else if (trains) this.#train();
  }

  /**
   * Carries an interrupted run on, unless there is other data now: its figures would mix two things.
   *
   * @param {Interrupted} interrupted
   */
  #goOn(interrupted) {
    const { dataset } = this.#page.state();
    const { datasetKind, fingerprint } = interrupted;
    const isSame =
      datasetKind === dataset?.kind &&
      (fingerprint ?? null) === dataset.fingerprint;
    if (datasetKind === null || isSame) {
      this.#page.begin(interrupted);
      return;
    }
    this.#page.dispatch({ type: "noticed", failure: OTHER_DATA });
  }

  #train() {
    this.#page.train();
    if (isBusy(this.#page.state())) return;
    this.#page.dispatch({ type: "noticed", failure: WRONG_SETTING });
  }
}
