// Fingers, narrow and wide windows, scripts that run from right to left, and who wants no motion.

import assert from "node:assert/strict";
import { openResults, openSettings, train } from "./everything-open.mjs";
import { button, field, pageSays, pageTest, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const QUICK = "?model=softmax&epochs=2&device=cpu&data=generated";

/** CSS pixels: what a finger hits. */
const FINGER = 44;

const WIDTHS = [320, 360, 768, 1280, 1440, 2560];

for (const [width, locale] of /** @type {const} */ ([
  [360, "en"],
  [360, "de"],
  [1440, "en"],
])) {
  pageTest(
    `at ${width} pixels every control is large enough for a finger, in ${locale}`,
    { query: QUICK, viewport: { width, height: 900 }, locale },
    async ({ page }) => {
      await reaches(page, "ready");
      assert.deepEqual(await smallControls(page), []);
      await train(page);
      await openResults(page);
      await openSettings(page);
      assert.deepEqual(await smallControls(page), []);
    },
  );
}

for (const [direction, locale] of /** @type {const} */ ([
  ["ltr", "en"],
  ["rtl", "en"],
  ["ltr", "de"],
])) {
  pageTest(
    `nothing scrolls sideways, and no label runs into the next, from ${WIDTHS[0]} to ${WIDTHS.at(-1)} pixels, read ${direction} in ${locale}`,
    { query: QUICK, locale },
    async ({ page }) => {
      await reaches(page, "ready");
      await read(page, direction);
      assert.deepEqual(await atEachWidth(page, overflows), []);
      await train(page);
      await openResults(page);
      await openSettings(page);
      assert.deepEqual(await atEachWidth(page, overflows), []);
      assert.deepEqual(await atEachWidth(page, longLabels), []);
    },
  );
}

pageTest(
  "read from right to left, the page is its own mirror image",
  { query: QUICK, viewport: { width: 1200, height: 900 } },
  async ({ page }) => {
    await reaches(page, "ready");
    await train(page);
    await openResults(page);
    await openSettings(page);
    // What its footer says of that changes by itself until then.
    await pageSays(page, /Ready to work offline/);
    for (const width of [360, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      await read(page, "ltr");
      const before = await places(page);
      await read(page, "rtl");
      const after = await places(page);
      assert.equal(after.length, before.length);
      assert.ok(before.length > 100, "the parts were found");
      const wrong = before.flatMap(({ name, left, right }, index) => {
        const mirrored = after[index];
        const apart = Math.max(
          Math.abs((mirrored?.left ?? 0) - (width - right)),
          Math.abs((mirrored?.right ?? 0) - (width - left)),
        );
        return apart > 2 ? [`${name}: ${apart} pixels apart`] : [];
      });
      assert.deepEqual(wrong, [], `at ${width} pixels`);
    }
  },
);

pageTest(
  "read from right to left, the arrow keys go where they point in the table of errors",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    await train(page);
    await read(page, "rtl");
    await page.getByRole("button", { name: /^is 4, read 4/ }).click();
    await page.keyboard.press("ArrowLeft");
    await page
      .getByRole("button", { name: /^is 4, read 5/ })
      .and(page.locator(":focus"))
      .waitFor();
  },
);

pageTest(
  "a cell of the table of errors that is too small for a finger is chosen by two fields too",
  { query: QUICK, viewport: { width: 360, height: 740 } },
  async ({ page }) => {
    await reaches(page, "ready");
    await train(page);
    await field(page, "Is").selectOption("7");
    await field(page, "Read as").selectOption("9");
    await page.getByRole("heading", { name: "Is 7, read 9: wrong" }).waitFor();
    const cell = page.getByRole("button", { name: /^is 7, read 9/ });
    assert.equal(await cell.getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: /^is 3, read 3/ }).click();
    await page.getByRole("heading", { name: "Is 3, read 3: right" }).waitFor();
    assert.equal(await field(page, "Is").inputValue(), "3");
    assert.equal(await field(page, "Read as").inputValue(), "3");
    await button(page, "Surest mistakes").click();
    await page.getByRole("heading", { name: /^Read wrong/ }).waitFor();
    assert.equal(await field(page, "Is").inputValue(), "");
  },
);

pageTest(
  "nothing moves by itself for who wants no motion",
  { query: QUICK },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.ok((await moving(page)).length > 0, "else there is nothing to stop");
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.deepEqual(await moving(page), []);
    await train(page);
    await openResults(page);
    await openSettings(page);
    assert.deepEqual(await moving(page), []);
  },
);

