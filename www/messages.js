// The messages on the page: what they hold, and how they come and go.

/** @import { Failure } from "./protocol.d.ts" */

/**
 * What a message's button does: `retry` opens device and data again, `use_generated` and `use_cpu`
 * do so with another choice, `restart` starts another worker, `go_on` and `go_on_cpu` also carry
 * the interrupted run on. `go_back` takes the network of the last whole epoch again,
 * `train_slower` trains anew with a smaller learning rate. `replace` ends a worker that does not
 * speak, and carries its run on with another.
 *
 * @typedef {"retry" | "use_generated" | "use_cpu" | "restart" | "go_on" | "go_on_cpu" | "go_back"
 *   | "train_slower" | "replace"} Remedy
 */

/**
 * @typedef {object} Message
 * @property {number} id
 * @property {"error" | "notice"} severity
 * @property {string} code
 * @property {string} text
 * @property {string} advice
 * @property {readonly Remedy[]} remedies Buttons that the message offers.
 */

/**
 * The messages with one more; a message that says the same moves to the end. The very same list
 * comes back where the message is there already, so that it is not announced again.
 *
 * @param {readonly Message[]} messages
 * @param {Message["severity"]} severity
 * @param {Failure} failure
 * @param {readonly Remedy[]} [remedies]
 * @returns {readonly Message[]}
 */
export function withMessage(messages, severity, failure, remedies = []) {
  const id = 1 + Math.max(0, ...messages.map((message) => message.id));
  const { code, message: text, advice } = failure;
  const isShown = messages.some(
    (message) =>
      message.severity === severity &&
      message.code === code &&
      message.text === text &&
      message.advice === advice &&
      message.remedies.join() === remedies.join(),
  );
  if (isShown) return messages;
  const others = messages.filter(
    (message) => message.code !== code || message.text !== text,
  );
  return [...others, { id, severity, code, text, advice, remedies }];
}

/**
 * The messages with a notice for each failure.
 *
 * @param {readonly Message[]} messages
 * @param {readonly Failure[]} failures
 */
export function withNotices(messages, failures) {
  return failures.reduce(
    (all, failure) => withMessage(all, "notice", failure),
    messages,
  );
}

/**
 * The messages without one.
 *
 * @param {readonly Message[]} messages
 * @param {number} id
 * @returns {readonly Message[]}
 */
export function withoutMessage(messages, id) {
  return messages.filter((message) => message.id !== id);
}

/**
 * The messages without those whose offer is stale because the worker or a run began anew.
 *
 * @param {readonly Message[]} messages
 * @returns {readonly Message[]}
 */
export function withoutRemedies(messages) {
  return messages.filter((message) => message.remedies.length === 0);
}
