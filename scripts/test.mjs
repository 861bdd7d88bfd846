import { asideName, beginAside } from "./lib/aside.mjs";
import { runE2e } from "./lib/e2e-run.mjs";
import { ensurePackages, requireNodeVersion } from "./lib/install.mjs";
import { complain, describeError, formatSeconds, say, UserError } from "./lib/output.mjs";
import { createServices } from "./lib/services.mjs";
import { runStandalone } from "./lib/standalone-run.mjs";
import { staticChecks } from "./lib/static-checks.mjs";
import { waitForStopSignal } from "./lib/stop-signals.mjs";
import { runVitest } from "./lib/vitest-run.mjs";

/** @typedef {import("./lib/test-reports.mjs").Counts} Counts */

const services = createServices([asideName, "app", "sandbox", "PostgreSQL"]);

/**
 * An extra one is run only when it is asked for.
 *
 * @type {{ part: string, name: string, run: () => Promise<Counts>, isExtra?: boolean }[]}
 */
const steps = [
  ...staticChecks.map(({ name, check }) => ({ part: "static", name, run: () => countCheck(check) })),
  { part: "unit", name: "Unit tests", run: () => runVitest("unit") },
  { part: "integration", name: "Integration tests", run: () => runVitest("integration") },
  { part: "e2e", name: "End-to-end tests", run: () => runE2e(services) },
  { part: "standalone", name: "The stand-alone build", run: () => runStandalone(services), isExtra: true },
];

/** @param {() => Promise<boolean>} check */
async function countCheck(check) {
  return (await check()) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

function chooseSteps() {
  const wanted = process.argv.slice(2);
  const parts = [...new Set(steps.map(({ part }) => part))];
  const unknown = wanted.find((part) => !parts.includes(part));
  if (unknown) throw new UserError(`There is no part "${unknown}"; choose from ${parts.join(", ")}.`);
  return wanted.length === 0
    ? steps.filter(({ isExtra }) => !isExtra)
    : steps.filter(({ part }) => wanted.includes(part));
}

/** A step that cannot even run is a failure, and no reason to leave out the others. */
async function runStep({ name, run }) {
  say(`\n── ${name}`);
  const startedAt = performance.now();
  const counts = await run().catch((error) => {
    complain(describeError(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name, ...counts, time: formatSeconds(performance.now() - startedAt) };
}

function summarise(results) {
  say("\n── Summary");
  for (const { name, passed, failed, skipped, time } of results) {
    const also = skipped > 0 ? `, ${skipped} skipped` : "";
    say(`${failed === 0 ? "ok  " : "FAIL"} ${name}: ${passed} passed, ${failed} failed${also} (${time})`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed] = [sum("passed"), sum("failed")];
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function runAll() {
  requireNodeVersion();
  const chosen = chooseSteps();
  await ensurePackages();
  const results = [];
  for (const step of await besideEachOther(chosen)) results.push(await runStep(step));
  return summarise(results);
}

/**
 * The browser's part begins with the first part that is no static check, unless it is the only one: types are generated
 * where the app is built.
 */
async function besideEachOther(chosen) {
  const first = chosen.find(({ part }) => part === "unit" || part === "integration");
  const browser = chosen.find(({ part }) => part === "e2e");
  if (!first || !browser) return chosen;
  let awaitBrowser = () => Promise.resolve({ passed: 0, failed: 1, skipped: 0 });
  const begin = async () => {
    awaitBrowser = await beginAside(browser.part, services);
    return first.run();
  };
  return chosen.map((step) => {
    if (step === first) return { ...step, run: begin };
    return step === browser ? { ...step, run: () => awaitBrowser() } : step;
  });
}

const interrupted = waitForStopSignal(() => process.exit(130)).then(() => {
  say("\nStopping ...");
  return 130;
});

Promise.race([runAll(), interrupted])
  .catch((error) => {
    complain(describeError(error));
    say("\n0 passed, 1 failed");
    return 1;
  })
  .then(async (exitCode) => {
    await services.stopAll();
    process.exit(exitCode);
  });
