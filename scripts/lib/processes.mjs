import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { holdOnLeash } from "./leash.mjs";
import { makePassableFolder, projectRoot } from "./project.mjs";

/** @typedef {Awaited<ReturnType<typeof startProcess>>} RunningProcess */

/**
 * @param {string} file
 * @param {number} lines
 */
export function readTail(file, lines = 20) {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}

/**
 * Resolves when the process has ended or the time is over.
 *
 * @param {Promise<unknown>} exited
 * @param {number} ms
 * @returns {Promise<boolean>} whether it ended
 */
export function endsWithin(exited, ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    exited.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}

/**
 * Starts a long-running child in a group of its own: Ctrl-C then reaches only this process, which stops its children
 * in the right order.
 *
 * @param {{ name: string, command: string, args: string[], logFile: string, env?: NodeJS.ProcessEnv, stopWithinMs?: number }} options
 */
export async function startProcess({ name, command, args, logFile, env, stopWithinMs = 8_000 }) {
  makePassableFolder(path.dirname(logFile));
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(command, args, {
    cwd: projectRoot,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  await new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const pid = /** @type {number} */ (child.pid);
  const letGo = holdOnLeash(pid, "TERM");
  let isStopping = false;
  /** @type {Promise<{ code: number | null, signal: string | null }>} */
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      letGo();
      resolve({ code, signal });
    });
  });
  return {
    name,
    pid,
    logFile,
    exited,
    /** Resolves only when the process ends without having been asked to. */
    diedUnexpectedly: exited.then((how) => (isStopping ? new Promise(() => {}) : how)),
    tail: () => readTail(logFile),
    async stop() {
      isStopping = true;
      child.kill("SIGTERM");
      if (await endsWithin(exited, stopWithinMs)) return;
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/**
 * Runs a command to its end; its output goes to the screen, or to a file when one is given.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, logFile?: string, timeoutMs?: number, signal?: AbortSignal }} options
 * @returns {Promise<number>} exit code; 1 when it was ended by a signal or could not be started
 */
export function runCommand(command, args, { env, logFile, timeoutMs, signal } = {}) {
  if (logFile) makePassableFolder(path.dirname(logFile));
  const log = logFile ? openSync(logFile, "w", 0o600) : null;
  return new Promise((resolve, reject) => {
    const output = log ?? "inherit";
    const stdio = /** @type {import("node:child_process").StdioOptions} */ (["ignore", output, output]);
    const child = spawn(command, args, { cwd: projectRoot, env, timeout: timeoutMs, signal, stdio });
    const letGo = child.pid ? holdOnLeash(child.pid, "TERM") : () => {};
    if (log !== null) closeSync(log);
    child.once("error", (error) => (error.name === "AbortError" ? resolve(1) : reject(error)));
    child.once("exit", (code) => {
      letGo();
      resolve(code ?? 1);
    });
  });
}
