// The question marks: each control and each chart has its sentence, which comes when it is asked for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPLANATIONS } from "../../www/explanations/explanations.js";
import { begins, button, field, pageTest, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const QUICK = "?model=softmax&epochs=2&device=cpu&data=generated";

test("each explanation is one sentence", () => {
  for (const [name, sentence] of Object.values(EXPLANATIONS).flat()) {
    assert.match(sentence, /^[A-Z][^.]*\.$/, name);
  }
});

pageTest(
  "every control and chart of every card has its sentence in the card's explanation",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await field(page, "Model").selectOption("custom");
    await page.locator("#cell-label").waitFor();
    const explained = new Set(
      Object.values(EXPLANATIONS).flatMap((sentences) =>
        sentences.map(([name]) => name),
      ),
    );
    const missing = (await namesOf(page)).filter(
      (name) => !explained.has(name),
    );
    assert.deepEqual(missing, []);
  },
);

pageTest(
  "a question mark opens its explanation and closes it, by keyboard too, and loads it first then",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const asked = () =>
      site.requests.filter((name) => name.startsWith("www/explanations/"));
    assert.deepEqual(asked(), []);
    const marks = page.getByRole("button", { name: /^Explain / });
    assert.equal(await marks.count(), Object.keys(EXPLANATIONS).length);
    for (const mark of await marks.all()) {
      await mark.focus();
      await page.keyboard.press("Enter");
      assert.equal(await mark.getAttribute("aria-expanded"), "true");
      const id = (await mark.getAttribute("aria-controls")) ?? "";
      const panel = page.locator(`#${id}`);
      await panel.locator("dd").first().waitFor();
      const card = id.replace("-explained", "");
      assert.equal(
        await panel.locator("dd").count(),
        EXPLANATIONS[card]?.length,
        card,
      );
      await page.keyboard.press("Enter");
      assert.equal(await mark.getAttribute("aria-expanded"), "false");
      assert.equal(await panel.isVisible(), false);
    }
    assert.ok(asked().length > 0);
  },
);

pageTest(
  "where an explanation does not come, the page says what to do",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    site.faults.set("www/explanations/view.js", (response) =>
      response.writeHead(404).end(),
    );
    const mark = button(page, "Explain the layers");
    await mark.click();
    const panel = page.locator("#layers-heading-explained");
    await panel.filter({ hasText: /did not come.*reload/s }).waitFor();
    assert.equal(await mark.getAttribute("aria-expanded"), "true");
  },
);

/**
 * The names of the controls and charts, but for those of messages, tables' cells and the tour.
 *
 * @param {Page} page
 */
function namesOf(page) {
  return page.evaluate(() => {
    const controls = document.querySelectorAll(
      ".card :is(button, input, select, summary, [role=slider])",
    );
    return [...controls]
      .filter((control) => !control.closest("#confusion, .share, .explanation"))
      .filter((control) => !control.closest(".message, .runs-table tbody"))
      .filter((control) => !control.matches(".explain, [type=file]:not([id])"))
      .map((control) => {
        const labelled =
          control instanceof HTMLInputElement ||
          control instanceof HTMLSelectElement
            ? control.labels?.[0]
            : null;
        const name =
          control.getAttribute("aria-label") ??
          labelled?.textContent ??
          control.textContent;
        return (name ?? "").trim();
      })
      .filter((name) => name !== "");
  });
}
