import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import type { Measurement } from "./results";
import type { World } from "./world";

const faultRate = 0.05;
const kinds = ["503", "500", "reset", "truncate", "html"] as const;

/** A full sync in bad weather: one call in twenty fails in one of five ways. */
export async function measureFaults(world: World, callsInGoodWeather: number): Promise<Measurement[]> {
  const shopId = await world.freshShop();
  const faults = kinds.map((kind) => ({
    kind,
    probability: faultRate / kinds.length,
    path: "/orders/search",
  }));
  await world.control({ faults, resetCounters: true });
  const startedAt = performance.now();
  for (let more = true; more; ) ({ more } = await advanceSync({ shopId, budgetMs: 3_600_000 }));
  const seconds = (performance.now() - startedAt) / 1000;
  await world.control({ clearFaults: true });
  const [run] = await getSql()<{ api_calls: number; status: string; is_count_proven: boolean }[]>`
    select api_calls, status, is_count_proven from sync_runs where shop_id = ${shopId} and kind = 'full'`;
  const calls = run?.api_calls ?? 0;
  return [
    { what: "full sync, 5 % faults: API calls", value: calls, unit: "calls" },
    {
      what: "full sync, 5 % faults: calls beyond good weather",
      value: (calls / callsInGoodWeather - 1) * 100,
      unit: "%",
      limit: "< 10",
    },
    { what: "full sync, 5 % faults: wall time", value: seconds, unit: "s" },
    { what: "full sync, 5 % faults: count proven (1 = yes)", value: Number(run?.is_count_proven), unit: "" },
  ];
}
