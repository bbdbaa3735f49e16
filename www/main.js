// The page's wiring: worker messages and the visitor's actions change the state, views draw it.

/** @import { Event } from "./protocol.d.ts" */
/** @import { Wishes } from "./inspection-state.js" */
/** @import { Action } from "./actions.js" */
/** @import { OfflineKeeper } from "./offline/keeper.js" */
/** @import { PastRunKeeper } from "./runs/keeper.js" */
/** @import { State } from "./state.js" */

import { takeDecimalCommas } from "./decimal-comma.js";
import { byId } from "./dom.js";
import { runCsv, runFileName, runJson, saveFile, shareUrl } from "./export.js";
import { drawFirst, drawLast, drawSoon } from "./frames.js";
import { translateDocument } from "./language/document.js";
import { afterMounting, isMounting, mountLate } from "./late.js";
import {
  MEASUREMENT_FILE,
  measurementJson,
  measurementMarkdown,
} from "./measurement-export.js";
import { listenForDrops } from "./own-data.js";
import { holdVersion } from "./page-version.js";
import { readQuery } from "./query.js";
import { rateChangesSoFar } from "./run-state.js";
import { isStarting } from "./selectors.js";
import { Session } from "./session.js";
import { CUSTOM_DATA } from "./settings.js";
import { initialState, reduce } from "./state.js";
import { mountCharts } from "./views/charts.js";
import { mountComparison } from "./views/comparison.js";
import { mountExamples } from "./views/examples.js";
import { mountExplained } from "./views/explained.js";
import { mountFigures } from "./views/figures.js";
import { mountLanguageChoice } from "./views/language-choice.js";
import { mountLayers } from "./views/layers.js";
import { mountMeasurement } from "./views/measurement.js";
import { mountMessages } from "./views/messages.js";
import { mountNotebook } from "./views/notebook.js";
import { mountPad } from "./views/pad.js";
import { renderPage, renderShown } from "./views/page.js";
import { mountPrediction } from "./views/prediction.js";
import { mountRun } from "./views/run.js";
import { mountSettings } from "./views/settings.js";
import { watchSight } from "./views/sight.js";
import { mountStatus } from "./views/status.js";
import { mountTakeaway } from "./views/takeaway.js";
import { mountUnfinished } from "./views/unfinished.js";

/** How long the page is left in peace before that comes which nobody waits for. */
const PEACE_MS = 1000;

translateDocument();
takeDecimalCommas();

const query = readQuery(location.search);
let state = initialState(query);

/** What comes last, and is told of all that happens then. @type {(OfflineKeeper | PastRunKeeper)[]} */
const last = [];
let lastIsComing = false;

/** In which runs ended before that had come which keeps them. @type {State[]} */
const ended = [];
let areRunsKept = false;

/** @param {Event | Action} input */
function dispatch(input) {
  const { phase } = state;
  state = reduce(state, input);
  if (state.phase === phase) render();
  else renderPhase();
  renderPage(state);
  if (input.type === "run_ended" && !areRunsKept) ended.push(state);
  for (const part of last) part.follow(input);
  awaitLast();
}

/** Has the rest come once the trainer is there, or it is known that it is not to be had. */
function awaitLast() {
  if (lastIsComing || isStarting(state)) return;
  lastIsComing = true;
  setTimeout(loadLast, PEACE_MS);
}

function loadLast() {
  addLast(async () => {
    const { PastRunKeeper } = await import("./runs/keeper.js");
    const replay = session.wayOn.replay.bind(session.wayOn);
    const shelved = session.shelved.bind(session);
    areRunsKept = true;
    const page = { state: () => state, dispatch, replay, shelved };
    return new PastRunKeeper(page, ended);
  });
  addLast(async () => {
    const { OfflineKeeper } = await import("./offline/keeper.js");
    const module = () => session.module;
    return new OfflineKeeper({ state: () => state, module });
  });
}

/** @param {() => Promise<OfflineKeeper | PastRunKeeper>} load */
async function addLast(load) {
  try {
    last.push(await load());
  } catch (error) {
    sayUnloaded(error);
  }
}

/**
 * The server may have another version by now, and this one's files no longer.
 *
 * @param {unknown} error
 */
function sayUnloaded(error) {
  console.warn("A part of this page did not come:", error);
  unloaded.className = "";
  unloaded.hidden = false;
}

/** Draws the state in the next frames, however many messages came before them. */
function render() {
  drawFirst(renderControls);
  for (const renderFigure of figures) drawSoon(renderFigure);
}

/** What a new phase lets a visitor do shows at once, also in a hidden tab. */
function renderPhase() {
  renderControls();
  render();
  drawLast(renderAllShown);
}

function renderControls() {
  for (const renderView of controls) renderView(state);
}

/** Comes after all views, also after those that are on their way. */
function renderAllShown() {
  if (isMounting()) afterMounting(() => drawLast(renderAllShown));
  else renderShown(state);
}

