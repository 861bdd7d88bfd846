import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { runCommand } from "./processes.mjs";
import { dataRoot, inNodeModules, makePassableFolder } from "./project.mjs";
import { readVitestCounts } from "./test-reports.mjs";

/**
 * @param {"unit" | "integration"} project
 * @returns {Promise<import("./test-reports.mjs").Counts>}
 */
export async function runVitest(project) {
  makePassableFolder(dataRoot);
  const report = path.join(dataRoot, `vitest-${project}-${randomBytes(4).toString("hex")}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const args = [inNodeModules("vitest/vitest.mjs"), "run", "--project", project, ...reporters];
  try {
    const code = await runCommand(process.execPath, args, { env: { ...process.env, NODE_ENV: "test" } });
    return readVitestCounts(report, code);
  } finally {
    rmSync(report, { force: true });
  }
}
