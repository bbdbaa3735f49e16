// The page's wiring: worker messages and the visitor's actions change the state, views draw it.

/** @import { Event } from "./protocol.d.ts" */
/** @import { Wishes } from "./inspection-state.js" */
/** @import { Action } from "./state.js" */

import { runCsv, runFileName, runJson, saveFile, shareUrl } from "./export.js";
import {
  MEASUREMENT_FILE,
  measurementJson,
  measurementMarkdown,
} from "./measurement-export.js";
import { readQuery } from "./query.js";
import { Session } from "./session.js";
import { initialState, reduce } from "./state.js";
import { mountCharts } from "./views/charts.js";
import { mountComparison } from "./views/comparison.js";
import { mountConfusion } from "./views/confusion.js";
import { mountDigits } from "./views/digits.js";
import { mountExamples } from "./views/examples.js";
import { mountFigures } from "./views/figures.js";
import { mountFirstLayer } from "./views/first-layer.js";
import { mountLayers } from "./views/layers.js";
import { mountLoadedModel } from "./views/loaded-model.js";
import { mountMeasurement } from "./views/measurement.js";
import { mountMessages } from "./views/messages.js";
import { mountNotebook } from "./views/notebook.js";
import { mountNotebookTable } from "./views/notebook-table.js";
import { mountObservations } from "./views/observations.js";
import { mountOwnData } from "./views/own-data.js";
import { mountPad } from "./views/pad.js";
import { renderPage } from "./views/page.js";
import { mountPrediction } from "./views/prediction.js";
import { mountRun } from "./views/run.js";
import { mountSettings } from "./views/settings.js";
import { mountStatus } from "./views/status.js";
import { mountTakeaway } from "./views/takeaway.js";
import { mountWeights } from "./views/weights.js";

const query = readQuery(location.search);
let state = initialState(query);
let queued = false;

/** @param {Event | Action} input */
function dispatch(input) {
  const { phase } = state;
  state = reduce(state, input);
  // A new phase shows at once, also in a hidden tab; all else may wait for the next frame.
  if (state.phase !== phase) render();
  renderPage(state);
  renderSoon();
}

/** Draws the state once in the next frame, however many messages came before it. */
function renderSoon() {
  if (queued) return;
  queued = true;
  requestAnimationFrame(() => {
    queued = false;
    render();
  });
}

function render() {
  for (const renderView of views) renderView(state);
}

const session = new Session({ state: () => state, dispatch }, query.autostart);

const views = [
  mountMessages({
    onRemedy: (remedy) => session.remedy(remedy),
    onDismiss: (id) => dispatch({ type: "message_dismissed", id }),
  }),
  mountStatus(),
  mountRun((asked) => session.ask(asked)),
  mountSettings({
    onChange: (change) => session.change(change),
    onTrain: () => session.train(),
  }),
  mountOwnData({
    onPick: (files) => session.pick(files),
    onTranspose: (transposed) => session.transpose(transposed),
  }),
  mountCharts(),
  mountFigures(),
  mountTakeaway({
    onExportRun: exportRun,
    onExportCsv: exportCsv,
    onDownloadModel: () => session.saveModel(),
    onLoadModel: (file) => session.loadModel(file),
    onShare: share,
  }),
  mountPrediction(),
  mountLoadedModel(),
  mountComparison(),
  mountLayers(),
  mountWeights(),
  mountConfusion(look),
  mountDigits(look),
  mountFirstLayer(look),
  mountExamples(),
  mountNotebook({
    onGo: () => session.notebook.go(),
    onPause: () => session.notebook.pause(),
    onStartAgain: () => session.notebook.startAgain(),
  }),
  mountNotebookTable(),
  mountObservations(),
  mountMeasurement({
    onMeasure: () => session.measurer.begin(),
    onCancel: () => session.measurer.cancel(),
    onCopy: () => copy(measurementMarkdown(state.measurement)),
    onDownload: () =>
      saveFile(
        MEASUREMENT_FILE,
        "application/json",
        measurementJson(state.measurement),
      ),
  }),
];
mountPad((strokes) => session.draw(strokes));

renderSoon();
session.start();

/** @param {Partial<Wishes>} wish */
function look(wish) {
  session.look(wish);
}

function exportRun() {
  const { run, version } = state;
  if (run === null) return;
  const json = runJson(run, version, navigator.userAgent);
  saveFile(`${runFileName(run)}.json`, "application/json", json);
}

function exportCsv() {
  const { run } = state;
  if (run === null) return;
  saveFile(`${runFileName(run)}.csv`, "text/csv", runCsv(run));
}

/** Puts the link to these settings on the clipboard, where the browser lets it. */
async function share() {
  const { text: url, copied } = await copy(
    shareUrl(state.settings, location.href),
  );
  return { url, copied };
}

/**
 * Puts a text on the clipboard, where the browser lets it.
 *
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return { text, copied: true };
  } catch {
    return { text, copied: false };
  }
}
