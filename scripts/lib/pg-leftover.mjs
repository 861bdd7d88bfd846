import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "./output.mjs";
import { commandLine, identifyProcess, isAlive, isStillRunning } from "./process-identity.mjs";

function readOrEmpty(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}

async function stopServer(pid) {
  for (const [signal, seconds] of /** @type {const} */ ([
    ["SIGINT", 60],
    ["SIGQUIT", 10],
    ["SIGKILL", 5],
  ])) {
    for (let tick = 0; tick < seconds * 20; tick += 1) {
      if (!identifyProcess(pid)) return;
      if (tick === 0) process.kill(pid, signal);
      await wait(50);
    }
  }
  throw new UserError(
    `A PostgreSQL server left over from an earlier run (process ${pid}) cannot be stopped.`,
  );
}

/**
 * Clears the way for a start: stops a server whose parent was killed, and removes a pid file whose number now
 * belongs to a zombie or to some other program, which would make PostgreSQL refuse to start.
 *
 * @param {import("./pg-cluster.mjs").Cluster} cluster
 * @throws UserError when the program that started the running server still lives
 */
export async function clearLeftoverServer({ pgData, ownerFile }) {
  const pidFile = path.join(pgData, "postmaster.pid");
  const pid = Number.parseInt(readOrEmpty(pidFile), 10);
  if (Number.isNaN(pid) || !isAlive(pid)) return;
  if (!identifyProcess(pid) || !commandLine(pid).includes(pgData)) {
    rmSync(pidFile, { force: true });
    return;
  }
  const owner = readOrEmpty(ownerFile);
  if (isStillRunning(owner)) {
    throw new UserError(`${pgData} is in use by process ${Number.parseInt(owner, 10)}; stop that first.`);
  }
  await stopServer(pid);
}
