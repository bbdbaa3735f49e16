// Runs that are over: listed, sorted, named, deleted and brought back, kept, and taken away.

import assert from "node:assert/strict";
import {
  begins,
  button,
  exportedRun,
  field,
  pageSays,
  pageTest,
  reaches,
  savedBy,
} from "./harness.mjs";
import {
  keptAs,
  keptRuns,
  lists,
  madeRun,
  names,
  namesAre,
  putRuns,
  runsCard,
  SMALL,
  trains,
} from "./past-runs.mjs";
import { figuresOf } from "./taken-away.mjs";

/** @import { Page } from "playwright-core" */

const COLUMNS = [
  "Name",
  "Model",
  "Settings",
  "Device",
  "Best test accuracy",
  "Last test accuracy",
  "Loss gap",
  "Seconds",
];

/**
 * What a column says, from top to bottom.
 *
 * @param {Page} page
 * @param {string} column
 */
async function saidBy(page, column) {
  if (column === "Name") return names(page);
  const at = 2 + COLUMNS.indexOf(column);
  return page
    .locator(`.runs-table tbody td:nth-child(${at}) .figure-value`)
    .allInnerTexts();
}

/** @param {string} text */
function inOrder(text) {
  const number = Number(text.replace("−", "-").replace(/ %$/, ""));
  return Number.isNaN(number) ? text.toLowerCase() : number;
}

pageTest(
  "each run that ends is listed with its figures, which any column sorts up and down",
  { query: `${SMALL}&seed=3` },
  async ({ page }) => {
    await reaches(page, "ready");
    await pageSays(page, /Each run that ends is kept here/);
    await trains(page);
    const first = await exportedRun(page);
    await lists(page, 1);
    await field(page, "Model").selectOption("custom");
    await trains(page, { "Hidden sizes": "8", Epochs: "3" });
    await lists(page, 2);
    const { card, table } = runsCard(page);
    assert.doesNotMatch(await card.innerText(), /Each run that ends/);
    await namesAre(page, ["Custom 8 ReLU", "Linear softmax, no hidden layer"]);
    const last = first.epochs.at(-1);
    const percent = (/** @type {number} */ share) =>
      `${(100 * share).toFixed(2)} %`;
    const accuracies = first.epochs.map(
      (/** @type {{ test_accuracy: number }} */ epoch) => epoch.test_accuracy,
    );
    const gap = (last.test_loss - last.train_loss).toFixed(4);
    const row = await table.getByRole("row").last().innerText();
    for (const text of [
      "softmax",
      "2 epochs, seed 3, generated digits",
      "CPU",
      percent(Math.max(...accuracies)),
      percent(last.test_accuracy),
      gap.startsWith("-") ? gap.replace("-", "−") : `+${gap}`,
    ]) {
      assert.ok(row.includes(text), `${text} is in ${row}`);
    }
    for (const column of COLUMNS) {
      const head = table.getByRole("columnheader", { name: column });
      const sort = head.getByRole("button");
      const before = await saidBy(page, column);
      const up = [...before].sort((a, b) => (inOrder(a) < inOrder(b) ? -1 : 1));
      await sort.click();
      assert.equal(await head.getAttribute("aria-sort"), "ascending");
      assert.equal(await table.locator("[aria-sort]").count(), 1);
      assert.deepEqual(await saidBy(page, column), up, column);
      await sort.click();
      assert.equal(await head.getAttribute("aria-sort"), "descending");
      const isEven = new Set(up).size === 1;
      const down = isEven ? up : [...up].reverse();
      assert.deepEqual(await saidBy(page, column), down, column);
      await sort.click();
      assert.equal(await head.getAttribute("aria-sort"), null);
      assert.equal((await names(page))[0], "Custom 8 ReLU", "the latest first");
    }
  },
);

pageTest(
  "a run that is stopped is kept with its whole epochs, and one without any is not",
  {
    query:
      "?model=custom&hidden=200,200&epochs=900&batch=64&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await button(page, "Stop").click();
    await reaches(page, "done");
    const stoppedAtOnce = (await exportEnabled(page)) ? 1 : 0;
    await begins(page, button(page, "Train"));
    await page.locator("#export-run:enabled").waitFor({ timeout: 60_000 });
    await button(page, "Stop").click();
    await reaches(page, "done");
    const { epochs } = await exportedRun(page);
    await lists(page, 1 + stoppedAtOnce);
    await keptAs(page, (kept) => kept.length === 1 + stoppedAtOnce);
    const kept = (await keptRuns(page)).at(-1);
    assert.equal(kept?.outcome, "stopped");
    assert.deepEqual(kept.records, epochs);
    await pageSays(
      page,
      new RegExp(`stopped after ${epochs.length} of 900 epochs`),
    );
  },
);

/** @param {Page} page */
function exportEnabled(page) {
  return button(page, "Export run").isEnabled();
}

