import type { RunReport } from "./report";

/** One entry for each run, however many turns it had; those of the primary resource come first. */
export function mergeByRun(reports: RunReport[], primary: string): RunReport[] {
  const merged = new Map<string, RunReport>();
  for (const report of reports) {
    const key = `${report.shopId} ${report.resource} ${report.runId}`;
    const before = merged.get(key);
    merged.set(key, before ? addUp(before, report) : report);
  }
  const rankOf = ({ resource }: RunReport) => (resource === primary ? 0 : 1);
  return [...merged.values()].sort((a, b) => rankOf(a) - rankOf(b));
}

function addUp(before: RunReport, report: RunReport): RunReport {
  return {
    ...report,
    apiCalls: before.apiCalls + report.apiCalls,
    fetched: before.fetched + report.fetched,
    inserted: before.inserted + report.inserted,
    updated: before.updated + report.updated,
    unchanged: before.unchanged + report.unchanged,
  };
}
