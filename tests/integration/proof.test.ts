import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { proveRollups } from "@/db/mutations/rollup-proof";
import { getHistoryProof, listSpanProofs } from "@/db/queries/span-proofs";
import { advanceSync } from "@/lib/sync/advance";
import { auditShops } from "@/lib/sync/dispatch";
import { requestRecordCheck, requestSpanCheck } from "@/lib/sync/request-repair";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import {
  byId,
  connectedShop,
  readCopy,
  readTruth,
  rollupDifferences,
  type ShopFixture,
} from "../helpers/shop";

const hour = 3_600;

async function wholeShop(orders: number): Promise<ShopFixture> {
  const shop = await connectedShop({ orders, live: false });
  await syncNow();
  await shop.sandbox.control({ clock: { advanceSec: 24 * hour } });
  await syncNow();
  await shop.sandbox.control({ resetCounters: true });
  return shop;
}

/** Calls the nightly cron, then the minutely one until nothing is left. */
async function audit() {
  const reports = await auditShops({ budgetMs: 60_000 });
  await resumeUntilDone(60_000);
  return reports.find(({ kind }) => kind === "audit");
}

async function lastAudit() {
  const [run] = await getSql()`
    select status, scope, counted_here, counted_there, is_count_proven, count_trust, rollup_days_checked,
      rollup_days_mended
    from sync_runs where kind = 'audit' order by started_at desc limit 1`;
  return run;
}

it("a whole copy is proven with one call for the history, one for the rest, and one a status", async () => {
  const { sandbox } = await wholeShop(1_537);
  const report = await audit();
  expect(report).toMatchObject({ kind: "audit", stopReason: "done", apiCalls: 11, fetched: 0 });
  expect(sandbox.stats().counters.total).toBe(12);
  expect(await lastAudit()).toMatchObject({
    scope: "history",
    counted_here: 1_537,
    counted_there: 1_537,
    is_count_proven: true,
    count_trust: "reliable",
    rollup_days_mended: 0,
    rollup_days_checked: 30,
  });
});

it("50 orders lost in 20 places are all back after one audit, within 20 calls a place", async () => {
  const { sandbox, shopId } = await wholeShop(9_000);
  const sql = getSql();
  await sql`
    with places as (select (n * 440 + 37) as at from generate_series(0, 19) n),
    numbered as (select order_id, row_number() over (order by create_time, order_id) as n from orders)
    delete from orders where order_id in (
      select order_id from numbered, places where n between at and at + (case when at % 2 = 1 then 2 else 1 end))`;
  const lost = 9_000 - (await readCopy(shopId)).length;
  expect(lost).toBeGreaterThanOrEqual(50);
  const report = await audit();
  expect(report).toMatchObject({ stopReason: "done", inserted: lost });
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await lastAudit()).toMatchObject({
    counted_here: 9_000,
    counted_there: 9_000,
    is_count_proven: true,
  });
  expect(report?.apiCalls).toBeLessThanOrEqual(20 * 20);
  expect(await rollupDifferences(shopId)).toEqual([]);
  const proofs = await listSpanProofs({ shopId, fromSec: 0, toSec: sandbox.stats().nowSec });
  expect(
    proofs.filter(({ fromSec, outcome }) => fromSec !== null && outcome === "mended").length,
  ).toBeGreaterThan(15);
});

it("an audit cut into turns of a fraction of a second ends the same", async () => {
  const { sandbox, shopId } = await wholeShop(6_000);
  await sandbox.control({ latencyMs: 10 });
  await getSql()`delete from orders where order_id in (
    select order_id from (select order_id, row_number() over (order by create_time) as n from orders) o
    where n % 900 = 450)`;
  await auditShops({ budgetMs: 250 });
  expect(await resumeUntilDone(250)).toBeGreaterThan(3);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await lastAudit()).toMatchObject({ status: "succeeded", is_count_proven: true });
});

