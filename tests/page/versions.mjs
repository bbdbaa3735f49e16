// Another version of the built page, as another build would make it, to serve in place of the first.

import { createHash } from "node:crypto";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { DIST } from "./server.mjs";

/** @import { Page } from "playwright-core" */

/** What the page says when a newer version is there. */
export const OFFER = /A new version of this page is ready/;

const HEAD = "self.built = ";

/**
 * A version whose page, scripts, styles and worker each bear its name.
 *
 * @param {string} name
 * @returns {{ folder: string, version: string }} Where it lies, and the folder in it.
 */
export function anotherVersion(name) {
  const folder = mkdtempSync(join(tmpdir(), "kindling-page-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(DIST, folder, { recursive: true });

  const script = join(folder, "service-worker.js");
  const [head = "", ...rest] = readFileSync(script, "utf8").split("\n");
  const built = JSON.parse(head.slice(HEAD.length, -1));
  const digits = createHash("sha256").update(name).digest("hex").slice(0, 12);
  const version = `page-${digits}`;
  renameSync(join(folder, built.version), join(folder, version));

  /** @type {[string, string, (text: string) => string][]} */
  const changes = [
    [
      "",
      "index.html",
      (text) =>
        text
          .replaceAll(built.version, version)
          .replace("<h1>Kindling</h1>", `<h1>${name}</h1>`),
    ],
    [
      "www/main.js",
      `${version}/www/main.js`,
      (text) => `${text}document.documentElement.dataset.script = "${name}";\n`,
    ],
    [
      "www/style.css",
      `${version}/www/style.css`,
      (text) => `${text}:root { --version: ${name}; }\n`,
    ],
    [
      "worker_cpu_loader.js",
      `${version}/worker_cpu_loader.js`,
      (text) => `self.version = "${name}";\n${text}`,
    ],
  ];
  for (const [listed, file, change] of changes) {
    const text = change(readFileSync(join(folder, file), "utf8"));
    writeFileSync(join(folder, file), text);
    const digest = createHash("sha256").update(text).digest("base64");
    built.files[listed] = digest.slice(0, built.files[listed].length);
  }
  built.version = version;
  const line = `${HEAD}${JSON.stringify(built)};`;
  writeFileSync(script, [line, ...rest].join("\n"));
  return { folder: join(folder, "/"), version };
}

/**
 * The versions that an open page's parts bear: "" where it is the first one, as it was built.
 *
 * @param {Page} page
 */
export async function partsOf(page) {
  const [worker] = page.workers();
  const parts = await page.evaluate(() => ({
    page: document.querySelector("h1")?.textContent?.replace("Kindling", ""),
    script: document.documentElement.dataset.script ?? "",
    style: getComputedStyle(document.documentElement).getPropertyValue(
      "--version",
    ),
  }));
  return {
    ...parts,
    worker: await worker?.evaluate(() => Reflect.get(self, "version") ?? ""),
  };
}

/**
 * Those of a page that is whole.
 *
 * @param {string} name
 */
export function allOf(name) {
  return { page: name, script: name, style: name, worker: name };
}

/**
 * Lets the browser look whether the server has another service worker, as it does by itself once a
 * day.
 *
 * @param {Page} page
 */
export function lookForUpdate(page) {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update().catch(() => {});
  });
}
