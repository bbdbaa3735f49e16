// Reads own data, for the device that is to hold it.

/** @import { Page } from "../actions.js" */
/** @import { OwnFiles } from "../own-data.js" */
/** @import { Settings } from "../settings.js" */

import { t } from "../language/translate.js";
import { gpuAdapter, moduleFor } from "../worker-module.js";
import { read } from "./reader.js";

/**
 * Reads the four files that were picked; the page is told what they are and how far it is.
 *
 * @param {OwnFiles} own
 * @param {Settings["device"]} device
 * @param {Page["dispatch"]} dispatch
 * @param {AbortSignal} signal
 */
export async function readData(
  { files, transposed },
  device,
  dispatch,
  signal,
) {
  const largest = await largestBufferBytes(device);
  /** @type {import("../protocol.d.ts").FilesCommand} */
  const command = {
    type: "read_data",
    transposed,
    largest_buffer_bytes: largest,
  };
  return read(command, files, signal, (event) => {
    if (signal.aborted) return;
    if (event.type === "understood") dispatch({ ...event, type: "own_files" });
    if (event.type === "reading") {
      dispatch({ ...event, type: "download", source: t`files of your own` });
    }
  });
}

/**
 * Bytes of the largest buffer that kernels can bind: Burn asks for all that the adapter has. Null
 * where the CPU computes.
 *
 * @param {Settings["device"]} device
 */
async function largestBufferBytes(device) {
  if ((await moduleFor(device)) === "cpu") return null;
  const limits = (await gpuAdapter())?.limits;
  if (limits === undefined) return null;
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}
