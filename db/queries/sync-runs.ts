import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";

type ShopInput = { shopId: string };

export type FullRunReach = {
  runId: string;
  windowsDone: number;
  windowsTotal: number;
  /** Every order created since this instant has been read; null when nothing is left to read. */
  loadedBackTo: string | null;
  /** True while the shop's history is read for the first time, so that older days are not here yet. */
  isFirst: boolean;
};

/** How far back the full run under way has come; null when none is under way. */
export async function getFullRunReach({ shopId }: ShopInput): Promise<FullRunReach | null> {
  const [row] = await getSql()<FullRunReach[]>`
    select r.id as "runId", w.done as "windowsDone", w.total as "windowsTotal", w.reach as "loadedBackTo",
      coalesce(m.last_full_sync_time is null, true) as "isFirst"
    from sync_runs r
    left join sync_metadata m on m.shop_id = r.shop_id and m.resource = r.resource
    cross join lateral (
      select count(*) filter (where status = 'done')::int as done, count(*)::int as total,
        to_timestamp(max(cursor_sec) filter (where status = 'pending')) as reach
      from sync_windows
      where shop_id = ${shopId} and run_id = r.id
    ) w
    where r.shop_id = ${shopId} and r.resource = 'orders' and r.kind = 'full' and r.status = 'running'
    limit 1`;
  return row ? { ...row, loadedBackTo: toIso(row.loadedBackTo) } : null;
}

export type OrderReject = {
  rejectKey: string;
  orderId: string | null;
  createTime: string | null;
  reasons: unknown;
  firstSeenAt: string;
  lastSeenAt: string;
};

/** Orders that could not be read and have not been replaced by a good copy. */
export async function listOpenRejects({
  shopId,
  limit,
}: ShopInput & { limit: number }): Promise<OrderReject[]> {
  const rows = await getSql()<OrderReject[]>`
    select reject_key as "rejectKey", order_id as "orderId", create_time as "createTime", reasons,
      first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
    from order_rejects
    where shop_id = ${shopId} and resolved_at is null
    order by last_seen_at desc, reject_key
    limit ${limit}`;
  return rows.map((row) => ({
    ...row,
    createTime: toIso(row.createTime),
    firstSeenAt: toIso(row.firstSeenAt),
    lastSeenAt: toIso(row.lastSeenAt),
  }));
}

/** How many orders are set aside, all told. */
export async function countOpenRejects({ shopId }: ShopInput): Promise<number> {
  const [row] = await getSql()<{ rejects: number }[]>`
    select count(*)::int as rejects from order_rejects where shop_id = ${shopId} and resolved_at is null`;
  return row?.rejects ?? 0;
}
