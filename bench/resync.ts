import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import { auditShops } from "@/lib/sync/dispatch";
import { requestSync } from "@/lib/sync/request";
import { settle } from "./incremental";
import type { Measurement } from "./results";
import type { World } from "./world";

type RunRow = { api_calls: number; missing: number; changed: number; vanished: number };

/** A full resync of a complete copy in which 50 orders were lost, then the nightly audit with 50 lost in 20 places. */
export async function measureResync(world: World, shopId: string): Promise<Measurement[]> {
  await world.control({ live: false });
  await settle(world, shopId);
  await loseOrders(shopId);
  const { runId } = await requestSync({ shopId, kind: "full", trigger: "admin" });
  const resync = await timed(() => advanceSync({ shopId, budgetMs: 3_600_000 }));
  const [run] = await getSql()<RunRow[]>`
    select api_calls, missing, changed, vanished from sync_runs where shop_id = ${shopId} and id = ${runId}`;
  await world.control({ clock: { advanceSec: 24 * 3_600 } });
  await settle(world, shopId);
  await loseOrders(shopId);
  const audit = await timed(() => auditShops({ budgetMs: 3_600_000 }));
  const [found] = await getSql()<{ api_calls: number; inserted: number }[]>`
    select api_calls, inserted from sync_runs where shop_id = ${shopId} and kind = 'audit'
    order by started_at desc limit 1`;
  await world.control({ live: true });
  return [
    { what: "full resync: API calls", value: run?.api_calls ?? 0, unit: "calls", limit: "≤ 1,600" },
    { what: "full resync: wall time", value: resync, unit: "s" },
    {
      what: "full resync: 50 lost orders found missing",
      value: run?.missing ?? 0,
      unit: "orders",
      limit: "50",
    },
    {
      what: "nightly audit, 50 lost in 20 places: found",
      value: found?.inserted ?? 0,
      unit: "orders",
      limit: "50",
    },
    {
      what: "nightly audit, 50 lost in 20 places: API calls",
      value: found?.api_calls ?? 0,
      unit: "calls",
      limit: "≤ 400",
    },
    { what: "nightly audit: wall time", value: audit, unit: "s" },
  ];
}

/** Fifty orders, in twenty places from the beginning to the end. */
async function loseOrders(shopId: string): Promise<void> {
  await getSql()`
    with numbered as (
      select order_id, row_number() over (order by create_time, order_id) as n, count(*) over () as total
      from orders where shop_id = ${shopId}
    ),
    placed as (
      select order_id, n % (total / 20) as offset_in, n / (total / 20) as place from numbered
      where n / (total / 20) < 20
    )
    delete from orders where shop_id = ${shopId} and order_id in (
      select order_id from placed where offset_in between 40 and 41 + (place % 2))`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}
