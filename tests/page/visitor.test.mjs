// Who comes and with what: narrow and wide windows, keyboards, old browsers, odd settings.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { seeAllCards } from "./everything-open.mjs";
import {
  begins,
  button,
  field,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const QUICK = "?model=softmax&epochs=1&device=cpu&data=generated";

for (const [width, height] of /** @type {const} */ ([
  [360, 740],
  [1600, 1000],
])) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    pageTest(
      `at ${width} pixels in ${colorScheme} colours nothing is cut off or scrolls sideways`,
      { query: QUICK, viewport: { width, height }, colorScheme },
      async ({ page }) => {
        await reaches(page, "ready");
        await fits(page);
        await begins(page, button(page, "Train"));
        await reaches(page, "done");
        await fits(page);
        const background = await page.evaluate(
          () => getComputedStyle(document.body).backgroundColor,
        );
        const [red = 0] = (background.match(/\d+/g) ?? []).map(Number);
        assert.equal(
          red > 128,
          colorScheme === "light",
          `the background is ${background}`,
        );
      },
    );
  }
}

/** What the budget of a visit leaves out, by what its names begin with. */
function lateFiles() {
  const path = new URL("../../xtask/src/sizes.rs", import.meta.url);
  const list = /const LATE: .*?= &?\[(.*?)\];/s.exec(
    readFileSync(path, "utf8"),
  );
  const names = [...(list?.[1] ?? "").matchAll(/"([^"]+)"/g)];
  return names.map(([, name = ""]) => name);
}

pageTest(
  "what the budget of a visit leaves out comes no sooner than a run, or than files",
  // What is kept comes when the page has been left in peace for a while: not here.
  { query: QUICK, serviceWorkers: "block" },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const late = lateFiles();
    assert.ok(late.length > 5, "the list was found");
    const asked = (/** @type {string} */ name) =>
      site.requests.filter((path) => path.startsWith(name));
    // These come when the page has been left in peace for a second.
    const inPeace = /service-worker|offline|runs/;
    for (const name of late.filter((path) => !inPeace.test(path))) {
      assert.deepEqual(asked(name), []);
    }
    await page.getByText(/^When training begins, one shape/).waitFor();
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await page.getByText(/^How the weights of each layer are/).waitFor();
    assert.equal(await page.locator("#confusion button").count(), 100);
    const ofNetworks =
      /weights|epoch-player|violin|chart-tools|confusion|digits|first-layer|rate|voice/;
    for (const name of late.filter((path) => !inPeace.test(path))) {
      assert.equal(asked(name).length > 0, ofNetworks.test(name), name);
    }
    await page.locator("#reproduction-card").scrollIntoViewIfNeeded();
    await page.getByText("Your runs are held against them here.").waitFor();
  },
);

/** Those of `docs/page-contract.md`. */
const BUTTONS = [
  "Train",
  "Pause",
  "Stop",
  "Export run",
  "Export CSV",
  "Download model",
  "Download ONNX",
  "Load model",
  "Share link",
  "Clear digit",
];
const INPUTS = [
  "Model",
  "Epochs",
  "Batch size",
  "Learning rate",
  "Seed",
  "Device",
];

pageTest(
  "each control is found by its name, also by one who asks for a part of a name",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    for (const name of BUTTONS) {
      // Of two names that the contract has, one ends as the other: "Download model".
      const exact = name === "Load model";
      const found = page.getByRole("button", { name, exact });
      assert.equal(await found.count(), 1, name);
    }
    for (const name of INPUTS) {
      assert.equal(await page.getByLabel(name).count(), 1, name);
    }
  },
);

pageTest(
  "the keyboard alone chooses a model, trains and stops",
  { query: "?device=cpu&data=generated&epochs=50" },
  async ({ page }) => {
    await reaches(page, "ready");
    await tabTo(page, "Epochs");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("30");
    assert.equal(await field(page, "Epochs").inputValue(), "30");
    await tabTo(page, "Train");
    await page.keyboard.press("Enter");
    await reaches(page, "training");
    await tabTo(page, "Stop");
    await page.keyboard.press("Enter");
    await reaches(page, "done");
  },
);

