// A visitor who presses everything in any order: the page never breaks, and trains at the end.

import assert from "node:assert/strict";
import {
  begins,
  button,
  draw,
  field,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";
import { Random } from "./random.mjs";

/** @import { ElementHandle, Page } from "playwright-core" */

const N_ACTIONS = 500;
const SEED = 20_261_125;

/** Stands among the phases wherever the page was loaded: in another language, for one. */
const LOADED = "loaded";

/** From each phase, the phases that may follow it, besides the page's being loaded again. */
const MAY_FOLLOW = {
  [LOADED]: ["loading"],
  loading: ["ready", "failed"],
  ready: ["training", "loading", "failed"],
  training: ["paused", "done", "failed"],
  paused: ["training", "done", "failed"],
  done: ["training", "loading", "failed"],
  failed: ["loading", "training", "ready"],
};

/** What is typed into fields: what is right, what is wrong, and what nobody expects. */
const TEXTS = [
  "1",
  "2",
  "64",
  "0.01",
  "32,16",
  "",
  "-1",
  "1e9",
  "NaN",
  "∞ <b>",
];

/** What makes phases follow each other: any control alone would rarely be one of them. */
const RUN_BUTTONS = ["Train", "Pause", "Resume", "Stop"];

/**
 * One action on something that can be seen and used just now; says what it was, and whether it came to
 * be done.
 *
 * @param {Page} page
 * @param {Random} random
 */
async function act(page, random) {
  if (random.share() < 0.05) {
    await draw(page, [
      [random.share(), random.share()],
      [random.share(), random.share()],
    ]);
    return { what: "draw", isDone: true };
  }
  if (random.share() < 0.1) {
    await chooseRightSettings(page);
    return { what: "right settings", isDone: true };
  }
  if (random.share() < 0.3) {
    const name = random.of(RUN_BUTTONS);
    // What cannot be pressed just now is simply not pressed.
    const isDone = await button(page, name)
      .click({ timeout: 100 })
      .then(
        () => true,
        () => false,
      );
    return { what: name, isDone };
  }
  // What files are picked has tests of its own.
  const usable = page.locator(
    "button:visible:enabled, select:visible:enabled, input:not([type=file]):visible:enabled",
  );
  const index = random.below(await usable.count());
  // One element, whatever takes its place in the page meanwhile.
  const control = await usable
    .nth(index)
    .elementHandle({ timeout: 1000 })
    .catch(() => null);
  if (!control) return { what: "gone", isDone: false };
  const what = await control
    .evaluate((node) => {
      const element = /** @type {Element} */ (node);
      return `${element.tagName} ${element.id} ${element.textContent?.slice(0, 24)}`;
    })
    .catch(() => "gone");
  const isLanguage = await control
    .evaluate((node) => /** @type {Element} */ (node).id === "language")
    .catch(() => false);
  // What has gone or was disabled meanwhile is simply not pressed.
  const isUsed = await use(control, random).then(
    () => true,
    (error) => {
      if (
        !/Timeout|detached|disabled|not visible|not attached/i.test(`${error}`)
      ) {
        throw error;
      }
      return false;
    },
  );
  if (isLanguage && (isUsed || (await isGerman(page)))) {
    await comeBackToEnglish(page);
  }
  return { what, isDone: isUsed };
}

/**
 * Whether the page is on its way to German although the press seemed to come too late.
 *
 * @param {Page} page
 */
async function isGerman(page) {
  const language = await page.getAttribute("html", "lang").catch(() => null);
  return language === "de";
}

/**
 * From the German page, which the walk cannot read, to the English one.
 *
 * @param {Page} page
 */
async function comeBackToEnglish(page) {
  await page.waitForFunction(() => document.documentElement.lang === "de");
  await button(page, "English").click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  await reaches(page, "ready");
}

/**
 * @param {ElementHandle<Node>} control
 * @param {Random} random
 */
async function use(control, random) {
  const quickly = { timeout: 1000 };
  const kind = await control.evaluate((element) =>
    element instanceof HTMLInputElement
      ? element.type
      : /** @type {Element} */ (element).tagName,
  );
  switch (kind) {
    case "SELECT": {
      const values = await control.evaluate((element) =>
        [.../** @type {HTMLSelectElement} */ (element).options].map(
          (option) => option.value,
        ),
      );
      // A program that imitates a GPU takes minutes for what this test does in seconds.
      const fast = values.filter((value) => value !== "webgpu");
      const value = random.of(fast);
      await control.selectOption(value, quickly);
      return;
    }
    case "checkbox":
      await control.click(quickly);
      return;
    case "range":
      await control.press(random.share() < 0.5 ? "ArrowLeft" : "End", quickly);
      return;
    case "BUTTON":
    case "button":
    case "submit":
      await control.click(quickly);
      return;
    default: {
      const text = random.of(TEXTS);
      await control.fill(text, quickly);
      if (random.share() < 0.3) await control.press("Enter", quickly);
    }
  }
}

pageTest(
  `${N_ACTIONS} actions in any order break nothing, and the page still trains after them`,
  {
    query: "?device=cpu&data=generated&model=softmax&epochs=2",
    beforeScripts: () => {
      document.addEventListener(
        "readystatechange",
        () => {
          /** @type {string[]} */
          const phases = JSON.parse(sessionStorage.getItem("phases") ?? "[]");
          phases.push("loaded");
          const root = document.documentElement;
          const note = () => {
            const phase = root.dataset.phase ?? "none";
            if (phases.at(-1) !== phase) phases.push(phase);
            sessionStorage.setItem("phases", JSON.stringify(phases));
          };
          note();
          new MutationObserver(note).observe(root, {
            attributeFilter: ["data-phase"],
          });
        },
        { once: true },
      );
    },
  },
  async ({ page, context }) => {
    await reaches(page, "ready");
    const random = new Random(SEED);
    /** @type {string[]} */
    const done = [];
    try {
      while (done.length < N_ACTIONS) {
        const { what, isDone } = await act(page, random);
        if (isDone) done.push(what);
        const phase = (await shown(page, "phase")) ?? "none";
        assert.ok(phase in MAY_FOLLOW, `the phase is ${phase}`);
        const messages = await page.locator("#messages").innerText();
        assert.doesNotMatch(messages, /stopped unexpectedly|trainer broke/);
      }
    } catch (error) {
      context.diagnostic(`the last actions: ${done.slice(-15).join("; ")}`);
      throw error;
    }
    /** @type {string[]} */
    const phases = JSON.parse(
      await page.evaluate(() => sessionStorage.getItem("phases") ?? "[]"),
    );
    assert.ok(phases.length > 20, `it went through ${phases.length} phases`);
    for (const [index, phase] of phases.entries()) {
      const before = phases[index - 1];
      if (before === undefined || phase === LOADED) continue;
      const may = MAY_FOLLOW[/** @type {keyof typeof MAY_FOLLOW} */ (before)];
      assert.ok(may.includes(phase), `${phase} after ${before}`);
    }
    await trainsAfterwards(page);
  },
);

/**
 * Settings with which a run takes a second or two, where they may be changed just now.
 *
 * @param {Page} page
 */
async function chooseRightSettings(page) {
  const model = field(page, "Model");
  if (!(await model.isEnabled())) return;
  const quickly = { timeout: 1000 };
  /** @type {readonly [string, string][]} */
  const texts = [
    ["Epochs", "2"],
    ["Batch size", "512"],
    ["Learning rate", "0.001"],
    ["Seed", "1"],
  ];
  // A run may begin in the middle of it.
  await model.selectOption("softmax", quickly).catch(() => {});
  for (const [label, text] of texts) {
    await field(page, label)
      .fill(text, quickly)
      .catch(() => {});
  }
}

/**
 * Ends what is going on, and trains with right settings.
 *
 * @param {Page} page
 */
async function trainsAfterwards(page) {
  // What has ended by itself meanwhile need not be ended.
  const quickly = { timeout: 1000 };
  // The reproduction begins its next model unless it is held.
  const hold = button(page, "Pause the notebook");
  if (await hold.isVisible()) await hold.click(quickly).catch(() => {});
  const stop = button(page, "Stop");
  await page.waitForFunction(
    () =>
      !["loading"].includes(
        document.documentElement.dataset.phase ?? "loading",
      ),
  );
  if (await stop.isEnabled()) await stop.click(quickly).catch(() => {});
  const restart = button(page, "Restart the trainer").first();
  if (await restart.isVisible()) await restart.click();
  // Of the walk's own rates some let a run's numbers grow beyond all bounds.
  await reaches(page, "ready", "done", "failed");
  await chooseRightSettings(page);
  await begins(page, button(page, "Train"));
  await reaches(page, "done");
}
