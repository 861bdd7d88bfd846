import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { addRecordTasks } from "@/db/mutations/sync-tasks";
import { getLateness } from "@/db/queries/order-lateness";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { syncNow } from "../helpers/crons";
import { byId, connectedShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

const hour = 3_600;

it("an order indexed twelve hours late is found by the count after an hourly sync", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 2_000, live: false });
  await syncNow();
  const { nowSec } = sandbox.stats();
  await sandbox.control({
    addOrders: {
      count: 1,
      createTimeSec: nowSec + 60,
      updateTimeSec: nowSec + 70,
      visibleAtSec: nowSec + 12 * hour,
    },
  });
  await sandbox.control({ clock: { advanceSec: 6 * hour }, addOrders: { count: 3 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await syncNow();
  expect(await readCopy(shopId)).toHaveLength(2_003);
  await sandbox.control({ clock: { advanceSec: 7 * hour }, resetCounters: true });
  for (let i = 0; i < 2; i++) await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await readCopy(shopId)).toHaveLength(2_004);
  expect(await rollupDifferences(shopId)).toEqual([]);
  expect(sandbox.stats().counters.total).toBeLessThanOrEqual(24);
});

it("a count that had to read something again leaves the copy up to date, not syncing", async () => {
  const { shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  const sql = getSql();
  await sql`delete from orders where order_id in (select order_id from orders order by create_time limit 1)`;
  await requestSync({ shopId, kind: "audit", scope: "history", trigger: "cron" });
  expect(await advanceSync({ shopId, budgetMs: 60_000 })).toMatchObject({ stopReason: "done", more: false });
  expect(await sql`select kind, inserted from sync_runs where kind = 'audit'`).toMatchObject([
    { inserted: 1 },
  ]);
  expect(await sql`select status from sync_metadata`).toEqual([{ status: "ok" }]);
});

it("a change indexed twelve hours late is found by the count of changes", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_000, live: false });
  await syncNow();
  await sandbox.control({ visibilityDelaySec: 12 * hour });
  await sandbox.control({ changeOrders: { count: 2, status: "CANCELLED", newestFirst: true } });
  await sandbox.control({ visibilityDelaySec: 0, clock: { advanceSec: 2 * hour } });
  await sandbox.control({ changeOrders: { count: 20 } });
  await sandbox.control({ clock: { advanceSec: 11 * hour } });
  for (let i = 0; i < 2; i++) await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("open orders that changed silently are mended within a day of hourly syncs, a few calls each", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_200, live: false });
  const sql = getSql();
  await syncNow();
  const open = await sql`select order_id from orders where status not in ('COMPLETED', 'CANCELLED') limit 30`;
  const ids = open.map((row) => String(row.order_id));
  await sandbox.control({ changeOrders: { count: ids.length, ids, silent: true, status: "COMPLETED" } });
  await syncNow();
  expect(await readCopy(shopId)).not.toEqual(await readTruth(sandbox));
  await sql`update orders set stored_at = now() - interval '25 hours'`;
  await sandbox.control({ clock: { advanceSec: hour }, resetCounters: true });
  const reports = await syncNow();
  expect(reports).toMatchObject([
    { kind: "incremental" },
    { kind: "repair", stopReason: "done" },
    { kind: "audit" },
  ]);
  expect(reports[1]?.apiCalls).toBeLessThanOrEqual(8);
  expect(await sql`select status from sync_metadata`).toEqual([{ status: "ok" }]);
  for (let i = 0; i < 4; i++) await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await sql`select 1 from sync_tasks`).toHaveLength(0);
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("how late each change came is recorded, and history says nothing about it", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 400, live: false });
  const sql = getSql();
  await syncNow();
  expect(await sql`select 1 from orders where lateness_sec is not null`).toHaveLength(0);
  const { nowSec } = sandbox.stats();
  await sandbox.control({ clock: { freeze: true } });
  await sandbox.control({
    clock: { nowSec: nowSec + 600 },
    addOrders: { count: 1 },
    changeOrders: { count: 2 },
  });
  await sandbox.control({ clock: { nowSec: nowSec + 640 } });
  await syncNow();
  const late =
    await sql`select lateness_sec from orders where lateness_sec is not null and shop_id = ${shopId}`;
  expect(late).toHaveLength(3);
  // TikTok's clock is read as of the sending of the call, so the second it falls in may be the one before.
  for (const row of late) expect([39, 40]).toContain(row.lateness_sec);
  expect(await getLateness({ shopId })).toMatchObject({ counts: [3, 0, 0, 0, 0, 0], total: 3 });
});

it("an order asked for while it is being read again is read once more", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  const sql = getSql();
  await syncNow();
  const [order] = await sql`select order_id from orders limit 1`;
  const place = { shopId, resource: "orders" };
  await addRecordTasks(sql, place, "admin", [String(order?.order_id)]);
  await addRecordTasks(sql, place, "admin", [String(order?.order_id)]);
  expect(await sql`select version from sync_tasks`).toEqual([{ version: 2 }]);
  await requestSync({ shopId, kind: "repair", trigger: "admin" });
  await sandbox.control({ resetCounters: true });
  expect(await advanceSync({ shopId, budgetMs: 60_000 })).toMatchObject({ stopReason: "done", more: false });
  expect(await sql`select version from sync_tasks`).toHaveLength(0);
  expect(sandbox.stats().counters.total).toBe(1);
});

it("an order that TikTok knows no longer is asked for twice and then dated, never removed", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  const sql = getSql();
  await syncNow();
  const [order] = await sql`select order_id from orders order by create_time limit 1`;
  const ids = [String(order?.order_id)];
  await sandbox.control({ vanishOrders: { ids } });
  await addRecordTasks(sql, { shopId, resource: "orders" }, "reread", ids);
  await requestSync({ shopId, kind: "repair", trigger: "admin" });
  await sandbox.control({ resetCounters: true });
  await advanceSync({ shopId, budgetMs: 60_000 });
  expect(sandbox.stats().counters.byPath["/order/202309/orders"]).toBe(2);
  const kept = await sql`select order_id from orders where vanished_at is not null`;
  expect(kept.map((row) => row.order_id)).toEqual(ids);
  expect(await sql`select count(*)::int as n from orders`).toEqual([{ n: 300 }]);
});
