// Where the digits come from: the page's own folder, the browser's storage, or drawn by the page.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import {
  begins,
  button,
  pageSays,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";
import { mnistIsKept } from "./kept.mjs";
import {
  corrupt,
  DIST,
  HAS_MNIST,
  missing,
  replacedBy,
  slow,
  truncated,
  webPage,
} from "./server.mjs";

/** @import { Fault } from "./server.mjs" */

/** The public copy, pinned to a commit. */
const COPY =
  /^https:\/\/cdn\.jsdelivr\.net\/gh\/fgnt\/mnist@[0-9a-f]{40}\/(.+)$/;

const FILES = [
  "train-images-idx3-ubyte",
  "train-labels-idx1-ubyte",
  "t10k-images-idx3-ubyte",
  "t10k-labels-idx1-ubyte",
];
const [TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES] =
  /** @type {[string, string, string]} */ (
    FILES.map((name) => `mnist/${name}.gz`)
  );

pageTest(
  "without MNIST the page draws its own digits and says that they are not MNIST",
  {
    query: "?device=cpu&model=softmax&epochs=1",
    faults: Object.fromEntries(
      FILES.map((name) => [`mnist/${name}.gz`, missing]),
    ),
  },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.equal(await shown(page, "dataset"), "generated");
    await pageSays(page, /not MNIST/);
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
  },
);

pageTest(
  "a visitor who insists on MNIST is told which file is missing and may go on with generated digits",
  {
    query: "?device=cpu&data=mnist",
    faults: Object.fromEntries(
      FILES.map((name) => [`mnist/${name}.gz`, missing]),
    ),
  },
  async ({ page }) => {
    await page.waitForFunction(
      () => document.documentElement.dataset.phase === "failed",
    );
    await pageSays(page, /train-images-idx3-ubyte/);
    await page.getByRole("button", { name: /generated/i }).click();
    await page.waitForFunction(
      () => document.documentElement.dataset.phase === "ready",
      undefined,
      { timeout: 120_000 },
    );
    assert.equal(await shown(page, "dataset"), "generated");
  },
);

if (HAS_MNIST) {
  for (const [
    what,
    file,
    fault,
    says,
  ] of /** @type {[string, string, Fault, RegExp][]} */ ([
    ["truncated", TRAIN_LABELS, truncated, /train-labels-idx1-ubyte/],
    ["damaged", TEST_IMAGES, corrupt, /t10k-images-idx3-ubyte/],
    ["web page", TRAIN_IMAGES, webPage, /train-images-idx3-ubyte.*web page/s],
    [
      "wrong-magic",
      TRAIN_LABELS,
      replacedBy(gzipSync(Buffer.alloc(60_008, 3))),
      /train-labels-idx1-ubyte.*magic/s,
    ],
    [
      "different",
      TRAIN_LABELS,
      replacedBy(gzipSync(otherLabels())),
      /train-labels-idx1-ubyte.*SHA-256/s,
    ],
  ])) {
    pageTest(
      `a ${what} file is named with what to do, and nothing of it is trained on`,
      { query: "?device=cpu", faults: { [file]: fault } },
      async ({ page }) => {
        await reaches(page, "ready");
        await pageSays(page, says);
        assert.equal(await shown(page, "dataset"), "generated");
      },
    );
  }

  pageTest(
    "where the page's folder has no MNIST, the public copy is taken instead",
    {
      query: "?device=cpu",
      faults: Object.fromEntries(
        FILES.map((name) => [`mnist/${name}.gz`, missing]),
      ),
      elsewhere: (url) => {
        const [, file] = COPY.exec(url) ?? [];
        return file === undefined ? null : join(DIST, "mnist", file);
      },
    },
    async ({ page }) => {
      await reaches(page, "ready");
      assert.equal(await shown(page, "dataset"), "mnist");
      await pageSays(page, /from cdn\.jsdelivr\.net/);
    },
  );

  pageTest(
    "a slow download shows its bytes and per cent",
    { query: "?device=cpu", faults: { [TRAIN_IMAGES]: slow(40, 200) } },
    async ({ page }) => {
      await pageSays(page, /\d\.\d MB of \d\.\d MB, [1-9]\d %/);
      await reaches(page, "ready");
      assert.equal(await shown(page, "dataset"), "mnist");
    },
  );

  pageTest(
    "the second visit downloads no data",
    { query: "?device=cpu" },
    async ({ page, site }) => {
      await reaches(page, "ready");
      const first = site.requests.filter((path) => path.startsWith("mnist/"));
      assert.equal(first.length, 4, `asked for ${first.join(", ")}`);
      await mnistIsKept(page);
      site.requests.length = 0;
      await page.reload();
      await reaches(page, "ready");
      assert.equal(await shown(page, "dataset"), "mnist");
      const second = site.requests.filter((path) => path.startsWith("mnist/"));
      assert.deepEqual(second, []);
    },
  );
} else {
  test("MNIST, sound and damaged", {
    skip: "the page was built without MNIST",
  }, () => {});
}

/** A file of labels as it should be, but with every label 3. */
function otherLabels() {
  const bytes = Buffer.alloc(60_008, 3);
  bytes.writeUInt32BE(0x0801, 0);
  bytes.writeUInt32BE(60_000, 4);
  return bytes;
}
