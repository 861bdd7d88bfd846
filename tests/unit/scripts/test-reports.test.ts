import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readPlaywrightCounts, readVitestCounts } from "../../../scripts/lib/test-reports.mjs";

let folder: string;

function report(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "test-reports-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("counting", () => {
  const vitest = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 };

  test("takes a runner's own numbers", () => {
    const file = report({ ...vitest, numFailedTests: 2, testResults: [] });
    expect(readVitestCounts(file, 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
    const e2e = report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(readPlaywrightCounts(e2e, 1)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  });

  test("a file that cannot be loaded is a failure", () => {
    const file = report({ ...vitest, testResults: [{ status: "failed", assertionResults: [] }] });
    expect(readVitestCounts(file, 1).failed).toBe(1);
  });

  test("a failing exit without a failed test, and a missing report, are failures", () => {
    expect(readVitestCounts(report({ ...vitest, testResults: [] }), 1).failed).toBe(1);
    expect(readVitestCounts(path.join(folder, "none.json"), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(readPlaywrightCounts(path.join(folder, "none.json"), 0).failed).toBe(1);
  });
});
