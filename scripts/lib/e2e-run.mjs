import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { say } from "./output.mjs";
import { runCommand } from "./processes.mjs";
import { dataRoot, inNodeModules, logRoot } from "./project.mjs";
import { readPlaywrightCounts } from "./test-reports.mjs";
import { startTestStack } from "./test-stack.mjs";

const ORDERS = 3_000;

async function findTestBrowser() {
  const { browserVariables, findBrowser } = await import("../browser.mjs");
  const browser = await findBrowser();
  say(`Browser: ${browser.source}`);
  return browserVariables(browser);
}

/** Everything the tests in tests/e2e rely on, as environment variables. */
async function prepare(services) {
  const environment = {
    // The tests receive alerts themselves.
    ALERT_PRIVATE_ADDRESSES: "true",
    // Whatever the app could say is looked at for secrets.
    LOG_LEVEL: "debug",
  };
  const { url, env, databaseUrl, sandboxUrl, secrets, owner, logFile } = await startTestStack(services, {
    orders: ORDERS,
    environment,
  });
  return {
    ...(await findTestBrowser()),
    DATABASE_URL: databaseUrl,
    E2E_BASE_URL: url,
    E2E_EMAIL: owner.email,
    E2E_PASSWORD: owner.password,
    E2E_SANDBOX_URL: sandboxUrl,
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
    if (code !== 0) {
      say(`The servers' logs are in ${logRoot}, pictures in test-results; E2E_TRACE=1 records traces too.`);
    }
    return readPlaywrightCounts(report, code);
  } finally {
    await services.stopAll();
    rmSync(report, { force: true });
  }
}
