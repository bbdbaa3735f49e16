// The soak: run after run in a real browser, broken again and again, each held against the same run
// trained natively without a break. `cargo xtask soak` builds what it needs and calls it.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { chromium } from "playwright-core";
import { Random } from "../page/random.mjs";
import { reachWorker } from "../page/reach-worker.mjs";
import { serve } from "../page/server.mjs";
import { exportedRun, figuresOf } from "../page/taken-away.mjs";
import { FAULTS } from "./faults.mjs";
import { memoryOf } from "./memory.mjs";
import { inMiB, report } from "./report.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Outcome } from "./report.mjs" */

/** What the runs take in turn: models, and what changes them while they go on. */
const SETTINGS = [
  { model: "a1-relu", more: "" },
  { model: "a1-bn-dropout", more: "&schedule=cosine&factor=0.1" },
  { model: "a2-relu", more: "&stop=test_loss&patience=2&best=1" },
  { model: "softmax", more: "" },
  { model: "a1-bn", more: "&schedule=plateau&factor=0.3&every=1" },
];
const EPOCHS = 12;

/** Seconds between two faults, at least and at most. */
const PAUSE_SECONDS = [4, 20];

/** Before each so many'th fault an epoch passes: on a slow machine none would between two of them. */
const FAULTS_PER_EPOCH = 3;

/** A run that comes no further for so long is lost. */
const MAX_STANDSTILL_SECONDS = 300;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    example: { type: "string" },
    out: { type: "string", default: "docs/reliability-soak.json" },
  },
});
const endsAt = Date.now() + Number(values.minutes) * 60_000;
const random = new Random(Number(values.seed));

/** @type {Outcome} */
const outcome = {
  minutes: Number(values.minutes),
  seed: Number(values.seed),
  browser: "",
  faults: Object.fromEntries(FAULTS.map(({ name }) => [name, 0])),
  runs: [],
  lost: [],
  memories: [],
};

const site = await serve();
const folder = await mkdtemp(join(tmpdir(), "kindling-soak-"));
// A profile on the disk, as visitors have: a window without one keeps all that is stored in memory.
const profile = join(folder, "profile");
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--mute-audio"],
});
outcome.browser = context.browser()?.version() ?? "";
await context.addInitScript(reachWorker);
let page = await context.newPage();
watch(page);

try {
  for (let number = 1; Date.now() < endsAt; number += 1) await oneRun(number);
} finally {
  await context.close();
  await site.stop();
  await rm(folder, { recursive: true });
  await writeFile(
    /** @type {string} */ (values.out),
    `${JSON.stringify(outcome, null, 2)}\n`,
  );
}
console.log(report(outcome));
process.exitCode = outcome.lost.length === 0 ? 0 : 1;

/**
 * Trains a run to its end, whatever breaks, and compares it with the native one.
 *
 * @param {number} number From 1; it is the run's seed.
 */
async function oneRun(number) {
  const settings = SETTINGS[number % SETTINGS.length];
  const { model, more } = settings ?? { model: "a1-relu", more: "" };
  const label = `${model}, seed ${number}`;
  const query = `?device=cpu&model=${model}&epochs=${EPOCHS}&seed=${number}${more}`;
  await page.goto(`${site.url}${query}&autostart=1`);
  let nFaults = 0;
  /** @type {string[]} */
  const broken = [];
  let progress = "";
  let progressAt = Date.now();
  for (;;) {
    await page.waitForTimeout(between(...PAUSE_SECONDS) * 1000);
    // It may have ended right before the page was left.
    if ((await shelvedRun(model, number)) !== null) break;
    // What a run that is over leaves on offer is the run of another tab.
    if (await isOver()) break;
    await goOn();
    if (await isOver()) break;
    const { phase, shown } = await standing();
    if (shown !== progress) progressAt = Date.now();
    progress = shown;
    if (Date.now() - progressAt > MAX_STANDSTILL_SECONDS * 1000) {
      lose(
        `${label} came no further in phase ${phase}, after: ${broken.join("; ")}. The page: ${await page.locator("#run-card, #messages").allInnerTexts()}`,
      );
      return;
    }
    if (nFaults % FAULTS_PER_EPOCH === 0 && !(await epochPasses())) continue;
    const fault = random.of(FAULTS);
    outcome.faults[fault.name] = (outcome.faults[fault.name] ?? 0) + 1;
    nFaults += 1;
    broken.push(fault.name);
    page = await fault.act({
      page,
      context,
      site,
      url: `${site.url}?device=cpu`,
    });
    watch(page);
  }
  const run = (await shelvedRun(model, number)) ?? (await exportedRun(page));
  const isSame = await isAsNative(run);
  if (!isSame) lose(`${label} is not as the native run`);
  outcome.runs.push({
    model,
    seed: number,
    epochs: run.epochs.length,
    faults: nFaults,
    isSame,
  });
  const memory = await memoryOf(profile);
  outcome.memories.push(memory);
  console.log(
    `${label}: ${run.epochs.length} epochs, ${nFaults} faults, ${isSame ? "as natively" : "NOT as natively"}, ${inMiB(memory)}`,
  );
}

