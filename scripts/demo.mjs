import path from "node:path";
import { claimDemo, loadDemoState } from "./lib/demo-state.mjs";
import { followSync, openShop, readPort, requireFreePort, startEverything } from "./lib/demo-steps.mjs";
import { ensurePackages, requireNodeVersion } from "./lib/install.mjs";
import { createMemoryMeter } from "./lib/memory.mjs";
import { appUrl } from "./lib/next-app.mjs";
import { complain, describeError, formatSeconds, say } from "./lib/output.mjs";
import { logRoot, projectRoot } from "./lib/project.mjs";
import { createServices } from "./lib/services.mjs";
import { waitForStopSignal } from "./lib/stop-signals.mjs";
import { createSyncReporter } from "./lib/sync-progress.mjs";

const services = createServices(["scheduler", "app", "sandbox", "PostgreSQL"]);
const meter = createMemoryMeter();
const abort = new AbortController();
const write = (text) => process.stdout.write(text);
const reporter = createSyncReporter({ write, isTty: Boolean(process.stdout.isTTY) });

/** Counts from the start of this process, so the installation of packages is part of it. */
const sinceStart = () => formatSeconds(performance.now());
const fromProject = (file) => path.relative(projectRoot, file) || ".";

function announce({ port, state, dataDir, firstAnswer }) {
  const rows = [
    ["Address", appUrl(port)],
    ["E-mail", state.ownerEmail],
    ["Password", state.ownerPassword],
    ["Database", dataDir.startsWith(projectRoot) ? fromProject(dataDir) : dataDir],
    ["Logs", fromProject(logRoot)],
    ["First answer", `${firstAnswer} after the start`],
  ];
  say();
  for (const [name, value] of rows) say(`  ${name.padEnd(14)}${value}`);
  say();
  say("  Ctrl-C stops everything. The data stays; the next `npm run demo` goes on with it.");
  say();
}

async function startCron({ port, state }) {
  const { describeRun, startScheduler } = await import("./scheduler.mjs");
  const onRun = (run) => {
    if (!run.ok) complain(describeRun(run));
  };
  return startScheduler({ baseUrl: appUrl(port), cronSecret: state.cronSecret, onRun });
}

async function run(port) {
  await ensurePackages();
  const state = loadDemoState();
  const { app, sandbox, postgres } = await startEverything({ services, port, state, signal: abort.signal });
  const firstAnswer = sinceStart();
  const scheduler = await services.start("scheduler", () => startCron({ port, state }));
  const { session, renew } = await openShop({ port, state });
  // A first sync, or what was missed since the last demo, should not wait for the clock.
  for (const cronPath of scheduler.paths) scheduler.trigger(cronPath);
  announce({ port, state, dataDir: postgres.dataDir, firstAnswer });
  const pids = { app: app.pid, sandbox: sandbox.pid, PostgreSQL: postgres.pid };
  await followSync({ session, renew, reporter, signal: abort.signal, onTick: () => meter.sample(pids) });
}

/** @returns {Promise<number>} exit code */
async function untilOver(port) {
  const stopSignal = waitForStopSignal(() => process.exit(1)).then((signal) => ({ signal, death: null }));
  const death = services.death.then((how) => ({ signal: null, death: how }));
  const over = await Promise.race([run(port).then(() => stopSignal), stopSignal, death]);
  reporter.finish();
  if (!over.death) {
    say("Stopping ...");
    return 0;
  }
  const { name, service, code, signal } = over.death;
  complain(
    `${name} ended unexpectedly (${signal ?? `exit code ${code}`}); the end of ${fromProject(service.logFile)}:`,
  );
  complain(service.tail());
  return 1;
}

async function main() {
  requireNodeVersion();
  const port = readPort();
  const release = claimDemo(appUrl(port));
  let exitCode = 1;
  try {
    await requireFreePort(port);
    exitCode = await untilOver(port);
  } catch (error) {
    complain(describeError(error));
  }
  abort.abort();
  await services.stopAll();
  release();
  const memory = meter.describe();
  if (memory) say(memory);
  say("Everything is stopped.");
  process.exit(exitCode);
}

main().catch((error) => {
  complain(describeError(error));
  process.exit(1);
});
