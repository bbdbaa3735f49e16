// Contenders in Chromium: one page, and in it a dedicated worker for each.

import { chromium } from "playwright-core";
import { kindlingWorker } from "./contenders/all.mjs";
import { DIST_PATH, serve } from "./server.mjs";

/** @import { Page } from "playwright-core" */
/** @import { Host } from "./hosts.mjs" */

export const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const ARGUMENTS = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--no-first-run",
  "--mute-audio",
  // The bench reaches no other machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

const HARDWARE = [
  "--enable-unsafe-webgpu",
  "--ignore-gpu-blocklist",
  ...(process.platform === "linux" ? ["--enable-features=Vulkan"] : []),
];

const SOFTWARE = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/**
 * A browser for one device.
 *
 * @param {"cpu" | "webgpu"} device
 * @param {string} mnist
 * @param {{ isolated: boolean, adapter: "auto" | "swiftshader" }} options
 * @returns {Promise<Host>}
 */
export async function openChromium(device, mnist, { isolated, adapter }) {
  const site = await serve(mnist, isolated);
  try {
    const { browser, page, name, isSoftware } =
      device === "cpu"
        ? { ...(await visit(site.url, [])), name: null, isSoftware: false }
        : await withAdapter(site.url, adapter);
    return {
      device,
      opensWith: device,
      facts: {
        browser: browser.version(),
        adapter: name,
        isolated: await page.evaluate(() => crossOriginIsolated),
      },
      isSoftware,
      counts: null,
      async start(contender) {
        const url =
          contender === "kindling"
            ? `${DIST_PATH}${kindlingWorker(device)}_loader.js`
            : `/bench/worker.js?contender=${contender}`;
        await inPage(page, "start", [contender, url]);
      },
      ask: (contender, command, type) =>
        inPage(page, "ask", [contender, command, type]),
      end: (contender) => inPage(page, "end", [contender]),
      async close() {
        await browser.close();
        await site.close();
      },
    };
  } catch (error) {
    await site.close();
    throw error;
  }
}

/**
 * @param {string} url
 * @param {string[]} more
 */
async function visit(url, more) {
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [...ARGUMENTS, ...more],
  });
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`  ${message.text()}`);
  });
  await page.goto(url);
  await page.waitForFunction(() => "bench" in globalThis);
  return { browser, page };
}

/**
 * A browser with a GPU, where there is one, else with SwiftShader.
 *
 * @param {string} url
 * @param {"auto" | "swiftshader"} wanted
 */
async function withAdapter(url, wanted) {
  for (const more of wanted === "auto" ? [HARDWARE, SOFTWARE] : [SOFTWARE]) {
    const { browser, page } = await visit(url, more);
    const name = await adapterOf(page);
    const isSoftware = /swiftshader|llvmpipe|fallback/i.test(name ?? "");
    if (name !== null && (more === SOFTWARE || !isSoftware)) {
      return { browser, page, name, isSoftware };
    }
    await browser.close();
  }
  throw new Error("this browser has no WebGPU adapter, not even SwiftShader");
}

/**
 * @param {Page} page
 * @returns {Promise<string | null>}
 */
function adapterOf(page) {
  return page.evaluate(async () => {
    /** @type {any} */
    const gpu = Reflect.get(navigator, "gpu");
    const adapter = await gpu?.requestAdapter({
      powerPreference: "high-performance",
    });
    if (!adapter) return null;
    const { vendor, architecture, description, isFallbackAdapter } =
      adapter.info;
    const words = [vendor, architecture, description];
    if (isFallbackAdapter) words.push("(fallback)");
    return words.filter(Boolean).join(" ");
  });
}

/**
 * Calls one of the functions of page.js.
 *
 * @param {Page} page
 * @param {"start" | "ask" | "end"} name
 * @param {unknown[]} values
 * @returns {Promise<any>}
 */
function inPage(page, name, values) {
  return page.evaluate(
    ([called, rest]) =>
      Reflect.get(globalThis, "bench")[/** @type {string} */ (called)](
        .../** @type {unknown[]} */ (rest),
      ),
    /** @type {[string, unknown[]]} */ ([name, values]),
  );
}
