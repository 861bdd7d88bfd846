import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { readBroughtOrders } from "@/db/queries/brought-orders";
import { getFirstOrderDay, listOrdersByDay, listOrdersByHour } from "@/db/queries/orders-by-day";
import { listSpanProofs } from "@/db/queries/span-proofs";
import { shopDaySpan } from "@/lib/day-bounds";
import { judgeDays } from "@/lib/proof-days";
import { advanceSync } from "@/lib/sync/advance";
import { auditShops } from "@/lib/sync/dispatch";
import { requestSync } from "@/lib/sync/request";
import { requestSpanCheck } from "@/lib/sync/request-repair";
import { forecastSpanCheck } from "@/lib/sync-forecast";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { connectedShop } from "../helpers/shop";

async function wholeShop(orders: number) {
  const shop = await connectedShop({ orders, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  const [row] = await getSql()<{ timezone: string }[]>`select timezone from shops`;
  const timezone = row?.timezone ?? "";
  const [busiest] = await getSql()<{ day: string; orders: number }[]>`
    select (create_time at time zone ${timezone})::date::text as day, count(*)::int as orders
    from orders group by 1 order by 2 desc, 1 limit 1`;
  if (!busiest) throw new Error("the shop has no day");
  return { ...shop, timezone, busiest };
}

it("a day's orders are those of its hours, and of the base rows", async () => {
  const { shopId, timezone, busiest } = await wholeShop(1_500);
  const { day, orders } = busiest;
  expect(await listOrdersByDay({ shopId, from: day, to: day })).toEqual(new Map([[day, orders]]));
  const span = shopDaySpan(day, timezone);
  const hours = await listOrdersByHour({ shopId, ...span });
  expect([...hours.values()].reduce((sum, count) => sum + count, 0)).toBe(orders);
  for (const hourSec of hours.keys()) expect((hourSec - span.fromSec) % 3_600).toBe(0);
  const [first] =
    await getSql()`select min((create_time at time zone ${timezone})::date)::text as day from orders`;
  expect(await getFirstOrderDay(shopId)).toBe(first?.day);
  expect(await getFirstOrderDay("another")).toBeNull();
});

it("the nightly count proves every day, and a check of one day costs what was predicted", async () => {
  const { shopId, timezone, busiest } = await wholeShop(1_500);
  await auditShops({ budgetMs: 60_000 });
  await resumeUntilDone(60_000);
  const span = shopDaySpan(busiest.day, timezone);
  const judge = async () =>
    judgeDays([{ day: busiest.day, ...span }], await listSpanProofs({ shopId, ...span }))[0];
  expect(await judge()).toMatchObject({ state: "proven", proof: { fromSec: null } });
  await getSql()`delete from orders where order_id in (
    select order_id from orders where (create_time at time zone ${timezone})::date = ${busiest.day}::date limit 2)`;
  const { runId } = await requestSpanCheck({ shopId }, span);
  const report = await advanceSync({ shopId, budgetMs: 60_000 });
  const repair = report.runs.find((run) => run.runId === runId);
  expect(repair).toMatchObject({
    kind: "repair",
    inserted: 2,
    apiCalls: forecastSpanCheck(busiest.orders, 100),
  });
  expect(await judge()).toMatchObject({ state: "mended", proof: { runId, ...span, here: busiest.orders } });
});

it("a run's orders are read from its own pages of the log, the newest first", async () => {
  const { sandbox, shopId } = await wholeShop(250);
  await sandbox.control({ clock: { advanceSec: 60 }, addOrders: { count: 3 } });
  await sandbox.control({ clock: { advanceSec: 5 } });
  const { runId } = await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  await advanceSync({ shopId, budgetMs: 60_000 });
  const added = await getSql()`select order_id from orders order by create_time desc limit 3`;
  const brought = await readBroughtOrders({ shopId, runId, limit: 50 });
  expect(brought.orders.map(({ orderId }) => orderId)).toEqual(
    expect.arrayContaining(added.map((row) => row.order_id)),
  );
  expect(brought.total).toBe(brought.orders.length);
  const [full] = await getSql()`select id from sync_runs where kind = 'full' and resource = 'orders'`;
  const ofFull = await readBroughtOrders({ shopId, runId: full?.id, limit: 50 });
  // Two windows may both show the order on the second where they meet.
  expect(ofFull.total).toBeGreaterThanOrEqual(250);
  expect(ofFull.orders).toHaveLength(50);
});
