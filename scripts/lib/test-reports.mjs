import { readJson } from "./project.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * A runner that fails without naming a failed test (a file that does not load, no tests at all) still counts as one.
 *
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function withExitCode(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {string} file @param {number} exitCode @returns {Counts} */
export function readVitestCounts(file, exitCode) {
  const report = readJson(file);
  if (!report) return withExitCode({ passed: 0, failed: 0, skipped: 0 }, exitCode || 1);
  const isUnloadable = (suite) =>
    suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed");
  const unloadable = report.testResults.filter(isUnloadable).length;
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  return withExitCode(counts, exitCode);
}

/** @param {string} file @param {number} exitCode @returns {Counts} */
export function readPlaywrightCounts(file, exitCode) {
  const report = readJson(file);
  if (!report) return withExitCode({ passed: 0, failed: 0, skipped: 0 }, exitCode || 1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}
