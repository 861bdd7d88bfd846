import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { recountLateness } from "@/db/mutations/order-lateness";
import { getCountProofs } from "@/db/queries/count-proof";
import { listLastResyncs, listMeasuredRuns } from "@/db/queries/full-runs";
import { getLateness } from "@/db/queries/order-lateness";
import { countRunTasks, getSyncRun, listRunWindows, listSyncRuns } from "@/db/queries/run-history";
import { listCallsToday } from "@/db/queries/sync-costs";
import type { RunCursor, RunFilter } from "@/lib/run-filters";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { order, store } from "../helpers/orders";
import { connectedShop } from "../helpers/shop";

const anyRun: RunFilter = { kind: null, trigger: null, outcome: null };

type NewRun = {
  startedAt: string;
  kind?: string;
  trigger?: string;
  status?: string;
  calls?: number;
};

async function addRun(shopId: string, run: NewRun): Promise<string> {
  const id = randomUUID();
  const { startedAt, kind = "incremental", trigger = "cron", status = "succeeded", calls = 1 } = run;
  await getSql()`
    insert into sync_runs (shop_id, id, resource, kind, trigger, status, started_at, finished_at, api_calls)
    values (${shopId}, ${id}, 'orders', ${kind}, ${trigger}, ${status}, ${startedAt}, ${startedAt}, ${calls})`;
  return id;
}

it("the run history is paged both ways without a gap or a repeat, even within one instant", async () => {
  const { shopId } = await connectedShop({ orders: 10 });
  const instant = "2026-01-02T03:04:05.678901Z";
  for (let index = 0; index < 7; index++) await addRun(shopId, { startedAt: instant });
  await addRun(shopId, { startedAt: "2026-01-02T03:04:05.678902Z", kind: "repair", trigger: "webhook" });
  const read = (cursor: RunCursor | null) => listSyncRuns({ shopId, filter: anyRun, cursor, limit: 3 });
  const seen: string[] = [];
  const pages = [];
  for (let cursor: RunCursor | null = null, more = true; more; ) {
    const page = await read(cursor);
    pages.push(page);
    seen.push(...page.runs.map(({ id }) => id));
    cursor = page.next;
    more = cursor !== null;
  }
  const runs = await getSql()`select 1 from sync_runs`;
  expect(seen).toHaveLength(runs.length);
  expect(new Set(seen).size).toBe(runs.length);
  const [first, second] = pages;
  expect(first?.previous).toBeNull();
  expect((await read(second?.previous ?? null)).runs).toEqual(first?.runs);
});

it("the run history is filtered by kind, cause and outcome", async () => {
  const { shopId } = await connectedShop({ orders: 10 });
  const startedAt = "2026-01-02T03:04:05Z";
  const wanted = await addRun(shopId, { startedAt, kind: "full", trigger: "admin", status: "cancelled" });
  await addRun(shopId, { startedAt, kind: "full", trigger: "admin" });
  await addRun(shopId, { startedAt, kind: "full", trigger: "cron", status: "cancelled" });
  await addRun(shopId, { startedAt, kind: "audit", trigger: "admin", status: "cancelled" });
  const filter: RunFilter = { kind: "full", trigger: "admin", outcome: "cancelled" };
  const { runs } = await listSyncRuns({ shopId, filter, cursor: null, limit: 10 });
  expect(runs.map(({ id }) => id)).toEqual([wanted]);
});

it("a run is found only among the shops asked for, with its windows and what is left", async () => {
  const { shopId } = await connectedShop({ orders: 2_500, live: false });
  await syncNow();
  const { runId } = await requestSync({ shopId, kind: "full", trigger: "admin" });
  await resumeUntilDone(60_000);
  expect(await getSyncRun({ shopIds: ["another"], runId })).toBeNull();
  expect(await getSyncRun({ shopIds: [shopId], runId })).toMatchObject({
    kind: "full",
    isResync: true,
    status: "succeeded",
    countedHere: 2_500,
    countedThere: 2_500,
    isCountProven: true,
    countTrust: "reliable",
  });
  const { windows, total, done } = await listRunWindows({ shopId, runId, limit: 1 });
  expect(total).toBeGreaterThan(1);
  expect(done).toBe(total);
  expect(windows).toHaveLength(1);
  const nothing = { records: 0, spans: 0, waiting: 0 };
  expect(await countRunTasks({ shopId, runId, resource: "orders", isRepair: false })).toEqual(nothing);
});

