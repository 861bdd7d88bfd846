import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import path from "node:path";
import { say, UserError } from "./output.mjs";
import { ensureOwnFolder, temporaryRoots } from "./pg-binaries.mjs";
import { canEnter, choosePgUser, serverEnvironment } from "./pg-user.mjs";
import { makePassableFolder } from "./project.mjs";

/**
 * One PostgreSQL installation on disk: `<home>/cluster` is PGDATA, `<home>/password` the superuser's password.
 *
 * @typedef {{ home: string, pgData: string, passwordFile: string, serverLog: string, ownerFile: string }} Cluster
 */

/** @param {string} home @returns {Cluster} */
export function clusterPaths(home) {
  return {
    home,
    pgData: path.join(home, "cluster"),
    passwordFile: path.join(home, "password"),
    serverLog: path.join(home, "server.log"),
    ownerFile: path.join(home, "started-by"),
  };
}

/**
 * @param {string} wanted
 * @returns {string} the wanted folder, or one below the temporary folder when the server's user cannot get into it
 */
export function chooseHome(wanted) {
  makePassableFolder(path.dirname(wanted));
  if (canEnter(choosePgUser(wanted), path.dirname(wanted))) return wanted;
  const key = createHash("sha256").update(path.resolve(wanted)).digest("hex").slice(0, 12);
  for (const root of temporaryRoots()) {
    const folder = path.join(root, `tiktok-shop-dashboard-${key}`);
    ensureOwnFolder(folder);
    if (!canEnter(choosePgUser(folder), folder)) continue;
    const home = path.join(folder, path.basename(wanted));
    say(`PostgreSQL runs as another user, who cannot enter ${path.dirname(wanted)}; its data is in ${home}.`);
    return home;
  }
  throw new UserError(
    `The user that runs PostgreSQL cannot enter ${path.dirname(wanted)} nor any temporary folder.`,
  );
}

function runInitdb({ initdb, staging, user, fsync }) {
  const { pgData, passwordFile } = clusterPaths(staging);
  fs.mkdirSync(pgData, { mode: 0o700 });
  fs.writeFileSync(passwordFile, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  if (user.uid !== undefined)
    for (const item of [staging, pgData, passwordFile]) fs.chownSync(item, user.uid, user.gid);
  const flags = [
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
  ];
  if (!fsync) flags.push("--no-sync");
  const run = spawnSync(initdb, [`--pgdata=${pgData}`, ...flags], {
    ...user,
    cwd: "/",
    env: serverEnvironment,
    encoding: "utf8",
  });
  if (run.status === 0) return;
  throw new UserError(`PostgreSQL's initdb failed: ${run.error?.message ?? run.stderr.trim()}`);
}

function requireEmpty(home) {
  try {
    fs.rmdirSync(home);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw new UserError(`${home} holds something other than PostgreSQL's data; move it away first.`, {
      cause: error,
    });
  }
}

/**
 * Makes the cluster beside its final place and renames it at the end, so that a run killed half-way leaves nothing
 * that looks whole.
 *
 * @param {{ home: string, initdb: string, user: import("./pg-user.mjs").PgUser, fsync: boolean }} options
 */
export function ensureCluster({ home, initdb, user, fsync }) {
  if (fs.existsSync(path.join(clusterPaths(home).pgData, "PG_VERSION"))) return;
  requireEmpty(home);
  const staging = fs.mkdtempSync(`${home}-new-`);
  try {
    fs.chmodSync(staging, 0o700);
    runInitdb({ initdb, staging, user, fsync });
    fs.renameSync(staging, home);
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * @param {Cluster} cluster
 * @param {string} major version of the installed programs
 */
export function requireUsableCluster({ home, pgData }, major) {
  const { uid } = fs.statSync(home);
  const me = process.getuid?.();
  if (me !== undefined && me !== 0 && uid !== me) {
    throw new UserError(
      `${home} was made by another user; remove it, or run this as the same user as before.`,
    );
  }
  const made = fs.readFileSync(path.join(pgData, "PG_VERSION"), "utf8").trim();
  if (made === major) return;
  throw new UserError(
    `${home} was made by PostgreSQL ${made}, the installed one is ${major}; remove it to begin anew.`,
  );
}
