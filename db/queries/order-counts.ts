import "server-only";
import { getSql } from "../client";
import { fromUnixSec } from "../instants";

/** Half-open Unix seconds; a null `fromSec` is the beginning, a null `recordStatus` means all. */
export type OrderSpan = {
  field?: "create_time" | "update_time";
  fromSec: number | null;
  toSec: number;
  recordStatus?: string | null | undefined;
};

/** The condition that picks a span's orders; `shop_id` comes first, as in every index. */
function inSpan(shopId: string, span: OrderSpan) {
  const sql = getSql();
  const from = fromUnixSec(span.fromSec) ?? "-infinity";
  const time = sql(span.field ?? "create_time");
  const ofStatus = span.recordStatus ? sql`and status = ${span.recordStatus}` : sql``;
  return sql`shop_id = ${shopId} and ${time} >= ${from}::timestamptz
    and ${time} < ${fromUnixSec(span.toSec)}::timestamptz ${ofStatus}`;
}

/**
 * Orders of a span, with those set aside that were created in it: what TikTok's `total_count` of the same span must
 * equal. Orders that TikTok knows no longer are kept, and not counted here; of one status, orders set aside are not
 * known to have it.
 */
export async function countOrders(shopId: string, span: OrderSpan): Promise<number> {
  const sql = getSql();
  const from = fromUnixSec(span.fromSec) ?? "-infinity";
  const aside = span.recordStatus
    ? sql`0`
    : sql`(select count(*) from order_rejects r
         where r.shop_id = ${shopId} and r.resolved_at is null and r.create_time >= ${from}::timestamptz
           and r.create_time < ${fromUnixSec(span.toSec)}::timestamptz
           and not exists (select 1 from orders o where o.shop_id = r.shop_id and o.order_id = r.order_id))`;
  const rows = await sql<{ count: number }[]>`
    select (
      (select count(*) from orders where ${inSpan(shopId, span)})
      - (select count(*) from orders where ${inSpan(shopId, span)} and vanished_at is not null)
      + ${aside})::int as count`;
  return rows[0]?.count ?? 0;
}

/** The second that halves the orders of a span; null when there are none. */
export async function findMiddleSec(shopId: string, span: OrderSpan): Promise<number | null> {
  const sql = getSql();
  const time = sql(span.field ?? "create_time");
  const rows = await sql<{ middleSec: string | null }[]>`
    select floor(extract(epoch from percentile_disc(0.5) within group (order by ${time})))::bigint as "middleSec"
    from orders where ${inSpan(shopId, span)}`;
  const middle = rows[0]?.middleSec;
  return middle === null || middle === undefined ? null : Number(middle);
}

/** Ids of a span's orders, those that TikTok knows no longer left out. */
export async function listOrderIds(shopId: string, span: OrderSpan): Promise<string[]> {
  const rows = await getSql()<{ orderId: string }[]>`
    select order_id as "orderId" from orders where ${inSpan(shopId, span)} and vanished_at is null`;
  return rows.map(({ orderId }) => orderId);
}
