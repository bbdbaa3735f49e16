// What the page makes of failures and of a pause that comes early: its state and the notebook's
// runner, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { notebookConfig } from "../../www/notebook-plan.js";
import { NotebookRunner } from "../../www/notebook-runner.js";
import { readQuery } from "../../www/query.js";
import { isBusy } from "../../www/selectors.js";
import { initialState, reduce } from "../../www/state.js";
import { WhenReady } from "../../www/when-ready.js";
import { architecture, madeRecords } from "./made-runs.mjs";

/** @import { Event, FailureScope, ModelEntry } from "../../www/protocol.d.ts" */
/** @import { NotebookRun } from "../../www/notebook-state.js" */
/** @import { Interrupted } from "../../www/run-state.js" */
/** @import { Action } from "../../www/actions.js" */
/** @import { State } from "../../www/state.js" */

const ENTRY = /** @type {ModelEntry} */ (
  /** @type {unknown} */ ({
    id: "a1-relu",
    architecture: architecture("a1-relu"),
    reported: { microseconds_per_sample: 58 },
  })
);
const CONFIG = notebookConfig(ENTRY, 1);

/** @type {readonly (Event | Action)[]} */
const OPENED = [
  { type: "worker_started" },
  /** @type {Event} */ ({
    type: "listening",
    version: "0",
    models: [ENTRY],
    observations: [],
    limits: { max_epochs: 1000 },
  }),
  { type: "notebook_read", runs: [] },
  { type: "open_requested" },
  { type: "device", kind: "cpu", name: null, reason: "" },
  /** @type {Event} */ ({
    type: "dataset",
    kind: "generated",
    n_train: 60_000,
    n_test: 10_000,
    note: null,
  }),
  { type: "ready" },
];

/**
 * @param {State} state
 * @param {readonly (Event | Action)[]} inputs
 */
const after = (state, inputs) => inputs.reduce(reduce, state);

const opened = () => after(initialState(readQuery("?data=generated")), OPENED);

/**
 * @param {FailureScope} scope
 * @param {number | null} runId
 * @param {string} code
 * @returns {Event}
 */
function failure(scope, runId, code) {
  const said = { code, message: `the ${code} is not right`, advice: "" };
  return { type: "failed", scope, run_id: runId, failure: said };
}

/**
 * @param {number} runId
 * @param {number} epochsDone
 * @returns {Event}
 */
function started(runId, epochsDone = 0) {
  return {
    type: "run_started",
    run_id: runId,
    config: CONFIG,
    steps_per_epoch: 469,
    n_train: 60_000,
    epochs_done: epochsDone,
    steps_done: 0,
    rate_changes: [],
  };
}

/**
 * The page's part that a runner works on: its state, and what was asked of it.
 *
 * @param {State} first
 */
function page(first) {
  let state = first;
  let lastRunId = 0;
  /** @type {string[]} */
  const asked = [];
  const dispatch = (/** @type {Event | Action} */ input) => {
    state = reduce(state, input);
  };
  const runner = new NotebookRunner({
    state: () => state,
    dispatch,
    revive: () => asked.push("revive"),
    begin: ({ config, startedAt, checkpoint, records }) => {
      lastRunId += 1;
      asked.push(checkpoint === null ? "begin" : "go on");
      const run = { runId: lastRunId, config, startedAt, checkpoint, records };
      dispatch({ type: "run_requested", pending: { ...run, refused: false } });
    },
    ask: (wish) => asked.push(wish),
  });
  /** @param {Event} event */
  const take = (event) => {
    dispatch(event);
    runner.follow(event);
  };
  return { runner, asked, dispatch, take, state: () => state };
}

/** @returns {NotebookRun} */
function keptRun() {
  return {
    model: "a1-relu",
    config: CONFIG,
    datasetKind: "generated",
    device: "cpu",
    startedAt: "2020-01-01T00:00:00.000Z",
    records: madeRecords(7),
    checkpoint: new Uint8Array([1]),
  };
}

/** A page that has just asked the worker to go on with a stored run. */
async function goingOn() {
  const visit = page(opened());
  // Without storage the page keeps what it has.
  visit.dispatch({ type: "notebook_read", runs: [keptRun()] });
  await visit.runner.go();
  assert.deepEqual(visit.asked, ["go on"]);
  assert.equal(isBusy(visit.state()), true);
  return visit;
}

