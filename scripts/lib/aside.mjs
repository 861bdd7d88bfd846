import { readFileSync } from "node:fs";
import path from "node:path";
import { say } from "./output.mjs";
import { startProcess } from "./processes.mjs";
import { logRoot, projectRoot } from "./project.mjs";

/** Under which the process is kept among the services. */
export const asideName = "the tests beside";
const summary = /^(?:ok {2}|FAIL) .*: (\d+) passed, (\d+) failed(?:, (\d+) skipped)?/m;

/**
 * Begins a part of the tests in a process of its own: most of the time it waits for a browser, and the other parts wait
 * for a database. What it prints is shown when its turn comes.
 *
 * @param {string} part
 * @param {ReturnType<typeof import("./services.mjs").createServices>} services
 * @returns {Promise<() => Promise<import("./test-reports.mjs").Counts>>} waits for its end
 */
export async function beginAside(part, services) {
  const logFile = path.join(logRoot, `test-${part}.log`);
  const begun = await services.start(asideName, () =>
    startProcess({
      name: part,
      command: process.execPath,
      args: [path.join(projectRoot, "scripts", "test.mjs"), part],
      logFile,
      env: process.env,
      stopWithinMs: 60_000,
    }),
  );
  return async () => {
    const { code } = await begun.exited;
    const [output = "", end = ""] = readFileSync(logFile, "utf8").split("\n── Summary");
    say(output);
    const [, passed = 0, failed = 0, skipped = 0] = (summary.exec(end) ?? []).map(Number);
    return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
  };
}
