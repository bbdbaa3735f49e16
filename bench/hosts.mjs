// The paths of the bench, each a host in which contenders run.

import { openChromium } from "./chromium.mjs";
import { openDawn } from "./dawn.mjs";

/**
 * What is asked of the GPU in a number of steps.
 *
 * @typedef {Record<string, number>} Counts
 */

/**
 * Where contenders run.
 *
 * @typedef {object} Host
 * @property {"cpu" | "webgpu"} device What is measured.
 * @property {"cpu" | "webgpu"} opensWith What Kindling is opened with.
 * @property {Record<string, string | boolean | null>} facts
 * @property {boolean} isSoftware Whether the device is a GPU made of software.
 * @property {((contender: string) => Promise<Counts>) | null} counts Since the contender started;
 * null where none are taken.
 * @property {(contender: string) => Promise<void>} start
 * @property {(contender: string, command: object, type: string) => Promise<any>} ask
 * @property {(contender: string) => Promise<void>} end
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Path
 * @property {string} id
 * @property {string} title
 * @property {boolean} executes Whether steps are computed, so that a loss means something.
 * @property {(mnist: string, options: { isolated: boolean, adapter: "auto" | "swiftshader" }) => Promise<Host>} open
 */

/** @type {readonly Path[]} */
export const PATHS = [
  {
    id: "cpu",
    title: "CPU in Chromium",
    executes: true,
    open: (mnist, options) => openChromium("cpu", mnist, options),
  },
  {
    id: "webgpu",
    title: "WebGPU in Chromium",
    executes: true,
    open: (mnist, options) => openChromium("webgpu", mnist, options),
  },
  {
    id: "lavapipe",
    title: "WebGPU under Dawn on Mesa's lavapipe",
    executes: true,
    open: (mnist) => openDawn("vulkan", mnist),
  },
  {
    id: "null",
    title: "WebGPU under Dawn without a GPU: the CPU cost of a step",
    executes: false,
    open: (mnist) => openDawn("null", mnist),
  },
];
