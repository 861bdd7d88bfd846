import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import { syncDueShops } from "@/lib/sync/dispatch";
import { requestSync } from "@/lib/sync/request";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { byId, connectedShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

it("300 changed orders cost at most six calls and all arrive", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 3_600 } });
  await sandbox.control({ changeOrders: { count: 300, spreadSec: 1_800 }, resetCounters: true });
  const [report, ...checks] = await syncNow();
  expect(report).toMatchObject({ kind: "incremental", stopReason: "done", inserted: 0, updated: 300 });
  expect(report?.apiCalls).toBeLessThanOrEqual(6);
  expect(checks).toMatchObject([{ kind: "audit", stopReason: "done", apiCalls: 1 }]);
  expect(sandbox.stats().counters.total).toBe((report?.apiCalls ?? 0) + 1);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("the last burst of a shop that has gone quiet is not read again at each sync", async () => {
  const { sandbox } = await connectedShop({ orders: 600, live: false });
  const nowSec = Math.floor(Date.now() / 1000);
  await sandbox.control({ clock: { nowSec: nowSec - 3_600 } });
  await syncNow();
  await sandbox.control({ changeOrders: { count: 250 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  expect((await syncNow())[0]).toMatchObject({ updated: 250 });
  await sandbox.control({ clock: { nowSec } });
  await syncNow();
  const [quiet] = await syncNow();
  expect(quiet).toMatchObject({ kind: "incremental", apiCalls: 1 });
  expect(quiet?.fetched).toBeLessThan(20);
});

it("a second change that shows up late within the overlap is taken over", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 400, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 3_600 } });
  const { changedIds } = await sandbox.control({ changeOrders: { count: 1, status: "DELIVERED" } });
  await sandbox.control({ clock: { advanceSec: 90 } });
  await sandbox.control({ changeOrders: { count: 150, spreadSec: 10 } });
  await sandbox.control({ clock: { advanceSec: 10 } });
  await syncNow();
  const late = sandbox.stats().nowSec - 30;
  await sandbox.control({ addOrders: { count: 1, updateTimeSec: late, status: "CANCELLED" } });
  const ids = changedIds ?? [];
  await sandbox.control({ clock: { nowSec: late }, changeOrders: { count: 1, ids, status: "CANCELLED" } });
  await sandbox.control({ clock: { advanceSec: 35 } });
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a clock of TikTok's that was ahead once loses no change and leaves no false promise", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 7_200 } });
  await syncNow();
  const trueSec = sandbox.stats().nowSec - 7_200;
  await sandbox.control({ clock: { nowSec: trueSec + 60 } });
  await sandbox.control({ changeOrders: { count: 3 }, addOrders: { count: 2 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const [meta] = await getSql()`select extract(epoch from synced_through)::int as synced from sync_metadata`;
  expect(Number(meta?.synced)).toBeLessThanOrEqual(sandbox.stats().nowSec);
});

it("a burst larger than a budget is got through, call by call", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false, latencyMs: 15 });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 3_600 } });
  await sandbox.control({ changeOrders: { count: 1_200, spreadSec: 100 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  await syncDueShops({ budgetMs: 120 });
  await resumeUntilDone(120, 80);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a change that shows up late while a run is interrupted is read by the next run", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 600, live: false });
  await sandbox.control({ clock: { freeze: true } });
  await syncNow();
  const late = (await readTruth(sandbox)).slice(0, 1).map(({ id }) => id);
  await sandbox.control({ clock: { advanceSec: 3_600 }, visibilityDelaySec: 200 });
  await sandbox.control({ changeOrders: { count: 1, ids: late, status: "CANCELLED" } });
  await sandbox.control({ visibilityDelaySec: 0, clock: { advanceSec: 30 } });
  await sandbox.control({
    changeOrders: { count: 250, spreadSec: 10, newestFirst: true },
    resetCounters: true,
  });
  await sandbox.control({ clock: { advanceSec: 1 } });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  // Time runs out with the first page: by then the run has passed the second of the change that is still hidden.
  const shopMs = () => sandbox.stats().nowSec * 1000;
  const hurried = () => shopMs() + (sandbox.stats().counters.total > 0 ? 60_000 : 0);
  const report = await advanceSync({ shopId, budgetMs: 30_000, now: hurried });
  expect(report).toMatchObject({ stopReason: "budget" });
  await sandbox.control({ clock: { advanceSec: 600 } });
  expect(await advanceSync({ shopId, budgetMs: 60_000, now: shopMs })).toMatchObject({ stopReason: "done" });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  await advanceSync({ shopId, budgetMs: 60_000, now: shopMs });
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a run that is interrupted within its overlap reads the rest of it", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 600, live: false });
  const shopMs = () => sandbox.stats().nowSec * 1000;
  const sync = async (now: () => number) => {
    await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
    return advanceSync({ shopId, budgetMs: 30_000, now });
  };
  await sandbox.control({ clock: { freeze: true } });
  await syncNow();
  const truth = await readTruth(sandbox);
  const ids = truth.slice(0, 251).map(({ id }) => id);
  await sandbox.control({ clock: { advanceSec: 3_600 }, visibilityDelaySec: 90 });
  await sandbox.control({ changeOrders: { count: 1, ids: ids.slice(250), status: "CANCELLED" } });
  await sandbox.control({ visibilityDelaySec: 0, clock: { advanceSec: 50 } });
  await sandbox.control({ changeOrders: { count: 250, ids: ids.slice(0, 250), spreadSec: 200 } });
  await sandbox.control({ clock: { advanceSec: 1 } });
  expect(await sync(shopMs)).toMatchObject({ stopReason: "done" });
  // The next run's overlap takes three pages; time runs out with the first.
  await sandbox.control({ clock: { advanceSec: 60 }, resetCounters: true });
  const hurried = () => shopMs() + (sandbox.stats().counters.total > 0 ? 60_000 : 0);
  expect(await sync(hurried)).toMatchObject({ stopReason: "budget" });
  expect(await advanceSync({ shopId, budgetMs: 60_000, now: shopMs })).toMatchObject({ stopReason: "done" });
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a run is not done while a day's figures are still to be rebuilt", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 200, live: false });
  await syncNow();
  const marks = async () => Number((await getSql()`select count(*)::int as n from stale_days`)[0]?.n);
  await getSql()`
    insert into stale_days (shop_id, day)
    select ${shopId}, day::date from generate_series('2020-01-01'::date, '2020-12-31', interval '1 day') as day`;
  await sandbox.control({ resetCounters: true });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  // Time runs out with the call to TikTok: the walk has ended by then, the rebuild has not.
  const startMs = Date.now();
  const now = () => startMs + (sandbox.stats().counters.total > 0 ? 60_000 : 0);
  expect(await advanceSync({ shopId, budgetMs: 30_000, now })).toMatchObject({
    stopReason: "budget",
    more: true,
  });
  expect(await marks()).toBeGreaterThan(0);
  const [run] =
    await getSql()`select status from sync_runs where kind = 'incremental' order by started_at desc`;
  expect(run?.status).toBe("running");
  await resumeUntilDone(60_000);
  expect(await marks()).toBe(0);
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it.each(["offset", "key"] as const)(
  "700 orders of one second come through %s-like page tokens",
  async (tokenMode) => {
    const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false });
    await syncNow();
    await sandbox.control({ clock: { advanceSec: 600 }, tokenMode });
    await sandbox.control({ changeOrders: { count: 700 } });
    await sandbox.control({ clock: { advanceSec: 2 } });
    const [report] = await syncNow();
    expect(report).toMatchObject({ updated: 700, stopReason: "done" });
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  },
);

it("orders that change while they are paged are neither skipped nor lost", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false, latencyMs: 10 });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 3_600 } });
  await sandbox.control({ changeOrders: { count: 900, spreadSec: 3_000 } });
  let isDone = false;
  const churn = async () => {
    while (!isDone) {
      const body = JSON.stringify({ clock: { advanceSec: 1 }, changeOrders: { count: 7 } });
      await fetch(`${sandbox.url}/__control`, { method: "POST", body });
    }
  };
  const churning = churn();
  await syncNow();
  isDone = true;
  await churning;
  await sandbox.control({ clock: { advanceSec: 60 } });
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("new orders arrive, and a change that keeps update_time is taken over too", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 200, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 100 }, addOrders: { count: 3 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  const [added] = await syncNow();
  expect(added).toMatchObject({ inserted: 3 });
  const [newest] = await getSql()<
    { id: string }[]
  >`select order_id as id from orders order by update_time desc limit 1`;
  await sandbox.control({ changeOrders: { count: 1, silent: true, ids: [newest?.id ?? ""] } });
  const [silent] = await syncNow();
  expect(silent).toMatchObject({ updated: 1 });
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("the cursor follows TikTok's clock, not ours", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 200, live: false });
  await sandbox.control({ clock: { advanceSec: 86_400 } });
  await syncNow();
  const [meta] = await getSql()<{ synced: string }[]>`
    select extract(epoch from synced_through)::int as synced from sync_metadata where shop_id = ${shopId}`;
  const tikTokSec = sandbox.stats().nowSec;
  expect(Number(meta?.synced)).toBeGreaterThan(tikTokSec - 60);
  expect(Number(meta?.synced)).toBeLessThanOrEqual(tikTokSec);
});

it("changes are read while the first full sync is still under way", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 4_000, live: false, latencyMs: 15 });
  // A clock by which time runs out after a few calls, however fast the machine is.
  const fewCalls = () => {
    const [startMs, before] = [Date.now(), sandbox.stats().counters.total];
    return () => startMs + (sandbox.stats().counters.total - before >= 6 ? 60_000 : 0);
  };
  await syncDueShops({ budgetMs: 30_000, now: fewCalls() });
  const { addedIds } = await sandbox.control({ clock: { advanceSec: 30 }, addOrders: { count: 2 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  const reports = await syncDueShops({ budgetMs: 30_000, now: fewCalls() });
  expect(reports[0]).toMatchObject({ kind: "incremental", stopReason: "done" });
  const here = new Set((await readCopy(shopId)).map(({ id }) => id));
  expect(addedIds?.filter((id) => here.has(id))).toHaveLength(2);
  const [full] = await getSql()`select status from sync_runs where shop_id = ${shopId} and kind = 'full'`;
  expect(full?.status).toBe("running");
  const [meta] = await getSql()`select synced_through from sync_metadata where shop_id = ${shopId}`;
  expect(meta?.synced_through).toBeNull();
});
