import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import type { Measurement } from "./results";
import type { World } from "./world";

type RunRow = { api_calls: number; inserted: number; is_count_proven: boolean; status: string };

/** A first full sync: calls, wall time beside the least that the latency allows, and when the first numbers showed. */
export async function measureFullSync(
  world: World,
  options: { latencyMs: number; concurrency: number },
): Promise<{ shopId: string; apiCalls: number; rows: Measurement[] }> {
  const shopId = await world.freshShop();
  const startedAt = performance.now();
  const firstNumbers = untilFirstNumbers(shopId, startedAt);
  const cpuBefore = process.cpuUsage();
  const report = await advanceSync({ shopId, budgetMs: 3_600_000, concurrency: options.concurrency });
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  const [run] = await getSql()<RunRow[]>`
    select api_calls, inserted, is_count_proven, status from sync_runs where shop_id = ${shopId} and kind = 'full'`;
  if (report.stopReason !== "done" || !run)
    throw new Error(`the full sync stopped: ${JSON.stringify(report)}`);
  const least = (run.api_calls * options.latencyMs) / options.concurrency / 1000;
  return {
    shopId,
    apiCalls: run.api_calls,
    rows: [
      { what: "full sync: orders", value: run.inserted, unit: "orders" },
      { what: "full sync: API calls", value: run.api_calls, unit: "calls", limit: "≤ 1,600" },
      { what: "full sync: wall time", value: seconds, unit: "s" },
      {
        what: "full sync: wall time ÷ (calls × latency ÷ 8)",
        value: seconds / least,
        unit: "×",
        limit: "≤ 1.5",
      },
      {
        what: "full sync: first numbers in the rollups after",
        value: (await firstNumbers) / 1000,
        unit: "s",
        limit: "≤ 10",
      },
      { what: "full sync: CPU of the syncing process", value: (cpu.user + cpu.system) / 1e6, unit: "s" },
      { what: "full sync: count proven (1 = yes)", value: Number(run.is_count_proven), unit: "" },
    ],
  };
}

async function untilFirstNumbers(shopId: string, startedAt: number): Promise<number> {
  for (;;) {
    const rows = await getSql()`select 1 from daily_sales where shop_id = ${shopId} limit 1`;
    if (rows.length > 0) return performance.now() - startedAt;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
