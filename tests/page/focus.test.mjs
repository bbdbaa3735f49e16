// Who goes by keyboard: whatever the Tab key leads to shows that it has the focus.

import assert from "node:assert/strict";
import { openResults, openSettings, train } from "./everything-open.mjs";
import { pageSays, pageTest, reaches } from "./harness.mjs";

/** @import { Page } from "playwright-core" */

const QUICK = "?model=softmax&epochs=2&device=cpu&data=generated";

/** Of the pixels that change with the focus: WCAG 2.2, "Focus Appearance". */
const LEAST_CONTRAST = 3;

/** CSS pixels: how thick a frame of the control these pixels would be. */
const LEAST_THICKNESS = 2;

/** CSS pixels: how far from a control's edge its ring may lie, outside and inside. */
const REACH = 6;

/** More often nobody presses Tab. */
const MOST_STOPS = 300;

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  pageTest(
    `in ${colorScheme} colours a ring that stands out shows each control that the Tab key leads to`,
    { query: QUICK, colorScheme },
    async ({ page }) => {
      // Two pictures of one control are of the same place: nothing scrolls, or comes, between them.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await reaches(page, "ready");
      await train(page);
      await openResults(page);
      await openSettings(page);
      await pageSays(page, /ready to work offline/i);
      // A click beside everything: the Tab key begins there.
      await page.evaluate(() => scrollTo(0, 0));
      await page.mouse.click(1, 1);
      const rings = [];
      for (;;) {
        assert.ok(rings.length < MOST_STOPS, "Tab leads round in circles");
        await page.keyboard.press("Tab");
        const control = await focused(page);
        if (control === null) break;
        const thick = await thickness(page, control);
        rings.push({ name: control.name, thick: Number(thick.toFixed(2)) });
      }
      const names = rings.map(({ name }) => name);
      for (const name of ["tour", "Next", "train", "pad", "Loss chart"]) {
        assert.ok(names.includes(name), `${name} among ${names}`);
      }
      const unseen = rings.filter(({ thick }) => thick < LEAST_THICKNESS);
      assert.deepEqual(unseen, []);
    },
  );
}

/**
 * What has the focus, brought into the middle of the window; null once the Tab key has led past the
 * last control.
 *
 * @param {Page} page
 */
function focused(page) {
  return page.evaluate(() => {
    const control = document.activeElement;
    if (control === null || control === document.body) return null;
    if (Reflect.get(control, "wasFocused")) return null;
    Reflect.set(control, "wasFocused", true);
    control.scrollIntoView({ block: "center", behavior: "instant" });
    const label = control instanceof HTMLInputElement && control.labels?.[0];
    const name =
      control.id ||
      control.getAttribute("aria-label") ||
      (label || control).textContent;
    const { x, y, width, height } = control.getBoundingClientRect();
    return {
      name: (name ?? "").trim(),
      box: { x, y, width, height },
      // A link that breaks has a part in each line.
      parts: [...control.getClientRects()].map((part) => ({
        left: part.left,
        top: part.top,
        right: part.right,
        bottom: part.bottom,
      })),
    };
  });
}

/**
 * How thick the focus's ring is, by the pixels at the control's edge that stand out from what they
 * are without it. Takes the focus away; the Tab key goes on from there.
 *
 * @param {Page} page
 * @param {NonNullable<Awaited<ReturnType<typeof focused>>>} control
 */
async function thickness(page, { box, parts }) {
  const x = Math.max(0, Math.floor(box.x) - REACH);
  const y = Math.max(0, Math.floor(box.y) - REACH);
  const clip = {
    x,
    y,
    width: Math.ceil(box.x + box.width) + REACH - x,
    height: Math.ceil(box.y + box.height) + REACH - y,
  };
  const picture = async () =>
    (await page.screenshot({ clip, animations: "disabled" })).toString(
      "base64",
    );
  const withFocus = await picture();
  await page.evaluate(() => {
    const control = document.activeElement;
    if (control instanceof HTMLElement) control.blur();
  });
  const nPixels = await page.evaluate(nStandingOut, {
    pictures: [withFocus, await picture()],
    // What a control shows within its edge is not its ring: a chosen text, a cursor.
    insides: parts.map(({ left, top, right, bottom }) => ({
      left: left + REACH - x,
      top: top + REACH - y,
      right: right - REACH - x,
      bottom: bottom - REACH - y,
    })),
    leastContrast: LEAST_CONTRAST,
  });
  return nPixels / (2 * (box.width + box.height));
}

/**
 * Runs in the page: how many pixels contrast with themselves in the other picture.
 *
 * @param {object} given
 * @param {string[]} given.pictures Two PNG of one size, as base64.
 * @param {{ left: number, top: number, right: number, bottom: number }[]} given.insides Where none counts.
 * @param {number} given.leastContrast
 */
async function nStandingOut({ pictures, insides, leastContrast }) {
  const [one, other] = await Promise.all(
    pictures.map(async (base64) => {
      const raw = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const image = await createImageBitmap(new Blob([raw]));
      const { width, height } = image;
      const context = new OffscreenCanvas(width, height).getContext("2d");
      context?.drawImage(image, 0, 0);
      return context?.getImageData(0, 0, width, height);
    }),
  );
  if (!one || !other) throw new Error("no canvas to compare on");
  const linear = (/** @type {number} */ byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (/** @type {Uint8ClampedArray} */ pixel) => {
    const [red = 0, green = 0, blue = 0] = [...pixel].map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let n = 0;
  for (let pixel = 0; pixel < one.width * one.height; pixel += 1) {
    const x = pixel % one.width;
    const y = Math.floor(pixel / one.width);
    const isInside = insides.some(
      ({ left, top, right, bottom }) =>
        x >= left && x < right && y >= top && y < bottom,
    );
    if (isInside) continue;
    const [dark = 0, light = 0] = [one, other]
      .map(({ data }) => luminance(data.subarray(4 * pixel, 4 * pixel + 3)))
      .sort((a, b) => a - b);
    if ((light + 0.05) / (dark + 0.05) >= leastContrast) n += 1;
  }
  return n;
}
