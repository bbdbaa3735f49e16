// A link's query parameters: each is taken, or refused with a message and its default.

import assert from "node:assert/strict";
import {
  button,
  field,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";

/** @import { Page } from "playwright-core" */

/** What the page takes where a link says nothing. */
const DEFAULTS = {
  Model: "a1-relu",
  Epochs: "20",
  "Batch size": "128",
  "Learning rate": "0.001",
  Seed: "1",
};

pageTest(
  "a link sets every control that it names",
  {
    query:
      "?model=a1-bn-dropout&epochs=3&batch=64&lr=0.002&seed=42&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.deepEqual(await controls(page), {
      Model: "a1-bn-dropout",
      Epochs: "3",
      "Batch size": "64",
      "Learning rate": "0.002",
      Seed: "42",
    });
    assert.equal(await field(page, "Device").inputValue(), "cpu");
    assert.equal(await shown(page, "device"), "cpu");
    assert.equal(await shown(page, "dataset"), "generated");
  },
);

for (const [query, named] of /** @type {const} */ ([
  ["model=resnet", /model.*resnet/s],
  ["epochs=0", /epochs.*0/s],
  ["epochs=many", /epochs.*many/s],
  ["batch=0", /batch.*0/s],
  ["batch=99999999", /batch.*99999999/s],
  ["lr=-1", /lr.*-1/s],
  ["lr=NaN", /lr.*NaN/s],
  ["seed=half", /seed.*half/s],
  ["colour=red", /colour/],
])) {
  pageTest(
    `the bad parameter ${query} is named on the page, and the default is taken`,
    { query: `?${query}&device=cpu&data=generated` },
    async ({ page }) => {
      await reaches(page, "ready");
      await pageSays(page, named);
      assert.deepEqual(await controls(page), DEFAULTS);
    },
  );
}

pageTest(
  "a bad device or data parameter is named, and the page opens with what it chooses itself",
  { query: "?device=tpu&data=cifar" },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /device.*tpu/s);
    await pageSays(page, /data.*cifar/s);
    assert.equal(await field(page, "Device").inputValue(), "auto");
    assert.ok(
      ["mnist", "generated"].includes((await shown(page, "dataset")) ?? ""),
    );
  },
);

pageTest(
  "the shared link opens the same settings",
  { query: "?device=cpu&data=generated" },
  async ({ page, site }) => {
    await reaches(page, "ready");
    await page
      .context()
      .grantPermissions(["clipboard-read", "clipboard-write"]);
    await field(page, "Model").selectOption("a1-bn");
    await field(page, "Epochs").fill("7");
    await field(page, "Learning rate").fill("0.0005");
    await field(page, "Seed").fill("99");
    await button(page, "Share link").click();
    const before = await controls(page);
    const link = await page.waitForFunction(async (base) => {
      const text = await navigator.clipboard.readText().catch(() => "");
      return text.startsWith(base) && text;
    }, site.url);
    await page.goto(await link.jsonValue());
    await reaches(page, "ready");
    assert.deepEqual(await controls(page), before);
    assert.equal(await field(page, "Seed").inputValue(), "99");
  },
);

pageTest(
  "a link with autostart=1 trains by itself",
  {
    query: "?model=softmax&epochs=1&device=cpu&data=generated&autostart=1",
  },
  async ({ page }) => {
    await reaches(page, "training", "done");
    await reaches(page, "done");
  },
);

/** @param {Page} page */
async function controls(page) {
  const entries = Object.keys(DEFAULTS).map(async (label) => [
    label,
    await field(page, label).inputValue(),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
