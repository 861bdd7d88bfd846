import { describe, expect, it } from "vitest";
import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { syncNow } from "../helpers/crons";
import { type RecordKind, readRecordCopy, readRecordTruth } from "../helpers/records";
import { byId, connectedShop, rollupDifferences } from "../helpers/shop";

const kinds: RecordKind[] = ["returns", "cancellations"];

/** The first sync of a resource, or its changes once it had one. */
async function syncRecords(shopId: string, resource: RecordKind, budgetMs = 60_000) {
  await requestSync({ shopId, resource, kind: "incremental", trigger: "cron" });
  return advanceSync({ shopId, resource, budgetMs });
}

describe.each(kinds)("%s on the engine of the orders", (kind) => {
  it("a first sync copies all of them, and its count is proven", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false });
    expect(await syncRecords(shopId, kind)).toMatchObject({ stopReason: "done", more: false });
    const truth = await readRecordTruth(sandbox, kind);
    expect(truth.length).toBeGreaterThan(200);
    expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(truth));
    const [run] = await getSql()`
      select kind, resource, expected, inserted, is_count_proven from sync_runs where resource = ${kind}`;
    expect(run).toMatchObject({ kind: "full", expected: truth.length, inserted: truth.length });
    expect(run?.is_count_proven).toBe(true);
    const [meta] = await getSql()`
      select records_total::int as records_total, synced_through is not null as is_complete
      from sync_metadata where resource = ${kind}`;
    expect(meta).toMatchObject({ records_total: truth.length, is_complete: true });
  });

  it("what changed since costs a call when it is nothing, and all of it arrives", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false });
    await syncRecords(shopId, kind);
    await sandbox.control({ resetCounters: true });
    const quiet = await syncRecords(shopId, kind);
    expect(quiet.runs).toMatchObject([{ kind: "incremental", resource: kind, apiCalls: 1, updated: 0 }]);
    expect(sandbox.stats().counters.total).toBe(1);
    await sandbox.control({ clock: { advanceSec: 3_600 } });
    const change = { count: 120, spreadSec: 1_800 };
    const addition = { count: 4 };
    await sandbox.control(
      kind === "returns"
        ? { changeReturns: change, addReturns: addition }
        : { changeCancellations: change, addCancellations: addition },
    );
    await sandbox.control({ clock: { advanceSec: 2 } });
    const { runs } = await syncRecords(shopId, kind);
    expect(runs).toMatchObject([{ kind: "incremental", updated: 120, inserted: 4, stopReason: "done" }]);
    expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(await readRecordTruth(sandbox, kind)));
  });

  it.each(["offset", "key"] as const)(
    "hundreds of one second come through %s-like page tokens",
    async (tokenMode) => {
      const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false });
      await syncRecords(shopId, kind);
      await sandbox.control({ clock: { advanceSec: 600 }, tokenMode });
      const change = { count: 180 };
      await sandbox.control(kind === "returns" ? { changeReturns: change } : { changeCancellations: change });
      await sandbox.control({ clock: { advanceSec: 2 } });
      const { runs } = await syncRecords(shopId, kind);
      expect(runs).toMatchObject([{ updated: 180, stopReason: "done" }]);
      expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(await readRecordTruth(sandbox, kind)));
    },
  );

  it("a first sync in turns of a tenth of a second resumes where it stood", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false, latencyMs: 20 });
    let turns = 0;
    for (let more = true; more; turns++) more = (await syncRecords(shopId, kind, 150)).more;
    expect(turns).toBeGreaterThan(2);
    expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(await readRecordTruth(sandbox, kind)));
  });

  it.each([
    "429",
    "500",
    "truncate",
    "duplicate-rows",
    "reordered",
    "repeat-token",
    "expired-token",
  ] as const)("a fault in mid-sync heals by itself: %s", async (fault) => {
    const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false });
    const faults = [2, 4].map((skip) => ({
      kind: fault,
      skip,
      times: 1,
      path: `${kind}/search`,
      retryAfterSec: 0,
    }));
    await sandbox.control({ faults });
    expect(await syncRecords(shopId, kind)).toMatchObject({ stopReason: "done" });
    expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(await readRecordTruth(sandbox, kind)));
  });

  it("a malformed record is set aside and counted while its page lands", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false });
    await sandbox.control({ faults: [{ kind: "malformed-order", path: `${kind}/search` }] });
    await syncRecords(shopId, kind);
    const [run] = await getSql()`select rejected, status from sync_runs where resource = ${kind}`;
    expect(run).toMatchObject({ rejected: 1, status: "succeeded" });
    const rejects = await getSql()`select resource, reasons from resource_rejects`;
    expect(rejects).toMatchObject([{ resource: kind }]);
    expect(JSON.stringify(rejects[0]?.reasons)).toMatch(/id|create_time/);
  });

  it("a resync mends what was damaged here, finds what was missed, and tells both", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 6_000, live: false });
    await syncRecords(shopId, kind);
    const sql = getSql();
    const id = sql(kind === "returns" ? "return_id" : "cancel_id");
    await sql`update ${sql(kind)} set status = 'NONSENSE' where ${id} in (select ${id} from ${sql(kind)} limit 3)`;
    await sql`delete from ${sql(kind)} where ${id} in
      (select ${id} from ${sql(kind)} where status <> 'NONSENSE' limit 2)`;
    await sandbox.control({ clock: { advanceSec: 3_600 } });
    await syncRecords(shopId, kind);
    await requestSync({ shopId, resource: kind, kind: "full", trigger: "admin" });
    await advanceSync({ shopId, resource: kind, budgetMs: 60_000 });
    expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(await readRecordTruth(sandbox, kind)));
    const [run] = await sql`
      select missing, changed, vanished from sync_runs where resource = ${kind} order by started_at desc`;
    expect(run).toMatchObject({ missing: 2, changed: 3, vanished: 0 });
  });
});

