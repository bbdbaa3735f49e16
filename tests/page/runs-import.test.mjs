// Runs from files: what was trained elsewhere comes into the list, is drawn, and is trained again.

import assert from "node:assert/strict";
import {
  begins,
  button,
  exportedRun,
  pageSays,
  pageTest,
  reaches,
} from "./harness.mjs";
import { pickBy } from "./own-files.mjs";
import {
  keptAs,
  keptRuns,
  lists,
  madeRun,
  putRuns,
  SMALL,
} from "./past-runs.mjs";
import { savedBy } from "./taken-away.mjs";

/**
 * A file as it would be picked.
 *
 * @param {string} name
 * @param {Buffer | string} contents
 */
function file(name, contents) {
  const buffer = Buffer.from(contents);
  return { name, mimeType: "application/json", buffer };
}

pageTest(
  "a colleague's exported run is loaded, drawn, and replayed to the last digit in another browser",
  { query: SMALL },
  async ({ page, site }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const { fileName, bytes } = await savedBy(page, "Export run");
    const browser = page.context().browser();
    const elsewhere = await browser?.newContext({ locale: "en" });
    assert.ok(elsewhere);
    const other = await elsewhere.newPage();
    try {
      await other.goto(`${site.url}?device=cpu&data=generated`);
      await reaches(other, "ready");
      await pickBy(other, "Load runs", [file(fileName, bytes)]);
      await pageSays(
        other,
        /Runs taken from kindling-softmax-seed-1\.json: 1\./,
      );
      await lists(other, 1);
      const name = "Linear softmax, no hidden layer";
      const tick = other.getByRole("checkbox", { name: `Draw ${name}` });
      await tick.and(other.locator(":checked")).waitFor();
      await button(other, `Replay ${name}`).click();
      await pageSays(
        other,
        /Replayed: all 2 epochs have the same figures to the last digit\./,
      );
      const replayed = await exportedRun(other);
      assert.deepEqual(
        replayed.config,
        JSON.parse(bytes.toString("utf8")).config,
      );
      await lists(other, 2);
      // A second time there is nothing new in it, and it stays after a reload.
      await pickBy(other, "Load runs", [file(fileName, bytes)]);
      await pageSays(other, /json: 0\. In the list already: 1\./);
      await keptAs(other, (kept) => kept.length === 2);
    } finally {
      await elsewhere.close();
    }
  },
);

pageTest(
  "all runs come back from their file, and what is no such file, or no whole run, is told",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await lists(page, 1);
    const { bytes } = await savedBy(page, "Export all runs");
    await button(page, "Delete all").click();
    await lists(page, 0);
    const all = JSON.parse(bytes.toString("utf8"));
    all.runs.push({ ...all.runs[0], outcome: "running" }, null);
    const image = `<img src="x" onerror="window.wasRun = true">`;
    await pickBy(page, "Load runs", [
      file("all.json", JSON.stringify(all)),
      file(`${image}.json`, "{"),
      file("other.json", "[1]"),
    ]);
    await pageSays(page, /Runs taken from all\.json: 1\. Not taken, .*: 2\./);
    await pageSays(page, /<img .*>\.json is no file of Export run/);
    await pageSays(page, /other\.json is no file of Export run/);
    await lists(page, 1);
    assert.equal(await page.locator("[src='x'], [onerror]").count(), 0);
  },
);

pageTest(
  "runs of a file take the place of none that are here, and none come from times to come",
  { query: SMALL },
  async ({ page }) => {
    await reaches(page, "ready");
    await putRuns(
      page,
      Array.from({ length: 198 }, (_, minute) => madeRun(minute)),
    );
    await page.reload();
    await lists(page, 198);
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await lists(page, 199);
    const own = await exportedRun(page);
    const runs = ["2021", "2022", "2023", "2999"].map((year) => ({
      ...own,
      started_at: `${year}-01-01T00:00:00.000Z`,
    }));
    const text = JSON.stringify({ format: "kindling-runs", runs });
    await pickBy(page, "Load runs", [file("many.json", text)]);
    await pageSays(
      page,
      /Runs taken from many\.json: 1\. Not taken, because the list holds 200 at most: 2\. .* of times to come, .*: 1\./,
    );
    await lists(page, 200);
    const here = (await keptRuns(page)).map(({ startedAt }) => startedAt);
    assert.ok(here.includes(madeRun(0).startedAt), "the oldest is still here");
    assert.ok(here.includes(own.started_at));
  },
);
