// The status lines: which device computes and why, which data it learns from, which version runs.

/** @import { Dataset, Device, State } from "../state.js" */

import { byId, make, setText } from "../dom.js";
import { shortOf } from "../format.js";
import { t } from "../language/translate.js";

const NO_DEVICE = t`The device is not chosen yet.`;
const NO_DATA = t`The data is not there yet.`;

/** @type {Readonly<Record<Dataset["kind"], string>>} */
const TITLES = {
  mnist: "MNIST",
  generated: t`Generated digits, not MNIST`,
  custom: t`Your own files`,
};

/** @returns {(state: State) => void} */
export function mountStatus() {
  const deviceStatus = byId("device-status", HTMLElement);
  const datasetStatus = byId("dataset-status", HTMLElement);
  const datasetLine = byId("dataset-line", HTMLElement);
  const versionLine = byId("version", HTMLElement);
  let last = "";
  return ({ device, dataset, version }) => {
    setText(versionLine, version === null ? "" : `Kindling ${version}`);
    const key = JSON.stringify([device, dataset]);
    if (key === last) return;
    last = key;
    deviceStatus.replaceChildren(
      ...(device ? deviceText(device) : [NO_DEVICE]),
    );
    datasetStatus.replaceChildren(
      ...(dataset ? datasetText(dataset) : [NO_DATA]),
    );
    datasetLine.classList.toggle("warned", dataset?.kind === "generated");
  };
}

/** @param {Device} device */
function deviceText({ kind, name, reason }) {
  const title = kind === "webgpu" ? "WebGPU" : "CPU";
  const named = name === "" ? title : `${title}, ${name}`;
  return [make("strong", "", named), ` ${reason}`];
}

/** @param {Dataset} dataset */
function datasetText({ kind, note, fingerprint }) {
  const mark = fingerprint ? t` Fingerprint ${shortOf(fingerprint)}.` : "";
  return [make("strong", "", TITLES[kind]), ` ${note}${mark}`];
}
