import "server-only";
import { getSql } from "../client";

/**
 * Open orders that were neither stored nor confirmed since an instant, and orders set aside that were not seen since, the
 * longest ago first. The condition on orders is that of the partial index `orders_shop_open_checked`.
 */
export async function listUnconfirmedOrders(
  shopId: string,
  sinceIso: string,
  limit: number,
): Promise<string[]> {
  const rows = await getSql()<{ orderId: string }[]>`
    (select order_id as "orderId", last_seen_at as at from order_rejects
      where shop_id = ${shopId} and resolved_at is null and order_id is not null
        and last_seen_at < ${sinceIso}::timestamptz)
    union all
    (select order_id, coalesce(checked_at, stored_at) from orders
      where shop_id = ${shopId} and status not in ('COMPLETED', 'CANCELLED') and vanished_at is null
        and coalesce(checked_at, stored_at) < ${sinceIso}::timestamptz
      order by coalesce(checked_at, stored_at)
      limit ${limit})
    order by at
    limit ${limit}`;
  return [...new Set(rows.map(({ orderId }) => orderId))];
}

/** When orders were created that are set aside without an id and were not seen since an instant; Unix seconds. */
export async function listUnnamedOrders(shopId: string, sinceIso: string, limit: number): Promise<number[]> {
  const rows = await getSql()<{ createSec: string }[]>`
    select floor(extract(epoch from create_time))::bigint as "createSec" from order_rejects
    where shop_id = ${shopId} and resolved_at is null and order_id is null and create_time is not null
      and last_seen_at < ${sinceIso}::timestamptz
    group by 1
    order by min(last_seen_at)
    limit ${limit}`;
  return rows.map(({ createSec }) => Number(createSec));
}
