// The card of the runs that are over: its table, what it says, and what is done with all of them.

/** @import { PastRun } from "./past-run.js" */
/** @import { Shelf } from "./keeper.js" */
/** @import { RowCallbacks } from "./row.js" */

import { addStyle, byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { mountRunFigures } from "./figures.js";
import { mountTable } from "./table.js";

/**
 * @typedef {Omit<RowCallbacks, "onDelete"> & {
 *   onDelete: (runs: readonly PastRun[]) => void,
 *   onUndo: () => void,
 *   onDismiss: () => void,
 *   onExport: () => void,
 *   onImport: (files: readonly File[]) => void,
 * }} RunsCallbacks
 */

/**
 * Puts all of it on the page, with its style.
 *
 * @param {RunsCallbacks} callbacks
 * @returns {Promise<(shelf: Shelf, mayTrain: boolean) => void>}
 */
export async function mountRuns(callbacks) {
  // The charts take their colours from it.
  await addStyle("runs.css", import.meta.url);
  const card = byId("runs-card", HTMLElement);
  const note = byId("runs-note", HTMLElement);
  const said = make("p", "runs-said");
  said.setAttribute("role", "status");
  /** @type {readonly PastRun[]} */
  let all = [];
  const undo = mountUndo(callbacks);
  const onDelete = (/** @type {readonly PastRun[]} */ runs) => {
    callbacks.onDelete(runs);
    undo.ask();
  };
  const table = mountTable({
    ...callbacks,
    onDelete: (run) => onDelete([run]),
  });
  const renderFigures = mountRunFigures();
  const exportAll = textButton(t`Export all runs`, callbacks.onExport);
  const deleteAll = textButton(t`Delete all`, () => onDelete(all));
  const buttons = make(
    "div",
    "runs-buttons",
    exportAll,
    ...mountLoad(callbacks.onImport),
    deleteAll,
  );
  card.append(said, table.element, buttons, undo.element);
  return ({ runs, deleted, said: text }, mayTrain) => {
    all = runs;
    note.hidden = runs.length > 0;
    // Never hidden: what comes into view with its words is not read out everywhere.
    setText(said, text);
    for (const button of [exportAll, deleteAll]) {
      button.hidden = runs.length === 0;
    }
    table.render(runs, mayTrain);
    renderFigures(runs);
    undo.render(deleted);
  };
}

/**
 * The button that takes runs from files, and the input behind it.
 *
 * @param {(files: readonly File[]) => void} onImport
 */
function mountLoad(onImport) {
  const input = make("input", "");
  input.type = "file";
  input.accept = ".json";
  input.multiple = true;
  input.hidden = true;
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    // So that the same files can be picked again.
    input.value = "";
    if (files.length > 0) onImport(files);
  });
  return [textButton(t`Load runs`, () => input.click()), input];
}

/**
 * What was deleted, which Undo brings back.
 *
 * @param {Pick<RunsCallbacks, "onUndo" | "onDismiss">} callbacks
 */
function mountUndo({ onUndo, onDismiss }) {
  const heading = byId("runs-heading", HTMLElement);
  heading.tabIndex = -1;
  const text = make("p", "message-text");
  text.id = "runs-deleted";
  // The focus has been on what goes away.
  const close = (/** @type {() => void} */ act) => () => {
    heading.focus({ preventScroll: true });
    act();
  };
  const undo = textButton(t`Undo`, close(onUndo));
  undo.setAttribute("aria-describedby", text.id);
  const dismiss = textButton(t`Dismiss`, close(onDismiss));
  dismiss.className = "quiet";
  const element = make(
    "div",
    "message notice runs-undo",
    text,
    make("div", "message-buttons", undo, dismiss),
  );
  element.setAttribute("role", "status");
  element.hidden = true;
  let isAsked = false;
  return {
    element,
    /** What was deleted is on its way here, and so is the focus. */
    ask() {
      isAsked = true;
    },
    /** @param {readonly PastRun[]} deleted */
    render(deleted) {
      element.hidden = deleted.length === 0;
      if (deleted.length === 0) return;
      const [first] = deleted;
      setText(
        text,
        deleted.length === 1
          ? t`Deleted “${first?.name ?? ""}”.`
          : t`Deleted ${deleted.length} runs.`,
      );
      if (isAsked) undo.focus({ preventScroll: true });
      isAsked = false;
    },
  };
}

/**
 * @param {string} label
 * @param {() => void} onClick
 */
function textButton(label, onClick) {
  const button = make("button", "", label);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}
