// Tells a screen reader how a run goes: its epochs, at a calm pace.

/** @import { EpochRecord } from "../protocol.d.ts" */
/** @import { State } from "../state.js" */

import { CalmVoice } from "../calm-voice.js";
import { byId, make, setText } from "../dom.js";
import { loss, percent } from "../format.js";
import { t } from "../language/translate.js";

/** @returns {(state: State) => void} */
export function mountEpochVoice() {
  const said = make("p", "visually-hidden");
  said.id = "epoch-said";
  said.setAttribute("role", "status");
  byId("run-card", HTMLElement).append(said);
  const voice = new CalmVoice((text) => setText(said, text));
  /** @type {EpochRecord | undefined} */
  let last;
  return ({ run, phase }) => {
    const record = run?.records.at(-1);
    if (run && record && record !== last) {
      voice.say(epochText(record, run.config.epochs));
    }
    last = record;
    if (phase !== "training" && phase !== "paused") voice.finish();
  };
}

/**
 * @param {EpochRecord} record
 * @param {number} nEpochs
 */
function epochText({ epoch, test_accuracy, test_loss }, nEpochs) {
  return t`Epoch ${epoch} of ${nEpochs}: reads ${percent(test_accuracy)} of the test images, test loss ${loss(test_loss)}.`;
}
