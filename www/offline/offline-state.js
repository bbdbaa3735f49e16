// Whether the page opens without a network, and whether there is a newer one, as the page knows it.

/**
 * How far this page is kept: `waiting` until the trainer is ready and nothing is in the way, `going`
 * while files are fetched, `yes`, `no` when one could not be had as it was built, `off` when the
 * visitor does not want it, `unavailable` where the browser cannot.
 *
 * @typedef {"waiting" | "going" | "yes" | "no" | "off" | "unavailable"} Kept
 */

/**
 * @typedef {object} Offline
 * @property {Kept} kept
 * @property {boolean} isOutdated Whether there is a newer version of the page.
 */

/** @type {Offline} */
export const NOT_KEPT = { kept: "waiting", isOutdated: false };
