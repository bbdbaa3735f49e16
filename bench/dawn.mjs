// Contenders in Node on Dawn, the WebGPU that Chromium uses: a process for each.

import { fork } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installed, kindlingWorker } from "./contenders/all.mjs";
import { DIST } from "./server.mjs";

/** @import { ChildProcess } from "node:child_process" */
/** @import { Host } from "./hosts.mjs" */

const PROCESS = fileURLToPath(new URL("./dawn-process.mjs", import.meta.url));

/** Where Linux systems describe their Vulkan drivers. */
const DRIVERS = ["/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"];

/** What a process said last, for a reader of its failure. */
const N_KEPT_LINES = 12;

/**
 * @param {"vulkan" | "null"} backend
 * @param {string} mnist
 * @returns {Promise<Host>}
 */
export async function openDawn(backend, mnist) {
  const driver = backend === "vulkan" ? lavapipe() : null;
  /** @type {Map<string, Process>} */
  const processes = new Map();
  const facts = await tried(backend, driver, mnist);
  return {
    device: "webgpu",
    // Where nothing is computed no self-test of a GPU can pass: `measure` opens it without one.
    opensWith: backend === "null" ? "cpu" : "webgpu",
    facts: { ...facts, dawn: installed("webgpu"), node: process.version },
    isSoftware: backend === "vulkan",
    // They are the same on every device; a slow one need not take the steps once more.
    counts:
      backend === "null"
        ? async (contender) => {
            const counting = processOf(processes, contender);
            return (await counting.ask({ type: "count" }, "counted")).counts;
          }
        : null,
    async start(contender) {
      const script =
        contender === "kindling"
          ? join(DIST, `${kindlingWorker("webgpu")}.js`)
          : contender;
      const started = new Process(script, backend, driver, mnist);
      processes.set(contender, started);
      await started.answer("listening");
    },
    ask: (contender, command, type) =>
      processOf(processes, contender).ask(command, type),
    async end(contender) {
      processes.get(contender)?.kill();
      processes.delete(contender);
    },
    async close() {
      for (const started of processes.values()) started.kill();
    },
  };
}

/**
 * The description of lavapipe's driver; VK_ICD_FILENAMES may name another.
 */
function lavapipe() {
  const named = process.env.VK_ICD_FILENAMES;
  if (named) return named;
  for (const folder of DRIVERS) {
    const file = namesIn(folder).find((name) => /^lvp_icd.*json$/.test(name));
    if (file) return join(folder, file);
  }
  throw new Error(
    "lavapipe is not installed (Debian's package mesa-vulkan-drivers)",
  );
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * The adapter that Dawn finds.
 *
 * @param {"vulkan" | "null"} backend
 * @param {string | null} driver
 * @param {string} mnist
 */
async function tried(backend, driver, mnist) {
  const probe = new Process("none", backend, driver, mnist);
  try {
    await probe.answer("listening");
    const { adapter } = await probe.ask({ type: "adapter" }, "adapter");
    if (adapter === null) {
      const hint =
        backend === "vulkan"
          ? "; lavapipe must be of Mesa 25 or newer, and VK_ICD_FILENAMES may name another driver"
          : "";
      throw new Error(`Dawn accepts no adapter: ${probe.lastWords()}${hint}`);
    }
    return { adapter };
  } finally {
    probe.kill();
  }
}

/**
 * @param {Map<string, Process>} processes
 * @param {string} contender
 */
function processOf(processes, contender) {
  const found = processes.get(contender);
  if (!found) throw new Error(`${contender} has no process`);
  return found;
}

/** One contender's process. */
class Process {
  /** @type {ChildProcess} */
  #child;
  /** @type {string[]} */
  #lines = [];

  /**
   * @param {string} script
   * @param {string} backend
   * @param {string | null} driver
   * @param {string} mnist
   */
  constructor(script, backend, driver, mnist) {
    this.#child = fork(PROCESS, [script, backend, mnist], {
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        // Vulkan's loader complains where no session has set it.
        XDG_RUNTIME_DIR: "/tmp",
        ...process.env,
        ...(driver
          ? { VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver }
          : {}),
      },
    });
    for (const pipe of [this.#child.stdout, this.#child.stderr]) {
      pipe?.on("data", (bytes) => {
        const lines = String(bytes)
          .split("\n")
          .map((line) => line.trim())
          // Where in Dawn's own source it was said helps nobody.
          .filter((line) => line !== "" && !line.startsWith("at "));
        this.#lines = [...this.#lines, ...lines].slice(-N_KEPT_LINES);
      });
    }
  }

  lastWords() {
    return this.#lines.join(" · ").slice(0, 600) || "it says no more";
  }

  /**
   * @param {object} command
   * @param {string} type
   * @returns {Promise<any>}
   */
  ask(command, type) {
    const answer = this.answer(type);
    this.#child.send(command);
    return answer;
  }

  /**
   * Waits for a message of that type.
   *
   * @param {string} type
   * @returns {Promise<any>}
   */
  answer(type) {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const finish = () => {
        child.off("message", onMessage);
        child.off("exit", onExit);
      };
      /** @param {any} message */
      const onMessage = (message) => {
        if (message.type === type) {
          finish();
          resolve(message);
        } else if (message.type === "failed") {
          finish();
          reject(
            new Error(message.failure?.message ?? JSON.stringify(message)),
          );
        }
      };
      /** @param {number | null} code */
      const onExit = (code) => {
        finish();
        reject(new Error(`the process ended (${code}): ${this.lastWords()}`));
      };
      child.on("message", onMessage);
      child.on("exit", onExit);
    });
  }

  kill() {
    this.#child.kill("SIGKILL");
  }
}
