// Whatever a link says and whatever the browser's storage holds: the page's own parsers on seeded
// made inputs, and time. `cargo xtask fuzz` runs the same for longer. No browser is needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "../../fuzz/page/run.mjs";
import * as keptRuns from "../../fuzz/page/targets/kept_runs.mjs";
import * as pastRuns from "../../fuzz/page/targets/past_runs.mjs";
import * as query from "../../fuzz/page/targets/query.mjs";
import * as runsFile from "../../fuzz/page/targets/runs_file.mjs";
import * as storedRuns from "../../fuzz/page/targets/stored_runs.mjs";

const N_CASES = 50_000;

for (const target of [
  "kept_runs",
  "past_runs",
  "query",
  "runs_file",
  "stored_runs",
]) {
  test(`the target ${target} holds for seeded made inputs`, async () => {
    const { findings } = await run(target, N_CASES, 1);
    assert.deepEqual(findings, []);
  });
}

test("a link is read in time that is in proportion to its length", () => {
  for (const [what, make] of Object.entries(query.LONG)) {
    assertLinear(what, 50_000, make, query.read);
  }
});

test("a file of runs is read in time that is in proportion to its size", () => {
  for (const [what, make] of Object.entries(runsFile.LONG)) {
    assertLinear(what, 50_000, make, runsFile.read);
  }
});

test("stored runs are read in time that is in proportion to their size", () => {
  for (const { LONG, read } of [storedRuns, keptRuns, pastRuns]) {
    for (const [what, make] of Object.entries(LONG)) {
      assertLinear(what, 50_000, make, read);
    }
  }
});

/**
 * Fails if eight times the input takes far more than eight times as long.
 *
 * @template T
 * @param {string} what
 * @param {number} length
 * @param {(length: number) => T} make
 * @param {(input: T) => void} read
 */
function assertLinear(what, length, make, read) {
  const bestMs = (/** @type {number} */ length) => {
    const input = make(length);
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now();
      read(input);
      return performance.now() - started;
    });
    return Math.min(...times);
  };
  const [once, eightfold] = [bestMs(length), bestMs(8 * length)];
  // A quadratic one would take 64 times as long.
  assert.ok(
    eightfold <= 32 * once + 100,
    `${what}: ${once} ms, then ${eightfold} ms`,
  );
}
