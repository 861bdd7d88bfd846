import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { cancelFullRun } from "@/db/mutations/sync-runs";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { TikTokClient } from "@/lib/tiktok/client";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { byId, connectedShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

const wishResync = (shopId: string) => requestSync({ shopId, kind: "full", trigger: "admin" });

async function runOf(runId: string) {
  const [run] = await getSql()`
    select status, stop_reason, missing, changed, vanished, inserted, updated, unchanged, fetched, counted_here,
      counted_there, is_count_proven, phase
    from sync_runs where id = ${runId}`;
  return run;
}

it("a full resync reports what was missing, changed and vanished, and mends it", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 2_500, live: false });
  const sql = getSql();
  await syncNow();
  const truth = await readTruth(sandbox);
  const ids = (from: number, to: number) => truth.slice(from, to).map(({ id }) => id);
  await sandbox.control({ vanishOrders: { ids: [...ids(40, 42), ...ids(2_400, 2_401)] } });
  await sql`delete from orders where order_id = any(${[...ids(100, 103), ...ids(2_490, 2_492)]}::text[])`;
  await sql`update orders set status = 'IN_TRANSIT', total_amount = 1 where order_id = any(${ids(200, 207)}::text[])`;
  await sandbox.control({
    changeOrders: { count: 4, ids: ids(300, 304), silent: true, status: "COMPLETED" },
  });
  const { runId } = await wishResync(shopId);
  await resumeUntilDone(60_000);
  expect(await runOf(runId)).toMatchObject({
    status: "succeeded",
    stop_reason: "done",
    missing: 5,
    changed: 11,
    vanished: 3,
    counted_here: 2_497,
    counted_there: 2_497,
    is_count_proven: true,
  });
  const kept =
    await sql`select order_id from orders where vanished_at is not null order by create_time, order_id`;
  expect(kept.map((row) => row.order_id)).toEqual([...ids(40, 42), ...ids(2_400, 2_401)]);
  const copy = await readCopy(shopId);
  expect(copy).toHaveLength(2_500);
  const there = new Set((await readTruth(sandbox)).map(({ id }) => id));
  expect(byId(copy.filter(({ id }) => there.has(id)))).toEqual(byId(await readTruth(sandbox)));
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("a resync that finds nothing wrong changes no row and says so", async () => {
  const { shopId } = await connectedShop({ orders: 1_500, live: false });
  await syncNow();
  const rows = () => getSql()`select order_id, xmin::text from orders order by order_id`;
  const before = await rows();
  const { runId } = await wishResync(shopId);
  await resumeUntilDone(60_000);
  expect(await runOf(runId)).toMatchObject({ missing: 0, changed: 0, vanished: 0, inserted: 0, updated: 0 });
  expect(await rows()).toEqual(before);
});

it("an order that vanished and is shown again is counted as before", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  await getSql()`update orders set vanished_at = now() where order_id in (select order_id from orders limit 5)`;
  const { runId } = await wishResync(shopId);
  await resumeUntilDone(60_000);
  expect(await runOf(runId)).toMatchObject({ vanished: 0, is_count_proven: true, counted_here: 300 });
  expect(await getSql()`select 1 from orders where vanished_at is not null`).toHaveLength(0);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("hourly changes arrive while a resync is under way, which goes on where it was", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 3_000, live: false, latencyMs: 10 });
  await syncNow();
  const { runId } = await wishResync(shopId);
  await advanceSync({ shopId, budgetMs: 200 });
  expect(await runOf(runId)).toMatchObject({ status: "running", phase: "walk" });
  await sandbox.control({
    clock: { advanceSec: 3_600 },
    addOrders: { count: 3 },
    changeOrders: { count: 40 },
  });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  const report = await advanceSync({ shopId, budgetMs: 3_000 });
  expect(report.runs[0]).toMatchObject({ kind: "incremental", stopReason: "done", inserted: 3, updated: 40 });
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  await resumeUntilDone(400);
  expect(await runOf(runId)).toMatchObject({
    status: "succeeded",
    missing: 0,
    vanished: 0,
    is_count_proven: true,
  });
});

it("a cancelled resync keeps everything, stays cancelled, and the hourly sync goes on", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 3_000, live: false, latencyMs: 20 });
  await syncNow();
  await getSql()`delete from orders where order_id in (select order_id from orders order by create_time desc limit 9)`;
  const { runId } = await wishResync(shopId);
  const working = advanceSync({ shopId, budgetMs: 60_000 });
  await expect.poll(async () => (await runOf(runId))?.fetched, { timeout: 20_000 }).toBeGreaterThan(200);
  expect(await cancelFullRun(shopId, "orders", runId)).toBe(true);
  expect(await working).toMatchObject({ stopReason: "done", more: false });
  expect(await runOf(runId)).toMatchObject({ status: "cancelled", stop_reason: "cancelled" });
  expect(await cancelFullRun(shopId, "orders", runId)).toBe(false);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  await sandbox.control({ clock: { advanceSec: 3_600 }, changeOrders: { count: 10 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const [meta] =
    await getSql()`select status, last_full_sync_time is not null as "isWhole" from sync_metadata`;
  expect(meta).toMatchObject({ status: "ok", isWhole: true });
});

it("a page that was on its way when its resync was cancelled is stored, and the shop is not left syncing", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 3_000, live: false });
  await syncNow();
  const { runId } = await wishResync(shopId);
  const { appKey, appSecret, url } = sandbox;
  let calls = 0;
  const client = new TikTokClient(
    { appKey, appSecret, apiUrl: url, authUrl: url },
    {
      fetch: async (...call) => {
        calls += 1;
        if (calls === 5) await cancelFullRun(shopId, "orders", runId);
        return fetch(...call);
      },
    },
  );
  const report = await advanceSync({ shopId, budgetMs: 60_000, concurrency: 1, client });
  expect(report).toMatchObject({ stopReason: "done", more: false });
  expect(await runOf(runId)).toMatchObject({ status: "cancelled", stop_reason: "cancelled", fetched: 500 });
  expect(await getSql()`select status, lease_owner from sync_metadata`).toEqual([
    { status: "ok", lease_owner: null },
  ]);
});

it("the first sync of a shop cannot be cancelled, because it would only begin again", async () => {
  const { shopId } = await connectedShop({ orders: 1_200, latencyMs: 20 });
  await advanceSync({ shopId, budgetMs: 100 });
  const [run] = await getSql()`select id from sync_runs where kind = 'full'`;
  expect(await cancelFullRun(shopId, "orders", run?.id)).toBe(false);
  await resumeUntilDone(60_000);
  expect(await runOf(run?.id)).toMatchObject({ status: "succeeded" });
});
