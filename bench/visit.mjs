// The page as a visitor has it, on the CPU: how long it takes to open, how long it keeps the main
// thread busy at once, what share of an epoch is evaluation, and how its memory grows.

import { chromium } from "playwright-core";
import { ARGUMENTS, EXECUTABLE } from "./chromium.mjs";
import { median } from "./figures.mjs";
import { shown } from "./report.mjs";
import { serve } from "./server.mjs";

/** @import { BrowserContext, Page } from "playwright-core" */

const RUN = "dist/?model=a1-relu&device=cpu&data=mnist&seed=1";

/** Epochs of the run that is watched, and the one whose memory is compared with the last one's. */
const EPOCHS = 20;
const EARLY_EPOCH = 2;

/** A new window's own parts, as its address bar, keep a core busy at first: no visitor sees that. */
const SETTLE_MS = 3000;

/** Ample on a slow machine: nothing here is a test. */
const PATIENCE_MS = 20 * 60 * 1000;

/**
 * What the page notes of itself.
 *
 * @typedef {object} Notes
 * @property {Record<string, number>} firstMs When the worker first said it, in ms from the opening.
 * @property {number[]} longTasksMs Tasks of the main thread of 50 ms or more.
 * @property {number[]} secondsPerEpoch
 * @property {number[]} evaluationSeconds
 */

/**
 * @typedef {object} Visits
 * @property {Record<string, number>[]} openings When the worker first said what, for each visit.
 * @property {number} median_first_step_ms
 * @property {number[]} opening_long_tasks_ms
 * @property {number[]} training_long_tasks_ms
 * @property {number} evaluation_share Of the whole run's time, from 0 to 1.
 * @property {number} module_bytes_early
 * @property {number} module_bytes_last
 */

/**
 * Visits the page, data and page cached, then watches a whole run.
 *
 * @param {string} mnist
 * @param {number} nVisits
 * @param {(text: string) => void} tell
 * @returns {Promise<Visits>}
 */
export async function visitPage(mnist, nVisits, tell) {
  const site = await serve(mnist, false);
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: ARGUMENTS,
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
    });
    await context.addInitScript(takeNotes);
    await firstVisit(context, `${site.url}${RUN}`);
    const openings = [];
    const openingTasks = [];
    for (let number = 1; number <= nVisits; number++) {
      tell(`visit ${number} of ${nVisits}`);
      const url = `${site.url}${RUN}&epochs=1&autostart=1`;
      const notes = await visit(context, url, atStep);
      openings.push(notes.firstMs);
      openingTasks.push(Math.max(0, ...notes.longTasksMs));
    }
    tell(`a run of ${EPOCHS} epochs`);
    const run = await watchRun(context, `${site.url}${RUN}&epochs=${EPOCHS}`);
    return {
      openings,
      median_first_step_ms: median(openings.map(({ progress }) => progress)),
      opening_long_tasks_ms: openingTasks,
      ...run,
    };
  } finally {
    await browser.close();
    await site.close();
  }
}

/**
 * The figures in words.
 *
 * @param {Visits} visits
 */
export function visitReport(visits) {
  const ms = (/** @type {string} */ name) => {
    const times = visits.openings.map((first) => first[name]);
    return `${shown(median(times))} (${shown(Math.min(...times))} to ${shown(Math.max(...times))})`;
  };
  const { module_bytes_early: early, module_bytes_last: last } = visits;
  const tasks = (/** @type {number[]} */ all) =>
    all.length === 0 ? "none" : all.map((task) => shown(task)).join(", ");
  return [
    "  ms from the opening, median (range):",
    ...Object.keys(visits.openings[0] ?? {}).map(
      (name) => `    ${name.padEnd(12)} ${ms(name)}`,
    ),
    `  longest task while it opens, of each visit: ${tasks(visits.opening_long_tasks_ms)} ms`,
    `  tasks of 50 ms or more in a run of ${EPOCHS} epochs: ${tasks(visits.training_long_tasks_ms)} ms`,
    `  evaluation's share of the run: ${(100 * visits.evaluation_share).toFixed(1)} %`,
    `  the module's memory after ${EPOCHS} epochs by that after ${EARLY_EPOCH}: ${(last / early).toFixed(3)} (${(last / 2 ** 20).toFixed(0)} MiB)`,
  ].join("\n");
}

