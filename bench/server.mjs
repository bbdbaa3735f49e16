// Serves to the browser what the bench needs: itself with the peers, the built page, and MNIST.

import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const BUILT = fileURLToPath(new URL("../dist/", import.meta.url));

/** The folder of the built page's version, which its scripts and modules lie in; empty without one. */
const VERSION = versionFolder();

/** Where that is. */
export const DIST = join(BUILT, VERSION);

/** The path at which it is served. */
export const DIST_PATH = `/dist/${VERSION}/`;

const BENCH = fileURLToPath(new URL("./", import.meta.url));

const MEDIA_TYPES = new Map([
  [".css", "text/css"],
  [".gz", "application/gzip"],
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript"],
  [".json", "application/json"],
  [".svg", "image/svg+xml"],
  [".wasm", "application/wasm"],
]);

const PAGE = `<!doctype html><title>Bench</title><link rel="icon" href="data:,">
<script type="module" src="/bench/page.js"></script>`;

/** What lets a page share memory between threads. */
const ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

function versionFolder() {
  const names = existsSync(BUILT) ? readdirSync(BUILT) : [];
  return names.find((name) => /^page-[0-9a-f]{12}$/.test(name)) ?? "";
}

/**
 * Serves on a free port of this machine alone.
 *
 * @param {string} mnist The folder that holds it.
 * @param {boolean} isolated
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(mnist, isolated) {
  // The page's worker looks for MNIST beside the page, which need not have been built with it.
  const folders = new Map([
    ["/dist/mnist/", mnist],
    ["/dist/", BUILT],
    ["/mnist/", mnist],
    ["/bench/", BENCH],
  ]);
  const common = isolated ? ISOLATION : {};
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/") {
      response.writeHead(200, { ...common, "content-type": "text/html" });
      response.end(PAGE);
      return;
    }
    const file = fileAt(folders, decodeURIComponent(pathname));
    if (file === null) {
      response.writeHead(404, common).end("not here");
      return;
    }
    response.writeHead(200, {
      ...common,
      "content-type":
        MEDIA_TYPES.get(extname(file)) ?? "application/octet-stream",
      "content-length": statSync(file).size,
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(undefined)),
  );
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The file behind a path, or null; the first folder whose prefix fits is the one.
 *
 * @param {Map<string, string>} folders
 * @param {string} path
 */
function fileAt(folders, path) {
  for (const [prefix, folder] of folders) {
    if (!path.startsWith(prefix)) continue;
    const root = normalize(`${folder}/`);
    const name = path.slice(prefix.length);
    const file = normalize(join(root, name === "" ? "index.html" : name));
    const there =
      file.startsWith(root) && existsSync(file) && statSync(file).isFile();
    return there ? file : null;
  }
  return null;
}
