import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import { resumeUnfinished, syncDueShops } from "@/lib/sync/dispatch";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";
import { TikTokClient } from "@/lib/tiktok/client";
import type { Sandbox } from "../../sandbox/server";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { at, order, store } from "../helpers/orders";
import { byId, connect, connectedShop, readCopy, readTruth } from "../helpers/shop";

/** What users of other tools complain of, and what must therefore not be possible here. */

const hour = 3_600;
const search = "/order/202309/orders/search";

/** A client whose waits between tries take no time. */
function impatientClient({ appKey, appSecret, url }: Sandbox): TikTokClient {
  const nap = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
  return new TikTokClient({ appKey, appSecret, apiUrl: url, authUrl: url }, { sleep: nap });
}

const runsOf = (kind: string) =>
  getSql()`select status, stop_reason, error_code, api_calls, inserted, is_count_proven from sync_runs
    where kind = ${kind} order by started_at`;

describe("a failed day was logged and skipped for ever: 3,600 orders missing for a week", () => {
  it("a span that fails is never passed over: the first sync is not done before it has been read", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 2_400, live: false });
    const client = impatientClient(sandbox);
    await sandbox.control({ faults: [{ kind: "500", path: search, skip: 9, times: 5_000 }] });
    await advanceSync({ shopId, budgetMs: 60_000, client });
    for (let minutes = 0; minutes < 3; minutes++) {
      await getSql()`update sync_metadata set next_attempt_at = null`;
      await resumeUnfinished({ budgetMs: 60_000, client });
    }
    expect((await readCopy(shopId)).length).toBeLessThan(2_400);
    expect(await syncStatus(shopId)).toMatchObject({ state: "failing", syncedThrough: null });
    expect(await runsOf("full")).toMatchObject([{ status: "running", error_code: "server_error" }]);
    await sandbox.control({ clearFaults: true });
    await getSql()`update sync_metadata set next_attempt_at = null`;
    await resumeUntilDone(60_000);
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
    expect(await runsOf("full")).toMatchObject([{ status: "succeeded", is_count_proven: true }]);
  });

  it("hours in which every sync failed are read by the first that succeeds", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 400, live: false });
    const client = impatientClient(sandbox);
    await syncNow();
    await sandbox.control({ faults: [{ kind: "html", times: 5_000 }] });
    for (let hours = 0; hours < 5; hours++) {
      await sandbox.control({ clock: { advanceSec: hour }, addOrders: { count: 30 } });
      await syncDueShops({ budgetMs: 60_000, client });
    }
    expect(await readCopy(shopId)).toHaveLength(400);
    await sandbox.control({ clearFaults: true, clock: { advanceSec: hour } });
    await syncDueShops({ budgetMs: 60_000, client });
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  });
});

describe("the sync was green with 392 of 8,000 orders", () => {
  it("a listing that breaks off is found by the count that closes a first sync, and read whole", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 1_800, live: false });
    await sandbox.control({ faults: [{ kind: "early-end", path: search, skip: 1, times: 12 }] });
    await resumeUntilDone(60_000);
    expect(await readCopy(shopId)).toHaveLength(1_800);
    expect(await runsOf("full")).toMatchObject([{ status: "succeeded", is_count_proven: true }]);
  });

  it("where TikTok counts more than it lists, no count is called proven", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 392, live: false });
    await sandbox.control({ totalCount: { add: 7_608 } });
    await resumeUntilDone(60_000);
    const [run] = await runsOf("full");
    expect(run).toMatchObject({ status: "succeeded", is_count_proven: false });
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  });
});

it("a run that never advanced reported success: here it fails, and says that it goes round in circles", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 400, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: hour }, changeOrders: { count: 250 } });
  await sandbox.control({
    clock: { advanceSec: 2 },
    faults: [{ kind: "repeat-token", path: search, times: 5_000 }],
  });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  const report = await advanceSync({ shopId, budgetMs: 60_000 });
  expect(report.runs).toMatchObject([{ stopReason: "error", error: "no_progress" }]);
  expect((await syncStatus(shopId))?.state).toBe("failing");
  await sandbox.control({ clearFaults: true });
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

describe("the scheduler called GET while the handler took POST", () => {
  const { crons } = JSON.parse(readFileSync("vercel.json", "utf8")) as { crons: { path: string }[] };
  it.each(crons)("$path takes GET with the secret, and nothing else", async ({ path }) => {
    await connectedShop({ orders: 20, live: false });
    const file = resolve(`app${path}/route.ts`);
    const route = (await import(/* @vite-ignore */ file)) as Record<string, unknown>;
    expect(Object.keys(route).filter((name) => /^[A-Z]+$/.test(name))).toEqual(["GET"]);
    const get = route.GET as (request: Request) => Promise<Response>;
    const guess = { headers: { authorization: "Bearer guess" } };
    expect((await get(new Request(`http://localhost${path}`, guess))).status).toBe(401);
  });
});

