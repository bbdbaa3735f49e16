// What lies around the page: its icons, its manifest, its licences, its words for those without scripts.

import assert from "node:assert/strict";
import { pageTest, reaches } from "./harness.mjs";
import { QUICK } from "./kept.mjs";

pageTest(
  "a phone finds what it needs to put the page on its first screen, and opens it from there",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    const session = await page.context().newCDPSession(page);
    // As the browser reads it, held to the page's policy.
    const { errors, data, url } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const { start_url, scope, icons } = JSON.parse(data ?? "");
    assert.equal(new URL(start_url, url).href, site.url);
    assert.equal(new URL(scope, url).href, site.url);
    const touchIcon = await page
      .locator('link[rel="apple-touch-icon"]')
      .evaluate((link) => Reflect.get(link, "href"));
    const pictures = [
      [touchIcon, "image/png"],
      ...icons.map((/** @type {{ src: string, type: string }} */ icon) => [
        new URL(icon.src, url).href,
        icon.type,
      ]),
    ];
    assert.equal(pictures.length, 3);
    for (const [address, type] of pictures) {
      const found = await page.evaluate(async (picture) => {
        const image = new Image();
        image.src = picture;
        await image.decode();
        const { headers } = await fetch(picture);
        return { type: headers.get("content-type"), width: image.width };
      }, address);
      assert.equal(found.type, type, address);
      assert.ok(found.width > 0, address);
    }
  },
);

pageTest(
  "the licences of all that is in the page are one link away",
  { query: QUICK },
  async ({ page, site }) => {
    await reaches(page, "ready");
    assert.ok(!site.requests.includes("licences.txt"));
    const link = page.getByRole("link", { name: "Licences" });
    const address = await link.evaluate((element) =>
      Reflect.get(element, "href"),
    );
    assert.equal(address, `${site.url}licences.txt`);
    const text = await (await page.request.get(address)).text();
    for (const name of ["burn-wgpu", "wgpu", "serde", "wasm-bindgen"]) {
      assert.match(text, new RegExp(`^${name} \\d.*: .*MIT`, "m"));
    }
    assert.match(text, /Permission is hereby granted/);
  },
);

pageTest(
  "who has no scripts, or is a robot, reads what the page is",
  { query: QUICK },
  async ({ page, site }) => {
    const html = await (await page.request.get(site.url)).text();
    const [, words = ""] = /<noscript>\s*(<p.*?)<\/noscript>/s.exec(html) ?? [];
    assert.match(words, /trains neural networks to read handwritten digits/);
    assert.match(words, /JavaScript/);
    await reaches(page, "ready");
  },
);

pageTest(
  "without scripts there are words only, and nothing that waits for ever",
  { query: QUICK },
  async ({ page, site }) => {
    const browser = page.context().browser();
    const plain = await browser?.newContext({ javaScriptEnabled: false });
    const other = await plain?.newPage();
    await other?.goto(site.url);
    const seen = (await other?.locator("body").innerText()) ?? "";
    await plain?.close();
    assert.match(seen, /needs JavaScript: allow it for this page/);
    assert.match(seen, /braucht JavaScript/);
    assert.doesNotMatch(seen, /Loading|Train\b|have not come yet|not chosen/);
    await reaches(page, "ready");
  },
);
