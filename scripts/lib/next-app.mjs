import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { formatSeconds, say, UserError } from "./output.mjs";
import { readTail, runCommand, startProcess } from "./processes.mjs";
import {
  dataRoot,
  inNodeModules,
  logRoot,
  makePassableFolder,
  projectRoot,
  readJson,
  writeJsonPrivately,
} from "./project.mjs";
import { sandboxApp } from "./sandbox.mjs";
import { hashSources } from "./source-hash.mjs";
import { untilAnswering } from "./until-answering.mjs";

export const nextProgram = inNodeModules("next/dist/bin/next");

const BUILD_RECORD = path.join(dataRoot, "build.json");
const BUILD_ID = path.join(projectRoot, ".next/BUILD_ID");
const HEALTH_TIMEOUT_MS = 90_000;

function readBuildId() {
  return existsSync(BUILD_ID) ? readFileSync(BUILD_ID, "utf8") : null;
}

/**
 * Builds the app unless the build that is there was made from the same sources.
 *
 * @param {{ signal?: AbortSignal }} options
 */
export async function buildApp({ signal } = {}) {
  const sources = hashSources(projectRoot);
  const last = readJson(BUILD_RECORD);
  if (last?.sources === sources && last.buildId === readBuildId()) return;
  say("Building the app (about half a minute) ...");
  const startedAt = performance.now();
  const logFile = path.join(logRoot, "build.log");
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const code = await runCommand(process.execPath, [nextProgram, "build"], { env, logFile, signal });
  if (signal?.aborted) return;
  if (code !== 0)
    throw new UserError(`\`next build\` failed; the end of ${logFile}:\n${readTail(logFile, 40)}`);
  makePassableFolder(dataRoot);
  writeJsonPrivately(BUILD_RECORD, { sources, buildId: readBuildId() });
  say(`Built in ${formatSeconds(performance.now() - startedAt)}.`);
}

/**
 * @param {{ port: number, databaseUrl: string, sandboxUrl: string, authSecret: string, cronSecret: string, tokenEncryptionKey: string }} options
 * @returns {NodeJS.ProcessEnv} the environment of an app that is joined to the sandbox
 */
export function appEnvironment({
  port,
  databaseUrl,
  sandboxUrl,
  authSecret,
  cronSecret,
  tokenEncryptionKey,
}) {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: authSecret,
    AUTH_URL: appUrl(port),
    AUTH_TRUST_HOST: "true",
    CRON_SECRET: cronSecret,
    TOKEN_ENCRYPTION_KEY: tokenEncryptionKey,
    TIKTOK_APP_KEY: sandboxApp.key,
    TIKTOK_APP_SECRET: sandboxApp.secret,
    TIKTOK_SERVICE_ID: sandboxApp.serviceId,
    TIKTOK_API_URL: sandboxUrl,
    TIKTOK_AUTH_URL: sandboxUrl,
    TIKTOK_AUTHORIZE_URL: `${sandboxUrl}/open/authorize`,
  };
}

/** @param {number} port */
export function appUrl(port) {
  return `http://localhost:${port}`;
}

/**
 * Starts the built app and waits until it answers. Next's own script is run, not `npx next`, which would leave the
 * server alive when it is stopped.
 *
 * @param {{ port: number, env: NodeJS.ProcessEnv, logFile: string, signal?: AbortSignal }} options
 */
export async function startApp({ port, env, logFile, signal }) {
  const args = [nextProgram, "start", "-p", String(port)];
  const app = await startProcess({ name: "The app", command: process.execPath, args, env, logFile });
  try {
    await untilAnswering({
      address: `${appUrl(port)}/api/health`,
      process: app,
      timeoutMs: HEALTH_TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    await app.stop();
    throw error;
  }
  return app;
}
