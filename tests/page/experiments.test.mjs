// The experiments to try: their links say what this page understands, and begin to train.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPERIMENTS } from "../../www/experiments/experiments.js";
import { readQuery } from "../../www/query.js";
import { CUSTOM, settingErrors } from "../../www/settings.js";
import { field, pageSays, pageTest, reaches } from "./harness.mjs";
import { keptAs } from "./past-runs.mjs";

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

test("each experiment has a name of its own for its links", () => {
  const names = EXPERIMENTS.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.match(name, /^[a-z]+$/);
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
      EXPERIMENTS.flatMap(({ name, links }) =>
        links.map(({ query }) => `?${query}&try=${name}`),
      ),
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
    const said = await page.locator("#messages").innerText();
    assert.match(said, /^A learning rate that is far too high/);
    assert.equal(await page.locator("#messages > *").count(), 1, said);
  },
);

pageTest(
  "the second link of an experiment draws the first one's run beside it, and says what to look for",
  { query: "?device=cpu&data=generated" },
  async ({ page, site }) => {
    const width = EXPERIMENTS.find(({ name }) => name === "width");
    const [first, second] = width?.links ?? [];
    assert.ok(width && first && second);
    const quick = "device=cpu&data=generated&try=width";
    await page.goto(`${site.url}?${first.query}&${quick}`);
    await reaches(page, "done");
    const tick = page.getByRole("checkbox", { name: "Draw Custom 10 ReLU" });
    await tick.waitFor();
    assert.equal(await tick.isChecked(), false, "it is the one that is shown");
    await keptAs(page, (kept) => kept.length === 1);
    await page.goto(`${site.url}?${second.query}&${quick}`);
    await tick.and(page.locator(":checked")).waitFor();
    await pageSays(page, /Six hundred read more than 97 %/);
    await reaches(page, "training", "done");
    const figures = page.getByRole("table", {
      name: "Figures of Custom 10 ReLU",
    });
    assert.equal(await figures.getByRole("row").count(), 1 + 5);
  },
);
