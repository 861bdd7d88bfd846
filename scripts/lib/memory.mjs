import { readdirSync, readFileSync } from "node:fs";

function readStatus(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    const kilobytes = (field) => Number(text.match(new RegExp(`^${field}:\\s+(\\d+) kB`, "m"))?.[1] ?? 0);
    const parent = Number(text.match(/^PPid:\s+(\d+)/m)?.[1]);
    return { pid, parent, peak: kilobytes("VmHWM"), shared: kilobytes("RssShmem") };
  } catch {
    return null;
  }
}

function readAll() {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map((pid) => readStatus(Number(pid))).filter((status) => status !== null);
}

/** The root counts in full; its descendants without the memory they share with it, else PostgreSQL's would count many times. */
function sumTree(root, all) {
  const start = all.find(({ pid }) => pid === root);
  if (!start) return 0;
  const children = (pid) => all.filter(({ parent }) => parent === pid);
  const below = (pid) =>
    children(pid).reduce((sum, child) => sum + Math.max(0, child.peak - child.shared) + below(child.pid), 0);
  return start.peak + below(root);
}

/**
 * Remembers the highest memory of each process and its descendants. Linux only; elsewhere it knows nothing.
 */
export function createMemoryMeter() {
  /** @type {Map<string, number>} */
  const peaks = new Map();
  return {
    /** @param {Record<string, number>} pids by name */
    sample(pids) {
      if (process.platform !== "linux") return;
      const all = readAll();
      for (const [name, pid] of Object.entries(pids)) {
        peaks.set(name, Math.max(peaks.get(name) ?? 0, sumTree(pid, all)));
      }
    },
    /** @returns {string | null} */
    describe() {
      if (peaks.size === 0) return null;
      const megabytes = (kilobytes) => `${Math.round(kilobytes / 1024)} MB`;
      const parts = [...peaks].map(([name, peak]) => `${name} ${megabytes(peak)}`);
      return `Peak memory ${megabytes([...peaks.values()].reduce((a, b) => a + b, 0))} (${parts.join(", ")}).`;
    },
  };
}
