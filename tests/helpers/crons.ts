import { resumeUnfinished, syncDueShops } from "@/lib/sync/dispatch";
import type { RunReport } from "@/lib/sync/report";

/** Calls the minutely cron until nothing is left, as often as a test allows. */
export async function resumeUntilDone(budgetMs: number, mostTicks = 400): Promise<number> {
  for (let tick = 1; tick <= mostTicks; tick++) {
    const reports = await resumeUnfinished({ budgetMs });
    if (reports.length === 0) return tick;
  }
  throw new Error(`the sync was not done after ${mostTicks} ticks of the cron`);
}

export function syncNow(budgetMs = 60_000): Promise<RunReport[]> {
  return syncDueShops({ budgetMs });
}
