// `node fuzz/page/run.mjs <target> <cases> [seed]`: runs a target of the page's own parsers, and
// says in a last line of JSON what was run and found.

import { argv, exit, stdout } from "node:process";
import { Random } from "../../tests/page/random.mjs";

/**
 * Runs a target on so many made inputs.
 *
 * @param {string} name Of a file in `targets/`.
 * @param {number} nCases
 * @param {number} seed
 */
export async function run(name, nCases, seed) {
  const { made, hold } = await import(`./targets/${name}.mjs`);
  const random = new Random(seed);
  /** @type {string[]} */
  const findings = [];
  const started = performance.now();
  let n = 0;
  while (n < nCases && findings.length === 0) {
    n += 1;
    const input = made(random);
    try {
      hold(input);
    } catch (error) {
      const text = typeof input === "string" ? JSON.stringify(input) : "";
      findings.push(`case ${n} of seed ${seed} ${text}: ${error}`);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return { target: name, cases: n, seconds, findings };
}

if (import.meta.filename === argv[1] && argv[2] !== undefined) {
  const ran = await run(argv[2], Number(argv[3]), Number(argv[4] ?? "1"));
  stdout.write(`${JSON.stringify(ran)}\n`);
  exit(ran.findings.length === 0 ? 0 : 1);
}
