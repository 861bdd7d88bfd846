import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { proveRollups } from "@/db/mutations/rollup-proof";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import type { RunKind, RunTrigger } from "@/db/mutations/sync-runs";
import { listRestatedDays, listRestatements, sumRestatedDays } from "@/db/queries/restatements";
import { requestSync } from "@/lib/sync/request";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { at, line, order, type Raw, store } from "../helpers/orders";
import { returnLine, returnOf, storeReturns } from "../helpers/returns";
import { connectedShop, readTruth } from "../helpers/shop";

const day = "2026-03-08";
const paidAt = at(`${day}T09:30:00+07:00`);
/** The shop's day ends at 17:00 UTC. */
const timezone = "Asia/Jakarta";
const nextMorning = "2026-03-09T02:00:00Z";
const secondMorning = "2026-03-10T02:00:00Z";

type Run = { kind?: RunKind; trigger?: RunTrigger; phase?: string; startedAt?: string };

/** A run of the past, as the engine leaves it; one that has begun on the second morning unless told otherwise. */
async function addRun(shopId: string, run: Run & { hasEnded?: boolean }): Promise<string> {
  const { kind = "incremental", trigger = "cron", phase = null, startedAt = secondMorning } = run;
  const runId = randomUUID();
  await getSql()`
    insert into sync_runs (shop_id, id, resource, kind, trigger, phase, status, started_at, finished_at)
    values (${shopId}, ${runId}, 'orders', ${kind}, ${trigger}, ${phase}, 'succeeded', ${startedAt},
      ${run.hasEnded ? startedAt : null})`;
  return runId;
}

/** A shop whose orders were complete on the morning after they were paid. */
async function shopWith(orders: Raw[]): Promise<string> {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const sql = getSql();
  await sql`delete from sync_runs`;
  await sql`update shops set timezone = ${timezone}`;
  await sql`update sync_metadata set last_full_sync_time = ${nextMorning}`;
  await store(shopId, orders);
  await rebuildStaleDays(shopId, 100);
  await addRun(shopId, { startedAt: nextMorning, hasEnded: true });
  return shopId;
}

async function restate(shopId: string, orders: Raw[], run: Run = {}) {
  await store(shopId, orders);
  await rebuildStaleDays(shopId, 100, await addRun(shopId, run));
  return listAll();
}

async function listAll() {
  const rows = await getSql()`
    select day::text, currency, metric, before::text, after::text, cause from restatements order by id`;
  return rows.map(({ metric, before, after, cause }) => `${metric} ${before} → ${after} ${cause}`);
}

const sale = (id: string, amount: string, more: Record<string, unknown> = {}) =>
  order(id, {
    create_time: paidAt - 60,
    update_time: paidAt,
    paid_time: paidAt,
    payment: { currency: "USD", sub_total: amount, platform_discount: "0", total_amount: amount },
    line_items: [line(`${id}-1`, amount, { platform_discount: "0" })],
    ...more,
  });
const later = { update_time: paidAt + 90_000 };
const cancelled = { ...later, status: "CANCELLED" };

it("a cancellation of a past day restates net sales and cancelled orders, and nothing else", async () => {
  const shopId = await shopWith([sale("1", "10.10"), sale("2", "30")]);
  expect(await restate(shopId, [sale("1", "10.10", cancelled)])).toEqual([
    "cancelled_orders 0 → 1 cancelled",
    "net_sales 40.10 → 30 cancelled",
  ]);
});

it("a cancelled line restates net sales though no order is cancelled", async () => {
  const shopId = await shopWith([sale("1", "10.10")]);
  const lines = [line("1-1", "10.10", { platform_discount: "0", display_status: "CANCELLED" })];
  expect(await restate(shopId, [sale("1", "10.10", { ...later, line_items: lines })])).toEqual([
    "net_sales 10.10 → 0.00 cancelled",
  ]);
});

it("a refund restates net sales, and a larger cancellation beside it keeps its cause", async () => {
  const shopId = await shopWith([sale("1", "10.10"), sale("2", "30")]);
  await storeReturns(shopId, [returnOf("1", [returnLine("1-1", "4")])]);
  await rebuildStaleDays(shopId, 100, await addRun(shopId, {}));
  expect(await listAll()).toEqual(["net_sales 40.10 → 36.10 refunded"]);
  await storeReturns(shopId, [returnOf("1", [returnLine("1-1", "6")], { update_time: paidAt + 3_000_000 })]);
  expect(await restate(shopId, [sale("2", "30", cancelled)])).toEqual([
    "net_sales 40.10 → 36.10 refunded",
    "cancelled_orders 0 → 1 cancelled",
    "net_sales 36.10 → 4.10 cancelled",
  ]);
});

