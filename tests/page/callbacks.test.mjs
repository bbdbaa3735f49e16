// What changes a run while it goes on: schedules, early stopping, a rate that is set on the way.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rateChangesSoFar } from "../../www/run-state.js";
import { svgOf } from "./charts.mjs";
import {
  begins,
  beginsHeld,
  button,
  exportedRun,
  field,
  pageSays,
  pageTest,
  reaches,
} from "./harness.mjs";
import { figuresOf } from "./taken-away.mjs";

/** Of 60,000 images in batches of 128. */
const STEPS_PER_EPOCH = 469;

/** A rate at which a small network comes no further. */
const ERRATIC =
  "?model=custom&hidden=20&lr=0.5&seed=3&epochs=60&device=cpu&data=generated";

/** Runs in the page before its own scripts: `paces` has each text of the run's pace, a line each. */
function notePaces() {
  Reflect.set(globalThis, "paces", "");
  addEventListener("DOMContentLoaded", () => {
    const pace = document.querySelector("#pace");
    const note = () => {
      const before = Reflect.get(globalThis, "paces");
      Reflect.set(globalThis, "paces", `${before}${pace?.textContent}\n`);
    };
    if (pace) new MutationObserver(note).observe(pace, { childList: true });
  });
}

pageTest(
  "a link's early stopping ends the run by its rule, and puts the best network back",
  { query: `${ERRATIC}&stop=test_accuracy&patience=2&best=1` },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.equal(await field(page, "Patience").inputValue(), "2");
    assert.equal(await field(page, "Keep the best network").isChecked(), true);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await pageSays(
      page,
      /Stopped early, after 2 epochs without a better test accuracy: reads [\d.]+ % of the test digits, with the network of epoch \d+, its best/,
    );
    const run = await exportedRun(page);
    assert.equal(run.outcome, "finished");
    assert.deepEqual(run.config.callbacks, {
      schedule: null,
      factor: 0.5,
      every: 5,
      stop: "test_accuracy",
      patience: 2,
      restore_best: true,
    });
    /** @type {number[]} */
    const accuracies = run.epochs.map(
      (/** @type {{ test_accuracy: number }} */ epoch) => epoch.test_accuracy,
    );
    const best = accuracies.indexOf(Math.max(...accuracies)) + 1;
    assert.equal(run.restored_epoch, best);
    assert.equal(run.epochs.length, best + 2);
    // What the page shows of its errors is of the network that is back.
    await page
      .locator("#confusion-card")
      .getByText(`epoch ${best}`)
      .first()
      .waitFor();
  },
);

pageTest(
  "a schedule that is chosen in the form trains as the same one in a link does",
  {
    query: "?model=custom&hidden=600&epochs=4&device=cpu&data=generated",
    beforeScripts: notePaces,
  },
  async ({ page, site }) => {
    await reaches(page, "ready");
    await page.getByText("More settings").click();
    assert.equal(await field(page, "Factor").isVisible(), false);
    await field(page, "Schedule").selectOption("step");
    await field(page, "Factor").fill("1.5");
    await pageSays(page, /Factor is 1\.5\. Write a number above 0/);
    await field(page, "Factor").fill("0.1");
    await field(page, "Drop after").fill("2");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const paces = await page.evaluate(() => Reflect.get(globalThis, "paces"));
    assert.match(paces, /Epoch 2 of 4 · [^\n]* · learning rate 0\.001\b/);
    assert.match(paces, /Epoch 3 of 4 · [^\n]* · learning rate 0\.0001\b/);
    const chosen = await exportedRun(page);
    const query = "?model=custom&hidden=600&epochs=4&device=cpu&data=generated";
    await page.goto(`${site.url}${query}&schedule=step&factor=0.1&every=2`);
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const linked = await exportedRun(page);
    assert.deepEqual(linked.config, chosen.config);
    assert.deepEqual(figuresOf(linked), figuresOf(chosen));
    await page.goto(site.url + query);
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const constant = figuresOf(await exportedRun(page));
    assert.deepEqual(constant.slice(0, 2), figuresOf(chosen).slice(0, 2));
    assert.notDeepEqual(constant[2], figuresOf(chosen)[2]);
  },
);

pageTest(
  "a learning rate that is set while the run is held counts from the next step on, is told, and is marked in both charts",
  { query: "?model=custom&hidden=100&epochs=3&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await beginsHeld(page, button(page, "Train"));
    const rate = field(page, "Rate from the next step on");
    assert.equal(await rate.inputValue(), "0.001");
    await rate.fill("11");
    await button(page, "Set rate").click();
    await pageSays(page, /Learning rate is 11\. Write a number above 0/);
    await rate.fill("0.05");
    await rate.press("Enter");
    await pageSays(page, /Learning rate 0\.05 since epoch \d, step \d+\./);
    await begins(page, button(page, "Resume"));
    await reaches(page, "done");
    const run = await exportedRun(page);
    assert.equal(run.config.learning_rate, 0.001);
    const [change, ...others] = run.rate_changes;
    assert.deepEqual(others, []);
    assert.equal(change.learning_rate, 0.05);
    assert.ok(change.epoch >= 1 && change.step >= 1);
    assert.equal(await rate.isVisible(), false);
    const when = change.epoch - 1 + (change.step - 1) / STEPS_PER_EPOCH;
    for (const name of ["loss", "accuracy"]) {
      const { parts } = await svgOf(page, name);
      const part = parts.find((candidate) => candidate.name === "rate 0.05");
      const [mark] = part?.texts ?? [];
      assert.equal(mark?.text, "rate 0.05", name);
      const axes = parts.find((candidate) => candidate.name === "axes");
      const away = (mark?.x ?? 0) - placeOfEpoch(axes?.texts ?? [], when);
      assert.ok(Math.abs(away) < 10, `${name}: ${away} pixels away`);
    }
  },
);

test("a rate counts from the step that comes next, after an epoch's last one from the next epoch's first", () => {
  const ofNextEpoch = { epoch: 2, step: 1, learning_rate: 0.05 };
  const run = {
    rateChanges: [{ epoch: 1, step: 8, learning_rate: 0.01 }, ofNextEpoch],
    epoch: 1,
    stepsPerEpoch: 10,
    outcome: /** @type {const} */ ("running"),
  };
  const [first] = run.rateChanges;
  assert.deepEqual(rateChangesSoFar({ ...run, step: 6 }), []);
  assert.deepEqual(rateChangesSoFar({ ...run, step: 7 }), [first]);
  assert.deepEqual(rateChangesSoFar({ ...run, step: 9 }), [first]);
  assert.deepEqual(rateChangesSoFar({ ...run, step: 10 }), run.rateChanges);
});

/**
 * Where an epoch, with decimals, lies in a chart's picture.
 *
 * @param {{ text: string, x: number }[]} labels Those of its axes.
 * @param {number} epoch
 */
function placeOfEpoch(labels, epoch) {
  const placeOf = (/** @type {string} */ wanted) =>
    labels.findLast(({ text }) => text === wanted)?.x ?? Number.NaN;
  const [first, last] = [placeOf("0"), placeOf("3")];
  return first + ((last - first) * epoch) / 3;
}