it("a unit's refund that was damaged here is mended by a resync as well", async () => {
  const { shopId } = await connectedShop({ orders: 6_000, live: false });
  await syncRecords(shopId, "returns");
  const sql = getSql();
  const lines = () => sql`select * from return_line_items order by return_id, return_line_item_id`;
  const before = await lines();
  await sql`update return_line_items set refund_subtotal = 1 where return_id in (select return_id from returns limit 2)`;
  await sql`delete from return_line_items where return_id in (select return_id from returns offset 2 limit 2)`;
  await requestSync({ shopId, resource: "returns", kind: "full", trigger: "admin" });
  await advanceSync({ shopId, resource: "returns", budgetMs: 60_000 });
  expect(await lines()).toEqual(before);
});

it("nothing of a page is stored twice, and the log holds what TikTok said without personal data", async () => {
  const { shopId } = await connectedShop({ orders: 6_000, live: false });
  await syncRecords(shopId, "returns");
  const sql = getSql();
  const pages = await sql<{ body: Buffer; records: number }[]>`select body, records from resource_pages`;
  const { gunzipSync } = await import("node:zlib");
  const logged = pages.flatMap(
    ({ body }) => JSON.parse(gunzipSync(body).toString()) as { return_id: string }[],
  );
  expect(logged).toHaveLength(pages.reduce((sum, { records }) => sum + records, 0));
  const [{ count } = { count: 0 }] = await sql<
    { count: number }[]
  >`select count(*)::int as count from returns`;
  expect(new Set(logged.map((record) => record.return_id)).size).toBe(count);
  await syncRecords(shopId, "returns");
  const [again] = await sql`select count(*)::int as count from resource_pages`;
  expect(again?.count).toBe(pages.length);
});

it("refunds of a whole shop are taken off the days on which its orders were paid", async () => {
  const { shopId } = await connectedShop({ orders: 6_000, live: false });
  await syncNow();
  const sum = async () => {
    const rows =
      await getSql()`select sum(gmv - net_sales)::float8 as lost, sum(refunds)::float8 as refunds from daily_sales`;
    return { lost: Number(rows[0]?.lost), refunds: Number(rows[0]?.refunds) };
  };
  const before = await sum();
  expect(before.refunds).toBe(0);
  await syncRecords(shopId, "returns");
  const after = await sum();
  expect(after.refunds).toBeGreaterThan(1_000);
  expect(after.lost - before.lost).toBeCloseTo(after.refunds, 6);
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("orders know nothing of it: their runs, their calls and their state stay as they were", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false });
  await syncRecords(shopId, "returns");
  await sandbox.control({ resetCounters: true });
  const [report] = await syncNow();
  expect(report).toMatchObject({ resource: "orders", kind: "full", inserted: 1_500, stopReason: "done" });
});
