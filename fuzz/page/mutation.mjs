// Seeded changes of texts and of plain values, of the kinds that find mistakes in what reads them.

/** @import { Random } from "../../tests/page/random.mjs" */

/** Texts and numbers at which parsers stumble. */
const TOKENS = [
  "0",
  "-0",
  "-1",
  "1e400",
  "1e-400",
  ".5",
  "5.",
  "4294967295",
  "4294967296",
  "Infinity",
  "NaN",
  "null",
  "__proto__",
  "constructor",
  "custom",
  "%",
  "%00",
  "%ff",
  "%F0%9F%98%80",
  "+",
  "&",
  "=",
  ",",
  "💥",
  "\ud800",
  "\u0000",
  "é",
  "<b>",
];

/** Longest text that changes lead to. */
const MAX_LENGTH = 4096;

/**
 * A text with some changes; parts of others may come into it.
 *
 * @param {string} text
 * @param {readonly string[]} others
 * @param {Random} random
 */
export function changedText(text, others, random) {
  let changed = text;
  for (let left = 1 + random.below(6); left > 0; left -= 1) {
    const at = random.below(changed.length + 1);
    const end = at + random.below(Math.min(changed.length - at, 12) + 1);
    const [before, after] = [changed.slice(0, at), changed.slice(end)];
    const other = random.of(others);
    const from = random.below(other.length + 1);
    switch (random.below(6)) {
      case 0:
        changed = before + after;
        break;
      case 1:
        changed = before + String.fromCharCode(random.below(256)) + after;
        break;
      case 2:
        changed =
          before + changed.slice(at, end).repeat(1 + random.below(9)) + after;
        break;
      case 3:
        changed = before + other.slice(from, from + random.below(40)) + after;
        break;
      default:
        changed = before + random.of(TOKENS) + after;
    }
  }
  return changed.slice(0, MAX_LENGTH);
}

/**
 * Changes one place somewhere within a plain value, in place.
 *
 * @param {object} value
 * @param {Random} random
 */
export function changeWithin(value, random) {
  let holder = value;
  for (;;) {
    const names = Object.keys(holder);
    const name = random.of([...names, "also", "0", "__proto__"]);
    const inner = Object.hasOwn(holder, name)
      ? Reflect.get(holder, name)
      : null;
    const isPlain = typeof inner === "object" && inner !== null;
    if (isPlain && !ArrayBuffer.isView(inner) && random.below(4) > 0) {
      holder = inner;
      continue;
    }
    changeMember(holder, name, inner, random);
    return;
  }
}

/**
 * @param {object} holder
 * @param {string} name
 * @param {unknown} old
 * @param {Random} random
 */
function changeMember(holder, name, old, random) {
  switch (random.below(6)) {
    case 0:
      Reflect.deleteProperty(holder, name);
      break;
    case 1:
      if (Array.isArray(holder)) holder.push(structuredClone(old));
      break;
    default:
      // Defined, not assigned: `__proto__` is a name like any other in what a clone holds.
      Reflect.defineProperty(holder, name, {
        value: strange(old, random),
        writable: true,
        enumerable: true,
        configurable: true,
      });
  }
}

/**
 * A value that storage can hold, like the old one or not.
 *
 * @param {unknown} old
 * @param {Random} random
 */
function strange(old, random) {
  const number = typeof old === "number" ? old : 1;
  return random.of([
    () => undefined,
    () => null,
    () => Number.NaN,
    () => Number.POSITIVE_INFINITY,
    () => -number,
    () => -0,
    () => number + 1,
    () => number + 0.5,
    () => 1e308,
    () => 2 ** 32,
    () => 10n,
    () => true,
    () => "",
    () => String(old).slice(0, 100),
    () => random.of(TOKENS),
    () => [],
    () => ({}),
    () => [old],
    () => Array(3),
    // Spread, not assigned, for the same reason.
    () => ({ .../** @type {object} */ (old) }),
    () => Object.values(old ?? {}),
    () => new Map([["a", 1]]),
    () => new Date(Number.NaN),
    () => new Uint8Array(3),
    () => new Uint8Array(0).buffer,
    () => Object(number),
    () => JSON.parse('{"__proto__":{}}'),
  ])();
}
