// Who cannot see, or hardly: axe-core's rules on what a visitor comes back to, and on files of his own.

import { isAccessible } from "./axe.mjs";
import {
  begins,
  button,
  field,
  pageSays,
  pageTest,
  reaches,
  savedBy,
} from "./harness.mjs";
import { idxFiles } from "./idx-files.mjs";
import { isKept, QUICK } from "./kept.mjs";
import { becomesCustom, loadModel, pick } from "./own-files.mjs";
import { keepsEpochs, offer } from "./unfinished-runs.mjs";
import { anotherVersion, lookForUpdate, OFFER } from "./versions.mjs";

/** Goes on for as long as any test looks at it. */
const LONG = "?model=a1-relu&epochs=1000&device=cpu&data=generated";

pageTest(
  "axe finds nothing in the offer to go on with an unfinished run",
  { query: `${LONG}&autostart=1` },
  async ({ page, site }) => {
    await reaches(page, "training");
    await keepsEpochs(page, 1);
    await page.goto(`${site.url}${QUICK}`);
    await offer(page).waitFor();
    await reaches(page, "ready");
    await isAccessible(page);
    await offer(page).waitFor();
  },
);

pageTest(
  "axe finds nothing in the offer of a new version, while a run goes on and after it",
  { query: LONG },
  async ({ page, site }) => {
    await isKept(page);
    await begins(page, button(page, "Train"));
    site.folder = anotherVersion("Second").folder;
    await lookForUpdate(page);
    await pageSays(page, OFFER);
    await pageSays(page, /when the run is over/);
    await isAccessible(page);
    await button(page, "Stop").click();
    await reaches(page, "done");
    await pageSays(page, /Reload this page to have it/);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing once a model is loaded from a file, and where a file is refused",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    const { fileName, bytes } = await savedBy(page, "Download model");
    await page.reload();
    await reaches(page, "ready");
    await loadModel(page, fileName, bytes);
    await pageSays(page, /reads your drawings\. On the 10,000 test images/);
    await isAccessible(page);
    await loadModel(page, fileName, Buffer.alloc(0));
    await pageSays(page, /it has 0 bytes/);
    await isAccessible(page);
  },
);

pageTest(
  "axe finds nothing once own files are read, after a run on them, and where files are refused",
  {
    query:
      "?model=custom&hidden=20&epochs=2&batch=32&device=cpu&data=generated",
  },
  async ({ page }) => {
    await reaches(page, "ready");
    await field(page, "Data").selectOption("custom");
    const made = { rows: 9, columns: 5, classes: 3, nTrain: 600, nTest: 150 };
    const files = idxFiles(made);
    await pick(page, files);
    await becomesCustom(page);
    await pageSays(page, /Images of 9×5 pixels: 600 to train on/);
    await isAccessible(page);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await page.locator("#confusion button").first().waitFor();
    await isAccessible(page);
    await pick(page, files.slice(0, 1));
    await pageSays(page, /of the 1 picked 1 hold images and 0 labels/);
    await isAccessible(page);
  },
);
