// The page in its other language: whole, chosen by the visitor, and the same page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PAGE, TRAINER } from "../../www/language/german.js";
import { trainerTexts as readerOf } from "../../www/language/trainer-texts.js";
import { openResults, openSettings, train } from "./everything-open.mjs";
import { begins, button, pageSays, pageTest, reaches } from "./harness.mjs";
import { missing } from "./server.mjs";
import { pageTexts, trainerTexts } from "./texts.mjs";

/** @import { Page } from "playwright-core" */

const QUICK = "?model=a1-bn&epochs=2&device=cpu&data=generated";

/** Words of English that are none of German. */
const ENGLISH =
  /\b(?:the|and|of|is|are|with|each|your|this|that|for|to|on|as|it|its|by|from|not|read|reads|images|press|run|runs|loss|accuracy|rate|training \w|epochs?(?= \d| of))\b/;

/** A name, which no language translates. */
const NOTEBOOK = "MLPs on MNIST";

test("every text of the page has a German one, and no German text is left over", async () => {
  const texts = await pageTexts();
  assert.ok(texts.size > 500, "the texts were found");
  const german = Object.keys(PAGE);
  assert.deepEqual(
    [...texts].filter((text) => !Object.hasOwn(PAGE, text)),
    [],
    "without a German text",
  );
  assert.deepEqual(
    german.filter((text) => !texts.has(text)),
    [],
    "not used any more",
  );
});

test("every failure that the trainer can tell has a German text", async () => {
  const texts = await trainerTexts();
  assert.ok(texts.size > 60, "the texts were found");
  const lacking = [...texts]
    // What holds nothing but another text.
    .filter((text) => text !== "{reason}")
    // Two tell of megabytes, which Rust puts in by place.
    .map((text) => text.replace("{}", "{needed}").replace("{}", "{limit}"))
    .filter((text) => !Object.hasOwn(TRAINER, text));
  assert.deepEqual(lacking, []);
});

test("what is put into a German text is what is put into the English one", () => {
  for (const [english, german] of Object.entries({ ...PAGE, ...TRAINER })) {
    assert.deepEqual(placesOf(german), placesOf(english), english);
    assert.notEqual(german.trim(), "", english);
    assert.equal(/^\s/.test(german), /^\s/.test(english), english);
  }
});

test("a German failure keeps its facts, also those within another text", () => {
  const { translate } = readerOf(TRAINER);
  assert.equal(
    translate(
      "this model cannot be loaded: it is no safetensors file: dense.weight is F64, expected F32",
    ),
    "dieses Modell lässt sich nicht laden: es ist keine safetensors-Datei: dense.weight ist F64 statt F32",
  );
  assert.equal(
    translate("a{file}b$&: 3 of 9 bytes are missing"),
    "a{file}b$&: 3 von 9 Bytes fehlen",
  );
  assert.equal(translate("something new"), "something new");
});

pageTest(
  "a German browser reads German wherever it looks",
  { query: QUICK, locale: "de-AT" },
  async ({ page }) => {
    await reaches(page, "ready");
    assert.equal(await page.getAttribute("html", "lang"), "de");
    assert.match(await page.title(), /neuronales Netz/);
    assert.deepEqual(await englishTexts(page), []);
    await button(page, "Trainieren").waitFor();
    await pageSays(page, /60\u202f000 Bilder je Epoche, 469 Schritte/);
    await train(page);
    await openResults(page);
    await pageSays(page, /Das ist nicht MNIST: 70\u202f000 Ziffern/);
    assert.deepEqual(await englishTexts(page), []);
    await openSettings(page);
    await page.locator("#epochs").fill("x");
    await pageSays(page, /Epochen: „x“ ist keine Zahl\./);
    assert.deepEqual(await englishTexts(page), []);
  },
);

pageTest(
  "a failure is told in German, with its way on",
  {
    query: "?device=cpu&data=mnist&lang=de",
    faults: { "mnist/train-images-idx3-ubyte.gz": missing },
  },
  async ({ page }) => {
    await button(page, "Erzeugte Ziffern nehmen").waitFor();
    await pageSays(page, /cdn\.jsdelivr\.net war nicht zu lesen \(/);
    await pageSays(page, /Prüfe die Verbindung und versuche es noch einmal\./);
  },
);

pageTest(
  "the visitor chooses the language, it stays, and a run keeps it for now",
  { query: "?model=a1-bn&epochs=50&device=cpu&data=generated" },
  async ({ page }) => {
    await reaches(page, "ready");
    await button(page, "Deutsch").click();
    await button(page, "Trainieren").waitFor();
    await reaches(page, "ready");
    assert.equal(await page.locator("#model").inputValue(), "a1-bn");
    await page.reload();
    await reaches(page, "ready");
    await begins(page, button(page, "Trainieren"));
    assert.equal(await button(page, "English").isDisabled(), true);
    await button(page, "Stopp").click();
    await reaches(page, "done");
    await button(page, "English").click();
    await button(page, "Train").waitFor();
    assert.equal(await page.getAttribute("html", "lang"), "en");
  },
);

pageTest(
  "a link may name the language, and is told when it names none of the page's",
  { query: "?lang=xx&device=cpu&data=generated" },
  async ({ page, site }) => {
    await pageSays(
      page,
      /The link says lang=xx, a language that this page does/,
    );
    await page.goto(`${site.url}?lang=de&device=cpu&data=generated`);
    await reaches(page, "ready");
    await button(page, "Trainieren").waitFor();
    await page.goto(`${site.url}?device=cpu&data=generated`);
    await reaches(page, "ready");
    assert.equal(await page.getAttribute("html", "lang"), "en");
  },
);

/** @param {string} text */
function placesOf(text) {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

/**
 * What is shown or read out and has an English word.
 *
 * @param {Page} page
 */
async function englishTexts(page) {
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_ALL,
    );
    /** @type {string[]} */
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      // What stands there for those without scripts is in both languages.
      const isShown = node.parentElement?.localName !== "noscript";
      if (node instanceof Text && isShown) found.push(node.data.trim());
      if (!(node instanceof Element)) continue;
      for (const name of [
        "aria-label",
        "title",
        "alt",
        "placeholder",
        "data-before",
      ]) {
        found.push(node.getAttribute(name) ?? "");
      }
    }
    return [...new Set(found)];
  });
  return texts.filter((text) => ENGLISH.test(text.replaceAll(NOTEBOOK, "")));
}
