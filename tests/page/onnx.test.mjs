// Download ONNX: the network of Download model, in a form that other programs read. What they make of
// it is tests/recipes' affair.

import assert from "node:assert/strict";
import { button, pageSays, pageTest, reaches, savedBy } from "./harness.mjs";
import { missing } from "./server.mjs";

const TRAINED =
  "?model=custom&hidden=30&activation=gelu&batchnorm=1&epochs=1&device=cpu&data=generated&autostart=1";

pageTest(
  "the ONNX file holds each weight of the downloaded model, and is made in this tab",
  // A service worker would fetch all there is, to keep it.
  { query: TRAINED, serviceWorkers: "block" },
  async ({ page, site }) => {
    await reaches(page, "done");
    assert.ok(!site.requests.includes("worker_files_bg.wasm"));
    const model = await savedBy(page, "Download model");
    assert.ok(!site.requests.includes("worker_files_bg.wasm"));
    const onnx = await savedBy(page, "Download ONNX");
    assert.ok(site.requests.includes("worker_files_bg.wasm"));
    assert.equal(onnx.fileName, "custom.onnx");
    const start = 8 + model.bytes.readUInt32LE(0);
    const header = JSON.parse(model.bytes.toString("utf8", 8, start));
    const names = Object.keys(header).filter((name) => !name.startsWith("__"));
    assert.equal(names.length, 2 * 2 + 4);
    for (const name of names) {
      const [begin, end] = header[name].data_offsets;
      const values = model.bytes.subarray(start + begin, start + end);
      assert.ok(onnx.bytes.includes(values), `the values of ${name}`);
      assert.ok(onnx.bytes.includes(name), name);
    }
    // The network is still there, for both.
    assert.ok((await savedBy(page, "Download ONNX")).bytes.equals(onnx.bytes));
    assert.equal(
      (await savedBy(page, "Download model")).bytes.length,
      model.bytes.length,
    );
  },
);

for (const [what, file] of /** @type {const} */ ([
  ["script", "www/files/onnx-writer.js"],
  ["module", "worker_files_bg.wasm"],
])) {
  pageTest(
    `where the ${what} that writes ONNX does not come, the page says so and the model is still to be had`,
    { query: TRAINED, faults: { [file]: missing }, serviceWorkers: "block" },
    async ({ page }) => {
      await reaches(page, "done");
      await button(page, "Download ONNX").click();
      await pageSays(page, /The part of this page that reads files could not/);
      await savedBy(page, "Download model");
    },
  );
}
