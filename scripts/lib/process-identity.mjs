import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function startMoment(pid) {
  if (process.platform === "linux") {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name and may hold spaces and brackets; a zombie (Z) counts as gone.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? null : fields[19];
  }
  return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
}

/**
 * Names a running process so that a later process with the same number is not mistaken for it.
 *
 * @param {number} pid
 * @returns {string | null} null when no such process runs
 */
export function identifyProcess(pid) {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  try {
    const started = startMoment(pid);
    return started ? `${pid} ${started}` : null;
  } catch {
    return isAlive(pid) ? String(pid) : null;
  }
}

/** @param {string | null | undefined} identity as returned by `identifyProcess` */
export function isStillRunning(identity) {
  if (!identity) return false;
  return identifyProcess(Number.parseInt(identity, 10)) === identity;
}

/**
 * @param {number} pid
 * @returns {string} command line, empty when it cannot be read
 */
export function commandLine(pid) {
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    }
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
