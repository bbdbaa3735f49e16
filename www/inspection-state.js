// What one can see of the network and its data: what the visitor looks at, and what came of it.

/** @import { Command, DigitImage, DigitSelection, Event, ImageFormat } from "./protocol.d.ts" */
/** @import { EventOf, Run } from "./run-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { State } from "./state.js" */

/** Digits that are shown at first, and when the visitor asks for more. */
export const FEW_DIGITS = 24;
export const MANY_DIGITS = 200;

/** Units of the first layer that are shown at once. */
export const N_UNITS_SHOWN = 24;

/** Examples of the training set that can be leafed through. */
const N_EXAMPLES = 10;

/** @typedef {"digits" | "examples" | "firstLayer"} Kind */

/**
 * A command without its request id.
 *
 * @typedef {Omit<Extract<Command, { type: "show_digits" }>, "request_id">
 *   | Omit<Extract<Command, { type: "show_first_layer" }>, "request_id">} Request
 */

/**
 * What to ask, and after which change: the same question is asked again after another one.
 *
 * @typedef {{ change: number, request: Request }} Question
 */

/** @typedef {Readonly<Record<Kind, Question | null>>} Questions */

/**
 * What the visitor looks at.
 *
 * @typedef {object} Wishes
 * @property {DigitSelection} selection Of the test digits.
 * @property {number} maxDigits
 * @property {number} firstUnit From 0.
 * @property {boolean} digitsInSight
 * @property {boolean} firstLayerInSight
 */

/**
 * @typedef {object} DigitsShown
 * @property {DigitSelection} selection
 * @property {ImageFormat} format
 * @property {number} nDigits How many there are.
 * @property {readonly DigitImage[]} digits The first of them.
 */

/** @typedef {Omit<EventOf<"first_layer">, "type" | "request_id">} FirstLayer */

/**
 * Each change has a number, larger than those before; null where there is nothing to see.
 *
 * @typedef {object} Inspection
 * @property {Wishes} wishes
 * @property {number} lastChange
 * @property {number} dataChange When the data was last opened.
 * @property {number | null} networkChange When the worker's network last changed.
 * @property {number | null} answersChange When the worker's network last read the test digits.
 * @property {DigitsShown | null} digits
 * @property {DigitsShown | null} examples
 * @property {FirstLayer | null} firstLayer
 * @property {boolean} refused Whether the worker refused a question that may have been one of these.
 */

/** @type {Pick<Wishes, "selection" | "maxDigits" | "firstUnit">} */
const FIRST_LOOK = {
  selection: { kind: "mistakes" },
  maxDigits: FEW_DIGITS,
  firstUnit: 0,
};

/** @type {Inspection} */
export const NOTHING_SEEN = {
  wishes: { ...FIRST_LOOK, digitsInSight: false, firstLayerInSight: false },
  lastChange: 0,
  dataChange: 0,
  networkChange: null,
  answersChange: null,
  digits: null,
  examples: null,
  firstLayer: null,
  refused: false,
};

/**
 * What can be seen after a message of the worker or something on the page.
 *
 * @param {Inspection} inspection
 * @param {Event | Action} input
 * @param {Run | null} run The run as it is after it.
 * @returns {Inspection}
 */