it("an order that comes late restates what it adds, from nothing on a day without sales", async () => {
  const shopId = await shopWith([]);
  expect(await restate(shopId, [sale("1", "10.10")])).toEqual([
    "gmv 0 → 10.10 late_arrival",
    "net_sales 0 → 10.10 late_arrival",
    "orders 0 → 1 late_arrival",
    "units 0 → 1 late_arrival",
  ]);
});

it("a cancellation and a smaller late arrival of one day each keep their cause", async () => {
  const shopId = await shopWith([sale("1", "30")]);
  expect(await restate(shopId, [sale("1", "30", cancelled), sale("2", "10")])).toEqual([
    "cancelled_orders 0 → 1 cancelled",
    "gmv 30 → 40 late_arrival",
    "net_sales 30 → 10 cancelled",
    "orders 1 → 2 late_arrival",
    "units 1 → 2 late_arrival",
  ]);
});

it("an order that is worth something else has changed, one that is taken back as well", async () => {
  const shopId = await shopWith([sale("1", "30"), sale("2", "5", { status: "CANCELLED" })]);
  const orders = [sale("1", "20", later), sale("2", "5", { ...later, status: "AWAITING_SHIPMENT" })];
  expect(await restate(shopId, orders)).toEqual([
    "cancelled_orders 1 → 0 changed",
    "gmv 35 → 25 changed",
    "net_sales 30 → 25 changed",
  ]);
});

it.each([
  [{ kind: "full", trigger: "admin", phase: "walk" }, "repaired"],
  [{ kind: "repair", trigger: "cron" }, "repaired"],
  [{ kind: "audit", trigger: "cron" }, "repaired"],
  [{ kind: "full", trigger: "admin", phase: "catch_up" }, "cancelled"],
  [{ kind: "repair", trigger: "webhook" }, "cancelled"],
] as [Run, string][])("what %o changes is told as %s", async (run, cause) => {
  const shopId = await shopWith([sale("1", "10")]);
  expect(await restate(shopId, [sale("1", "10", cancelled)], run)).toEqual([
    `cancelled_orders 0 → 1 ${cause}`,
    `net_sales 10 → 0 ${cause}`,
  ]);
});

it("figures that a proof mends by hand are told as repaired, and a dry run tells nothing", async () => {
  const shopId = await shopWith([sale("1", "10")]);
  await getSql()`update daily_sales set gmv = 99`;
  expect(await proveRollups(shopId, { isDryRun: true })).toEqual({ daily_sales: 1 });
  expect(await listAll()).toEqual([]);
  expect(await proveRollups(shopId, { isDryRun: false })).toEqual({ daily_sales: 1 });
  expect(await listAll()).toEqual(["gmv 99 → 10 repaired"]);
});

it("currencies are restated apart", async () => {
  const shopId = await shopWith([sale("1", "10")]);
  const payment = { currency: "IDR", sub_total: "150000", platform_discount: "0", total_amount: "150000" };
  await restate(shopId, [sale("2", "150000", { payment, line_items: [] })]);
  const rows = await getSql()`select distinct currency from restatements`;
  expect(rows.map(({ currency }) => currency)).toEqual(["IDR"]);
});

it("a day that no sync has completed is not past yet, though the calendar says so", async () => {
  const shopId = await shopWith([sale("1", "10")]);
  await getSql()`update sync_runs set started_at = '2026-03-08T16:59:59Z'`;
  expect(await restate(shopId, [sale("2", "10")])).toEqual([]);
  await getSql()`update sync_runs set started_at = '2026-03-08T17:00:00Z' where finished_at is not null`;
  expect(await restate(shopId, [sale("3", "10")])).toHaveLength(4);
});

it("a day that is rebuilt to the same figures leaves no row", async () => {
  const shopId = await shopWith([sale("1", "10")]);
  expect(await restate(shopId, [sale("1", "10", { ...later, status: "DELIVERED" })])).toEqual([]);
});

