// What the soak found, as text for docs/reliability.md.

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
 * @property {number[]} residentMiB Of all the browser's processes, after each run.
 */

/** @param {Outcome} outcome */
export function report({
  minutes,
  seed,
  browser,
  faults,
  runs,
  lost,
  residentMiB,
}) {
  const nFaults = Object.values(faults).reduce((sum, n) => sum + n, 0);
  const nEpochs = runs.reduce((sum, { epochs }) => sum + epochs, 0);
  const nSame = runs.filter(({ isSame }) => isSame).length;
  const middle = residentMiB.length >> 1;
  return [
    "",
    `${minutes} minutes in Chromium ${browser}, seed ${seed}: ${runs.length} runs, ${nEpochs} epochs, ${nFaults} faults; ${nSame} of ${runs.length} runs to the last bit as natively.`,
    "",
    "| what broke | times |",
    "|---|---|",
    ...Object.entries(faults).map(([name, n]) => `| ${name} | ${n} |`),
    "",
    `Memory of all the browser's processes after each run: ${residentMiB[0]} MiB at first, median ${median(residentMiB.slice(0, middle))} MiB in the first half, ${median(residentMiB.slice(middle))} MiB in the second, ${residentMiB.at(-1)} MiB at last.`,
    "",
    lost.length === 0
      ? "Lost: nothing."
      : `Lost:\n${lost.map((text) => `- ${text}`).join("\n")}`,
  ].join("\n");
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