/**
 * A tab as a visitor has it before he comes.
 *
 * @param {BrowserContext} context
 */
async function newTab(context) {
  const page = await context.newPage();
  await page.waitForTimeout(SETTLE_MS);
  return page;
}

/**
 * Visits the page for the first time, until data and page are kept for the visits that are measured.
 *
 * @param {BrowserContext} context
 * @param {string} url
 */
async function firstVisit(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  const kept = page.getByText("Ready to work offline.");
  await kept.waitFor({ timeout: PATIENCE_MS });
  await page.close();
}

/**
 * Opens the page in a tab of its own until something has happened.
 *
 * @param {BrowserContext} context
 * @param {string} url
 * @param {(notes: Notes) => boolean} isDone
 */
async function visit(context, url, isDone) {
  const page = await newTab(context);
  try {
    await page.goto(url);
    return await noted(page, isDone);
  } finally {
    await page.close();
  }
}

/**
 * @param {BrowserContext} context
 * @param {string} url
 */
async function watchRun(context, url) {
  const page = await newTab(context);
  try {
    await page.goto(url);
    await noted(page, ({ firstMs }) => "ready" in firstMs);
    // The opening's tasks are its own matter.
    await page.waitForTimeout(2000);
    const before = (await notesOf(page)).longTasksMs.length;
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await noted(page, atEpoch(EARLY_EPOCH));
    const early = await moduleBytes(page);
    const notes = await noted(page, atEpoch(EPOCHS));
    const total = sum(notes.secondsPerEpoch);
    return {
      training_long_tasks_ms: notes.longTasksMs.slice(before),
      evaluation_share: sum(notes.evaluationSeconds) / total,
      module_bytes_early: early,
      module_bytes_last: await moduleBytes(page),
    };
  } finally {
    await page.close();
  }
}

/**
 * When the first step is done, and all is told that follows from it.
 *
 * @param {Notes} notes
 */
function atStep({ firstMs }) {
  return "progress" in firstMs && "weights" in firstMs;
}

/** @param {number} epoch */
function atEpoch(epoch) {
  return (/** @type {Notes} */ { secondsPerEpoch }) =>
    secondsPerEpoch.length >= epoch;
}

/**
 * Waits for the page's notes to say something; asked seldom, since each question costs a little.
 *
 * @param {Page} page
 * @param {(notes: Notes) => boolean} isDone
 */
async function noted(page, isDone) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const notes = await notesOf(page);
    if (isDone(notes)) return notes;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the page did not come to what was to be measured");
}

/**
 * @param {Page} page
 * @returns {Promise<Notes>}
 */
function notesOf(page) {
  return page.evaluate(() => Reflect.get(globalThis, "visitNotes"));
}

/**
 * How large the memory of the worker's module is: a second initialization gives the first one's
 * exports.
 *
 * @param {Page} page
 */
async function moduleBytes(page) {
  const [worker] = page.workers();
  return worker.evaluate(
    async (url) => {
      const module = await import(url);
      const { memory } = await module.default();
      return memory.buffer.byteLength;
    },
    worker.url().replace("_loader.js", ".js"),
  );
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** Runs in the page before its scripts: notes when the worker says what, and long tasks. */
function takeNotes() {
  /** @type {Notes} */
  const notes = {
    firstMs: {},
    longTasksMs: [],
    secondsPerEpoch: [],
    evaluationSeconds: [],
  };
  Reflect.set(globalThis, "visitNotes", notes);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      notes.longTasksMs.push(duration);
  }).observe({ type: "longtask", buffered: true });
  let trainedAtMs = 0;
  globalThis.Worker = class extends Worker {
    /** @param {ConstructorParameters<typeof Worker>} values */
    constructor(...values) {
      super(...values);
      notes.firstMs.worker ??= performance.now();
      this.addEventListener("message", ({ data }) => {
        const now = performance.now();
        notes.firstMs[data.type] ??= now;
        if (data.type === "progress") trainedAtMs = now;
        if (data.type !== "epoch_ended") return;
        notes.secondsPerEpoch.push(data.record.seconds);
        notes.evaluationSeconds.push((now - trainedAtMs) / 1000);
      });
    }
  };
}