export function inspectionAfter(inspection, input, run) {
  const change = inspection.lastChange + 1;
  const changed = { ...inspection, lastChange: change, refused: false };
  switch (input.type) {
    case "worker_started":
      return withoutNetwork({ ...changed, dataChange: change, examples: null });
    case "open_requested":
      // The network stays, its answers were to other data.
      return {
        ...changed,
        dataChange: change,
        examples: null,
        answersChange: null,
        digits: null,
      };
    case "run_started":
      if (run?.runId !== input.run_id) return inspection;
      return withoutNetwork(changed);
    case "model_loaded":
      return { ...withoutNetwork(changed), networkChange: change };
    case "weights":
      if (run?.runId !== input.run_id) return inspection;
      return { ...changed, networkChange: change };
    case "confusion":
      if (run?.runId !== input.run_id) return inspection;
      return { ...changed, answersChange: change };
    case "worker_crashed":
      return withoutAnswers(inspection);
    case "failed": {
      if (input.scope === "device") return withoutAnswers(inspection);
      // A question is about no run.
      const mayBeOurs = input.scope === "command" && input.run_id === null;
      return mayBeOurs ? { ...inspection, refused: true } : inspection;
    }
    case "inspection_wished":
      return wished(inspection, input.wish);
    case "inspected":
      return answered(inspection, input.kind, input.request, input.answer);
    default:
      return inspection;
  }
}

/**
 * @param {Inspection} inspection
 * @returns {Inspection}
 */
function withoutNetwork(inspection) {
  return {
    ...inspection,
    wishes: { ...inspection.wishes, ...FIRST_LOOK },
    networkChange: null,
    answersChange: null,
    digits: null,
    firstLayer: null,
  };
}

/**
 * What can be seen when the worker is gone: what is shown stays, and no question is answered.
 *
 * @param {Inspection} inspection
 * @returns {Inspection}
 */
function withoutAnswers(inspection) {
  return { ...inspection, networkChange: null, answersChange: null };
}

/**
 * @param {Inspection} inspection
 * @param {Partial<Wishes>} wish
 * @returns {Inspection}
 */
function wished(inspection, wish) {
  const { selection } = wish;
  const isOther =
    selection !== undefined &&
    !isSame(selection, inspection.digits?.selection ?? null);
  return {
    ...inspection,
    wishes: { ...inspection.wishes, ...wish },
    digits: isOther ? null : inspection.digits,
    refused: false,
  };
}

/**
 * @param {Inspection} inspection
 * @param {Kind} kind
 * @param {Request} request
 * @param {EventOf<"digits" | "first_layer">} answer
 * @returns {Inspection}
 */
function answered(inspection, kind, request, answer) {
  if (answer.type === "first_layer") {
    const { type: _, request_id: __, ...firstLayer } = answer;
    return { ...inspection, firstLayer, refused: false };
  }
  if (request.type !== "show_digits") return inspection;
  const { n_digits: nDigits, digits, format } = answer;
  const shown = { selection: request.selection, format, nDigits, digits };
  return kind === "examples"
    ? { ...inspection, examples: shown, refused: false }
    : { ...inspection, digits: shown, refused: false };
}

/**
 * Whether two selections are of the same digits.
 *
 * @param {DigitSelection} one
 * @param {DigitSelection | null} other
 */
export function isSame(one, other) {
  if (one.kind !== "cell" || other?.kind !== "cell") {
    return one.kind === other?.kind;
  }
  return one.label === other.label && one.answer === other.answer;
}

/**
 * What the worker is to be asked as things are; null while it is not open.
 *
 * @param {State} state
 * @returns {Questions | null}
 */
export function questionsOf({ worker, inspection }) {
  if (worker !== "open") return null;
  const { wishes, dataChange, networkChange, answersChange } = inspection;
  return {
    examples: {
      change: dataChange,
      request: {
        type: "show_digits",
        selection: { kind: "first_examples" },
        max_digits: N_EXAMPLES,
      },
    },
    digits: wishes.digitsInSight
      ? after(answersChange, {
          type: "show_digits",
          selection: wishes.selection,
          max_digits: wishes.maxDigits,
        })
      : null,
    firstLayer: wishes.firstLayerInSight
      ? after(networkChange, {
          type: "show_first_layer",
          first_unit: wishes.firstUnit,
          max_units: N_UNITS_SHOWN,
        })
      : null,
  };
}

/**
 * @param {number | null} change
 * @param {Request} request
 * @returns {Question | null}
 */
function after(change, request) {
  return change === null ? null : { change, request };
}
