import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { createOwner } from "./create-owner.mjs";
import { generateSecrets } from "./demo-state.mjs";
import { requireLocalDatabase } from "./local-only.mjs";
import { appEnvironment, appUrl, buildApp, startApp } from "./next-app.mjs";
import { say } from "./output.mjs";
import { findFreePort } from "./ports.mjs";
import { runCommand } from "./processes.mjs";
import { dataRoot, inNodeModules, logRoot } from "./project.mjs";
import { startSandbox } from "./sandbox.mjs";
import { readPlaywrightCounts } from "./test-reports.mjs";

const ORDERS = 3_000;
const LATENCY_MS = 20;

async function startDatabase(services) {
  const { startTemporaryPostgres } = await import("./temporary-postgres.mjs");
  const { createDatabase } = await import("../pg.mjs");
  const { migrateDatabase } = await import("../migrate.mjs");
  const postgres = await services.start("PostgreSQL", () => startTemporaryPostgres());
  const url = await createDatabase({ url: postgres.url, name: "e2e" });
  requireLocalDatabase(url);
  await migrateDatabase(url);
  return url;
}

async function startShop(services, appPort) {
  const port = await findFreePort();
  const redirectUrl = `${appUrl(appPort)}/api/tiktok/callback`;
  const logFile = path.join(logRoot, "test-sandbox.log");
  return services.start("sandbox", (signal) =>
    startSandbox({ port, orders: ORDERS, latencyMs: LATENCY_MS, redirectUrl, logFile, signal }),
  );
}

async function findTestBrowser() {
  const { browserVariables, findBrowser } = await import("../browser.mjs");
  const browser = await findBrowser();
  say(`Browser: ${browser.source}`);
  return browserVariables(browser);
}

/** Everything the tests in tests/e2e rely on, as environment variables. */
async function prepare(services) {
  const port = await findFreePort();
  const [databaseUrl, sandbox] = await Promise.all([
    startDatabase(services),
    startShop(services, port),
    buildApp(),
  ]);
  const secrets = generateSecrets();
  const env = {
    ...appEnvironment({ port, databaseUrl, sandboxUrl: sandbox.url, ...secrets }),
    // The tests receive alerts themselves.
    ALERT_PRIVATE_ADDRESSES: "true",
    // Whatever the app could say is looked at for secrets.
    LOG_LEVEL: "debug",
  };
  const owner = { email: "owner@example.com", password: randomBytes(12).toString("base64url") };
  await createOwner({ ...owner, name: "Test owner", env, logName: "test-owner.log" });
  const logFile = path.join(logRoot, "test-app.log");
  await services.start("app", (signal) => startApp({ port, env, logFile, signal }));
  return {
    ...(await findTestBrowser()),
    DATABASE_URL: databaseUrl,
    E2E_BASE_URL: appUrl(port),
    E2E_EMAIL: owner.email,
    E2E_PASSWORD: owner.password,
    E2E_SANDBOX_URL: sandbox.url,
    E2E_CRON_SECRET: secrets.cronSecret,
    E2E_APP_LOG: logFile,
    // For tests that start a second app; only what the first one got on top of this process's own environment.
    E2E_APP_ENV: JSON.stringify(
      Object.fromEntries(Object.entries(env).filter(([name, value]) => process.env[name] !== value)),
    ),
  };
}

/**
 * Runs tests/e2e in a real browser against a built app with a database and a sandbox of its own.
 *
 * @param {ReturnType<typeof import("./services.mjs").createServices>} services stops what was started
 * @returns {Promise<import("./test-reports.mjs").Counts>}
 */
export async function runE2e(services) {
  const report = path.join(dataRoot, `e2e-${randomBytes(4).toString("hex")}.json`);
  try {
    const variables = await prepare(services);
    const env = { ...process.env, ...variables, NODE_ENV: "test", E2E_REPORT: report };
    const code = await runCommand(process.execPath, [inNodeModules("@playwright/test/cli.js"), "test"], {
      env,
    });
    if (code !== 0) say(`The servers' logs are in ${logRoot}, traces in test-results.`);
    return readPlaywrightCounts(report, code);
  } finally {
    await services.stopAll();
    rmSync(report, { force: true });
  }
}
