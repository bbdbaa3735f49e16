// The version of this page: the folder of its files, which the cache that keeps them is named after.

/** The folder of a version, in an address or in the text of a page. */
export const FOLDER = /page-[0-9a-f]{12}(?=\/)/;

/** This page's; null where it has not been built. */
export const VERSION = FOLDER.exec(import.meta.url)?.[0] ?? null;

/** Where the page lies: its version's folder, the service worker and MNIST lie in there. */
export const HOME = new URL("./", location.href);

/** Begins the name of the cache of each version; the service worker has the same. */
export const CACHES = `kindling-page ${HOME.pathname} `;

/** Has no newer version, of another tab, delete what is kept of this one while this page lives. */
export function holdVersion() {
  const forEver = () => new Promise(() => {});
  navigator.locks?.request(CACHES + VERSION, { mode: "shared" }, forEver);
}
