import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "./output.mjs";
import { identifyProcess, isStillRunning } from "./process-identity.mjs";
import { dataRoot, makePassableFolder, readJson, writeJsonPrivately } from "./project.mjs";

const STATE_FILE = path.join(dataRoot, "demo.json");
const LOCK_FILE = path.join(dataRoot, "demo.lock");

/** Secrets of the right shape for one installation of the app. */
export function generateSecrets() {
  return {
    authSecret: randomBytes(32).toString("base64url"),
    cronSecret: randomBytes(32).toString("base64url"),
    tokenEncryptionKey: randomBytes(32).toString("base64"),
  };
}

/** What the first demo has made up and every later one needs again. */
export function loadDemoState() {
  const existing = readJson(STATE_FILE);
  if (existing) return existing;
  const state = {
    ownerEmail: "owner@example.com",
    ownerPassword: randomBytes(12).toString("base64url"),
    ...generateSecrets(),
    sandboxEpochSec: Math.floor(Date.now() / 1000),
  };
  makePassableFolder(dataRoot);
  writeJsonPrivately(STATE_FILE, state);
  return state;
}

function claim(content) {
  try {
    writeFileSync(LOCK_FILE, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Lets only one demo run in this folder.
 *
 * @param {string} address
 * @returns {() => void} gives the claim back
 */
export function claimDemo(address) {
  makePassableFolder(dataRoot);
  const content = JSON.stringify({ identity: identifyProcess(process.pid), address });
  if (!claim(content)) {
    const other = readJson(LOCK_FILE);
    if (isStillRunning(other?.identity)) {
      const pid = Number.parseInt(other.identity, 10);
      throw new UserError(`A demo runs here already, at ${other.address} (process ${pid}); stop it first.`);
    }
    rmSync(LOCK_FILE, { force: true });
    if (!claim(content)) throw new UserError("Another demo is starting here at this moment.");
  }
  return () => rmSync(LOCK_FILE, { force: true });
}
