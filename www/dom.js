// Finding and making elements, with their types checked.

/**
 * Finds an element of the page that must be there.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} kind Its class, such as `HTMLButtonElement`.
 * @returns {T}
 * @throws {Error} If the page has no such element or it is of another kind.
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) {
    throw new Error(`index.html lacks a ${kind.name} with id "${id}"`);
  }
  return element;
}

/**
 * Makes an element with a class and contents; strings become text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} className Empty for none.
 * @param {...(Node | string)} contents
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, className, ...contents) {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...contents);
  return element;
}

/**
 * Sets an element's text, touching the document only when it changes.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Adds the style of a part of the page that comes late. Before it is there the part would be seen
 * without it, and move what is around it.
 *
 * @param {string} file Such as `runs.css`.
 * @param {string} module Beside which it lies: `import.meta.url`.
 * @returns {Promise<unknown>} Fulfilled as soon as it is there, or is not to be had.
 */
export function addStyle(file, module) {
  const style = make("link", "");
  style.rel = "stylesheet";
  style.href = new URL(file, module).href;
  return new Promise((resolve) => {
    style.onload = style.onerror = resolve;
    document.head.append(style);
  });
}

/**
 * Says aloud what a table and its parts are, where its tags alone do not.
 *
 * @param {HTMLTableElement} table
 * @param {"table" | "grid"} role A grid's cells are reached by arrow keys.
 * @param {"cell" | "gridcell"} cellRole
 */
export function giveRoles(table, role, cellRole) {
  const roles = {
    "thead, tbody": "rowgroup",
    tr: "row",
    "thead th": "columnheader",
    "tbody th": "rowheader",
    td: cellRole,
  };
  table.setAttribute("role", role);
  for (const [selector, part] of Object.entries(roles)) {
    for (const element of table.querySelectorAll(selector)) {
      element.setAttribute("role", part);
    }
  }
}
