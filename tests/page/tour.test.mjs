// The tour: five steps that go from card to card, by mouse and by keyboard, and begin only when asked.

import assert from "node:assert/strict";
import { STEPS } from "../../www/tour/steps.js";
import { begins, button, pageTest, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const QUICK = "?model=softmax&epochs=2&device=cpu&data=generated";
const BEGIN = "New here? Take the tour";

for (const width of [360, 1440]) {
  pageTest(
    `at ${width} pixels the tour goes from card to card, and each can be seen beside its panel`,
    { query: QUICK, viewport: { width, height: 800 } },
    async ({ page, site }) => {
      await reaches(page, "ready");
      await page.emulateMedia({ reducedMotion: "reduce" });
      const panel = page.getByRole("region", { name: "Tour", exact: true });
      assert.equal(await panel.count(), 0, "it does not begin by itself");
      const asked = site.requests.filter((name) => name.startsWith("www/tour"));
      assert.deepEqual(asked, []);
      await button(page, BEGIN).click();
      assert.equal(STEPS.length, 5);
      for (const [index, { title, text }] of STEPS.entries()) {
        const heading = `${index + 1} of 5: ${title}`;
        await panel.getByRole("heading", { name: heading }).waitFor();
        assert.ok((await panel.innerText()).includes(text));
        const card = page.locator(".toured");
        assert.equal(await card.count(), 1);
        const box = await card.boundingBox();
        const covered = await panel.boundingBox();
        assert.ok(box && covered);
        assert.ok(covered.height < 400, `the panel is ${covered.height} high`);
        const top = box.y;
        assert.ok(top > -5, `${title} begins at ${top}`);
        const free = covered.width > width / 2 ? covered.y : 800;
        assert.ok(free - top > 60, `${title}: from ${top} to ${free}`);
        if (index < 4) await button(page, "Next").click();
      }
      assert.ok(await button(page, "Next").isDisabled());
      await button(page, "Back").click();
      await panel.getByRole("heading", { name: /^4 of 5/ }).waitFor();
      await button(page, "End the tour").click();
      assert.equal(await panel.count(), 0);
      assert.equal(await page.locator(".toured").count(), 0);
      await page.reload();
      await reaches(page, "ready");
      assert.equal(await panel.count(), 0, "it remembers nothing");
    },
  );
}

pageTest(
  "the keyboard alone takes the tour; Escape ends it and gives the focus back",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, BEGIN).focus();
    await page.keyboard.press("Enter");
    const panel = page.getByRole("region", { name: "Tour", exact: true });
    await panel.and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Tab");
    await button(page, "Next").and(page.locator(":focus")).waitFor();
    for (let step = 2; step <= 5; step += 1) {
      await page.keyboard.press("Enter");
      await panel.getByRole("heading", { name: `${step} of 5` }).waitFor();
    }
    await button(page, "End the tour").and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await button(page, BEGIN).and(page.locator(":focus")).waitFor();
  },
);

pageTest(
  "the tour stops nothing: a run is begun and ends while it is there",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, BEGIN).click();
    await button(page, "Next").click();
    await begins(page, button(page, "Train"));
    await reaches(page, "done");
    await page.getByRole("heading", { name: /^2 of 5/ }).waitFor();
  },
);
