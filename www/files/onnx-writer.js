// Download ONNX: has a file of Download model written as ONNX, and hands it to the visitor.

/** @import { Page } from "../actions.js" */
/** @import { EventOf } from "../run-state.js" */

import { saveFile } from "../export.js";
import { read } from "./reader.js";

/**
 * @param {EventOf<"model">} model
 * @param {Page["dispatch"]} dispatch
 */
export async function saveAsOnnx({ file_name, bytes }, dispatch) {
  const file = new File([Uint8Array.from(bytes)], file_name);
  const { signal } = new AbortController();
  const answer = await read({ type: "write_onnx" }, [file], signal);
  if (answer.type === "failed") {
    dispatch({ type: "noticed", failure: answer.failure });
  }
  if (answer.type === "onnx") {
    const content = Uint8Array.from(answer.bytes);
    saveFile(answer.file_name, "application/octet-stream", content);
  }
}