it("first syncs restate nothing; a cancellation and an order found missing afterwards are told with their runs", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false });
  const sql = getSql();
  await syncNow();
  expect(await listAll()).toEqual([]);
  const sold = await sql`
    select order_id, gmv::text from (
      select o.order_id, o.sub_total + o.platform_discount as gmv, o.paid_time from orders o
      where o.status <> 'CANCELLED' and not o.is_sample_order and o.sub_total > 0
        and o.paid_time < now() - interval '10 days') o
    order by paid_time desc limit 2`;
  const [first, second] = sold.map((row) => String(row.order_id));
  await sandbox.control({ clock: { advanceSec: 2 } });
  await sandbox.control({ changeOrders: { count: 1, ids: [first ?? ""], status: "CANCELLED" } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await syncNow();
  const byCause = () => sql`
    select distinct t.cause, t.metric, t.after - t.before as difference, r.kind
    from restatements t join sync_runs r on r.id = t.run_id order by 1, 2`;
  expect(await byCause()).toMatchObject([
    { cause: "cancelled", metric: "cancelled_orders", difference: "1", kind: "incremental" },
    { cause: "cancelled", metric: "net_sales", difference: `-${sold[0]?.gmv}`, kind: "incremental" },
  ]);
  await sql`delete from restatements`;
  await sql`delete from order_line_items where order_id = ${second ?? ""}`;
  await sql`delete from orders where order_id = ${second ?? ""}`;
  await sql`insert into stale_days (shop_id, day) select ${shopId}, day from daily_sales`;
  await rebuildStaleDays(shopId, 1_000);
  await requestSync({ shopId, kind: "full", trigger: "admin" });
  await resumeUntilDone(60_000);
  expect(await byCause()).toMatchObject([
    { cause: "repaired", metric: "gmv", difference: sold[1]?.gmv, kind: "full" },
    { cause: "repaired", metric: "net_sales", difference: sold[1]?.gmv, kind: "full" },
    { cause: "repaired", metric: "orders", difference: "1", kind: "full" },
    { cause: "repaired", metric: "units", kind: "full" },
  ]);
  expect(await readTruth(sandbox)).toHaveLength(1_500);
});

const bothChanges = async () => {
  const shopId = await shopWith([sale("1", "30"), sale("2", "10")]);
  await restate(shopId, [sale("1", "30", cancelled)]);
  await getSql()`update restatements set noted_at = '2026-03-10T03:00:00Z'`;
  await restate(shopId, [sale("1", "30", { ...later, update_time: paidAt + 91_000 }), sale("3", "5")]);
  return shopId;
};
const since = (instant: string) => new Date(instant);

it("since a visit each figure of a day is told once, from what it was then to what it is now", async () => {
  const shopIds = [await bothChanges()];
  const [today, ...others] = await listRestatedDays({
    shopIds,
    since: since("2026-03-10T00:00:00Z"),
    limit: 5,
  });
  expect(others).toEqual([]);
  expect(today).toMatchObject({ day, currency: "USD" });
  expect(today?.figures).toEqual([
    {
      metric: "net_sales",
      before: "40",
      after: "45",
      difference: "5",
      causes: ["cancelled", "changed"],
    },
    { metric: "gmv", before: "40", after: "45", difference: "5", causes: ["late_arrival"] },
    { metric: "orders", before: "2", after: "3", difference: "1", causes: ["late_arrival"] },
    { metric: "units", before: "2", after: "3", difference: "1", causes: ["late_arrival"] },
  ]);
  expect(await sumRestatedDays({ shopIds, since: since("2026-03-10T00:00:00Z") })).toEqual([
    { currency: "USD", days: 1, netSales: "5" },
  ]);
  const [lately] = await listRestatedDays({ shopIds, since: since("2026-03-11T00:00:00Z"), limit: 5 });
  expect(lately?.figures[0]).toMatchObject({ metric: "net_sales", before: "10", after: "45" });
  expect(
    await listRestatedDays({ shopIds: ["another"], since: since("2026-03-10T00:00:00Z"), limit: 5 }),
  ).toEqual([]);
});

it("the history is paged in both directions and filtered by day, figure and cause", async () => {
  const shopId = await bothChanges();
  const all = { shopId, day: null, metric: null, cause: null, limit: 3 };
  const first = await listRestatements({ ...all, cursor: null });
  expect(first.rows.map(({ metric }) => metric)).toEqual(["units", "orders", "net_sales"]);
  expect(first).toMatchObject({ hasNewer: false, hasOlder: true });
  const second = await listRestatements({
    ...all,
    cursor: { direction: "older", id: first.rows[2]?.id ?? "" },
  });
  expect(second.rows.map(({ metric }) => metric)).toEqual(["gmv", "cancelled_orders", "net_sales"]);
  const back = await listRestatements({
    ...all,
    cursor: { direction: "newer", id: second.rows[0]?.id ?? "" },
  });
  expect(back).toEqual({ ...first, hasOlder: true });
  const few = { ...all, cursor: null, limit: 50 };
  expect((await listRestatements({ ...few, cause: "cancelled" })).rows).toHaveLength(2);
  expect((await listRestatements({ ...few, metric: "net_sales" })).rows).toHaveLength(2);
  expect((await listRestatements({ ...few, day: "2026-03-07" })).rows).toEqual([]);
});