/**
 * Notes what went wrong, and says it at once.
 *
 * @param {string} what
 */
function lose(what) {
  outcome.lost.push(what);
  console.log(`Lost: ${what}`);
}

/** Presses what the page offers to go on with. */
async function goOn() {
  await page
    .waitForFunction(
      () => document.documentElement.dataset.phase !== "loading",
      undefined,
      { timeout: 120_000 },
    )
    .catch(() => {});
  for (const name of [
    /^Go on/,
    /^Resume$/,
    /^Retry$/,
    /^Restart the trainer$/,
  ]) {
    const offered = page.getByRole("button", { name }).first();
    if (await offered.isVisible().catch(() => false)) {
      await offered.click({ timeout: 5000 }).catch(() => {});
      return;
    }
  }
}

/** Waits for the end of an epoch; false where none is under way, or none ends. */
async function epochPasses() {
  const epoch = async () =>
    /^Epoch \d+/.exec((await page.locator("#pace").textContent()) ?? "")?.[0];
  const before = await epoch();
  const end = Date.now() + (MAX_STANDSTILL_SECONDS / 2) * 1000;
  while (Date.now() < end) {
    if ((await standing()).phase !== "training") return false;
    const now = await epoch();
    if (before !== undefined && now !== undefined && now !== before) {
      // What is told at its end is kept a moment later.
      await page.waitForTimeout(1000);
      return true;
    }
    await page.waitForTimeout(200);
  }
  return false;
}

/**
 * Whether the run has ended. A worker that breaks just after that leaves a page that begins again,
 * with the whole run on it.
 */
async function isOver() {
  const { phase, pace } = await standing();
  if (phase === "done") return true;
  const isWhole = /^\d+ of \d+ epochs in/.test(pace);
  return (
    phase === "ready" &&
    isWhole &&
    (await exportedRun(page)).outcome === "finished"
  );
}

/**
 * A run among those that are over, as its file has it; null while there is none.
 *
 * @param {string} model
 * @param {number} seed
 * @returns {Promise<{ epochs: { seconds: number }[], restored_epoch?: number } | null>}
 */
function shelvedRun(model, seed) {
  return page.evaluate(
    async ([wantedModel, wantedSeed]) => {
      const main = document.scripts[0]?.src;
      const part = (/** @type {string} */ path) =>
        import(new URL(path, main).href);
      const { pastRunStore } = await part("runs/past-run-store.js");
      const { runObject } = await part("export.js");
      const found = await pastRunStore.read();
      const run = found.find(
        (
          /** @type {{ config: { model: string, seed: number } }} */ { config },
        ) => config.model === wantedModel && config.seed === wantedSeed,
      );
      return run === undefined ? null : runObject(run, run.version, null);
    },
    /** @type {const} */ ([model, seed]),
  );
}

/** The phase, and how far the run has come as the page shows it. */
function standing() {
  return page.evaluate(() => ({
    phase: document.documentElement.dataset.phase ?? "none",
    shown: document.querySelector("#progress")?.textContent ?? "",
    pace: document.querySelector("#pace")?.textContent ?? "",
  }));
}

/**
 * Whether a run's figures are, to the last bit, those of the same run trained natively.
 *
 * @param {{ epochs: { seconds: number }[], restored_epoch?: number }} run
 */
async function isAsNative(run) {
  const file = join(folder, "run.json");
  const out = join(folder, "native.json");
  await writeFile(file, JSON.stringify(run));
  const example = /** @type {string} */ (values.example);
  await promisify(execFile)(example, [file, "--out", out]);
  const native = JSON.parse(await readFile(out, "utf8"));
  const [here, there] = [run, native].map((of) =>
    JSON.stringify([figuresOf(of), of.restored_epoch ?? null]),
  );
  return here === there;
}

/** @param {Page} watched */
function watch(watched) {
  if (watched.listenerCount("pageerror") > 0) return;
  watched.on("pageerror", (error) => {
    lose(`an error that no code caught: ${error.message}`);
  });
}

/**
 * @param {number} low
 * @param {number} high
 */
function between(low, high) {
  return low + random.share() * (high - low);
}