test("after a crash or a failed device nothing is looked for, and what is shown stays", () => {
  const seen = after(opened(), [
    {
      type: "run_requested",
      pending: {
        runId: 1,
        config: CONFIG,
        startedAt: "",
        checkpoint: null,
        refused: false,
      },
    },
    started(1),
    { type: "weights", run_id: 1, epochs_done: 1, layers: [] },
    { type: "confusion", run_id: 1, epoch: 1, counts: [] },
    {
      type: "inspected",
      kind: "digits",
      request: {
        type: "show_digits",
        selection: { kind: "mistakes" },
        max_digits: 24,
      },
      answer: { type: "digits", request_id: 1, n_digits: 0, digits: [] },
    },
  ]);
  assert.notEqual(seen.inspection.networkChange, null);
  assert.notEqual(seen.inspection.answersChange, null);
  /** @type {(Event | Action)[]} */
  const ends = [
    { type: "worker_crashed", detail: "" },
    failure("device", null, "device_failed"),
  ];
  for (const end of ends) {
    const { inspection } = reduce(seen, end);
    assert.equal(inspection.networkChange, null, end.type);
    assert.equal(inspection.answersChange, null, end.type);
    assert.equal(inspection.digits, seen.inspection.digits, end.type);
  }
});

test("what waits for the worker is forgotten when something else is wanted", () => {
  /** @type {string[]} */
  const done = [];
  const whenReady = new WhenReady({
    state: opened,
    dispatch: () => done.push("dispatch"),
    train: () => done.push("train"),
    begin: () => done.push("begin"),
  });
  whenReady.train();
  whenReady.goOn(
    /** @type {Interrupted} */ ({ config: CONFIG, datasetKind: null }),
  );
  whenReady.forget();
  whenReady.happen();
  assert.deepEqual(done, []);
});

for (const code of ["checkpoint", "setting"]) {
  test(`a stored run whose ${code} is refused begins again, with a notice`, async () => {
    const { take, asked, state } = await goingOn();
    take(failure("run", 1, code));
    assert.deepEqual(asked, ["go on", "begin"]);
    const [notice, ...others] = state().messages;
    assert.match(notice?.text ?? "", /a1-relu cannot be gone on from/);
    assert.deepEqual(others, []);
    // The fresh run has no checkpoint to blame.
    take(failure("run", 2, code));
    assert.deepEqual(asked, ["go on", "begin"]);
    assert.equal(state().notebook.isGoing, false);
  });
}

test("a run that fails once it goes on keeps what is stored of it", async () => {
  const { take, asked, state } = await goingOn();
  take(started(1, 7));
  take(failure("run", 1, "checkpoint"));
  assert.deepEqual(asked, ["go on"]);
  assert.equal(state().notebook.isGoing, false);
  assert.equal(state().notebook.runs.length, 1);
});

test("a run that the worker cannot read is waited for no longer", async () => {
  const { take, state } = await goingOn();
  take(failure("command", null, "message"));
  assert.equal(isBusy(state()), false);
  assert.equal(state().notebook.isGoing, false);
  assert.equal(state().notebook.runId, null);
});

test("a question that is refused ends no waiting", async () => {
  const { take, state } = await goingOn();
  take(failure("command", null, "diverged"));
  assert.equal(isBusy(state()), true);
  assert.equal(state().notebook.runId, 1);
});

test("a pause before the run has begun holds it as soon as it has", async () => {
  const { runner, take, asked, state } = await goingOn();
  runner.pause();
  assert.deepEqual(asked, ["go on"]);
  take(started(1, 7));
  assert.deepEqual(asked, ["go on", "pause"]);
  assert.equal(state().notebook.isGoing, true);
});

test("a pause before the run is refused keeps another one from beginning", async () => {
  const { runner, take, asked, state } = await goingOn();
  runner.pause();
  take(failure("run", 1, "checkpoint"));
  assert.deepEqual(asked, ["go on"]);
  assert.equal(state().notebook.isGoing, false);
  await runner.go();
  assert.deepEqual(asked, ["go on", "begin"]);
});

test("a pause while the worker is revived lets nothing begin", async () => {
  const { runner, take, dispatch, asked, state } = page(opened());
  dispatch({ type: "worker_crashed", detail: "" });
  await runner.go();
  assert.deepEqual(asked, ["revive"]);
  for (const input of OPENED.slice(0, 4)) {
    if (input.type !== "notebook_read") dispatch(input);
  }
  runner.pause();
  assert.equal(state().notebook.isGoing, false);
  for (const input of OPENED.slice(4)) take(/** @type {Event} */ (input));
  assert.deepEqual(asked, ["revive"]);
});

test("a pause while the page waits for its turn is obeyed, and taken back at once", async () => {
  const { runner, asked } = page(opened());
  const going = runner.go();
  runner.pause();
  await going;
  assert.deepEqual(asked, []);
  const again = runner.go();
  runner.pause();
  await runner.go();
  await again;
  assert.deepEqual(asked, ["begin"]);
});
