// A chart's legend: for each line the same line and marker as in the chart, its name, its value.

/** @import { Reading } from "../curve-figures.js" */
/** @import { RunBeside } from "../curves.js" */

import { SHAPES } from "../charts/marker-shapes.js";
import { make, setText } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {"train" | "test" | "step" | "smooth" | "notebook-train" | "notebook-test"} LegendKind */

/**
 * One entry of a legend.
 *
 * @param {LegendKind | RunBeside} kind
 */
export function legendEntry(kind) {
  const isKind = typeof kind === "string";
  const name = make("span", "");
  const value = make("output", "");
  // It changes with every epoch and with the cursor; the chart itself says its value.
  value.setAttribute("aria-live", "off");
  const key = isKind ? legendKey(kind) : keyBeside(kind);
  const item = make("li", isKind ? kind : "beside", key, name, " ", value);
  return {
    item,
    /**
     * @param {string} nameText
     * @param {string} valueText Empty where there is none.
     */
    show(nameText, valueText) {
      setText(name, nameText);
      setText(value, valueText);
    },
  };
}

/**
 * The entries of the runs beside, after those that a legend has always.
 *
 * @param {HTMLElement} list
 * @returns {(readings: readonly Reading[]) => void}
 */
export function mountLegendBeside(list) {
  /** @type {readonly (ReturnType<typeof legendEntry> & { kind: Reading["kind"] })[]} */
  let entries = [];
  return (readings) => {
    const beside = readings.filter(({ kind }) => typeof kind !== "string");
    const isSame = beside.every(({ kind }, at) => kind === entries[at]?.kind);
    if (!isSame || beside.length !== entries.length) {
      for (const { item } of entries) item.remove();
      entries = beside.map(({ kind }) => ({ kind, ...legendEntry(kind) }));
      list.append(...entries.map(({ item }) => item));
    }
    beside.forEach(({ name, value }, at) => {
      entries[at]?.show(name, value);
    });
  };
}

/**
 * A drawing of both lines of a run beside: the left half is training, the right one test.
 *
 * @param {Pick<RunBeside, "colour" | "marker">} run
 */
export function keyBeside({ colour, marker }) {
  const key = keyOf("beside");
  const [train, test] = [7, 19].map((middle) =>
    SHAPES[marker].map(([x, y]) => `${middle + 3 * x},${6 + 3 * y}`).join(" "),
  );
  key.append(
    part("path", { d: "M0 6h13" }),
    part("path", { d: "M13 6h13", "stroke-dasharray": "3.5 2.5" }),
    part("polygon", { points: train ?? "" }),
    part("polygon", { points: test ?? "" }),
  );
  key.style.color = `var(${colour})`;
  return key;
}

/**
 * A drawing of one kind of line; its colours come from the style sheet.
 *
 * @param {LegendKind} kind
 */
export function legendKey(kind) {
  const key = keyOf(kind);
  switch (kind) {
    case "train":
      key.append(
        part("path", { d: "M0 6h26" }),
        part("circle", { cx: "13", cy: "6", r: "3.5" }),
      );
      break;
    case "test":
      key.append(
        part("path", { d: "M0 6h26", "stroke-dasharray": "6 3" }),
        part("rect", { x: "9.5", y: "2.5", width: "7", height: "7" }),
      );
      break;
    case "step":
      key.append(part("path", { d: "M0 9l4-5 4 4 4-6 4 7 4-4 4 3 2-3" }));
      break;
    case "smooth":
      key.append(
        part("path", { d: "M0 9l4-5 4 4 4-6 4 7 4-4 4 3 2-3" }),
        part("path", { d: "M0 8c9-6 15 1 26-4" }),
      );
      break;
    case "notebook-train":
      key.append(
        part("path", { d: "M0 6h26", "stroke-dasharray": "1.5 3" }),
        part("circle", { cx: "13", cy: "6", r: "2.25" }),
      );
      break;
    case "notebook-test":
      key.append(
        part("path", { d: "M0 6h26", "stroke-dasharray": "5 3 1.5 3" }),
        part("rect", { x: "10.75", y: "3.75", width: "4.5", height: "4.5" }),
      );
      break;
    default:
      return /** @satisfies {never} */ (kind);
  }
  return key;
}

/** @param {string} kind */
function keyOf(kind) {
  const key = part("svg", { viewBox: "0 0 26 12", width: "26", height: "12" });
  key.setAttribute("class", `key ${kind}`);
  key.setAttribute("aria-hidden", "true");
  return key;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function part(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  return element;
}
