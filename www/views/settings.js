// The settings form: shows the settings, says what is wrong with them, reports changes.

/** @import { SettingErrors, Settings } from "../settings.js" */
/** @import { State } from "../state.js" */

import { CONSTANT, hasEvery, NEVER } from "../callback-settings.js";
import { byId, make, setText } from "../dom.js";
import { t } from "../language/translate.js";
import { isBusy, knownOf } from "../selectors.js";
import { CUSTOM, NORMAL, settingErrors } from "../settings.js";

/** @typedef {Exclude<keyof Settings, "batchNorm" | "restoreBest">} TextSetting */

/** Each setting's field, in the order of the page. */
const FIELD_IDS = /** @type {const} */ ({
  model: "model",
  epochs: "epochs",
  batchSize: "batch-size",
  learningRate: "learning-rate",
  seed: "seed",
  device: "device",
  data: "data",
  hidden: "hidden-sizes",
  activation: "activation",
  initialization: "initialization",
  stddev: "stddev",
  dropout: "dropout",
  optimizer: "optimizer",
  schedule: "schedule",
  factor: "factor",
  every: "every",
  stop: "stop-early",
  patience: "patience",
});

const NAMES = /** @type {TextSetting[]} */ (Object.keys(FIELD_IDS));

/**
 * @typedef {object} SettingCallbacks
 * @property {(change: Partial<Settings>) => void} onChange
 * @property {() => void} onTrain
 */

/**
 * @param {SettingCallbacks} callbacks
 * @returns {(state: State) => void}
 */
export function mountSettings({ onChange, onTrain }) {
  const form = byId("settings", HTMLFormElement);
  const custom = byId("custom", HTMLFieldSetElement);
  const batchNorm = byId("batch-norm", HTMLInputElement);
  const model = byId("model", HTMLSelectElement);
  const stddevField = byId("stddev-field", HTMLElement);
  for (const name of NAMES) {
    const field = fieldOf(name);
    field.addEventListener("input", () => onChange({ [name]: field.value }));
  }
  batchNorm.addEventListener("change", () =>
    onChange({ batchNorm: batchNorm.checked }),
  );
  const renderMore = mountMore(onChange);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = form.querySelector("[aria-invalid=true]");
    if (wrong instanceof HTMLElement) wrong.focus();
    else onTrain();
  });
  /** @type {State["models"]} */
  let models = null;
  return (state) => {
    if (state.models !== models) {
      models = state.models;
      model.replaceChildren(...modelOptions(models ?? []));
    }
    const { settings } = state;
    const errors = settingErrors(settings, knownOf(state));
    for (const name of NAMES) renderField(name, settings[name], errors);
    batchNorm.checked = settings.batchNorm;
    custom.hidden = settings.model !== CUSTOM;
    stddevField.hidden = settings.initialization !== NORMAL;
    setDisabled(state, batchNorm);
    renderMore(state, errors);
  };
}

/**
 * The settings of what changes a run while it goes on: closed while they are the usual ones.
 *
 * @param {SettingCallbacks["onChange"]} onChange
 */
function mountMore(onChange) {
  const more = byId("more-settings", HTMLDetailsElement);
  const factor = byId("factor-field", HTMLElement);
  const every = byId("every-field", HTMLElement);
  const patience = byId("patience-field", HTMLElement);
  const restoreField = byId("restore-best-field", HTMLElement);
  const restoreBest = byId("restore-best", HTMLInputElement);
  restoreBest.addEventListener("change", () =>
    onChange({ restoreBest: restoreBest.checked }),
  );
  let wasUsual = true;
  return (/** @type {State} */ state, /** @type {SettingErrors} */ errors) => {
    const { settings } = state;
    const { schedule, stop } = settings;
    const isUsual =
      schedule === CONSTANT &&
      stop === NEVER &&
      errors.schedule === undefined &&
      errors.stop === undefined;
    if (wasUsual && !isUsual) more.open = true;
    wasUsual = isUsual;
    factor.hidden = schedule === CONSTANT;
    every.hidden = !hasEvery(settings);
    patience.hidden = stop === NEVER;
    restoreField.hidden = stop === NEVER;
    restoreBest.checked = settings.restoreBest;
    restoreBest.disabled = isBusy(state);
  };
}

/**
 * Settings wait while a run is under way. Device and data may change while they are being opened:
 * a select that is disabled loses the focus and with it the arrow keys.
 *
 * @param {State} state
 * @param {HTMLInputElement} batchNorm
 */
function setDisabled(state, batchNorm) {
  const busy = isBusy(state);
  for (const name of NAMES) {
    fieldOf(name).disabled =
      busy || (name === "model" && state.models === null);
  }
  batchNorm.disabled = busy;
}

/**
 * @param {TextSetting} name
 * @param {string} value
 * @param {SettingErrors} errors
 */
function renderField(name, value, errors) {
  const field = fieldOf(name);
  if (field.value !== value) field.value = value;
  const error = errors[name] ?? "";
  const text = byId(`${FIELD_IDS[name]}-error`, HTMLElement);
  setText(text, error);
  text.hidden = error === "";
  if (error === "") field.removeAttribute("aria-invalid");
  else field.setAttribute("aria-invalid", "true");
}

/** @param {NonNullable<State["models"]>} models */
function modelOptions(models) {
  const custom = { id: CUSTOM, title: t`Custom layers` };
  return [...models, custom].map(({ id, title }) => {
    const option = make("option", "", title);
    option.value = id;
    return option;
  });
}

/**
 * @param {TextSetting} name
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
function fieldOf(name) {
  const field = document.getElementById(FIELD_IDS[name]);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
    return field;
  }
  throw new Error(`index.html lacks the field of ${name}`);
}
