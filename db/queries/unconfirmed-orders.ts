import "server-only";
import { getSql } from "../client";

/**
 * Open orders that were neither stored nor confirmed since an instant, the longest ago first. The condition is that of
 * the partial index `orders_shop_open_checked`.
 */
export async function listUnconfirmedOrders(
  shopId: string,
  sinceIso: string,
  limit: number,
): Promise<string[]> {
  const rows = await getSql()<{ orderId: string }[]>`
    select order_id as "orderId" from orders
    where shop_id = ${shopId} and status not in ('COMPLETED', 'CANCELLED') and vanished_at is null
      and coalesce(checked_at, stored_at) < ${sinceIso}::timestamptz
    order by coalesce(checked_at, stored_at)
    limit ${limit}`;
  return rows.map(({ orderId }) => orderId);
}