it("20 statuses that differ are found by their counts and mended", async () => {
  const { sandbox, shopId } = await wholeShop(4_000);
  const sql = getSql();
  await sql`update orders set status = 'IN_TRANSIT' where order_id in (
    select order_id from orders where status = 'COMPLETED' order by md5(order_id) limit 12)`;
  await sql`update orders set status = 'CANCELLED' where order_id in (
    select order_id from orders where status in ('DELIVERED', 'AWAITING_SHIPMENT') order by md5(order_id) limit 8)`;
  await audit();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("figures that differ from their orders are rebuilt, and the run says how many days", async () => {
  const { shopId } = await wholeShop(400);
  const sql = getSql();
  await sql`update daily_sales set gmv = gmv + 1`;
  await sql`delete from daily_order_status`;
  await audit();
  expect(await lastAudit()).toMatchObject({ rollup_days_checked: 30, rollup_days_mended: 30 });
  const left = await proveRollups(shopId, { isDryRun: false });
  expect(left.daily_sales).toBeGreaterThan(0);
  expect(await rollupDifferences(shopId)).toEqual([]);
  expect(await proveRollups(shopId, { isDryRun: true })).toEqual({});
});

const lyingModes = [
  ["stops at 1,000", { cap: 1_000 }, "capped"],
  ["is rounded to hundreds", "approximate", "unreliable"],
  ["is five too many", { add: 5 }, null],
] as const;

it.each(lyingModes)(
  "a count that %s is never called proof and never repaired for ever",
  async (_name, totalCount, trust) => {
    const { sandbox, shopId } = await wholeShop(2_537);
    await getSql()`delete from orders where order_id in (select order_id from orders order by create_time limit 1)`;
    await sandbox.control({ totalCount });
    const report = await audit();
    expect(report).toMatchObject({ stopReason: "done" });
    const run = await lastAudit();
    expect(run).toMatchObject({ status: "succeeded", is_count_proven: false });
    if (trust !== null) expect(run?.count_trust).toBe(trust);
    expect(report?.apiCalls).toBeLessThanOrEqual(150);
    const history = await getHistoryProof({ shopId });
    expect(history?.outcome).not.toBe("proven");
    const hourly = (await syncNow()).map(({ kind }) => kind);
    expect(hourly.includes("audit")).toBe(run?.count_trust !== "unreliable");
    await sandbox.control({ totalCount: "exact" });
    await audit();
    expect(await lastAudit()).toMatchObject({ is_count_proven: true, counted_here: 2_537 });
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  },
);

it("an equal count that is where counting stops is not taken for proof", async () => {
  const { sandbox } = await wholeShop(2_000);
  await sandbox.control({ totalCount: { cap: 1_000 } });
  await getSql()`delete from orders where order_id in (select order_id from orders order by create_time limit 1000)`;
  await audit();
  expect(await lastAudit()).toMatchObject({ is_count_proven: false, count_trust: "capped" });
});

it("a day that is asked for is read whole: damaged rows are mended though the counts agree", async () => {
  const { sandbox, shopId } = await wholeShop(3_000);
  const sql = getSql();
  const truth = await readTruth(sandbox);
  const fromSec = truth[1_500]?.create_time ?? 0;
  const span = { fromSec, toSec: fromSec + 86_400 };
  await sql`update orders set total_amount = 0 where extract(epoch from create_time) between ${fromSec} and ${fromSec + 5_000}`;
  const { runId } = await requestSpanCheck({ shopId }, span);
  await advanceSync({ shopId, budgetMs: 60_000 });
  expect(byId(await readCopy(shopId))).toEqual(byId(truth));
  const [proof] = await listSpanProofs({ shopId, ...span });
  expect(proof).toMatchObject({ runId, ...span, outcome: "proven" });
  expect(proof?.there).toBe(proof?.here);
});

it("one order that is asked for costs one call, and a damaged copy is replaced", async () => {
  const { sandbox, shopId } = await wholeShop(300);
  const sql = getSql();
  const [order] = await sql`select order_id from orders where status = 'COMPLETED' limit 1`;
  await sql`update orders set status = 'UNPAID', sub_total = 1 where order_id = ${order?.order_id}`;
  await sql`delete from order_line_items where order_id = ${order?.order_id}`;
  await requestRecordCheck({ shopId }, order?.order_id);
  const report = await advanceSync({ shopId, budgetMs: 60_000 });
  expect(report.runs).toMatchObject([{ kind: "repair", apiCalls: 1, updated: 1, stopReason: "done" }]);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await sql`select 1 from order_line_items where order_id = ${order?.order_id}`).not.toHaveLength(0);
});
