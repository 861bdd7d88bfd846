import "server-only";
import { getSql } from "../client";
import { fromUnixSec } from "../instants";

/**
 * Orders created in a span of Unix seconds (`fromSec` inclusive, null is the beginning; `toSec` exclusive), with those
 * set aside that were created in it: what TikTok's `total_count` of the same span must equal.
 */
export async function countOrdersCreated(
  shopId: string,
  span: { fromSec: number | null; toSec: number },
): Promise<number> {
  const from = fromUnixSec(span.fromSec) ?? "-infinity";
  const to = fromUnixSec(span.toSec);
  const rows = await getSql()<{ count: number }[]>`
    select (
      (select count(*) from orders
       where shop_id = ${shopId} and create_time >= ${from}::timestamptz and create_time < ${to}::timestamptz)
      + (select count(*) from order_rejects r
         where r.shop_id = ${shopId} and r.resolved_at is null and r.create_time >= ${from}::timestamptz
           and r.create_time < ${to}::timestamptz
           and not exists (select 1 from orders o where o.shop_id = r.shop_id and o.order_id = r.order_id))
    )::int as count`;
  return rows[0]?.count ?? 0;
}
