// The confusion matrix: what each test image is, what the network read, one button for each pair.

/** @import { Wishes } from "../inspection-state.js" */
/** @import { Confusion } from "../run-state.js" */
/** @import { State } from "../state.js" */

import { byId, giveRoles, make, setText } from "../dom.js";
import { count, percent } from "../format.js";
import { FEW_DIGITS, isSame } from "../inspection-state.js";
import { t } from "../language/translate.js";
import { mountConfusionChoice } from "./confusion-choice.js";
import { watchSight } from "./sight.js";

/** Classes of a table that is there before there is data. */
const N_DIGITS = 10;

/** With more classes cells show their colour alone, and the one pointed at is read out below. */
const MAX_NUMBERED = 16;

/** Classes whose heads can stand beside each other; of more, each tenth does. */
const MAX_HEADS = 30;

/** The deepest shade, in per cent of the hue: the numbers stay readable on it. */
const DEEPEST = 45;

/** A share of errors in a row that gets the deepest shade. */
const MANY_ERRORS = 0.1;

/** @typedef {{ label: number, answer: number, button: HTMLButtonElement }} Cell */

/** @typedef {{ nClasses: number, cells: readonly Cell[], accuracies: readonly HTMLElement[] }} Table */

/**
 * @param {(wish: Partial<Wishes>) => void} onLook
 * @returns {(state: State) => void}
 */
export function mountConfusion(onLook) {
  const note = byId("confusion-note", HTMLElement);
  const waiting = note.textContent ?? "";
  const content = byId("confusion-content", HTMLElement);
  const card = byId("confusion-card", HTMLElement);
  const element = byId("confusion", HTMLTableElement);
  const readOut = byId("confusion-cell", HTMLElement);
  let table = makeTable(element, N_DIGITS);
  listen(element, () => table, onLook);
  listenForReading(element, readOut);
  const showChoice = mountConfusionChoice(onLook);
  watchSight(card, (digitsInSight) => onLook({ digitsInSight }));
  /** @type {Confusion | null} */
  let last = null;
  /** @type {Wishes["selection"] | null} */
  let lastSelection = null;
  return ({ run, inspection }) => {
    const { selection } = inspection.wishes;
    const confusion = run?.confusion ?? null;
    const nClasses = confusion?.counts.length ?? table.nClasses;
    const isNew = nClasses !== table.nClasses;
    if (isNew) table = makeTable(element, nClasses);
    if (selection !== lastSelection || isNew) {
      lastSelection = selection;
      for (const { label, answer, button } of table.cells) {
        const isChosen = isSame({ kind: "cell", label, answer }, selection);
        button.setAttribute("aria-pressed", String(isChosen));
      }
      showChoice(selection, table.nClasses);
    }
    if (confusion === last) return;
    last = confusion;
    content.hidden = confusion === null;
    setText(note, confusion === null ? waiting : noteOf(confusion));
    readOut.hidden = nClasses <= MAX_NUMBERED;
    setText(readOut, t`Point at a cell to read it.`);
    if (confusion !== null) renderCounts(confusion, table);
  };
}

/**
 * Fills the table with its heads, cells and a last column of shares.
 *
 * @param {HTMLTableElement} table
 * @param {number} nClasses
 * @returns {Table}
 */
