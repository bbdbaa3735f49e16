// The bench's command line.

import { parseArgs } from "node:util";
import { PATHS } from "./hosts.mjs";
import { NETWORKS } from "./networks.js";

const CONTENDERS = ["kindling", "jax", "tfjs"];

export const USAGE = `\
Usage: node bench/bench.mjs [options], or cargo xtask bench [options]

  --paths LIST       of ${PATHS.map(({ id }) => id).join(",")}, or none; all by default
  --networks LIST    of ${NETWORKS.map(({ id }) => id).join(",")}; all of them by default
  --contenders LIST  of ${CONTENDERS.join(",")}; all of them by default
  --rounds N         measured rounds of each contender after the warm-up; 5 by default
  --seconds S        how long a round is to last; 1.5 by default, and at least 3 steps
  --adapter NAME     auto (a GPU where there is one) or swiftshader, for the path webgpu
  --isolated         serve the page cross-origin isolated: threads for those who use them
  --visits N         visits of the page, then a watched run of 20 epochs; 8 by default, 0: none
  --keras PYTHON     also time Keras on TensorFlow with this interpreter
  --json FILE        write everything that was measured`;

/**
 * @typedef {object} Options
 * @property {readonly import("./hosts.mjs").Path[]} paths
 * @property {readonly import("./networks.js").Network[]} networks
 * @property {string[]} contenders
 * @property {number} rounds
 * @property {number} seconds
 * @property {"auto" | "swiftshader"} adapter
 * @property {boolean} isolated
 * @property {number} visits
 * @property {string | undefined} keras
 * @property {string | undefined} json
 */

/**
 * @param {string[]} words
 * @returns {Options | null} Null where help was asked for.
 */
export function parse(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      paths: { type: "string" },
      networks: { type: "string" },
      contenders: { type: "string" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "1.5" },
      adapter: { type: "string", default: "auto" },
      isolated: { type: "boolean", default: false },
      visits: { type: "string", default: "8" },
      keras: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const { adapter } = values;
  if (adapter !== "auto" && adapter !== "swiftshader") {
    throw new Error(`--adapter is auto or swiftshader, not ${adapter}`);
  }
  const chosen = listed("contenders", values.contenders, CONTENDERS);
  return {
    paths:
      values.paths === "none"
        ? []
        : PATHS.filter(({ id }) =>
            listed("paths", values.paths, idsOf(PATHS)).includes(id),
          ),
    networks: NETWORKS.filter(({ id }) =>
      listed("networks", values.networks, idsOf(NETWORKS)).includes(id),
    ),
    contenders: CONTENDERS.filter((id) => chosen.includes(id)),
    rounds: positive("rounds", values.rounds, true),
    seconds: positive("seconds", values.seconds, false),
    adapter,
    isolated: values.isolated ?? false,
    visits: values.visits === "0" ? 0 : positive("visits", values.visits, true),
    keras: values.keras,
    json: values.json,
  };
}

/** @param {readonly { id: string }[]} things */
function idsOf(things) {
  return things.map(({ id }) => id);
}

/**
 * @param {string} option
 * @param {string | undefined} text
 * @param {readonly string[]} known
 */
function listed(option, text, known) {
  const words = text?.split(",").filter(Boolean) ?? known;
  const stranger = words.find((word) => !known.includes(word));
  if (stranger !== undefined || words.length === 0) {
    throw new Error(
      `--${option}: ${stranger ?? "nothing"} is not one of ${known.join(", ")}`,
    );
  }
  return words;
}

/**
 * @param {string} option
 * @param {string | undefined} text
 * @param {boolean} whole
 */
function positive(option, text, whole) {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value) || (whole && value % 1 !== 0)) {
    throw new Error(`--${option} takes a positive number, not ${text}`);
  }
  return value;
}
