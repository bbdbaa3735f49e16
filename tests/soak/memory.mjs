// What the browser holds in memory, all its processes together, as Linux counts it.

import { readdir, readFile } from "node:fs/promises";

const PAGE_BYTES = 4096;

/**
 * Resident bytes of a process and all that descend from it; shared pages count in each.
 *
 * @param {number | undefined} rootPid
 */
export async function residentBytes(rootPid) {
  const processes = await all();
  const wanted = new Set([rootPid]);
  // Parents come before their children: a few rounds find all.
  for (let round = 0; round < 5; round += 1) {
    for (const { pid, parent } of processes) {
      if (wanted.has(parent)) wanted.add(pid);
    }
  }
  let sum = 0;
  for (const { pid } of processes) {
    if (!wanted.has(pid)) continue;
    const text = await readFile(`/proc/${pid}/statm`, "utf8").catch(
      () => "0 0",
    );
    sum += Number(text.split(" ")[1]) * PAGE_BYTES;
  }
  return sum;
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
