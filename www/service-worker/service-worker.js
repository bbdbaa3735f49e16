// The service worker: keeps the files of one version of the page, so that it opens without a network.
//
// Each version lies in a folder of its own (docs/adr/0010), so that no file of one can be taken for
// a file of another. Nothing is kept that differs from the build's list; MNIST is the worker's own
// affair and passes by.

/**
 * What the build writes before the first line.
 *
 * @typedef {object} Built
 * @property {string} version The folder of the version that this service worker keeps.
 * @property {string} policy The page's Content-Security-Policy.
 * @property {Readonly<Record<string, string>>} files The beginning of the SHA-256 of each file in
 *   that folder, in base64, by its name; the page itself, index.html beside it, has the empty name.
 */

const scope = /** @type {ServiceWorkerGlobalScope} */ (
  /** @type {unknown} */ (self)
);
const { version, policy, files } = /** @type {Built} */ (
  Reflect.get(scope, "built")
);

/** The address of the page. */
const HOME = scope.registration.scope;

/** Begins the name of the cache of each version of this page; `www/page-version.js` has the same. */
const CACHES = `kindling-page ${new URL(HOME).pathname} `;

/** The cache of this version; also the lock that pages of this version hold. */
const CACHE = CACHES + version;

/** A version's folder, in a path or in the text of a page. */
const FOLDER = /page-[0-9a-f]{12}(?=\/)/;

/** How long the network may take to say which version there is, before the kept one is opened. */
const PATIENCE_MS = 3000;

scope.addEventListener("install", (event) => {
  takeFromCache(event);
  event.waitUntil(install());
});

scope.addEventListener("activate", (event) =>
  event.waitUntil(scope.clients.claim()),
);

scope.addEventListener("message", (event) =>
  event.waitUntil(answer(event.data, event.ports[0])),
);

