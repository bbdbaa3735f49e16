// A static server for the built page, under any path, that can go wrong on purpose.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { createGzip } from "node:zlib";

/** The built page. */
export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** Whether the built page has MNIST of its own. */
export const HAS_MNIST = existsSync(
  join(DIST, "mnist/train-images-idx3-ubyte.gz"),
);

/** Some folder deep in some host: the page may not rely on where it lies. */
const BASE = "/some/where/deep/";

const MEDIA_TYPES = new Map([
  [".css", "text/css"],
  [".gz", "application/gzip"],
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript"],
  [".json", "application/json"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".webmanifest", "application/manifest+json"],
]);

/** What is compressed already. */
const COMPACT = [".gz", ".png"];

/**
 * What a request is answered with instead of the file.
 *
 * @typedef {(response: import("node:http").ServerResponse, bytes: Buffer) => void} Fault
 */

/** The file is not there. @type {Fault} */
export function missing(response) {
  response.writeHead(404).end("not here");
}

/** A web page where the file should be, as some hosts answer. @type {Fault} */
export function webPage(response) {
  response
    .writeHead(200, { "content-type": "text/html" })
    .end("<!doctype html><title>Welcome</title><p>This is no data file.");
}

/** The file's first half. @type {Fault} */
export function truncated(response, bytes) {
  response.writeHead(200).end(bytes.subarray(0, bytes.length >> 1));
}

/** The file with other bytes in its middle. @type {Fault} */
export function corrupt(response, bytes) {
  const damaged = Buffer.from(bytes);
  const middle = damaged.length >> 1;
  damaged.fill(0x55, middle, middle + 64);
  response.writeHead(200).end(damaged);
}

/**
 * Other bytes altogether.
 *
 * @param {Buffer} other
 * @returns {Fault}
 */
export function replacedBy(other) {
  return (response) => response.writeHead(200).end(other);
}

/**
 * The file in so many pieces, one every so many milliseconds.
 *
 * @param {number} nPieces
 * @param {number} pauseMs
 * @returns {Fault}
 */
export function slow(nPieces, pauseMs) {
  return async (response, bytes) => {
    response.writeHead(200, { "content-length": bytes.length });
    const size = Math.ceil(bytes.length / nPieces);
    for (let start = 0; start < bytes.length; start += size) {
      response.write(bytes.subarray(start, start + size));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    response.end();
  };
}

/**
 * The worker's loader with a script before it.
 *
 * @param {string} script
 * @returns {Fault}
 */
export function scriptBefore(script) {
  return (response, loader) =>
    response
      .writeHead(200, { "content-type": "text/javascript" })
      .end(`${script};\n${loader}`);
}

/**
 * A request as it came.
 *
 * @typedef {object} Asked
 * @property {string} path Relative to the page's folder, with that of its version.
 * @property {string} search The query with its question mark, or nothing.
 * @property {string} method
 * @property {import("node:http").IncomingHttpHeaders} headers
 */

/**
 * @typedef {object} Site
 * @property {string} url The page's address.
 * @property {string} folder The built page that is served; may change while the page is open.
 * @property {string[]} requests Files asked for so far, without the folder of their version.
 * @property {Asked[]} asked All requests so far.
 * @property {string[]} strays Paths asked for outside the page's folder.
 * @property {boolean} isTuned Whether it compresses and says what may be cached, as docs/hosting.md asks.
 * @property {Map<string, Fault>} faults By file, of whichever version; may change while the page is open.
 * @property {() => Promise<void>} stop Answers nobody any more.
 * @property {() => Promise<void>} start Answers again, at the same address.
 */

/** The folder of a version at the beginning of a path. */
const VERSION = /^page-[0-9a-f]{12}\//;

/**
 * Serves the built page on a free port of this machine alone.
 *
 * @param {Record<string, Fault>} [faults]
 * @returns {Promise<Site>}
 */
export async function serve(faults = {}) {
  const server = createServer((request, response) => {
    answer(site, request, response);
  });
  /** @param {number} port 0 for a free one. */
  const listen = (port) =>
    new Promise((resolve) =>
      server.listen(port, "127.0.0.1", () => resolve(undefined)),
    );
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("no port");
  /** @type {Site} */
  const site = {
    url: `http://127.0.0.1:${address.port}${BASE}`,
    folder: DIST,
    requests: [],
    asked: [],
    strays: [],
    isTuned: false,
    faults: new Map(Object.entries(faults)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Node 18.2 and later; a browser keeps its connections open else.
        server.closeAllConnections();
      }),
    start: () => listen(address.port),
  };
  return site;
}

/**
 * @param {Site} site
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function answer(site, request, response) {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  if (!pathname.startsWith(BASE)) {
    site.strays.push(pathname);
    missing(response, Buffer.alloc(0));
    return;
  }
  const path = decodeURIComponent(pathname.slice(BASE.length)) || "index.html";
  const name = path.replace(VERSION, "");
  const { method = "", headers } = request;
  site.requests.push(name);
  site.asked.push({ path, search, method, headers });
  const file = normalize(join(site.folder, path));
  const there =
    file.startsWith(site.folder) && existsSync(file) && statSync(file).isFile();
  const fault = site.faults.get(name);
  if (fault !== undefined) {
    fault(response, there ? readFileSync(file) : Buffer.alloc(0));
    return;
  }
  if (!there) {
    missing(response, Buffer.alloc(0));
    return;
  }
  const type = MEDIA_TYPES.get(extname(file)) ?? "application/octet-stream";
  const contents = createReadStream(file);
  if (site.isTuned) {
    const cache = VERSION.test(path)
      ? "public, max-age=31536000, immutable"
      : "no-cache";
    response.setHeader("cache-control", cache);
    if (!COMPACT.includes(extname(file))) {
      response.writeHead(200, {
        "content-type": type,
        "content-encoding": "gzip",
      });
      contents.pipe(createGzip()).pipe(response);
      return;
    }
  }
  response.writeHead(200, {
    "content-type": type,
    "content-length": statSync(file).size,
  });
  contents.pipe(response);
}