pageTest(
  "a run is renamed in its place, and what it is called outlives the page",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    await lists(page, 1);
    const { card } = runsCard(page);
    const rename = card.getByRole("button", { name: "Rename" });
    const name = card.getByRole("textbox");
    await rename.click();
    assert.equal(await name.inputValue(), "Linear softmax, no hidden layer");
    await name.fill(" <b>Mine</b>, of course ");
    await name.press("Enter");
    await namesAre(page, ["<b>Mine</b>, of course"]);
    await rename.click();
    await name.fill("Not this");
    await name.press("Escape");
    await namesAre(page, ["<b>Mine</b>, of course"]);
    await rename.click();
    await name.fill("x".repeat(500));
    await button(page, "Clear digit").focus();
    await namesAre(page, ["x".repeat(80)]);
    await keptAs(page, ([kept]) => kept?.name.length === 80);
    // The field closes under the pointer, which presses another button in the row nevertheless.
    await rename.click();
    await name.fill("Pressed away");
    await card.getByRole("checkbox").click();
    await namesAre(page, ["Pressed away"]);
    assert.equal(await card.getByRole("checkbox").isChecked(), true);
    await rename.click();
    await name.fill("x".repeat(80));
    await name.press("Enter");
    await keptAs(page, ([kept]) => kept?.name.length === 80);
    await page.reload();
    await lists(page, 1);
    await namesAre(page, ["x".repeat(80)]);
    await rename.click();
    await name.fill("  ");
    await name.press("Enter");
    await namesAre(page, ["Linear softmax, no hidden layer"]);
  },
);

pageTest(
  "what is deleted comes back by Undo, and is gone once the page was left",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await putRuns(
      page,
      [1, 2, 3].map((minute) => madeRun(minute)),
    );
    await page.reload();
    await lists(page, 3);
    await namesAre(page, ["Made 3", "Made 2", "Made 1"]);
    const { card } = runsCard(page);
    await button(page, "Delete Made 2").click();
    await lists(page, 2);
    await card.getByText("Deleted “Made 2”.").waitFor();
    assert.equal(await focused(page), "Undo");
    await button(page, "Undo").click();
    await lists(page, 3);
    await namesAre(page, ["Made 3", "Made 2", "Made 1"]);
    assert.equal(await button(page, "Undo").count(), 0, "it is hidden");
    await keptAs(page, (kept) => kept.length === 3);
    // A second deletion takes the place of the first one's offer.
    await button(page, "Delete Made 2").click();
    await button(page, "Delete Made 1").click();
    await lists(page, 1);
    await button(page, "Undo").click();
    await lists(page, 2);
    await namesAre(page, ["Made 3", "Made 1"]);
    await button(page, "Delete all").click();
    await card.getByText("Deleted 2 runs.").waitFor();
    await pageSays(page, /Each run that ends is kept here/);
    await button(page, "Undo").click();
    await lists(page, 2);
    await button(page, "Delete Made 3").click();
    await button(page, "Dismiss").click();
    await lists(page, 1);
    await keptAs(page, (kept) => kept.length === 1);
    await page.reload();
    await lists(page, 1);
    await namesAre(page, ["Made 1"]);
  },
);

/** @param {Page} page */
function focused(page) {
  return page.evaluate(() => document.activeElement?.textContent);
}

pageTest(
  "all runs are taken away as one file, each as its own export has it",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    const first = await exportedRun(page);
    await trains(page, { Seed: "9" });
    const second = await exportedRun(page);
    await lists(page, 2);
    const { fileName, bytes } = await savedBy(page, "Export all runs");
    assert.equal(fileName, "kindling-runs.json");
    const { format, version, runs } = JSON.parse(bytes.toString("utf8"));
    assert.deepEqual([format, version], ["kindling-runs", 1]);
    const name = "Linear softmax, no hidden layer";
    assert.deepEqual(
      runs,
      [first, second].map((run) => ({ ...run, user_agent: null, name })),
    );
    assert.notDeepEqual(figuresOf(first), figuresOf(second));
  },
);

pageTest(
  "what is damaged in the storage is left out, and what stands in names is shown as text",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    const image = `<img src="x" onerror="window.wasRun = true">`;
    const sound = madeRun(1, { name: image });
    await putRuns(page, [
      sound,
      { ...madeRun(2), format: 2 },
      { ...madeRun(3), records: [] },
      { ...madeRun(4), name: "" },
      { ...madeRun(5), config: { ...sound.config, epochs: -1 } },
      { ...madeRun(6), device: { kind: image, name: image } },
      { ...madeRun(7), records: [{ epoch: 1, train_loss: image }] },
      { ...madeRun(8), place: 1e9 },
      { startedAt: image },
    ]);
    await page.reload();
    await lists(page, 1);
    await namesAre(page, [image]);
    await page.getByRole("checkbox", { name: `Draw ${image}` }).check();
    await page.locator("#loss-chart .legend").getByText(image).waitFor();
    await button(page, `Delete ${image}`).click();
    await runsCard(page).card.getByText(`Deleted “${image}”.`).waitFor();
    assert.equal(await page.locator("[src='x'], [onerror]").count(), 0);
    assert.equal(await page.evaluate(() => "wasRun" in window), false);
    // The others are left.
    await keptAs(page, (kept) => kept.length === 8);
  },
);

