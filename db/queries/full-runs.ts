import "server-only";
import type { MeasuredRun } from "@/lib/sync-forecast";
import { getSql } from "../client";
import { toIso } from "../instants";

const measuredRuns = 3;

/** What the last full runs of these shops have cost, the newest of each first: the ground of a forecast. */
export async function listMeasuredRuns(shopIds: string[]): Promise<Map<string, MeasuredRun[]>> {
  const rows = await getSql()<(MeasuredRun & { shopId: string })[]>`
    select r.* from unnest(${shopIds}::text[]) as s(shop_id)
    cross join lateral (
      select shop_id as "shopId", fetched as records, api_calls as "apiCalls",
        extract(epoch from finished_at - started_at)::float8 as seconds
      from sync_runs
      where shop_id = s.shop_id and resource = 'orders' and kind = 'full' and status = 'succeeded'
      order by started_at desc
      limit ${measuredRuns}
    ) r`;
  const byShop = new Map<string, MeasuredRun[]>();
  for (const { shopId, ...run } of rows) byShop.set(shopId, [...(byShop.get(shopId) ?? []), run]);
  return byShop;
}

/** What a resync found: records that had been so before it began, and were missed. */
export type Difference = {
  runId: string;
  status: "succeeded" | "failed" | "cancelled";
  finishedAt: string;
  /** Of one that ended: all that are here or were; of a cancelled one: those it read. */
  checked: number;
  missing: number;
  changed: number;
  vanished: number;
};

/** The last resync of each of these shops that has ended, however it did. */
export async function listLastResyncs(shopIds: string[]): Promise<Map<string, Difference>> {
  const rows = await getSql()<(Difference & { shopId: string })[]>`
    select r.* from unnest(${shopIds}::text[]) as s(shop_id)
    cross join lateral (
      select shop_id as "shopId", id as "runId", status, finished_at as "finishedAt",
        case when status = 'succeeded' then coalesce(counted_here, fetched) + vanished else fetched end as checked,
        missing, changed, vanished
      from sync_runs
      where shop_id = s.shop_id and resource = 'orders' and kind = 'full' and compare_through is not null
        and status <> 'running'
      order by started_at desc
      limit 1
    ) r`;
  return new Map(rows.map(({ shopId, ...run }) => [shopId, { ...run, finishedAt: toIso(run.finishedAt) }]));
}
