// A link's query parameters: each is taken, or refused with a message and its default.

import assert from "node:assert/strict";
import {
  begins,
  button,
  exportedRun,
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

/** A custom model with every parameter, and what the controls then show. */
const CUSTOM_QUERY =
  "model=custom&hidden=40,20&activation=gelu&init=normal&stddev=0.1&dropout=0.25&optimizer=sgd&epochs=2&batch=100&lr=0.02&seed=5&device=cpu&data=generated&batchnorm=1";

const CUSTOM_CONTROLS = {
  Model: "custom",
  "Hidden sizes": "40,20",
  Activation: "gelu",
  Initialisation: "normal",
  "Standard deviation": "0.1",
  Dropout: "0.25",
  Optimizer: "sgd",
  Epochs: "2",
  "Batch size": "100",
  "Learning rate": "0.02",
  Seed: "5",
};

pageTest(
  "a link with every parameter of a custom model shows, trains and shares exactly that",
  { query: `?${CUSTOM_QUERY}` },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const labels = Object.keys(CUSTOM_CONTROLS);
    assert.deepEqual(await controls(page, labels), CUSTOM_CONTROLS);
    assert.ok(await field(page, "Batch normalisation").isChecked());
    assert.equal(await page.locator("#messages").innerText(), "");
    await button(page, "Share link").click();
    const shared = await field(page, "Address to share").inputValue();
    assert.equal(shared, `${site.url}?${CUSTOM_QUERY}`);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const { config } = await exportedRun(page);
    const initialization = { kind: "normal", stddev: 0.1 };
    assert.deepEqual(config.architecture, {
      hidden: [
        { units: 40, initialization },
        { units: 20, initialization },
      ],
      activation: "gelu",
      batch_norm: true,
      dropout: 0.25,
    });
    assert.equal(config.optimizer, "sgd");
    assert.equal(config.learning_rate, 0.02);
  },
);

for (const [query, named, label, taken] of /** @type {const} */ ([
  ["activation=step", /activation=step.*relu/s, "Activation", "relu"],
  ["init=zeros", /init=zeros.*he/s, "Initialisation", "he"],
  [
    "init=normal&stddev=0",
    /Standard deviation is 0.*stddev=0\.05/s,
    "Standard deviation",
    "0.05",
  ],
  [
    "init=normal&stddev=11",
    /Standard deviation is 11.*10 at most/s,
    "Standard deviation",
    "0.05",
  ],
  ["init=he&stddev=0.1", /stddev.*only init=normal/s, "Initialisation", "he"],
  ["optimizer=lion", /optimizer=lion.*adam/s, "Optimizer", "adam"],
  ["optimizer=sgd&lr=-1", /lr=-1.*lr=0\.01/s, "Learning rate", "0.01"],
])) {
  pageTest(
    `the bad parameter ${query} of a custom model is named, and the default is taken`,
    { query: `?model=custom&${query}&device=cpu&data=generated` },
    async ({ page }) => {
      await reaches(page, "ready");
      await pageSays(page, named);
      assert.equal(await field(page, label).inputValue(), taken);
    },
  );
}

pageTest(
  "parameters of a custom model are named and left out beside another model",
  {
    query:
      "?model=a1-bn&activation=tanh&init=glorot&optimizer=sgd&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    for (const parameter of [
      "activation=tanh",
      "init=glorot",
      "optimizer=sgd",
    ]) {
      await pageSays(page, new RegExp(`${parameter}.*only model=custom`, "s"));
    }
    assert.equal(await field(page, "Learning rate").inputValue(), "0.001");
    await field(page, "Model").selectOption("custom");
    assert.equal(await field(page, "Activation").inputValue(), "relu");
    assert.equal(await field(page, "Optimizer").inputValue(), "adam");
  },
);

for (const [query, rate] of /** @type {const} */ ([
  ["optimizer=sgd", "0.01"],
  ["optimizer=rmsprop", "0.001"],
  ["optimizer=sgd&lr=0.5", "0.5"],
])) {
  pageTest(
    `a custom model with ${query} learns at the rate ${rate}`,
    { query: `?model=custom&${query}&device=cpu&data=generated` },
    async ({ page }) => {
      await reaches(page, "ready");
      assert.equal(await field(page, "Learning rate").inputValue(), rate);
    },
  );
}

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

/**
 * @param {Page} page
 * @param {readonly string[]} [labels]
 */
async function controls(page, labels = Object.keys(DEFAULTS)) {
  const entries = labels.map(async (label) => [
    label,
    await field(page, label).inputValue(),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
