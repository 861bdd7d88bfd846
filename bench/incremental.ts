import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import type { Measurement } from "./results";
import type { World } from "./world";

/** Status moves along, as most changes have it; a cancellation takes the order out of the sales of its day. */
const rounds: { count: number; status: string; spreadSec: number; calls: string; seconds?: string }[] = [
  { count: 100, status: "IN_TRANSIT", spreadSec: 240, calls: "≤ 3" },
  { count: 300, status: "DELIVERED", spreadSec: 240, calls: "≤ 5", seconds: "< 3" },
  { count: 300, status: "CANCELLED", spreadSec: 240, calls: "≤ 5", seconds: "< 3" },
  { count: 500, status: "IN_TRANSIT", spreadSec: 240, calls: "≤ 7" },
  { count: 5_000, status: "DELIVERED", spreadSec: 3_000, calls: "≤ 52" },
  { count: 5_000, status: "IN_TRANSIT", spreadSec: 240, calls: "≤ 52" },
];

/** Routine syncs of a shop that has been copied: nothing changed, then ever more orders. */
export async function measureIncremental(world: World, shopId: string): Promise<Measurement[]> {
  await world.control({ live: false });
  await settle(world, shopId);
  const quiet = await refresh(shopId);
  const rows: Measurement[] = [
    { what: "incremental, nothing changed: API calls", value: quiet.apiCalls, unit: "calls", limit: "1" },
    { what: "incremental, nothing changed: time", value: quiet.seconds, unit: "s" },
  ];
  for (const { count, status, spreadSec, calls, seconds } of rounds) {
    await settle(world, shopId);
    await world.control({ clock: { advanceSec: spreadSec } });
    await world.control({ changeOrders: { count, status, spreadSec } });
    await world.control({ clock: { advanceSec: 2 } });
    const busy = await refresh(shopId);
    const what = `incremental, ${count.toLocaleString("en-US")} orders now ${status} within ${spreadSec / 60} min`;
    rows.push(
      { what: `${what}: orders updated`, value: busy.updated, unit: "orders" },
      { what: `${what}: API calls`, value: busy.apiCalls, unit: "calls", limit: calls },
      {
        what: `${what}: time, rollups included`,
        value: busy.seconds,
        unit: "s",
        ...(seconds && { limit: seconds }),
      },
    );
  }
  await world.control({ live: true });
  return rows;
}

/**
 * The overlap of five minutes must not hold what the sync before has just brought. The sandbox's clock is ahead of ours here,
 * so the cursor follows changes only: one change brings it along.
 */
export async function settle(world: World, shopId: string): Promise<void> {
  await world.control({ clock: { advanceSec: 900 } });
  await world.control({ changeOrders: { count: 1 } });
  await world.control({ clock: { advanceSec: 400 } });
  await refresh(shopId);
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
