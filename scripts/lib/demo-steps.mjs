import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { connectShop, readShops } from "./connect-shop.mjs";
import { createOwner } from "./create-owner.mjs";
import { createHttpSession, signIn } from "./http-session.mjs";
import { appEnvironment, appUrl, buildApp, startApp } from "./next-app.mjs";
import { complain, describeError, say, UserError } from "./output.mjs";
import { findFreePort, isPortFree } from "./ports.mjs";
import { dataRoot, logRoot } from "./project.mjs";
import { startSandbox } from "./sandbox.mjs";

const SANDBOX_PORT = 4010;
const SANDBOX_ORDERS = 155_300;
const SANDBOX_LATENCY_MS = 150;
const POLL_EVERY_MS = 1_000;

/** @returns {number} */
export function readPort() {
  const port = Number(process.env.PORT || 3000);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UserError("PORT must be a number between 1 and 65535.");
}

/** @param {number} port */
export async function requireFreePort(port) {
  if (await isPortFree(port)) return;
  throw new UserError(
    `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm run demo`,
  );
}

async function startDatabase({ services }) {
  // Loaded late: these need packages that the demo may just have installed.
  const { createDatabase, startPostgres } = await import("../pg.mjs");
  const { migrateDatabase } = await import("../migrate.mjs");
  const dataDir = path.join(dataRoot, "postgres");
  const postgres = await services.start("PostgreSQL", () => startPostgres({ dataDir }));
  const url = await createDatabase({ url: postgres.url, name: "dashboard" });
  await migrateDatabase(url);
  return { postgres, url };
}

/** The sandbox keeps its port where it can: the app's links to it then outlive a restart. */
async function startShop({ services, port, state }) {
  const sandboxPort =
    port !== SANDBOX_PORT && (await isPortFree(SANDBOX_PORT)) ? SANDBOX_PORT : await findFreePort();
  return services.start("sandbox", (signal) =>
    startSandbox({
      port: sandboxPort,
      orders: SANDBOX_ORDERS,
      latencyMs: SANDBOX_LATENCY_MS,
      epochSec: state.sandboxEpochSec,
      redirectUrl: `${appUrl(port)}/api/tiktok/callback`,
      logFile: path.join(logRoot, "sandbox.log"),
      signal,
    }),
  );
}

/**
 * Starts database, sandbox and app. The build needs none of the others, so it runs beside them.
 *
 * @param {{ services: ReturnType<typeof import("./services.mjs").createServices>, port: number, state: any, signal: AbortSignal }} options
 */
export async function startEverything({ services, port, state, signal }) {
  /** @type {Promise<void> | undefined} */
  let owner;
  const prepare = async () => {
    const [database, sandbox] = await Promise.all([
      startDatabase({ services }),
      startShop({ services, port, state }),
    ]);
    const env = appEnvironment({ port, databaseUrl: database.url, sandboxUrl: sandbox.url, ...state });
    const { ownerEmail: email, ownerPassword: password } = state;
    owner = createOwner({ email, password, name: "Demo owner", env, logName: "owner.log" });
    // Awaited below; a failure before that is not unhandled.
    owner.catch(() => {});
    return { ...database, sandbox, env };
  };
  const [prepared] = await Promise.all([prepare(), buildApp({ signal })]);
  signal.throwIfAborted();
  const logFile = path.join(logRoot, "app.log");
  const app = await services.start("app", (stop) =>
    startApp({ port, env: prepared.env, logFile, signal: stop }),
  );
  await owner;
  return { ...prepared, app };
}

/**
 * Signs in as the demo's owner and connects the sandbox's shop unless it is connected.
 *
 * @param {{ port: number, state: any }} options
 */
export async function openShop({ port, state }) {
  const session = createHttpSession(appUrl(port));
  const credentials = { email: state.ownerEmail, password: state.ownerPassword };
  await signIn(session, credentials).catch((error) => {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `${error.message} If .data/demo.json was removed by hand, remove all of .data to begin anew.`,
    );
  });
  const shops = (await readShops(session)) ?? [];
  if (shops.length === 0 || shops.some((shop) => shop.state === "needs_reconnecting")) {
    await connectShop(session);
    say("Connected the sandbox TikTok Shop.");
  }
  return { session, renew: () => signIn(session, credentials) };
}

/**
 * Follows the sync until the signal says stop.
 *
 * @param {{ session: import("./http-session.mjs").HttpSession, renew: () => Promise<void>, reporter: any, signal: AbortSignal, onTick: () => void }} options
 */
export async function followSync({ session, renew, reporter, signal, onTick }) {
  let lastProblem = "";
  while (!signal.aborted) {
    try {
      const shops = await readShops(session, AbortSignal.any([signal, AbortSignal.timeout(30_000)]));
      if (shops === null) await renew();
      for (const shop of shops ?? []) reporter.show(shop);
      lastProblem = "";
    } catch (error) {
      const problem = error.cause?.message ?? describeError(error);
      if (!signal.aborted && problem !== lastProblem) complain(problem);
      lastProblem = problem;
    }
    onTick();
    await wait(POLL_EVERY_MS, undefined, { signal }).catch(() => {});
  }
}
