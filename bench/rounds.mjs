// The order of measurement: contenders in turn, round after round, on one network of one path.

import { BATCH_SIZE } from "./networks.js";

/** @import { Contender } from "./contenders/all.mjs" */
/** @import { Counts, Host, Path } from "./hosts.mjs" */
/** @import { Network } from "./networks.js" */

/** Steps of the first training, which warms up and shows that the loss falls. */
const FIRST_STEPS = { fast: 100, software: 12 };

/** A round has at least so many steps, however long they take. */
const FEWEST_STEPS = 3;
const MOST_STEPS = 2000;

/** Steps before each round's measured ones, which train a fresh network. */
const MOST_WARMUP_STEPS = 10;

/** Steps of the two trainings whose counts differ by what the steps between them ask for. */
const COUNTED_STEPS = [8, 24];

/**
 * @typedef {object} Round
 * @property {number} n_steps
 * @property {number} seconds
 */

/**
 * What one contender did on one network of one path.
 *
 * @typedef {object} Measured
 * @property {string} contender
 * @property {string | null} how In a few words, how the library was used.
 * @property {string | null} failure Why there are no figures.
 * @property {{ n_steps: number, loss: number } | null} first The first training; its loss where
 *   steps are computed.
 * @property {Counts | null} counts_per_step
 * @property {Round[]} rounds
 */

/**
 * @param {Host} host
 * @param {Path} path
 * @param {Network} network
 * @param {readonly Contender[]} contenders
 * @param {{ rounds: number, seconds: number }} options
 * @param {(text: string) => void} tell
 * @returns {Promise<Measured[]>}
 */
export async function measureInTurn(
  host,
  path,
  network,
  contenders,
  options,
  tell,
) {
  const entries = contenders.map((contender) => new Entry(host, contender));
  try {
    for (const entry of entries) {
      tell(`${entry.title} gets ready`);
      await entry.trying(() => entry.prepare(network, path.executes));
    }
    for (let round = 1; round <= options.rounds; round++) {
      tell(`round ${round} of ${options.rounds}`);
      for (const entry of entries) {
        await entry.trying(() => entry.round(network, options.seconds));
      }
    }
    for (const entry of entries) {
      await entry.trying(() => entry.count(network));
    }
  } finally {
    for (const { measured } of entries) await host.end(measured.contender);
  }
  return entries.map(({ measured }) => measured);
}

/**
 * What a person needs to know of an error: playwright prepends its call and appends the page's stack.
 *
 * @param {unknown} error
 */
function reasonOf(error) {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^page\.evaluate: (Error: )?/, "").split("\n    at ")[0];
}

/** One contender in the race. */
class Entry {
  /** @type {Measured} */
  measured;
  title;
  #host;
  #stepSeconds = 0;
  #requestId = 0;

  /**
   * @param {Host} host
   * @param {Contender} contender
   */
  constructor(host, contender) {
    this.#host = host;
    this.title = contender.title;
    this.measured = {
      contender: contender.id,
      how: null,
      failure: null,
      first: null,
      counts_per_step: null,
      rounds: [],
    };
  }

  /**
   * One that failed takes no further part.
   *
   * @param {() => Promise<void>} part
   */
  async trying(part) {
    if (this.measured.failure !== null) return;
    try {
      await part();
    } catch (error) {
      this.measured.failure = reasonOf(error);
      await this.#host.end(this.measured.contender).catch(() => {});
    }
  }

  /**
   * @param {Network} network
   * @param {boolean} executes
   */
  async prepare(network, executes) {
    const { contender } = this.measured;
    await this.#host.start(contender);
    const device =
      contender === "kindling" ? this.#host.opensWith : this.#host.device;
    const ready = await this.#host.ask(
      contender,
      { type: "open", device, data: "mnist", images: null },
      "ready",
    );
    this.measured.how = ready.how ?? null;
    const n = this.#host.isSoftware ? FIRST_STEPS.software : FIRST_STEPS.fast;
    const { seconds, loss } = await this.#measure(network, FEWEST_STEPS, {
      n_steps: n - FEWEST_STEPS,
    });
    this.#stepSeconds = seconds / (n - FEWEST_STEPS);
    if (executes) this.measured.first = { n_steps: n, loss };
  }

  /**
   * @param {Network} network
   * @param {number} seconds
   */
  async round(network, seconds) {
    const wanted = Math.round(seconds / this.#stepSeconds);
    const n_steps = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, wanted));
    const nWarmup = Math.min(MOST_WARMUP_STEPS, Math.ceil(n_steps / 10));
    const { seconds: taken } = await this.#measure(network, nWarmup, {
      n_steps,
    });
    this.measured.rounds.push({ n_steps, seconds: taken });
    // The first training was the slowest: its pipelines were new, its code not yet optimized.
    this.#stepSeconds = taken / n_steps;
  }

  /** @param {Network} network */
  async count(network) {
    const counts = this.#host.counts;
    if (counts === null) return;
    const { contender } = this.measured;
    /** @type {Counts[]} */
    const seen = [await counts(contender)];
    for (const n_steps of COUNTED_STEPS) {
      await this.#measure(network, 1, { n_steps });
      seen.push(await counts(contender));
    }
    const [before, between, after] = seen;
    const nSteps = COUNTED_STEPS[1] - COUNTED_STEPS[0];
    this.measured.counts_per_step = Object.fromEntries(
      Object.keys(before).map((name) => {
        const short = between[name] - before[name];
        const long = after[name] - between[name];
        return [name, (long - short) / nSteps];
      }),
    );
  }

  /**
   * @param {Network} network
   * @param {number} n_warmup_steps
   * @param {{ n_steps: number }} steps
   * @returns {Promise<{ seconds: number, loss: number }>}
   */
  async #measure({ architecture }, n_warmup_steps, { n_steps }) {
    const { device } = this.#host;
    this.#requestId += 1;
    const answer = await this.#host.ask(
      this.measured.contender,
      {
        type: "measure",
        request_id: this.#requestId,
        device,
        architecture,
        batch_size: BATCH_SIZE,
        n_warmup_steps,
        n_steps,
      },
      "measured",
    );
    if (answer.device !== device) {
      throw new Error(`it ran on ${answer.device} instead of ${device}`);
    }
    return answer;
  }
}
