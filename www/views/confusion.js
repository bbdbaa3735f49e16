// The confusion matrix: what each test digit is, what the network read, one button for each pair.

/** @import { Wishes } from "../inspection-state.js" */
/** @import { Confusion } from "../run-state.js" */
/** @import { State } from "../state.js" */

import { byId, giveRoles, make, setText } from "../dom.js";
import { count, percent } from "../format.js";
import { FEW_DIGITS, isSame } from "../inspection-state.js";
import { watchSight } from "./sight.js";

const N_DIGITS = 10;

const WAITING =
  "After the first epoch a table shows here which digits the network takes for which, and its surest mistakes.";

/** The deepest shade, in per cent of the hue: the numbers stay readable on it. */
const DEEPEST = 45;

/** A share of errors in a row that gets the deepest shade. */
const MANY_ERRORS = 0.1;

/** @typedef {{ label: number, answer: number, button: HTMLButtonElement }} Cell */

/**
 * @param {(wish: Partial<Wishes>) => void} onLook
 * @returns {(state: State) => void}
 */
export function mountConfusion(onLook) {
  const note = byId("confusion-note", HTMLElement);
  const content = byId("confusion-content", HTMLElement);
  const card = byId("confusion-card", HTMLElement);
  const { cells, accuracies } = makeTable(byId("confusion", HTMLTableElement));
  listen(cells, onLook);
  watchSight(card, (digitsInSight) => onLook({ digitsInSight }));
  setText(note, WAITING);
  /** @type {Confusion | null} */
  let last = null;
  /** @type {Wishes["selection"] | null} */
  let lastSelection = null;
  return ({ run, inspection }) => {
    const { selection } = inspection.wishes;
    if (selection !== lastSelection) {
      lastSelection = selection;
      for (const { label, answer, button } of cells) {
        const isChosen = isSame({ kind: "cell", label, answer }, selection);
        button.setAttribute("aria-pressed", String(isChosen));
      }
    }
    const confusion = run?.confusion ?? null;
    if (confusion === last) return;
    last = confusion;
    content.hidden = confusion === null;
    setText(note, confusion === null ? WAITING : noteOf(confusion));
    if (confusion !== null) renderCounts(confusion, cells, accuracies);
  };
}

/**
 * Fills the table with its heads, cells and a last column of shares.
 *
 * @param {HTMLTableElement} table
 */
function makeTable(table) {
  /** @type {Cell[]} */
  const cells = [];
  /** @type {HTMLElement[]} */
  const accuracies = [];
  const digits = Array.from({ length: N_DIGITS }, (_, digit) => digit);
  const heads = digits.map((digit) => head("col", String(digit), "read as"));
  const corner = make("td", "corner", "is");
  corner.setAttribute("aria-hidden", "true");
  const last = head("col", "% right", "");
  table.append(
    make("thead", "", make("tr", "", corner, ...heads, last)),
    make(
      "tbody",
      "",
      ...digits.map((label) => {
        const row = digits.map((answer) => {
          const button = make("button", label === answer ? "right" : "wrong");
          button.type = "button";
          button.tabIndex = cells.length === 0 ? 0 : -1;
          cells.push({ label, answer, button });
          return make("td", "", button);
        });
        const accuracy = make("td", "accuracy");
        accuracies.push(accuracy);
        return make(
          "tr",
          "",
          head("row", String(label), "is"),
          ...row,
          accuracy,
        );
      }),
    ),
  );
  // Arrow keys move among the cells: a screen reader passes them on in a grid.
  giveRoles(table, "grid", "gridcell");
  return { cells, accuracies };
}

/**
 * @param {"row" | "col"} scope
 * @param {string} text
 * @param {string} before Read out before it; may be empty.
 */
function head(scope, text, before) {
  const spoken = make("span", "visually-hidden", `${before} `);
  const cell = make("th", "", ...(before === "" ? [] : [spoken]), text);
  cell.scope = scope;
  return cell;
}

/**
 * @param {readonly Cell[]} cells
 * @param {(wish: Partial<Wishes>) => void} onLook
 */
function listen(cells, onLook) {
  cells.forEach(({ label, answer, button }, index) => {
    button.addEventListener("click", () => {
      focusOn(cells, index);
      const selection = /** @type {const} */ ({ kind: "cell", label, answer });
      onLook({ selection, maxDigits: FEW_DIGITS });
    });
    button.addEventListener("keydown", (event) => {
      const target = afterKey(event.key, label, answer);
      if (target === null) return;
      event.preventDefault();
      focusOn(cells, target);
    });
  });
}

/**
 * Makes a cell the one that Tab reaches, and goes to it.
 *
 * @param {readonly Cell[]} cells
 * @param {number} target
 */
function focusOn(cells, target) {
  cells.forEach(({ button }, index) => {
    button.tabIndex = index === target ? 0 : -1;
  });
  cells[target]?.button.focus();
}

/**
 * The cell that a key leads to; null for a key that leads nowhere.
 *
 * @param {string} key
 * @param {number} row
 * @param {number} column
 */
function afterKey(key, row, column) {
  const last = N_DIGITS - 1;
  const at = (/** @type {number} */ toRow, /** @type {number} */ toColumn) =>
    Math.min(last, Math.max(0, toRow)) * N_DIGITS +
    Math.min(last, Math.max(0, toColumn));
  switch (key) {
    case "ArrowLeft":
      return at(row, column - 1);
    case "ArrowRight":
      return at(row, column + 1);
    case "ArrowUp":
      return at(row - 1, column);
    case "ArrowDown":
      return at(row + 1, column);
    case "Home":
      return at(row, 0);
    case "End":
      return at(row, last);
    default:
      return null;
  }
}

/**
 * @param {Confusion} confusion
 * @param {readonly Cell[]} cells
 * @param {readonly HTMLElement[]} accuracies
 */
function renderCounts({ counts }, cells, accuracies) {
  const totals = counts.map(sum);
  for (const { label, answer, button } of cells) {
    const n = counts[label]?.[answer] ?? 0;
    const share = n / Math.max(1, totals[label] ?? 0);
    setText(button, String(n));
    button.classList.toggle("four-digits", n >= 1000);
    button.setAttribute("aria-label", `is ${label}, read ${answer}: ${n}`);
    button.classList.toggle("none", n === 0);
    button.style.setProperty("--shade", shade(share, label === answer));
  }
  accuracies.forEach((cell, label) => {
    const total = totals[label] ?? 0;
    const right = counts[label]?.[label] ?? 0;
    setText(cell, total === 0 ? "–" : ((100 * right) / total).toFixed(1));
  });
}

/**
 * How deep a cell's colour is. Errors are few: their shades begin to tell them apart at once.
 *
 * @param {number} share Of the row.
 * @param {boolean} isRight
 */
function shade(share, isRight) {
  if (share === 0) return "0%";
  const depth = isRight
    ? share ** 3
    : Math.sqrt(Math.min(1, share / MANY_ERRORS));
  return `${(6 + (DEEPEST - 6) * depth).toFixed(1)}%`;
}

/** @param {Confusion} confusion */
function noteOf({ epoch, counts }) {
  const total = sum(counts.map(sum));
  const right = sum(counts.map((row, label) => row[label] ?? 0));
  const share = percent(right / Math.max(1, total));
  return `After epoch ${epoch}: ${count(right)} of ${count(total)} test digits read right, ${share}. Rows: what the digit is; columns: what the network read. Choose a number to see its digits.`;
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