describe("an expiry was read as a duration, and the token refreshed decades too late", () => {
  it("what TikTok grants is stored as the instant it means", async () => {
    const { sandbox } = await connectedShop({ orders: 20, live: false });
    const [grant] = await getSql()`
      select extract(epoch from access_token_expires_at)::int8 as access,
        extract(epoch from refresh_token_expires_at)::int8 as refresh from tiktok_connections`;
    const weekSec = 604_800;
    const { nowSec } = sandbox.stats();
    expect(Math.abs(Number(grant?.access) - nowSec - weekSec)).toBeLessThan(120);
    expect(Number(grant?.refresh)).toBe(4_886_956_800);
  });

  it("a token is renewed at half its life, and one that ran out meanwhile is renewed at once", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
    const refreshes = () => sandbox.stats().counters.byPath["/api/v2/token/refresh"] ?? 0;
    await syncNow();
    let aheadMs = 0;
    const passDays = async (days: number) => {
      aheadMs += days * 86_400_000;
      await sandbox.control({ clock: { advanceSec: days * 86_400 } });
      await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
      const report = await advanceSync({ shopId, budgetMs: 60_000, now: () => Date.now() + aheadMs });
      expect(report.stopReason).toBe("done");
    };
    await passDays(3);
    expect(refreshes()).toBe(0);
    await passDays(1);
    expect(refreshes()).toBe(1);
    await passDays(9);
    expect(refreshes()).toBe(2);
  });
});

it("a full-row upsert wiped tracking numbers: a later copy without one does not erase it", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const district_info = [{ address_level: "L1", address_level_name: "State", address_name: "Oregon" }];
  await store(shopId, [order("1", { tracking_number: "1Z999", recipient_address: { district_info } })]);
  await store(shopId, [
    order("1", { update_time: at("2026-04-01T00:00:00Z"), status: "COMPLETED", tracking_number: "" }),
  ]);
  const [row] = await getSql()`select status, tracking_number, recipient_region from orders`;
  expect(row).toMatchObject({ status: "COMPLETED", tracking_number: "1Z999", recipient_region: "Oregon" });
});

it("an incremental sync pulled everything again: here nothing new costs one call", async () => {
  const { shopId } = await connectedShop({ orders: 300, live: false });
  await advanceSync({ shopId, budgetMs: 60_000 });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  const { runs } = await advanceSync({ shopId, budgetMs: 60_000 });
  expect(runs).toMatchObject([
    { kind: "incremental", apiCalls: 1, inserted: 0, updated: 0, stopReason: "done" },
  ]);
});

it("two tabs and the cron started three syncs: here all three wishes are one run", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false, latencyMs: 40 });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: hour }, changeOrders: { count: 60 }, resetCounters: true });
  await sandbox.control({ clock: { advanceSec: 2 } });
  const tab = async () => {
    const { runId } = await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
    return runId;
  };
  const [first, second] = await Promise.all([tab(), tab()]);
  expect(first).toBe(second);
  const reports = await Promise.all([
    advanceSync({ shopId, budgetMs: 60_000 }),
    advanceSync({ shopId, budgetMs: 60_000 }),
    syncDueShops({ budgetMs: 60_000 }).then((runs) => ({ stopReason: "cron", runs })),
  ]);
  const worked = reports
    .flatMap(({ runs }) => runs)
    .filter((run) => run.kind === "incremental" && run.updated > 0);
  expect(worked).toMatchObject([{ runId: first, updated: 60 }]);
  expect(await runsOf("incremental")).toHaveLength(1);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("one fat shop starved another for 20 hours: here the small one is done in the first minutes", async () => {
  const shop = (id: string, orders: number) => ({
    id,
    name: `Shop ${id}`,
    region: "US",
    currency: "USD",
    timezone: "America/Los_Angeles",
    orders,
    seed: Number(id),
    cipher: `cipher-${id}`,
  });
  const fat = ["1", "2", "3", "4"].map((id) => shop(id, 2_500));
  const { sandbox } = await connectedShop({ shops: [...fat, shop("5", 40)], live: false });
  // By this clock a call takes 0.6 s, however fast the machine is: the fat shops need more than a minute.
  const startMs = Date.now();
  const now = () => startMs + sandbox.stats().counters.total * 600;
  await syncDueShops({ budgetMs: 45_000, now, concurrency: 1 });
  const done = await getSql()`select shop_id from sync_runs where kind = 'full' and status = 'succeeded'`;
  expect(done.map((row) => row.shop_id)).toEqual(["5"]);
});

it("disconnecting deleted all orders: here it only stops the syncs, and connecting again goes on", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  await getSql()`update shops set disconnected_at = now()`;
  await sandbox.control({ clock: { advanceSec: hour }, addOrders: { count: 4 }, resetCounters: true });
  await syncNow();
  expect(sandbox.stats().counters.total).toBe(0);
  expect(await readCopy(shopId)).toHaveLength(300);
  const [user] = await getSql()<{ id: string }[]>`select id from users`;
  await connect(sandbox, user?.id ?? "");
  await sandbox.control({ clock: { advanceSec: 2 } });
  const reports = await syncNow();
  expect(reports[0]).toMatchObject({ kind: "incremental", inserted: 4 });
  expect(await runsOf("full")).toHaveLength(1);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a backfill left out cancelled orders because of a default filter: here every status is copied", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_000, live: false });
  await syncNow();
  const perStatus = (rows: { status: string }[]) => {
    const counts: Record<string, number> = {};
    for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };
  const there = perStatus(await readTruth(sandbox));
  expect(there.CANCELLED).toBeGreaterThan(10);
  expect(perStatus(await readCopy(shopId))).toEqual(there);
});
