// Who cannot see, or hardly: axe-core's rules in every state of the page, in light and dark, on a
// telephone and on a wide screen.

import assert from "node:assert/strict";
import { isAccessible } from "./axe.mjs";
import { openResults, openSettings, train } from "./everything-open.mjs";
import {
  begins,
  button,
  draw,
  field,
  pageSays,
  pageTest,
  predictionSays,
  reaches,
  shown,
} from "./harness.mjs";
import { lists, madeRun, putRuns, SMALL, trains } from "./past-runs.mjs";
import { missing } from "./server.mjs";

/** @import { Fault } from "./server.mjs" */

const ON_CPU = "?device=cpu&data=generated";

/** Keeps whoever asks waiting. @type {Fault} */
const silent = () => {};

pageTest(
  "axe finds nothing while the page loads",
  { query: ON_CPU, faults: { "worker_cpu_bg.wasm": silent } },
  async ({ page }) => {
    await pageSays(page, /Loading the trainer/);
    await isAccessible(page);
    assert.equal(await shown(page, "phase"), "loading");
  },
);

pageTest(
  "axe finds nothing on a page that is ready, with a custom model's form",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    await isAccessible(page);
    await field(page, "Model").selectOption("custom");
    await field(page, "Initialisation").selectOption("normal");
    await field(page, "Standard deviation").fill("0");
    await pageSays(page, /Standard deviation is 0/);
    await isAccessible(page);
    await field(page, "Data").selectOption("custom");
    await page.getByLabel("Transposed, as EMNIST is").waitFor();
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing in more settings, and at the tour's first and last step",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    await page.locator("#more-settings summary").click();
    await field(page, "Schedule").selectOption("step");
    await field(page, "Early stopping").selectOption("test_loss");
    await field(page, "Patience").fill("0");
    await button(page, "New here? Take the tour").click();
    const tour = page.getByRole("region", { name: "Tour", exact: true });
    await tour.waitFor();
    await isAccessible(page);
    for (let step = 2; step <= 5; step += 1) await button(page, "Next").click();
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing while a network trains, and while it is paused",
  { query: `${ON_CPU}&epochs=1000&autostart=1` },
  async ({ page }) => {
    await reaches(page, "training");
    await pageSays(page, /Epoch ([2-9]|\d{2,}) of 1000/);
    await isAccessible(page);
    assert.equal(await shown(page, "phase"), "training");
    await button(page, "Pause").click();
    await reaches(page, "paused");
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing after a run, with all there is opened",
  {
    query: `${ON_CPU}&model=custom&hidden=16,8&init=normal&batchnorm=1&epochs=2`,
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await draw(page, [
      [0.5, 0.2],
      [0.5, 0.8],
    ]);
    await predictionSays(page, /%/);
    await openResults(page);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing in charts that are zoomed, smoothed and on log scales",
  { query: `${ON_CPU}&model=softmax&epochs=4` },
  async ({ page }) => {
    await reaches(page, "ready");
    await train(page);
    await page.getByRole("slider", { name: "Smoothing" }).fill("0.8");
    await field(page, "Log scale of loss").check();
    await field(page, "Log scale of error").check();
    await button(page, "Zoom in").click();
    await button(page, "Reset zoom").waitFor();
    await isAccessible(page);
    assert.ok(await button(page, "Reset zoom").isVisible());
  },
);

pageTest(
  "axe finds nothing in the verdict on a replay",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    await lists(page, 1);
    await button(page, "Replay Linear softmax, no hidden layer").click();
    await pageSays(page, /Replayed: all 2 epochs have the same figures/);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing on the German page: ready, and after a run with all there is opened",
  {
    query: `${ON_CPU}&model=custom&hidden=80,8&batchnorm=1&epochs=2`,
    locale: "de-AT",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.equal(await page.getAttribute("html", "lang"), "de");
    await isAccessible(page);
    await train(page);
    await openResults(page);
    await isAccessible(page);
    await openSettings(page);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing in the list of runs, sorted, drawn, being renamed and after a deletion",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    const drawn = Array.from({ length: 6 }, (_, place) =>
      madeRun(place, { place }),
    );
    await putRuns(page, [...drawn, madeRun(6), madeRun(7)]);
    await page.reload();
    await lists(page, 8);
    await reaches(page, "ready");
    await button(page, "Last test accuracy").click();
    await button(page, "Rename Made 6").click();
    await isAccessible(page);
    await button(page, "Delete Made 7").click();
    await button(page, "Undo").waitFor();
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing on a page that failed",
  { query: ON_CPU, faults: { "worker_cpu_bg.wasm": missing } },
  async ({ page }) => {
    await page.waitForFunction(
      () => document.documentElement.dataset.shown === "failed",
    );
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing in the messages about a link",
  { query: `${ON_CPU}&model=nothing&epochs=0&colour=red` },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /which this page does not know/);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing while this machine is measured, and after it",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, "Measure this machine").click();
    await pageSays(page, /Round 1 of 5/);
    await isAccessible(page);
    await pageSays(page, /Measured, 5 rounds/);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing while the notebook is reproduced, and when one asks to start again",
  { query: ON_CPU },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, "Reproduce the notebook").click();
    await pageSays(page, /Model 1 of 7, epoch ([2-9]|1\d) of 20/);
    await page.locator("#observations > li").first().waitFor();
    await isAccessible(page);
    await button(page, "Pause the notebook").click();
    await reaches(page, "paused");
    await isAccessible(page);
    await button(page, "Start again").click();
    await button(page, "Keep the figures").waitFor();
    await isAccessible(page);
  },
);
