import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "./output.mjs";

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const dataRoot = path.join(projectRoot, ".data");
export const logRoot = path.join(dataRoot, "logs");

/** Path of a file in an installed package's folder, without resolving through its `exports`. */
export function inNodeModules(...parts) {
  return path.join(projectRoot, "node_modules", ...parts);
}

/**
 * Creates a folder that other users may pass through but not list. Under umask 077 it would otherwise shut out the
 * unprivileged user that PostgreSQL runs as when this process is root.
 *
 * @param {string} folder
 */
export function makePassableFolder(folder) {
  const firstCreated = mkdirSync(folder, { recursive: true });
  if (!firstCreated) return;
  for (let current = folder; current.length >= firstCreated.length; current = path.dirname(current)) {
    chmodSync(current, 0o711);
  }
}

/**
 * @param {string} file
 * @param {unknown} value
 */
export function writeJsonPrivately(file, value) {
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}

/**
 * @param {string} file
 * @returns {any} null when the file does not exist
 */
export function readJson(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not valid JSON (${error.message}).`, { cause: error });
  }
}