pageTest("the latest 200 runs are kept", { query: SMALL }, async ({ page }) => {
  await reaches(page, "ready");
  const many = Array.from({ length: 203 }, (_, minute) => madeRun(minute));
  await putRuns(page, many);
  await page.reload();
  await trains(page);
  await keptAs(page, (kept) => kept.length === 200);
  const kept = (await keptRuns(page)).map(({ name }) => name);
  assert.equal(kept[0], "Made 4");
  assert.equal(kept.at(-1), "Linear softmax, no hidden layer");
  await lists(page, 200);
});

pageTest(
  "a browser that keeps nothing is said so once, and the runs are listed until the page is left",
  {
    query: SMALL,
    beforeScripts: () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("no room", "QuotaExceededError");
      };
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    await trains(page);
    await lists(page, 2);
    const notice = page.getByText(/^The list of runs stays as it is only/);
    await notice.waitFor();
    assert.match(await notice.innerText(), /QuotaExceededError/);
    await page
      .locator(".message", { has: notice })
      .getByRole("button", { name: "Dismiss" })
      .click();
    await button(page, "Rename Linear softmax, no hidden layer")
      .first()
      .click();
    await runsCard(page).card.getByRole("textbox").fill("Mine");
    await page.keyboard.press("Enter");
    await trains(page);
    await lists(page, 3);
    assert.equal(await notice.count(), 0, "it is said once");
    const name = "Linear softmax, no hidden layer";
    await namesAre(page, [name, "Mine", name]);
  },
);

pageTest(
  "a browser whose storage is forbidden still lists runs",
  {
    query: SMALL,
    beforeScripts: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("forbidden", "SecurityError");
      };
    },
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await trains(page);
    await lists(page, 1);
    await pageSays(page, /list of runs stays as it is only.*SecurityError/);
  },
);

pageTest(
  "the keyboard alone sorts, draws, renames, deletes, brings back and trains again",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await putRuns(page, [madeRun(1), madeRun(2)]);
    await page.reload();
    await lists(page, 2);
    await tabTo(page, "Name");
    await page.keyboard.press("Enter");
    await namesAre(page, ["Made 1", "Made 2"]);
    await tabTo(page, "Draw Made 1 in the charts");
    await page.keyboard.press("Space");
    await page.locator("#loss-chart .legend").getByText("Made 1").waitFor();
    await tabTo(page, "Rename Made 1");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Mine");
    await page.keyboard.press("Enter");
    // Its row moves down in the order of the names, and keeps the focus.
    await namesAre(page, ["Made 2", "Mine"]);
    assert.equal(await focused(page), "Rename");
    await tabTo(page, "Delete Mine");
    await page.keyboard.press("Enter");
    await lists(page, 1);
    assert.equal(await focused(page), "Undo");
    await page.keyboard.press("Enter");
    await lists(page, 2);
    assert.equal(await focused(page), "Runs", "the card's heading");
    await tabTo(page, "Replay Mine");
    await page.keyboard.press("Enter");
    await reaches(page, "training", "done");
    assert.equal(await focused(page), "Replay", "it keeps the focus");
    await reaches(page, "done");
    await pageSays(page, /Replayed: the figures differ/);
  },
);

/**
 * Presses Tab until a control of that name has the focus.
 *
 * @param {Page} page
 * @param {string} name
 */
async function tabTo(page, name) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.ariaLabel ?? element?.textContent?.trim();
    });
    if (found === name) return;
  }
  assert.fail(`${name} is out of the keyboard's reach`);
}

for (const width of [360, 1120, 1440]) {
  pageTest(
    `at ${width} pixels the table fits, and what is pressed is 44 pixels large`,
    { query: SMALL, viewport: { width, height: 800 } },
    async ({ page }) => {
      await reaches(page, "ready");
      await putRuns(page, [
        madeRun(1, { name: "A".repeat(80), place: 0 }),
        madeRun(2, {
          name: "Some words that make up a long name ".repeat(2).trim(),
          place: 1,
        }),
      ]);
      await page.reload();
      await lists(page, 2);
      const sizes = await page.evaluate(() => ({
        content: document.documentElement.scrollWidth,
        window: document.documentElement.clientWidth,
        card: document.querySelector("#runs-card")?.scrollWidth ?? 0,
        cardWindow: document.querySelector("#runs-card")?.clientWidth ?? 0,
      }));
      assert.ok(sizes.content <= sizes.window, JSON.stringify(sizes));
      assert.ok(sizes.card <= sizes.cardWindow, JSON.stringify(sizes));
      const targets = page.locator(
        "#runs-card :is(button, .run-tick label):visible",
      );
      assert.ok((await targets.count()) >= 8 + 2 * 4 + 2);
      for (const target of await targets.all()) {
        const box = await target.boundingBox();
        const what = `${await target.innerText()} ${JSON.stringify(box)}`;
        assert.ok(box && box.height >= 44 && box.width >= 44, what);
      }
    },
  );
}