it("the proof, the forecast's ground and the difference report come from the newest runs that tell", async () => {
  const { shopId } = await connectedShop({ orders: 1_200, live: false });
  expect(await getCountProofs({ shopId })).toEqual({ whole: null, trailing: null });
  await syncNow();
  await syncNow();
  const counts = await getCountProofs({ shopId });
  expect(counts.whole).toMatchObject({ countedHere: 1_200, countedThere: 1_200, isProven: true });
  expect(counts.trailing?.isProven).toBe(true);
  expect((await listLastResyncs([shopId])).size).toBe(0);
  await getSql()`update orders set vanished_at = null, total_amount = 1 where order_id in
    (select order_id from orders limit 4)`;
  await requestSync({ shopId, kind: "full", trigger: "admin" });
  await resumeUntilDone(60_000);
  const difference = (await listLastResyncs([shopId, "another"])).get(shopId);
  expect(difference).toMatchObject({
    status: "succeeded",
    checked: 1_200,
    missing: 0,
    changed: 4,
    vanished: 0,
  });
  const measured = (await listMeasuredRuns([shopId])).get(shopId) ?? [];
  expect(measured).toHaveLength(2);
  for (const { records, apiCalls, seconds } of measured) {
    expect(records).toBeGreaterThanOrEqual(1_200);
    expect(apiCalls).toBeGreaterThanOrEqual(12);
    expect(seconds).toBeGreaterThan(0);
  }
});

it("calls are those of the shop's own day, by what they were for", async () => {
  const { shopId } = await connectedShop({ orders: 10 });
  const sql = getSql();
  await sql`delete from sync_runs`;
  const timezone = "Asia/Jakarta";
  const [day] = await sql<{ starts: string; before: string }[]>`
    select midnight::text as starts, (midnight - interval '1 second')::text as before
    from (select date_trunc('day', now() at time zone ${timezone}) at time zone ${timezone} as midnight) m`;
  const startedAt = day?.starts ?? "";
  await addRun(shopId, { startedAt, calls: 2 });
  await addRun(shopId, { startedAt, kind: "repair", trigger: "webhook", calls: 3 });
  await addRun(shopId, { startedAt, kind: "repair", calls: 5 });
  await addRun(shopId, { startedAt, kind: "audit", calls: 7 });
  await addRun(shopId, { startedAt, kind: "full", trigger: "admin", calls: 11 });
  await addRun(shopId, { startedAt: day?.before ?? "", calls: 100 });
  const costs = await listCallsToday({ shopId, timezone });
  const calls = Object.fromEntries(costs.map((cost) => [cost.purpose, [cost.calls, cost.runs]]));
  expect(calls).toEqual({ fresh: [5, 2], repair: [5, 1], proof: [7, 1], backfill: [11, 1] });
});

it("lateness falls into its buckets, edges to the earlier one; history and old changes say nothing", async () => {
  const { shopId } = await connectedShop({ orders: 10 });
  const sql = getSql();
  const late = [0, 60, 61, 300, 301, 3_600, 3_601, 21_600, 21_601, 46_800, 46_801, 900_000];
  const ids = late.map((_, index) => `5770000000000000${index + 10}`);
  await store(shopId, [
    ...ids.map((id) => order(id)),
    order("577000000000000098"),
    order("577000000000000099"),
  ]);
  await sql`update orders set update_time = now() - interval '1 day', lateness_sec = late.sec::int
    from unnest(${ids}::text[], ${late.map(String)}::text[]) as late(id, sec) where order_id = late.id`;
  await sql`update orders set update_time = now() - interval '40 days', lateness_sec = 5
    where order_id = '577000000000000098'`;
  await sql`update orders set lateness_sec = null where order_id = '577000000000000099'`;
  await recountLateness(shopId);
  expect(await getLateness({ shopId })).toEqual({
    counts: [2, 2, 2, 2, 2, 2],
    total: 12,
    medianSec: 3_600,
    slowestSec: 900_000,
  });
  expect(await getLateness({ shopId: "another" })).toMatchObject({ total: 0, medianSec: null });
});

it("a database that takes no more writes is told as that, and the sync goes on once it does", async () => {
  const { shopId } = await connectedShop({ orders: 300, live: false });
  const sql = getSql();
  await sql.unsafe(`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
  await sql.unsafe("create trigger full_disk before insert on orders execute function refuse()");
  await requestSync({ shopId, kind: "full", trigger: "connect" });
  const report = await advanceSync({ shopId, budgetMs: 20_000 });
  expect(report).toMatchObject({ stopReason: "error" });
  const status = await syncStatus(shopId);
  expect(status?.problems[0]).toMatchObject({ condition: "database_full", action: { kind: "refresh" } });
  await sql.unsafe("drop trigger full_disk on orders");
  await resumeUntilDone(60_000);
  expect(await syncStatus(shopId)).toMatchObject({ state: "up_to_date", recordsTotal: 300, problems: [] });
});
