import "server-only";
import { getSql } from "../client";
import { fromUnixSec } from "../instants";

/**
 * Orders of a span of Unix seconds (`fromSec` inclusive, null is the beginning; `toSec` exclusive), with those set
 * aside that were created in it: what TikTok's `total_count` of the same span must equal. Orders that TikTok knows no
 * longer are kept, and not counted here.
 */
export async function countOrders(
  shopId: string,
  span: { field?: "create_time" | "update_time"; fromSec: number | null; toSec: number },
): Promise<number> {
  const sql = getSql();
  const from = fromUnixSec(span.fromSec) ?? "-infinity";
  const to = fromUnixSec(span.toSec);
  const time = sql(span.field ?? "create_time");
  const rows = await sql<{ count: number }[]>`
    select (
      (select count(*) from orders
       where shop_id = ${shopId} and ${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz)
      - (select count(*) from orders
         where shop_id = ${shopId} and ${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz
           and vanished_at is not null)
      + (select count(*) from order_rejects r
         where r.shop_id = ${shopId} and r.resolved_at is null and r.create_time >= ${from}::timestamptz
           and r.create_time < ${to}::timestamptz
           and not exists (select 1 from orders o where o.shop_id = r.shop_id and o.order_id = r.order_id))
    )::int as count`;
  return rows[0]?.count ?? 0;
}

/** The instant (Unix seconds) that halves the orders of a span; null when there are too few to tell. */
export async function findMiddleSec(
  shopId: string,
  span: { field?: "create_time" | "update_time"; fromSec: number | null; toSec: number },
): Promise<number | null> {
  const sql = getSql();
  const from = fromUnixSec(span.fromSec) ?? "-infinity";
  const to = fromUnixSec(span.toSec);
  const time = sql(span.field ?? "create_time");
  const rows = await sql<{ middleSec: string | null }[]>`
    select floor(extract(epoch from percentile_disc(0.5) within group (order by ${time})))::bigint as "middleSec"
    from orders
    where shop_id = ${shopId} and ${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz`;
  const middle = rows[0]?.middleSec;
  return middle === null || middle === undefined ? null : Number(middle);
}
