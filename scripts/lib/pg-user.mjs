import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { UserError } from "./output.mjs";

/**
 * The account that runs the server. PostgreSQL refuses to run as root, so root steps down.
 *
 * @typedef {{ uid?: number, gid?: number }} PgUser empty when this process can run it as itself
 */

function findNobody() {
  const entry = readPasswd()
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === "nobody");
  if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  try {
    const ask = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch (error) {
    throw new UserError("PostgreSQL cannot run as root, and this system has no user `nobody` to run it as.", {
      cause: error,
    });
  }
}

function readPasswd() {
  try {
    return readFileSync("/etc/passwd", "utf8");
  } catch {
    return "";
  }
}

/**
 * @param {string} dataDir when it already belongs to somebody, root keeps running it as that user
 * @returns {PgUser}
 */
export function choosePgUser(dataDir) {
  if (process.getuid?.() !== 0) return {};
  const existing = statSync(dataDir, { throwIfNoEntry: false });
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return findNobody();
}

/** The caller's PG* variables and locale must not leak into the server; macOS needs some LC_ALL to start at all. */
export const serverEnvironment = { PATH: "/usr/bin:/bin", HOME: "/", LC_ALL: "C", TZ: "UTC" };

/**
 * Runs a shell test as the server's user. Asking the kernel also covers access lists and mounts, which mode bits do not.
 *
 * @param {PgUser} user
 * @param {string} script
 * @param {...string} args
 */
export function tryAs(user, script, ...args) {
  if (process.platform === "win32") return { status: 0, stderr: "", error: undefined };
  return spawnSync("/bin/sh", ["-c", script, "sh", ...args], {
    ...user,
    cwd: "/",
    env: serverEnvironment,
    encoding: "utf8",
  });
}

/**
 * @param {PgUser} user
 * @param {string} folder
 */
export function canEnter(user, folder) {
  const probe = tryAs(user, 'cd "$1"', folder);
  if (/** @type {any} */ (probe.error)?.code === "EPERM") {
    throw new UserError(
      "PostgreSQL cannot run as root, and this root is not allowed to switch to another user.",
    );
  }
  return probe.status === 0;
}