pageTest(
  "every control of the contract is there under its accessible name",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    for (const name of BUTTONS) {
      assert.equal(await button(page, name).count(), 1, `the button ${name}`);
    }
    for (const label of [...INPUTS, "Data"]) {
      assert.equal(await field(page, label).count(), 1, `the control ${label}`);
    }
    await field(page, "Model").selectOption("custom");
    await field(page, "Initialisation").selectOption("normal");
    for (const label of [
      "Hidden sizes",
      "Activation",
      "Standard deviation",
      "Dropout",
      "Batch normalisation",
      "Optimizer",
    ]) {
      await field(page, label).waitFor();
    }
    await page.getByLabel("Draw a digit", { exact: true }).waitFor();
    await page.getByRole("region", { name: "Prediction" }).waitFor();
  },
);

pageTest(
  "the links at the top lead to what they name, and nothing covers its heading",
  { query: QUICK, viewport: { width: 360, height: 740 } },
  async ({ page }) => {
    await reaches(page, "ready");
    const links = page
      .getByRole("navigation", { name: "On this page" })
      .getByRole("link");
    assert.equal(await links.count(), 10);
    await seeAllCards(page);
    for (const link of await links.all()) {
      const name = (await link.textContent()) ?? "";
      await page.evaluate(() => scrollTo(0, 0));
      await link.click();
      const target = page.locator(":target");
      assert.match((await target.textContent()) ?? "", new RegExp(name));
      const card = await target.boundingBox();
      const run = await page.locator("#run-card").boundingBox();
      assert.ok(card && run);
      assert.ok(card.y >= run.y + run.height, `${name} is under the controls`);
      assert.ok(card.y < 740 / 2, `${name} is in sight`);
    }
  },
);

for (const [label, text, says] of /** @type {const} */ ([
  ["Epochs", "0", /Epochs is 0/],
  ["Batch size", "0", /Batch size is 0/],
  ["Batch size", "70000", /70000.*60,?000/s],
  ["Learning rate", "-0.1", /Learning rate is -0\.1/],
  ["Learning rate", "NaN", /Learning rate.*NaN/s],
])) {
  pageTest(
    `${label} “${text}” is refused with what to write instead, and no run starts`,
    { query: QUICK },
    async ({ page }) => {
      await reaches(page, "ready");
      await field(page, label).fill(text);
      const train = button(page, "Train");
      if (await train.isEnabled()) await train.click();
      await pageSays(page, says);
      assert.equal(await shown(page, "phase"), "ready");
      const right = label === "Learning rate" ? "0.001" : "64";
      await field(page, label).fill(label === "Epochs" ? "1" : right);
      await begins(page, train);
    },
  );
}

pageTest(
  "a browser without module workers is told so",
  {
    query: QUICK,
    beforeScripts: () => {
      const RealWorker = window.Worker;
      // Such a browser never looks at the option.
      window.Worker = /** @type {typeof Worker} */ (
        /** @type {unknown} */ (
          function OldWorker(/** @type {string} */ url) {
            return new RealWorker(url);
          }
        )
      );
    },
  },
  async ({ page }) => {
    await pageSays(page, /no module workers/);
    assert.equal(await shown(page, "phase"), "failed");
  },
);

pageTest(
  "a browser without WebAssembly SIMD is told so",
  {
    query: QUICK,
    beforeScripts: () => {
      WebAssembly.validate = () => false;
    },
  },
  async ({ page }) => {
    await pageSays(page, /no WebAssembly SIMD/);
    assert.equal(await shown(page, "phase"), "failed");
  },
);

/** @param {Page} page */
async function fits(page) {
  const { content, window: available } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(
    content <= available,
    `${content} pixels of content in ${available}`,
  );
  const outside = await page.evaluate(() =>
    [...document.querySelectorAll("button, input, select, canvas, h2")]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return (
          width > 1 &&
          (left < 0 || right > document.documentElement.clientWidth + 1)
        );
      })
      .map((element) => element.id || element.textContent),
  );
  assert.deepEqual(outside, [], "outside of the window");
}

/**
 * Presses Tab until a control with that name has the focus.
 *
 * @param {Page} page
 * @param {string} name
 */
async function tabTo(page, name) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement ? element.labels?.[0] : element;
      return label?.textContent?.trim() === wanted;
    }, name);
    if (found) return;
  }
  assert.fail(`${name} is out of the keyboard's reach`);
}
