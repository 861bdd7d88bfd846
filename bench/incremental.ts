import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import type { Measurement } from "./results";
import type { World } from "./world";

/** Routine syncs of a shop that has been copied: nothing changed, then 300 orders. */
export async function measureIncremental(world: World, shopId: string): Promise<Measurement[]> {
  // The overlap of five minutes must not hold what the full sync has just brought.
  await world.control({ live: false, clock: { advanceSec: 900 } });
  await refresh(shopId);
  const quiet = await refresh(shopId);
  await world.control({ changeOrders: { count: 300, spreadSec: 240 } });
  await world.control({ clock: { advanceSec: 2 } });
  const busy = await refresh(shopId);
  await world.control({ live: true });
  return [
    { what: "incremental, nothing changed: API calls", value: quiet.apiCalls, unit: "calls", limit: "1" },
    { what: "incremental, nothing changed: time", value: quiet.seconds, unit: "s" },
    { what: "incremental, 300 changed: orders updated", value: busy.updated, unit: "orders" },
    { what: "incremental, 300 changed: API calls", value: busy.apiCalls, unit: "calls", limit: "≤ 6" },
    {
      what: "incremental, 300 changed: time, rollups included",
      value: busy.seconds,
      unit: "s",
      limit: "< 3",
    },
  ];
}

async function refresh(shopId: string) {
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  const startedAt = performance.now();
  const { runs } = await advanceSync({ shopId, budgetMs: 60_000 });
  const seconds = (performance.now() - startedAt) / 1000;
  const run = runs.find(({ kind }) => kind === "incremental");
  if (run?.stopReason !== "done") throw new Error(`the incremental sync stopped: ${JSON.stringify(runs)}`);
  return { ...run, seconds };
}
