// What a screen reader hears of a run: the epochs at a calm pace, and always the last.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CALM_MS, CalmVoice } from "../../www/calm-voice.js";
import { begins, button, pageTest, reaches } from "./harness.mjs";

const SECOND_MS = 1000;

/** A voice on a clock of its own, and what it says when. */
function timedVoice() {
  /** @type {{ at: number, act: () => void }[]} */
  const waiting = [];
  /** @type {[number, string][]} */
  const said = [];
  let now = 0;
  const voice = new CalmVoice(
    (text) => said.push([now, text]),
    (act, ms) => waiting.push({ at: now + ms, act }),
  );
  const pass = (/** @type {number} */ ms) => {
    now += ms;
    for (const due of waiting.filter(({ at }) => at <= now)) {
      waiting.splice(waiting.indexOf(due), 1);
      due.act();
    }
  };
  return { voice, said, pass };
}

test("of an epoch each second one in ten is said, the latest, and the last at once", () => {
  const { voice, said, pass } = timedVoice();
  for (let epoch = 1; epoch <= 35; epoch += 1) {
    voice.say(`epoch ${epoch}`);
    if (epoch < 35) pass(SECOND_MS);
  }
  voice.finish();
  assert.deepEqual(said, [
    [0, "epoch 1"],
    [10 * SECOND_MS, "epoch 10"],
    [20 * SECOND_MS, "epoch 20"],
    [30 * SECOND_MS, "epoch 30"],
    [34 * SECOND_MS, "epoch 35"],
  ]);
  pass(CALM_MS);
  voice.finish();
  assert.equal(said.length, 5, "nothing is said twice");
});

test("an epoch that takes long is said as soon as it ends", () => {
  const { voice, said, pass } = timedVoice();
  for (let epoch = 1; epoch <= 3; epoch += 1) {
    pass(3 * CALM_MS);
    voice.say(`epoch ${epoch}`);
  }
  assert.deepEqual(
    said.map(([at]) => at / CALM_MS),
    [3, 6, 9],
  );
});

pageTest(
  "while a quick run goes on, a screen reader hears of an epoch every ten seconds, and of the last",
  { query: "?model=softmax&epochs=60&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await page.evaluate(() => {
      /** @type {[number, string, string][]} */
      const heard = [];
      Reflect.set(window, "heard", heard);
      const live =
        "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]";
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element =
            target instanceof Element ? target : target.parentElement;
          const region = element?.closest(live);
          if (!region?.checkVisibility()) continue;
          const text = region.textContent ?? "";
          heard.push([performance.now(), region.id, text]);
        }
      }).observe(document.body, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await page
      .locator("#epoch-said")
      .filter({ hasText: "Epoch 60 of 60" })
      .waitFor({ state: "attached" });
    const heard = /** @type {[number, string, string][]} */ (
      await page.evaluate(() => Reflect.get(window, "heard"))
    );
    const epochs = heard.filter(([, , text]) => /Epoch \d+ of 60/.test(text));
    assert.deepEqual(
      [...new Set(epochs.map(([, region]) => region))],
      ["epoch-said"],
    );
    assert.match(
      epochs.at(-1)?.[2] ?? "",
      /^Epoch 60 of 60: reads [\d.]+ % of the test images, test loss [\d.]+\.$/,
    );
    for (const [index, [at]] of epochs.slice(0, -1).entries()) {
      const before = epochs[index - 1]?.[0] ?? Number.NEGATIVE_INFINITY;
      // A timer is never early; what it says is drawn some frames after the one before was.
      assert.ok(at - before > CALM_MS - SECOND_MS, `${at - before} ms`);
    }
    const others = heard.filter(([, region]) => region !== "epoch-said");
    assert.ok(others.length < 8, JSON.stringify(others));
  },
);
