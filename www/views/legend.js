// A chart's legend: for each line the same line and marker as in the chart, its name, its value.

import { make, setText } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {"train" | "test" | "step" | "smooth" | "notebook-train" | "notebook-test"} LegendKind */

/**
 * One entry of a legend.
 *
 * @param {LegendKind} kind
 */
export function legendEntry(kind) {
  const name = make("span", "");
  const value = make("output", "");
  // It changes with every epoch and with the cursor; the chart itself says its value.
  value.setAttribute("aria-live", "off");
  const item = make("li", kind, legendKey(kind), name, " ", value);
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
 * A drawing of one kind of line; its colours come from the style sheet.
 *
 * @param {LegendKind} kind
 */
export function legendKey(kind) {
  const key = part("svg", { viewBox: "0 0 26 12", width: "26", height: "12" });
  key.setAttribute("class", `key ${kind}`);
  key.setAttribute("aria-hidden", "true");
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
