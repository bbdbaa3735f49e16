// The texts of the page and of the trainer, as their sources have them.

import { readdir, readFile } from "node:fs/promises";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { keyOf } from "../../www/language/translate.js";

/** @import { TaggedTemplateExpression } from "acorn" */

const ROOT = new URL("../../", import.meta.url);

/** Attributes of index.html that are read out or shown. */
const ATTRIBUTES = /\b(?:aria-label|alt)="([^"]+)"/g;
const DESCRIPTION = /name="description"\s+content="([^"]+)"/;

/** The texts of the page: of its document and of every module. */
export async function pageTexts() {
  const modules = await sources("www/", ".js");
  const texts = modules.flatMap(textsOfModule);
  return new Set([...(await documentTexts()), ...texts]);
}

/** What the trainer says of a failure: each message, with the names of its facts, and each advice. */
export async function trainerTexts() {
  const texts = new Set();
  for (const source of await sources("crate/src/", ".rs")) {
    for (const [, message] of source.matchAll(
      /#\[error\(\s*"((?:[^"\\]|\\[\s\S])*)"/g,
    )) {
      texts.add(unescaped(message).replace(/(\{\w+):[^}]*\}/g, "$1}"));
    }
    const advice = source.slice(source.indexOf("pub fn advice("));
    if (advice.length === source.length) continue;
    for (const [, sentence] of advice
      .slice(0, advice.indexOf("\n    }\n"))
      .matchAll(/"((?:[^"\\]|\\[\s\S])*)"/g)) {
      texts.add(unescaped(sentence));
    }
  }
  return texts;
}

/** @param {string} source */
function textsOfModule(source) {
  /** @type {string[]} */
  const texts = [];
  full(parse(source, { ecmaVersion: 2022, sourceType: "module" }), (node) => {
    if (node.type !== "TaggedTemplateExpression") return;
    const { tag, quasi } = /** @type {TaggedTemplateExpression} */ (node);
    if (tag.type !== "Identifier" || tag.name !== "t") return;
    texts.push(keyOf(quasi.quasis.map(({ value }) => value.cooked ?? "")));
  });
  return texts;
}

async function documentTexts() {
  const source = await readFile(new URL("index.html", ROOT), "utf8");
  const html = source
    .replace(/<!--[\s\S]*?-->|<(script|noscript)\b[\s\S]*?<\/\1>/g, "")
    .replaceAll("&shy;", "\u00ad");
  const between = [...html.matchAll(/>([^<>]+)</g)];
  const described = html.match(DESCRIPTION) ?? [];
  return [
    ...between.map(([, text = ""]) => text.trim()),
    ...[...html.matchAll(ATTRIBUTES)].map(([, text = ""]) => text),
    described[1] ?? "",
  ].filter((text) => /[A-Za-z]/.test(text));
}

/**
 * @param {string} folder
 * @param {string} ending
 */
async function sources(folder, ending) {
  const at = new URL(folder, ROOT);
  const names = await readdir(at, { recursive: true });
  return Promise.all(
    names
      .filter((name) => name.endsWith(ending))
      .map((name) => readFile(new URL(name, at), "utf8")),
  );
}

/** @param {string | undefined} text As Rust writes it. */
function unescaped(text = "") {
  return text.replace(/\\\n\s*/g, "").replaceAll('\\"', '"');
}