pageTest(
  "in forced colours a bar still shows how far it is, and the chosen cell is marked",
  { query: QUICK },
  async ({ page }) => {
    await page.emulateMedia({
      forcedColors: "active",
      reducedMotion: "reduce",
    });
    await reaches(page, "ready");
    const bar = page.getByLabel("Whole run");
    const pictureAt = async (/** @type {number} */ value) => {
      await bar.evaluate((element, to) => {
        if (element instanceof HTMLProgressElement) element.value = to;
      }, value);
      return bar.screenshot();
    };
    assert.notDeepEqual(await pictureAt(0), await pictureAt(0.5));
    await train(page);
    const cell = page.getByRole("button", { name: /^is 4, read 4/ });
    await page.mouse.move(0, 0);
    const before = await cell.screenshot();
    await cell.click();
    await page.mouse.move(0, 0);
    await cell.evaluate((element) => element.blur());
    assert.notDeepEqual(await cell.screenshot(), before);
  },
);

/**
 * @param {Page} page
 * @param {string} direction
 */
async function read(page, direction) {
  await page.evaluate((to) => {
    document.documentElement.dir = to;
  }, direction);
}

/**
 * Controls that a finger misses: what belongs to one, its label too, is less than 44 pixels wide or
 * high. Cells of the confusion matrix may be narrower: the fields above its digits do the same.
 *
 * @param {Page} page
 */
function smallControls(page) {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll(
      "button, input, select, textarea, summary, a[href], [tabindex='0'], [role=slider]",
    );
    return [...controls].flatMap((control) => {
      if (!control.checkVisibility() || control.closest("#confusion"))
        return [];
      // Only a screen reader has what is clipped away.
      if (control.closest(".visually-hidden")) return [];
      const labels =
        control instanceof HTMLInputElement ? control.labels : null;
      const boxes = [control, ...(labels ?? [])].map((element) =>
        element.getBoundingClientRect(),
      );
      const width =
        Math.max(...boxes.map(({ right }) => right)) -
        Math.min(...boxes.map(({ left }) => left));
      const height =
        Math.max(...boxes.map(({ bottom }) => bottom)) -
        Math.min(...boxes.map(({ top }) => top));
      if (Math.min(width, height) >= least - 0.01) return [];
      const name = control.id || control.textContent;
      return [`${name}: ${width.toFixed(1)} × ${height.toFixed(1)}`];
    });
  }, FINGER);
}

/**
 * What is wrong at each width of the window.
 *
 * @param {Page} page
 * @param {(page: Page) => Promise<string[]>} look
 */
async function atEachWidth(page, look) {
  const found = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const names = await look(page);
    found.push(...names.map((name) => `${name} at ${width} pixels`));
  }
  return found;
}

/**
 * What lies outside the window.
 *
 * @param {Page} page
 */
function overflows(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1.5 || right > clientWidth + 0.5;
    });
    const names = wide.map((element) => element.id || element.tagName);
    return [`${scrollWidth - clientWidth} pixels: ${names}`];
  });
}

/**
 * Labels whose text is wider than the field below.
 *
 * @param {Page} page
 */
function longLabels(page) {
  return page.evaluate(() => {
    const labels = [...document.querySelectorAll(".field label")];
    const long = labels.filter((label) => {
      const text = document.createRange();
      text.selectNodeContents(label);
      const { width = 0 } = label.parentElement?.getBoundingClientRect() ?? {};
      return text.getBoundingClientRect().width > width;
    });
    return long.map(({ textContent }) => textContent);
  });
}

/**
 * Where each part stands. Charts and what is written on them are the same both ways: numbers grow to
 * the right.
 *
 * @param {Page} page
 */
function places(page) {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        "section, h2, h3, p, button, input, select, label, dl, dt, dd, table, th, td, li, summary, progress, canvas, .track",
      ),
    ]
      .filter((element) => element.checkVisibility())
      .filter(
        (element) => !element.closest(".plot, .visually-hidden, .scrolls"),
      )
      .map((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        const name = element.id || `${element.tagName} ${element.textContent}`;
        return { name: name.slice(0, 60), left, right, width };
      })
      .filter(({ width }) => width > 1),
  );
}

/**
 * What passes from one look to another over time, or goes on moving.
 *
 * @param {Page} page
 */
function moving(page) {
  return page.evaluate(() => {
    const parts = [null, "::before", "::after"];
    return [...document.querySelectorAll("*")].flatMap((element) =>
      parts.flatMap((part) => {
        const { transitionDuration, animationName, animationDuration } =
          getComputedStyle(element, part);
        const isStill =
          /^(0s(, )?)+$/.test(transitionDuration) &&
          // What says that the page has not come appears at once, after its time.
          (animationName === "none" || animationDuration === "0.001s");
        return isStill
          ? []
          : [`${element.tagName} ${element.id} ${part ?? ""}`];
      }),
    );
  });
}
