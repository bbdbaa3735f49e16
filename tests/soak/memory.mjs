// What the browser holds in memory, as Linux counts it.

import { readdir, readFile } from "node:fs/promises";

/** The kind of the process that starts the others. */
const FIRST = "browser";

/** Where a process that it started says its kind. */
const TYPE = /--type=([a-z-]+)/;

/**
 * Memory of a browser's processes by their kind: `browser`, `renderer` (the tabs, workers included),
 * `gpu-process`, `utility`, `zygote`.
 *
 * @typedef {Record<string, number>} Memory Bytes.
 */

/**
 * The memory of a browser's processes: what they hold for themselves, and their part of what they
 * share. The browser's own files count nowhere: how much of them a process is charged with depends on
 * what other browsers the machine runs.
 *
 * @param {string} profile The folder of the browser's profile.
 * @returns {Promise<Memory>}
 */
export async function memoryOf(profile) {
  const processes = await all();
  const lines = processes.map(({ pid }) => lineOf(pid));
  const roots = (await Promise.all(lines)).map(
    (line) => line.includes(`--user-data-dir=${profile}`) && !TYPE.test(line),
  );
  const wanted = new Set(
    processes.filter((_, index) => roots[index]).map(({ pid }) => pid),
  );
  // Parents come before their children: a few rounds find all.
  for (let round = 0; round < 5; round += 1) {
    for (const { pid, parent } of processes) {
      if (wanted.has(parent)) wanted.add(pid);
    }
  }
  /** @type {Memory} */
  const memory = {};
  for (const { pid } of processes) {
    if (!wanted.has(pid)) continue;
    const kind = await kindOf(pid);
    memory[kind] = (memory[kind] ?? 0) + (await heldBytes(pid));
  }
  return memory;
}

/** @param {number} pid */
async function kindOf(pid) {
  return TYPE.exec(await lineOf(pid))?.[1] ?? FIRST;
}

/**
 * What a process was started with.
 *
 * @param {number} pid
 */
function lineOf(pid) {
  return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
}

/** @param {number} pid */
async function heldBytes(pid) {
  const path = `/proc/${pid}/smaps_rollup`;
  const text = await readFile(path, "utf8").catch(() => "");
  // Proportional set sizes: of what several processes share, each has its part.
  const parts = text.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm);
  return [...parts].reduce((sum, [, kB]) => sum + Number(kB) * 1024, 0);
}

/** @returns {Promise<{ pid: number, parent: number }[]>} */
async function all() {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = names.map(async (name) => {
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    // The command's name stands in brackets and may hold anything.
    const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    return { pid: Number(name), parent: Number(parent) };
  });
  return Promise.all(found);
}