function makeTable(table, nClasses) {
  table.classList.toggle("dense", nClasses > MAX_NUMBERED);
  table.tHead?.remove();
  for (const body of [...table.tBodies]) body.remove();
  /** @type {Cell[]} */
  const cells = [];
  /** @type {HTMLElement[]} */
  const accuracies = [];
  const classes = Array.from({ length: nClasses }, (_, index) => index);
  const headOf = (/** @type {number} */ index) =>
    nClasses <= MAX_HEADS || index % 10 === 0;
  const heads = classes.map((index) =>
    head("col", String(index), t`read as`, headOf(index)),
  );
  const corner = make("td", "corner", t`is`);
  corner.setAttribute("aria-hidden", "true");
  const last = head("col", t`% right`, "", true);
  table.append(
    make("thead", "", make("tr", "", corner, ...heads, last)),
    make(
      "tbody",
      "",
      ...classes.map((label) => {
        const row = classes.map((answer) => {
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
          head("row", String(label), t`is`, headOf(label)),
          ...row,
          accuracy,
        );
      }),
    ),
  );
  // Arrow keys move among the cells: a screen reader passes them on in a grid.
  giveRoles(table, "grid", "gridcell");
  return { nClasses, cells, accuracies };
}

/**
 * @param {"row" | "col"} scope
 * @param {string} text
 * @param {string} before Read out before it; may be empty.
 * @param {boolean} isSeen Whether there is room for it.
 */
function head(scope, text, before, isSeen) {
  const spoken = make("span", "visually-hidden", `${before} `);
  const shown = make("span", isSeen ? "" : "visually-hidden", text);
  const cell = make("th", "", ...(before === "" ? [] : [spoken]), shown);
  cell.scope = scope;
  return cell;
}

/**
 * Listens for all cells at once: there may be ten thousand.
 *
 * @param {HTMLTableElement} element
 * @param {() => Table} tableOf As it is now.
 * @param {(wish: Partial<Wishes>) => void} onLook
 */
function listen(element, tableOf, onLook) {
  const cellAt = (/** @type {EventTarget | null} */ target) =>
    tableOf().cells.findIndex(({ button }) => button === target);
  element.addEventListener("click", ({ target }) => {
    const { cells } = tableOf();
    const index = cellAt(target);
    const cell = cells[index];
    if (cell === undefined) return;
    const { label, answer } = cell;
    focusOn(cells, index);
    const selection = /** @type {const} */ ({ kind: "cell", label, answer });
    onLook({ selection, maxDigits: FEW_DIGITS });
  });
  element.addEventListener("keydown", (event) => {
    const { cells, nClasses } = tableOf();
    const cell = cells[cellAt(event.target)];
    if (cell === undefined) return;
    const { label, answer } = cell;
    const { direction } = getComputedStyle(element);
    const key = direction === "rtl" ? mirrored(event.key) : event.key;
    const target = afterKey(key, label, answer, nClasses);
    if (target === null) return;
    event.preventDefault();
    focusOn(cells, target);
  });
}

/**
 * Reads out the cell that is pointed at, or has the focus.
 *
 * @param {HTMLTableElement} element
 * @param {HTMLElement} readOut
 */
function listenForReading(element, readOut) {
  const read = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    setText(readOut, target.getAttribute("aria-label") ?? "");
  };
  element.addEventListener("pointerover", read);
  element.addEventListener("focusin", read);
}

/**
 * Makes a cell the one that Tab reaches, and goes to it.
 *
 * @param {readonly Cell[]} cells
 * @param {number} target
 */
function focusOn(cells, target) {
  for (const { button } of cells) {
    if (button.tabIndex === 0) button.tabIndex = -1;
  }
  const button = cells[target]?.button;
  if (button === undefined) return;
  button.tabIndex = 0;
  button.focus();
}

/**
 * The key that does, in a table from left to right, what this one does from right to left.
 *
 * @param {string} key
 */
function mirrored(key) {
  if (key === "ArrowLeft") return "ArrowRight";
  return key === "ArrowRight" ? "ArrowLeft" : key;
}

/**
 * The cell that a key leads to; null for a key that leads nowhere.
 *
 * @param {string} key
 * @param {number} row
 * @param {number} column
 * @param {number} nClasses
 */
function afterKey(key, row, column, nClasses) {
  const last = nClasses - 1;
  const at = (/** @type {number} */ toRow, /** @type {number} */ toColumn) =>
    Math.min(last, Math.max(0, toRow)) * nClasses +
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
 * @param {Table} table
 */
function renderCounts({ counts }, { nClasses, cells, accuracies }) {
  const isNumbered = nClasses <= MAX_NUMBERED;
  const totals = counts.map(sum);
  for (const { label, answer, button } of cells) {
    const n = counts[label]?.[answer] ?? 0;
    const share = n / Math.max(1, totals[label] ?? 0);
    if (isNumbered) setText(button, String(n));
    button.classList.toggle("four-digits", n >= 1000);
    button.setAttribute("aria-label", t`is ${label}, read ${answer}: ${n}`);
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
  return t`After epoch ${epoch}: ${count(right)} of ${count(total)} test images read right, ${share}. Rows: what the image is; columns: what the network read. Choose a cell to see its images.`;
}

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
