// Measures the same training step in Kindling, jax-js and TensorFlow.js, in turn, on one machine.

import { writeFile } from "node:fs/promises";
import { parse, USAGE } from "./arguments.mjs";
import { contenders as everyContender } from "./contenders/all.mjs";
import { figuresOf } from "./figures.mjs";
import { timeKeras } from "./keras.mjs";
import { busyWarning, machineFacts, packageVersions } from "./machine.mjs";
import { mnistFolder } from "./mnist.mjs";
import { STEPS_PER_EPOCH } from "./networks.js";
import { table } from "./report.mjs";
import { measureInTurn } from "./rounds.mjs";
import { visitPage, visitReport } from "./visit.mjs";

/** @import { Options } from "./arguments.mjs" */
/** @import { Contender } from "./contenders/all.mjs" */
/** @import { Host, Path } from "./hosts.mjs" */
/** @import { Line } from "./report.mjs" */

/**
 * @typedef {object} Result
 * @property {string} path
 * @property {string} network
 * @property {string} layers
 * @property {Line[]} contenders
 */

const MS_PER_S = 1000;

try {
  const options = parse(process.argv.slice(2));
  if (options === null) console.log(USAGE);
  else process.exitCode = await main(options);
} catch (error) {
  console.error(`error: ${messageOf(error)}`);
  process.exitCode = 1;
}

/** @param {Options} options */
async function main(options) {
  const mnist = mnistFolder();
  const machine = machineFacts();
  const packages = packageVersions();
  const contenders = everyContender().filter(({ id }) =>
    options.contenders.includes(id),
  );
  console.log(`${machine.cpu}, ${machine.n_cores} cores, ${machine.system}`);
  for (const { title, version } of contenders)
    console.log(`  ${title} ${version}`);
  const warning = busyWarning(machine);
  if (warning !== null) console.log(`  WARNING: ${warning}`);
  const report = {
    machine,
    packages,
    contenders,
    paths: /** @type {object[]} */ ([]),
    results: /** @type {Result[]} */ ([]),
    visits: /** @type {object | null} */ (null),
    keras: /** @type {object | null} */ (null),
  };
  for (const path of options.paths) {
    const { facts, results } = await measurePath(
      path,
      mnist,
      contenders,
      options,
    );
    report.paths.push(facts);
    report.results.push(...results);
  }
  if (options.visits > 0) report.visits = await thePageItself(mnist, options);
  if (options.keras !== undefined)
    report.keras = await besideKeras(options.keras, mnist, report.results);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`\neverything is in ${options.json}`);
  }
  const failed = report.results.some(({ contenders: lines }) =>
    lines.some(({ failure }) => failure !== null),
  );
  return failed ? 1 : 0;
}

/**
 * All networks of one path; a path that this machine does not have is skipped.
 *
 * @param {Path} path
 * @param {string} mnist
 * @param {readonly Contender[]} contenders
 * @param {Options} options
 */
async function measurePath(path, mnist, contenders, options) {
  console.log(`\n${path.title}`);
  /** @type {Host} */
  let host;
  try {
    host = await path.open(mnist, options);
  } catch (error) {
    const reason = messageOf(error);
    console.log(`  skipped: ${reason}`);
    return { facts: { id: path.id, skipped: reason }, results: [] };
  }
  try {
    const facts = Object.entries(host.facts).filter(([, fact]) => fact);
    console.log(
      `  ${facts.map(([name, fact]) => `${name}: ${fact}`).join(", ")}`,
    );
    /** @type {Result[]} */
    const results = [];
    for (const network of options.networks) {
      const measured = await measureInTurn(
        host,
        path,
        network,
        contenders,
        options,
        (text) => console.error(`  … ${network.id}: ${text}`),
      );
      const kindling = measured.find(
        ({ contender }) => contender === "kindling",
      );
      const lines = measured.map((one) => ({
        ...one,
        figures: figuresOf(one, kindling),
      }));
      console.log(`\n ${network.id} (${network.layers}), ${path.title}`);
      console.log(table(lines, contenders));
      results.push({
        path: path.id,
        network: network.id,
        layers: network.layers,
        contenders: lines,
      });
    }
    return { facts: { id: path.id, ...host.facts }, results };
  } finally {
    await host.close();
  }
}

/**
 * What the page is like to visit: here it has no peer.
 *
 * @param {string} mnist
 * @param {Options} options
 */
async function thePageItself(mnist, { visits: nVisits }) {
  console.log("\nThe page itself on the CPU, data cached, a1-relu");
  const visits = await visitPage(mnist, nVisits, (text) =>
    console.error(`  … ${text}`),
  );
  console.log(visitReport(visits));
  return visits;
}

/**
 * Keras's time for an epoch, and Kindling's by its step on the CPU.
 *
 * @param {string} python
 * @param {string} mnist
 * @param {readonly Result[]} results
 */
async function besideKeras(python, mnist, results) {
  console.log("\nNative Keras on TensorFlow, a1-relu");
  const times = await timeKeras(python, mnist);
  const seconds = times.median_later_seconds;
  console.log(
    `  Keras ${times.keras} on TensorFlow ${times.tensorflow}: ${seconds.toFixed(2)} s an epoch`,
  );
  const onCpu = results.find(
    ({ path, network }) => path === "cpu" && network === "a1-relu",
  );
  const kindling = onCpu?.contenders.find(
    ({ contender }) => contender === "kindling",
  );
  if (!kindling?.figures) return { ...times, kindling_ratio: null };
  const own = (kindling.figures.median_ms * STEPS_PER_EPOCH) / MS_PER_S;
  const ratio = own / seconds;
  console.log(
    `  Kindling on the CPU: ${own.toFixed(2)} s an epoch, ${ratio.toFixed(2)} times Keras's`,
  );
  return { ...times, kindling_ratio: ratio };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
