// The page of the bench in a browser: it owns a dedicated worker for each contender.

/** @type {Map<string, Worker>} */
const workers = new Map();

/**
 * Starts a contender's worker and waits until it listens.
 *
 * @param {string} contender
 * @param {string} url
 */
function start(contender, url) {
  const worker = new Worker(url, { type: "module", name: contender });
  workers.set(contender, worker);
  return answered(worker, "listening");
}

/**
 * Sends a command and waits for the answer of that type.
 *
 * @param {string} contender
 * @param {object} command
 * @param {string} type
 */
function ask(contender, command, type) {
  const worker = workers.get(contender);
  if (!worker) throw new Error(`${contender} has no worker`);
  const answer = answered(worker, type);
  worker.postMessage(command);
  return answer;
}

/** @param {string} contender */
function end(contender) {
  workers.get(contender)?.terminate();
  workers.delete(contender);
}

/**
 * @param {Worker} worker
 * @param {string} type
 * @returns {Promise<object>}
 */
function answered(worker, type) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.type === type) resolve(data);
      else if (data.type === "failed")
        reject(new Error(data.failure?.message ?? JSON.stringify(data)));
    };
    worker.onerror = (event) =>
      reject(new Error(`the worker broke: ${event.message}`));
  });
}

Object.assign(globalThis, { bench: { start, ask, end } });
