// Which device computes, and what the page says of it.

import assert from "node:assert/strict";
import {
  begins,
  button,
  hasWebGpu,
  pageTest,
  reaches,
  shown,
} from "./harness.mjs";

pageTest(
  "where WebGPU is only a software adapter, the page computes on the CPU and says why",
  { query: "?device=auto&data=generated&model=softmax&epochs=1" },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.equal(await shown(page, "device"), "cpu");
    const reason = await page.locator("#device-status").textContent();
    assert.match(
      reason ?? "",
      /WebGPU only imitates a GPU|offers no adapter|has no WebGPU/,
    );
  },
);

pageTest(
  "a visitor who insists on WebGPU trains some steps on it and stops",
  {
    query:
      "?device=webgpu&data=generated&model=custom&hidden=32&epochs=100&batch=64",
  },
  async ({ page, context }) => {
    if (!(await hasWebGpu(page, context))) return;
    await reaches(page, "ready");
    assert.equal(await shown(page, "device"), "webgpu");
    await begins(page, button(page, "Train"));
    await page.waitForFunction(
      () =>
        Number(
          /** @type {HTMLProgressElement} */ (
            document.querySelector("#epoch-progress")
          ).value,
        ) > 0,
      undefined,
      { timeout: 240_000 },
    );
    await button(page, "Stop").click();
    await reaches(page, "done");
  },
);