scope.addEventListener("fetch", (event) => {
  const { url, method, mode } = event.request;
  if (method !== "GET" || !url.startsWith(HOME)) return;
  const [path = ""] = url.slice(HOME.length).split(/[?#]/);
  if (mode === "navigate") {
    if (path === "" || path === "index.html") {
      event.respondWith(openPage(event.request));
    }
  } else if (path.search(FOLDER) === 0) {
    event.respondWith(serve(event.request, path));
  }
});

/**
 * Has the browser itself take this version's files from its cache, where it knows how to: no visit
 * waits then until this script has started and was asked for each of eighty files.
 *
 * @param {ExtendableEvent & { addRoutes?: (routes: object) => Promise<void> }} event
 */
function takeFromCache(event) {
  const { pathname } = new URL(`${HOME}${version}/`);
  // A path may hold what means something in a pattern.
  const escaped = pathname.replace(/[\\{}()*+?:]/g, "\\$&");
  const route = {
    condition: { urlPattern: { pathname: `${escaped}*` } },
    source: { cacheName: CACHE },
  };
  // Without it this script answers.
  event.addRoutes?.(route).catch(() => {});
}

/**
 * Keeps the page, and those worker modules that were kept of earlier versions: who trained without
 * a network before is to do so after.
 */
async function install() {
  const used = await modulesOfOthers();
  const names = Object.keys(files).filter(
    (name) => !isOfModule(name) || used.some((module) => isOf(module, name)),
  );
  try {
    await keep(names);
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  // Pages of other versions ask for files in other folders, so that none has to be waited for.
  await scope.skipWaiting();
}

/**
 * Keeps what a page uses, and answers with the version that is kept.
 *
 * @param {{ module: string }} asked Its worker module, `cpu` or `webgpu`.
 * @param {MessagePort | undefined} port
 */
async function answer({ module }, port) {
  let problem = null;
  try {
    await keep(
      Object.keys(files).filter(
        (name) => !isOfModule(name) || isOf(module, name),
      ),
    );
    await forgetUnused();
  } catch (error) {
    problem = String(error);
  }
  port?.postMessage({ version, problem });
}

/**
 * The page for a visit: of this version, unless the network has a whole one of another.
 *
 * @param {Request} request
 */
async function openPage(request) {
  const kept = await caches.match(HOME, { cacheName: CACHE });
  if (kept === undefined) return fetch(request);
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(HOME, { cache: "no-cache", signal });
    const html = await response.clone().text();
    const folder = FOLDER.exec(html)?.[0] ?? version;
    const isWhole = response.ok && html.trimEnd().endsWith("</html>");
    if (isWhole && folder !== version && !response.redirected) return response;
  } catch {
    // No network, or one that is slower than a visitor waits.
  }
  return kept;
}

/**
 * A file of any version: kept, else from the network, and then kept if it is of this version.
 *
 * @param {Request} request
 * @param {string} path Such as `page-0123456789ab/www/main.js`.
 */
async function serve(request, path) {
  const [folder = ""] = path.split("/", 1);
  const kept = await caches.match(HOME + path, { cacheName: CACHES + folder });
  if (kept !== undefined) return kept;
  const name = path.slice(folder.length + 1);
  const isListed = folder === version && Object.hasOwn(files, name);
  if (!isListed) return fetch(request);
  const response = await checked(name);
  // Where the visitor has switched this off the cache is gone, and stays so.
  if (await caches.has(CACHE)) {
    const cache = await caches.open(CACHE);
    await cache.put(addressOf(name), response.clone()).catch(() => {});
  }
  return response;
}

/**
 * Keeps files of this version that are not kept yet.
 *
 * @param {readonly string[]} names
 * @throws If one cannot be had as it was built, or there is no room; the others are kept.
 */
async function keep(names) {
  const cache = await caches.open(CACHE);
  const outcomes = await Promise.allSettled(
    names.map(async (name) => {
      const address = addressOf(name);
      if ((await cache.match(address)) !== undefined) return;
      await cache.put(address, await checked(name));
    }),
  );
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}

/**
 * A file of this version from the network, checked to its last byte.
 *
 * @param {string} name
 * @returns {Promise<Response>}
 * @throws {Error} If it cannot be had, or is not as it was built.
 */
async function checked(name) {
  // What the browser already has will mostly do; what is wrong there is asked for anew.
  for (const cache of /** @type {const} */ (["default", "reload"])) {
    const response = await fetch(addressOf(name), { cache });
    const bytes = await response.arrayBuffer();
    if (!(await sha256(bytes)).startsWith(files[name] ?? "?")) continue;
    const headers = new Headers(response.headers);
    // A worker takes its policy from here, not from the page.
    headers.set("content-security-policy", policy);
    // All that could differ was asked for by its address alone, and some of it cannot be kept.
    headers.delete("vary");
    return new Response(bytes, { headers });
  }
  throw new Error(`${name || "index.html"} is not as it was built`);
}

/**
 * @param {ArrayBuffer} bytes
 * @returns {Promise<string>} In base64.
 */
async function sha256(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

/** Deletes the caches of versions of which no page is open any more. */
async function forgetUnused() {
  for (const name of await cachesOfOthers()) {
    await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock === null ? false : caches.delete(name),
    );
  }
}

async function cachesOfOthers() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(CACHES) && name !== CACHE);
}

/** Worker modules that are kept of other versions of the page. */
async function modulesOfOthers() {
  const used = new Set();
  for (const name of await cachesOfOthers()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const [, module] = /\/worker_([a-z]+)/.exec(url) ?? [];
      if (module !== undefined) used.add(module);
    }
  }
  return [...used];
}

/**
 * Whether a file is of one of the modules that train: a visitor needs one of them.
 *
 * @param {string} name A file's.
 */
function isOfModule(name) {
  return name.startsWith("worker_") && !isOf("files", name);
}

/**
 * @param {string} module
 * @param {string} name A file's.
 */
function isOf(module, name) {
  return name.startsWith(`worker_${module}`);
}

/** @param {string} name A file's. */
function addressOf(name) {
  return name === "" ? HOME : `${HOME}${version}/${name}`;
}
