// Speaking at a calm pace: who listens to the page can follow, and hears the last word.

/** How long nothing more is said: a sentence takes about half of it. */
export const CALM_MS = 10_000;

/** Says at once what comes after a silence, and of what comes soon after only the latest, later. */
export class CalmVoice {
  /** @type {(text: string) => void} */
  #say;
  /** Calls back after so many milliseconds. @type {(act: () => void, ms: number) => unknown} */
  #wait;
  /** What is to be said when it may be. @type {string | null} */
  #held = null;
  #isQuiet = false;

  /**
   * @param {(text: string) => void} say
   * @param {(act: () => void, ms: number) => unknown} [wait]
   */
  constructor(say, wait = setTimeout) {
    this.#say = say;
    // Not as a method: a browser's timer wants the window for its own.
    this.#wait = (act, ms) => wait(act, ms);
  }

  /** @param {string} text */
  say(text) {
    this.#held = text;
    if (!this.#isQuiet) this.#speak();
  }

  /** Nothing more comes: says now what is held. */
  finish() {
    if (this.#held === null) return;
    this.#say(this.#held);
    this.#held = null;
  }

  #speak() {
    this.#isQuiet = this.#held !== null;
    if (!this.#isQuiet) return;
    this.finish();
    this.#wait(() => this.#speak(), CALM_MS);
  }
}
