import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { complain, say } from "./output.mjs";
import { runCommand } from "./processes.mjs";
import { dataRoot, inNodeModules, makePassableFolder, projectRoot } from "./project.mjs";

const drizzleKit = inNodeModules("drizzle-kit/bin.cjs");
const migrations = path.join(projectRoot, "db/migrations");
const CONFIG_NAME = "drizzle.config.ts";
const NOTHING_NEW = "No schema changes";
const TIMEOUT_MS = 120_000;

function listSql(folder) {
  return readdirSync(folder).filter((name) => name.endsWith(".sql"));
}

function writeConfig(scratch) {
  const out = `./${path.relative(projectRoot, path.join(scratch, "migrations"))}`;
  const lines = [
    'import config from "../../drizzle.config";',
    `export default { ...config, out: ${JSON.stringify(out)} };`,
  ];
  writeFileSync(path.join(scratch, CONFIG_NAME), `${lines.join("\n")}\n`);
}

async function runDrizzleKit(command, scratch) {
  const logFile = path.join(scratch, `${command}.log`);
  const args = [drizzleKit, command, "--config", path.join(scratch, CONFIG_NAME)];
  const code = await runCommand(process.execPath, args, { env: process.env, logFile, timeoutMs: TIMEOUT_MS });
  return { code, output: readFileSync(logFile, "utf8") };
}

async function generateInto(scratch) {
  const copy = path.join(scratch, "migrations");
  cpSync(migrations, copy, { recursive: true });
  writeConfig(scratch);
  const check = await runDrizzleKit("check", scratch);
  if (check.code !== 0) {
    complain(check.output);
    return false;
  }
  const generated = await runDrizzleKit("generate", scratch);
  // The exit code says little: asked whether a column was renamed, drizzle-kit ends with 0 when nobody can answer.
  if (generated.code === 0 && generated.output.includes(NOTHING_NEW)) return true;
  const known = new Set(listSql(migrations));
  const missing = listSql(copy).filter((name) => !known.has(name));
  for (const name of missing) complain(readFileSync(path.join(copy, name), "utf8"));
  if (missing.length === 0) complain(generated.output);
  complain("The schema differs from the migrations; run `npm run db:generate`.");
  return false;
}

/**
 * Checks that generating migrations would yield nothing new. Works on a copy, so the tree stays clean.
 *
 * @returns {Promise<boolean>}
 */
export async function checkSchema() {
  makePassableFolder(dataRoot);
  const scratch = mkdtempSync(path.join(dataRoot, "schema-check-"));
  try {
    const agrees = await generateInto(scratch);
    if (agrees) say("Schema and migrations agree.");
    return agrees;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
