// The experiments to try: their links say what this page understands, and begin to train.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPERIMENTS } from "../../www/experiments/experiments.js";
import { readQuery } from "../../www/query.js";
import { CUSTOM, settingErrors } from "../../www/settings.js";
import { field, pageTest, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const NOTEBOOK = ["a1-relu", "a3-relu", "softmax"];

test("each experiment has links that differ, begin by themselves and have no problem", () => {
  assert.ok(EXPERIMENTS.length >= 4);
  for (const { title, links } of EXPERIMENTS) {
    const texts = links.map(({ query }) => query);
    assert.ok(links.length >= 2, title);
    assert.equal(new Set(texts).size, links.length, title);
    for (const { query } of links) {
      const { settings, given, autostart, problems } = readQuery(`?${query}`);
      assert.deepEqual(problems, [], query);
      assert.equal(autostart, true, query);
      assert.ok(given.includes("model"), query);
      assert.ok([...NOTEBOOK, CUSTOM].includes(settings.model), query);
      const errors = settingErrors(settings, {
        models: null,
        limits: null,
        nTrain: 60_000,
        hasFiles: false,
      });
      assert.deepEqual(errors, {}, query);
    }
  }
});

test("each experiment says in two sentences what to look for", () => {
  for (const { title, lookFor } of EXPERIMENTS) {
    assert.equal(lookFor.match(/[.!?](?= |$)/g)?.length, 2, title);
  }
});

pageTest(
  "a link of the experiments trains what it says, also where the models are known",
  { query: "?device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    const card = page.getByRole("region", { name: "Try this" });
    await card.scrollIntoViewIfNeeded();
    const links = card.getByRole("link");
    await links.first().waitFor();
    const shown = await links.evaluateAll((all) =>
      all.map((link) => link.getAttribute("href")),
    );
    assert.deepEqual(
      shown,
      EXPERIMENTS.flatMap(({ links }) => links.map(({ query }) => `?${query}`)),
    );
    // The same link, with data that every test has.
    await links.nth(1).evaluate((link) => {
      if (link instanceof HTMLAnchorElement) {
        link.search += "&data=generated&device=cpu&epochs=1";
        link.search = link.search.replace("epochs=3&", "");
      }
    });
    await links.nth(1).click();
    await page.waitForURL(/batchnorm=1/);
    await reaches(page, "training", "done");
    await reaches(page, "done");
    assert.equal(await field(page, "Hidden sizes").inputValue(), "200,100,50");
    assert.equal(await field(page, "Learning rate").inputValue(), "0.3");
    assert.equal(await field(page, "Batch normalisation").isChecked(), true);
    assert.equal(await page.locator("#messages").textContent(), "");
  },
);
