import "server-only";
import type { SqlRunner } from "../client";
import { fromUnixSec } from "../instants";

export type RejectRow = {
  rejectKey: string;
  orderId: string | null;
  createTimeIso: string | null;
  reasons: string[];
};

/** Appends a page to the log: gzip of the JSON array of orders, recipient data already removed. */
export async function appendOrderPage(
  sql: SqlRunner,
  page: { shopId: string; runId: string | null; fetchedAtIso: string; orders: number; body: Buffer },
): Promise<void> {
  await sql`
    insert into order_pages (shop_id, run_id, fetched_at, orders, body)
    values (${page.shopId}, ${page.runId}, ${page.fetchedAtIso}, ${page.orders}, ${page.body})`;
}

/** Sets orders aside that could not be read; one that comes again is dated anew, never doubled. */
export async function recordRejects(
  sql: SqlRunner,
  shopId: string,
  runId: string | null,
  rejects: RejectRow[],
  nowIso: string,
): Promise<void> {
  for (const reject of rejects) {
    await sql`
      insert into order_rejects
        (shop_id, reject_key, order_id, run_id, create_time, reasons, first_seen_at, last_seen_at)
      values (${shopId}, ${reject.rejectKey}, ${reject.orderId}, ${runId}, ${reject.createTimeIso},
        ${JSON.stringify(reject.reasons)}::jsonb, ${nowIso}, ${nowIso})
      on conflict (shop_id, reject_key) do update set run_id = excluded.run_id, reasons = excluded.reasons,
        create_time = excluded.create_time, last_seen_at = excluded.last_seen_at, resolved_at = null`;
  }
}

/** How many of these are aside already. */
export async function countOpenRejects(
  sql: SqlRunner,
  shopId: string,
  rejectKeys: string[],
): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from order_rejects
    where shop_id = ${shopId} and reject_key = any(${rejectKeys}::text[]) and resolved_at is null`;
  return rows[0]?.count ?? 0;
}

/** An order that was set aside and has now been stored is no longer aside. */
export async function resolveRejects(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
  nowIso: string,
): Promise<void> {
  await sql`
    update order_rejects set resolved_at = ${nowIso}
    where shop_id = ${shopId} and resolved_at is null and order_id = any(${orderIds}::text[])`;
}

/**
 * A span of `create_time` (half-open Unix seconds) has been read whole since an instant: what is aside without an id and
 * was not in it any more has been shown under its own.
 */
export async function resolveUnnamed(
  sql: SqlRunner,
  shopId: string,
  span: { fromSec: number | null; toSec: number },
  read: { sinceIso: string; nowIso: string },
): Promise<void> {
  await sql`
    update order_rejects set resolved_at = ${read.nowIso}
    where shop_id = ${shopId} and resolved_at is null and order_id is null
      and create_time >= ${fromUnixSec(span.fromSec) ?? "-infinity"}::timestamptz
      and create_time < ${fromUnixSec(span.toSec)}::timestamptz and last_seen_at < ${read.sinceIso}::timestamptz`;
}

/**
 * Orders that are aside although a replay could read their last copy in the log; not those that came aside since it
 * began. @returns how many; they are resolved unless it is a dry run.
 */
export async function resolveReadable(
  sql: SqlRunner,
  shopId: string,
  replay: { unreadableIds: string[]; beganAtIso: string; nowIso: string; isDryRun: boolean },
): Promise<number> {
  const rows = await sql<{ orderId: string }[]>`
    select order_id as "orderId" from order_rejects j
    where shop_id = ${shopId} and resolved_at is null and last_seen_at < ${replay.beganAtIso}
      and order_id <> all(${replay.unreadableIds}::text[])
      and exists (select 1 from replay_orders r where r.shop_id = j.shop_id and r.order_id = j.order_id)`;
  const ids = rows.map(({ orderId }) => orderId);
  if (ids.length > 0 && !replay.isDryRun) await resolveRejects(sql, shopId, ids, replay.nowIso);
  return ids.length;
}
