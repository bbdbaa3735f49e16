// What happens on the page itself, beside the worker's messages: the other input of the state.

import type { RunBeside } from "./curves.js";
import type { Kind, Request, Wishes } from "./inspection-state.js";
import type { KeptRun } from "./kept-run.js";
import type { ModelRead } from "./loaded-model.js";
import type { MeasurementAction } from "./measurement-state.js";
import type { NotebookAction } from "./notebook-state.js";
import type { Failure, FilesEvent, OwnData } from "./protocol.d.ts";
import type { EventOf, PendingRun } from "./run-state.js";
import type { Settings } from "./settings.js";
import type { State } from "./state.js";

export type Action =
  | NotebookAction
  | MeasurementAction
  | { type: "worker_started" }
  | { type: "worker_slow"; seconds: number }
  | { type: "worker_crashed"; detail: string }
  | { type: "unsupported"; failure: Failure }
  | { type: "open_requested" }
  | { type: "setting_changed"; change: Partial<Settings> }
  | { type: "files_picked"; files: readonly File[] }
  | { type: "transposed_changed"; transposed: boolean }
  | (Omit<Extract<FilesEvent, { type: "understood" }>, "type"> & {
      type: "own_files";
    })
  | EventOf<"download">
  | { type: "files_failed"; failure: Failure }
  | { type: "files_read"; told: OwnData }
  | { type: "model_read"; model: ModelRead }
  | { type: "run_requested"; pending: PendingRun }
  | { type: "run_asked"; asked: "pause" | "resume" | "stop" }
  | { type: "run_found"; kept: KeptRun | null }
  | { type: "runs_beside"; runs: readonly RunBeside[] }
  | { type: "prediction_cleared" }
  | { type: "inspection_wished"; wish: Partial<Wishes> }
  | {
      type: "inspected";
      kind: Kind;
      request: Request;
      answer: EventOf<"digits" | "first_layer">;
    }
  | { type: "noticed"; failure: Failure }
  | { type: "message_dismissed"; id: number };

/** The state as it is, and how something on the page changes it. */
export interface Page {
  state: () => State;
  dispatch: (input: Action) => void;
}
