// What the soak found, as text for docs/reliability.md.

/** @import { Memory } from "./memory.mjs" */

const ALL = "all";

/**
 * What happened in the whole soak.
 *
 * @typedef {object} Outcome
 * @property {number} minutes
 * @property {number} seed
 * @property {string} browser
 * @property {Record<string, number>} faults How often each was tried.
 * @property {{ model: string, seed: number, epochs: number, faults: number, isSame: boolean }[]} runs
 * @property {string[]} lost What went wrong; empty if nothing did.
 * @property {Memory[]} memories Of the browser, after each run.
 */

/** @param {Outcome} outcome */
export function report({
  minutes,
  seed,
  browser,
  faults,
  runs,
  lost,
  memories,
}) {
  const nFaults = Object.values(faults).reduce((sum, n) => sum + n, 0);
  const nEpochs = runs.reduce((sum, { epochs }) => sum + epochs, 0);
  const nSame = runs.filter(({ isSame }) => isSame).length;
  const middle = memories.length >> 1;
  return [
    "",
    `${minutes} minutes in Chromium ${browser}, seed ${seed}: ${runs.length} runs, ${nEpochs} epochs, ${nFaults} faults; ${nSame} of ${runs.length} runs to the last bit as natively.`,
    "",
    "| what broke | times |",
    "|---|---|",
    ...Object.entries(faults).map(([name, n]) => `| ${name} | ${n} |`),
    "",
    "Memory after each run, medians in MiB:",
    "",
    "| processes | first half | second half |",
    "|---|---|---|",
    ...kindsOf(memories).map(
      (kind) =>
        `| ${kind} | ${medianMiB(memories.slice(0, middle), kind)} | ${medianMiB(memories.slice(middle), kind)} |`,
    ),
    "",
    lost.length === 0
      ? "Lost: nothing."
      : `Lost:\n${lost.map((text) => `- ${text}`).join("\n")}`,
  ].join("\n");
}

/**
 * A memory in a line.
 *
 * @param {Memory} memory
 */
export function inMiB(memory) {
  const parts = kindsOf([memory]).map(
    (kind) => `${kind} ${medianMiB([memory], kind)}`,
  );
  return `MiB: ${parts.join(", ")}`;
}

/**
 * The kinds of processes, and all together.
 *
 * @param {readonly Memory[]} memories
 */
function kindsOf(memories) {
  const kinds = new Set(memories.flatMap((memory) => Object.keys(memory)));
  return [...[...kinds].sort(), ALL];
}

/**
 * @param {readonly Memory[]} memories
 * @param {string} kind
 */
function medianMiB(memories, kind) {
  const values = memories.map((memory) =>
    kind === ALL
      ? Object.values(memory).reduce((sum, bytes) => sum + bytes, 0)
      : (memory[kind] ?? 0),
  );
  values.sort((a, b) => a - b);
  return Math.round((values[values.length >> 1] ?? 0) / 2 ** 20);
}
