// When to ask what can be seen of the network and its data: one question of each kind at a time.

/** @import { Command } from "./protocol.d.ts" */
/** @import { Kind, Question, Questions, Request } from "./inspection-state.js" */

/** @type {readonly Kind[]} */
const KINDS = ["digits", "examples", "firstLayer"];

/**
 * The last question of a kind.
 *
 * @typedef {object} Asked
 * @property {number} requestId
 * @property {Question} question
 * @property {boolean} isWaiting Whether its answer may still come.
 */

/** Asks each question once, and again when the network or what is wanted has changed. */
export class Inspector {
  /** @type {(command: Command) => void} */
  #send;
  /** @type {Questions | null} */
  #questions = null;
  /** @type {Map<Kind, Asked>} */
  #asked = new Map();
  #lastRequestId = 0;

  /** @param {(command: Command) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /**
   * Takes what is wanted now.
   *
   * @param {Questions | null} questions Null while the worker is not open: it forgets the old ones.
   */
  follow(questions) {
    this.#questions = questions;
    if (questions === null) this.#asked.clear();
    for (const kind of KINDS) this.#ask(kind);
  }

  /**
   * An answer came. Returns what it answers, or null if that is no longer wanted.
   *
   * @param {number} requestId
   * @returns {{ kind: Kind, request: Request } | null}
   */
  answered(requestId) {
    const kind = KINDS.find(
      (candidate) => this.#asked.get(candidate)?.requestId === requestId,
    );
    const asked = kind && this.#asked.get(kind);
    if (kind === undefined || asked === undefined) return null;
    asked.isWaiting = false;
    const { request } = asked.question;
    // An answer about an earlier epoch is shown all the same: the next one is under way.
    const isWanted = sameText(request, this.#questions?.[kind]?.request);
    if (!isWanted) this.#asked.delete(kind);
    this.#ask(kind);
    return isWanted ? { kind, request } : null;
  }

  /**
   * A command that may have been one of the questions was refused. The same question would be
   * refused again; an answer that comes all the same is welcome.
   */
  refused() {
    for (const asked of this.#asked.values()) asked.isWaiting = false;
    for (const kind of KINDS) this.#ask(kind);
  }

  /** @param {Kind} kind */
  #ask(kind) {
    const question = this.#questions?.[kind];
    const asked = this.#asked.get(kind);
    if (question == null || asked?.isWaiting) return;
    if (sameText(question, asked?.question)) return;
    this.#lastRequestId += 1;
    const requestId = this.#lastRequestId;
    this.#asked.set(kind, { requestId, question, isWaiting: true });
    this.#send({ ...question.request, request_id: requestId });
  }
}

/**
 * @param {unknown} one
 * @param {unknown} other
 */
function sameText(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}
