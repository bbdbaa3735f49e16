// What the bench prints: one table a path and network, and what the GPU is asked for per step.

/** @import { Contender } from "./contenders/all.mjs" */
/** @import { Figures } from "./figures.mjs" */
/** @import { Measured } from "./rounds.mjs" */

/** @typedef {Measured & { figures: Figures | null }} Line */

const HEAD = [
  "",
  "ms/step",
  "min..max",
  "samples/s",
  "× Kindling",
  "paired",
  "first loss",
];

/**
 * The figures of one path and network.
 *
 * @param {readonly Line[]} lines
 * @param {readonly Contender[]} contenders
 */
export function table(lines, contenders) {
  const titleOf = (/** @type {Line} */ line) =>
    contenders.find(({ id }) => id === line.contender)?.title ?? line.contender;
  const rows = lines.map((line) => [titleOf(line), ...cells(line)]);
  const notes = lines.flatMap((line) => {
    if (line.failure) return [`  ${titleOf(line)} failed: ${line.failure}`];
    return line.how ? [`  ${titleOf(line)}: ${line.how}`] : [];
  });
  return [...aligned([HEAD, ...rows]), ...notes, ...countTable(lines, titleOf)]
    .filter(Boolean)
    .join("\n");
}

/** @param {Line} line */
function cells({ figures, first }) {
  const loss = first ? `${first.loss.toFixed(3)} after ${first.n_steps}` : "";
  if (figures === null) return ["-", "", "", "", "", loss];
  return [
    shown(figures.median_ms),
    `${shown(figures.min_ms)}..${shown(figures.max_ms)}`,
    figures.samples_per_second.toFixed(0),
    figures.ratio_of_medians?.toFixed(2) ?? "",
    figures.median_of_ratios?.toFixed(2) ?? "",
    loss,
  ];
}

/**
 * @param {readonly Line[]} lines
 * @param {(line: Line) => string} titleOf
 */
function countTable(lines, titleOf) {
  const counted = lines.filter((line) => line.counts_per_step !== null);
  if (counted.length === 0) return [];
  const names = Object.keys(counted[0].counts_per_step ?? {});
  return aligned([
    ["per step", ...names.map((name) => name.replace("_", " "))],
    ...counted.map((line) => [
      titleOf(line),
      ...names.map((name) => shown(line.counts_per_step?.[name] ?? 0)),
    ]),
  ]);
}

/**
 * Three digits, or as many as the number has before its point.
 *
 * @param {number} value
 */
export function shown(value) {
  if (value === 0 || value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}

/**
 * Columns under one another: the first to the left, the others to the right.
 *
 * @param {readonly string[][]} rows
 */
function aligned(rows) {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => row[column].length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0
          ? `  ${cell.padEnd(widths[0])}`
          : cell.padStart(widths[column]),
      )
      .join("  "),
  );
}
