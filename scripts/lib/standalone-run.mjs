import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { connectShop, readShops } from "./connect-shop.mjs";
import { generateSecrets } from "./demo-state.mjs";
import { createHttpSession, signIn } from "./http-session.mjs";
import { appEnvironment, appUrl } from "./next-app.mjs";
import { say, UserError } from "./output.mjs";
import { findFreePort } from "./ports.mjs";
import { runCommand, startProcess } from "./processes.mjs";
import { logRoot, projectRoot } from "./project.mjs";
import { startSandbox } from "./sandbox.mjs";
import { untilAnswering } from "./until-answering.mjs";

const run = promisify(execFile);
const ORDERS = 500;
const START_TIMEOUT_MS = 60_000;
const SYNC_TIMEOUT_MS = 60_000;

/** Outside of the project, so that nothing is found that was not brought along. */
function moveAway() {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dashboard-standalone-"));
  cpSync(path.join(projectRoot, ".next/standalone"), folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

/** An environment without this process's own, as a service of systemd has it. */
async function prepare(services) {
  const port = await findFreePort();
  const { startTemporaryPostgres } = await import("./temporary-postgres.mjs");
  const { createDatabase } = await import("../pg.mjs");
  const postgres = await services.start("PostgreSQL", () => startTemporaryPostgres());
  const sandboxPort = await findFreePort();
  const redirectUrl = `${appUrl(port)}/api/tiktok/callback`;
  const logFile = path.join(logRoot, "standalone-sandbox.log");
  const sandbox = await services.start("sandbox", (signal) =>
    startSandbox({ port: sandboxPort, orders: ORDERS, latencyMs: 0, redirectUrl, logFile, signal }),
  );
  const databaseUrl = await createDatabase({ url: postgres.url, name: "standalone" });
  const all = appEnvironment({ port, databaseUrl, sandboxUrl: sandbox.url, ...generateSecrets() });
  const added = Object.entries(all).filter(([name, value]) => process.env[name] !== value);
  return {
    port,
    env: { ...Object.fromEntries(added), PATH: process.env.PATH ?? "", NODE_ENV: "production" },
  };
}

async function runServer(services, { folder, port, env }) {
  const server = await services.start("app", () =>
    startProcess({
      name: "The stand-alone app",
      command: process.execPath,
      args: [path.join(folder, "server.js")],
      env,
      logFile: path.join(logRoot, "standalone-app.log"),
    }),
  );
  const address = `${appUrl(port)}/api/health`;
  await untilAnswering({ address, process: server, timeoutMs: START_TIMEOUT_MS });
}

/** Connecting has begun the sync already; the minutely cron goes on with what is left. */
async function untilSynced(session, cronSecret) {
  const headers = { authorization: `Bearer ${cronSecret}` };
  const deadline = Date.now() + SYNC_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const cron = await fetch(new URL("/api/cron/resume", session.baseUrl), { headers });
    if (!cron.ok) throw new UserError(`The cron answered ${cron.status}.`);
    const [shop] = (await readShops(session)) ?? [];
    if (shop?.syncedThrough && shop.recordsTotal >= ORDERS) return;
    await wait(200);
  }
  throw new UserError("The shop was not synced.");
}

/** What a person does on the first day, and the scheduler in the first minute. */
async function spendFirstDay({ port, env, owner, tool }) {
  const session = createHttpSession(appUrl(port));
  await signIn(session, owner);
  await connectShop(session);
  await untilSynced(session, env.CRON_SECRET);
  const page = await (await session.request("/orders")).text();
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0];
  if (!script || !(await fetch(new URL(script, appUrl(port)))).ok)
    throw new UserError("The page's scripts are not there.");
  const { stdout } = await tool("replay", "--dry-run");
  if (!stdout.includes("every table says what the log says")) throw new UserError(stdout);
}

/**
 * Builds the stand-alone folder, takes it elsewhere and uses it: migrations, an owner, sign-in, a shop, a sync, a replay.
 *
 * @param {ReturnType<typeof import("./services.mjs").createServices>} services stops what was started
 * @returns {Promise<import("./test-reports.mjs").Counts>}
 */
export async function runStandalone(services) {
  const code = await runCommand(process.execPath, ["scripts/build-standalone.mjs"], {
    env: process.env,
    logFile: path.join(logRoot, "standalone-build.log"),
  });
  if (code !== 0) throw new UserError(`The build failed; see ${logRoot}/standalone-build.log.`);
  const folder = moveAway();
  try {
    const { port, env } = await prepare(services);
    const owner = { email: "owner@example.com", password: randomBytes(12).toString("base64url") };
    const toolEnv = { ...env, USER_PASSWORD: owner.password };
    const tool = (name, ...args) =>
      run(process.execPath, [path.join(folder, `tools/bin/${name}.mjs`), ...args], {
        cwd: folder,
        env: toolEnv,
      });
    say((await tool("migrate")).stdout.trim());
    await tool("user-create", "--email", owner.email, "--role", "owner");
    await runServer(services, { folder, port, env });
    await spendFirstDay({ port, env, owner, tool });
    return { passed: 1, failed: 0, skipped: 0 };
  } finally {
    await services.stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
}
