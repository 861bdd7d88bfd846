import { randomBytes } from "node:crypto";
import path from "node:path";
import { createOwner } from "./create-owner.mjs";
import { generateSecrets } from "./demo-state.mjs";
import { requireLocalDatabase } from "./local-only.mjs";
import { appEnvironment, appUrl, buildApp, startApp } from "./next-app.mjs";
import { findFreePort } from "./ports.mjs";
import { logRoot } from "./project.mjs";
import { startSandbox } from "./sandbox.mjs";

const LATENCY_MS = 20;

/** In the order in which they are stopped. */
export const stackServices = ["app", "sandbox", "PostgreSQL"];

async function startDatabase(services) {
  // Loaded late: these need packages that the command may just have installed.
  const { startTemporaryPostgres } = await import("./temporary-postgres.mjs");
  const { createDatabase } = await import("../pg.mjs");
  const { migrateDatabase } = await import("../migrate.mjs");
  const postgres = await services.start("PostgreSQL", () => startTemporaryPostgres());
  const url = await createDatabase({ url: postgres.url, name: "e2e" });
  requireLocalDatabase(url);
  await migrateDatabase(url);
  return url;
}

async function startShop({ services, appPort, orders }) {
  const port = await findFreePort();
  const redirectUrl = `${appUrl(appPort)}/api/tiktok/callback`;
  const logFile = path.join(logRoot, "test-sandbox.log");
  return services.start("sandbox", (signal) =>
    startSandbox({ port, orders, latencyMs: LATENCY_MS, redirectUrl, logFile, signal }),
  );
}

/**
 * A built app with an owner, and a database and a sandbox of its own: for a browser to look at, and gone afterwards.
 *
 * @param {ReturnType<typeof import("./services.mjs").createServices>} services stops what was started
 * @param {{ orders: number, environment?: Record<string, string> }} options orders of the sandbox's shop; what the app is told besides
 */
export async function startTestStack(services, { orders, environment = {} }) {
  const port = await findFreePort();
  const [databaseUrl, sandbox] = await Promise.all([
    startDatabase(services),
    startShop({ services, appPort: port, orders }),
    buildApp(),
  ]);
  const secrets = generateSecrets();
  const env = {
    ...appEnvironment({ port, databaseUrl, sandboxUrl: sandbox.url, ...secrets }),
    ...environment,
  };
  const owner = { email: "owner@example.com", password: randomBytes(12).toString("base64url") };
  await createOwner({ ...owner, name: "Test owner", env, logName: "test-owner.log" });
  const logFile = path.join(logRoot, "test-app.log");
  await services.start("app", (signal) => startApp({ port, env, logFile, signal }));
  return { url: appUrl(port), env, databaseUrl, sandboxUrl: sandbox.url, secrets, owner, logFile };
}