const session = new Session({ state: () => state, dispatch }, query.autostart);

/** What the visitor acts with, and what answers him: drawn whole, and first. */
const controls = [
  mountMessages({
    onRemedy: (remedy) => session.wayOn.take(remedy),
    onDismiss: (id) => dispatch({ type: "message_dismissed", id }),
  }),
  mountStatus(),
  mountLanguageChoice(),
  mountUnfinished({
    onGoOn: () => session.wayOn.goOnWithKept(),
    onDiscard: () => session.wayOn.discardKept(),
  }),
  mountRun((asked) => session.ask(asked)),
  mountSettings({
    onChange: (change) => session.change(change),
    onTrain: () => session.train(),
  }),
  mountLate(
    ({ run }) => run !== null,
    async () =>
      (await import("./views/rate.js")).mountRate((rate) =>
        session.setRate(rate),
      ),
  ),
  mountLate(
    ({ run }) => run !== null,
    async () => (await import("./views/epoch-voice.js")).mountEpochVoice(),
  ),
  mountLate(
    ({ settings }) => settings.data === CUSTOM_DATA,
    async () =>
      (await import("./views/own-data.js")).mountOwnData({
        onPick: (files) => session.pick(files),
        onTranspose: (transposed) => session.transpose(transposed),
      }),
  ),
];

/**
 * Whether there is a network to look into, or was: what shows it comes no sooner.
 *
 * @param {State} state
 */
function hasNetwork({ run, loaded }) {
  return run !== null || loaded !== null;
}

let isReproductionSeen = false;
watchSight(byId("reproduction-card", HTMLElement), (inSight) => {
  isReproductionSeen ||= inSight;
  render();
});

let areExperimentsSeen = false;
watchSight(byId("experiments-card", HTMLElement), (inSight) => {
  areExperimentsSeen ||= inSight;
  render();
});

/**
 * Whether there is a reproduction of the notebook, or somebody looks whether there is.
 *
 * @param {State} state
 */
function showsReproduction({ notebook }) {
  return isReproductionSeen || notebook.runs.length > 0;
}

/** What there is to see, from top to bottom: mounted when it is first drawn. */
const figures = [
  () => mountCharts(),
  () => mountFigures(),
  () =>
    mountTakeaway({
      onExportRun: exportRun,
      onExportCsv: exportCsv,
      onDownloadModel: (asOnnx) => session.saveModel(asOnnx),
      onLoadModel: (file) => session.loadModel(file),
      onShare: share,
    }),
  () => {
    mountPad((strokes) => session.draw(strokes));
    return mountPrediction();
  },
  () =>
    mountLate(
      ({ loaded }) => loaded !== null,
      async () => (await import("./views/loaded-model.js")).mountLoadedModel(),
    ),
  () => mountComparison(),
  () => mountLayers(),
  () =>
    mountLate(hasNetwork, async () =>
      (await import("./views/weights.js")).mountWeights(),
    ),
  () =>
    mountLate(hasNetwork, async () =>
      (await import("./views/confusion.js")).mountConfusion(look),
    ),
  () =>
    mountLate(hasNetwork, async () =>
      (await import("./views/digits.js")).mountDigits(look),
    ),
  () =>
    mountLate(hasNetwork, async () =>
      (await import("./views/first-layer.js")).mountFirstLayer(look),
    ),
  () => mountExamples(),
  () =>
    mountLate(
      () => areExperimentsSeen,
      async () => (await import("./experiments/view.js")).mountExperiments(),
    ),
  () =>
    mountNotebook({
      onGo: () => session.notebook.go(),
      onPause: () => session.notebook.pause(),
      onStartAgain: () => session.notebook.startAgain(),
    }),
  () =>
    mountLate(showsReproduction, async () =>
      (await import("./views/notebook-table.js")).mountNotebookTable(),
    ),
  () =>
    mountLate(showsReproduction, async () =>
      (await import("./views/observations.js")).mountObservations(),
    ),
  () =>
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
].map((mount) => {
  /** @type {((state: State) => void) | null} */
  let renderView = null;
  return () => {
    renderView ??= mount();
    renderView(state);
  };
});

mountExplained();
const tour = byId("tour", HTMLButtonElement);
tour.addEventListener("click", async () => {
  try {
    const { takeTour } = await import("./tour/tour.js");
    await takeTour(tour);
  } catch (error) {
    sayUnloaded(error);
  }
});
listenForDrops((files) => session.pick(files));
addEventListener("online", () => session.wayOn.backOnline());

// Every part of the page that it begins with has come, and fits.
const unloaded = byId("unloaded", HTMLElement);
unloaded.hidden = true;
holdVersion();
renderPhase();
session.start();

/** @param {Partial<Wishes>} wish */
function look(wish) {
  session.look(wish);
}

function exportRun() {
  const { run, version } = state;
  if (run === null) return;
  const exported = { ...run, rateChanges: rateChangesSoFar(run) };
  const json = runJson(exported, version, navigator.userAgent);
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
