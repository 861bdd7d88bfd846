import "server-only";
import type { SqlRunner } from "../client";

/** Fingerprints of what figures take from an order, lines included, as it is stored. */
export type OrderFigures = {
  orderId: string;
  createTime: string;
  paidTime: string | null;
  buyerUserId: string | null;
  /** What sales, units, products and buyers are added up from. */
  sales: string;
  /** What else is counted: where the order stands, what its list totals, when it was made ready. */
  state: string;
};

/** Of rows that the transaction has locked, so that what is read before and after an upsert is what it changed. */
export async function readOrderFigures(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
): Promise<OrderFigures[]> {
  return sql<OrderFigures[]>`
    select o.order_id as "orderId", o.create_time as "createTime", o.paid_time as "paidTime",
      o.buyer_user_id as "buyerUserId",
      md5(row(o.create_time, o.paid_time, o.currency, o.is_sample_order, o.status = 'CANCELLED', o.recipient_region,
        o.sub_total, o.platform_discount, o.buyer_user_id, o.buyer_nickname, l.facts)::text) as sales,
      md5(row(o.status, o.fulfillment_type, o.total_amount, o.rts_time, o.rts_sla_time,
        o.cancellation_initiator)::text) as state
    from unnest(${orderIds}::text[]) as asked (order_id)
    cross join lateral (
      select * from orders where shop_id = ${shopId} and order_id = asked.order_id offset 0
    ) o
    cross join lateral (
      select array_agg(row(line_item_id, product_id, sku_id, product_name, sku_name, seller_sku, sku_image, is_gift,
        sale_price, platform_discount, display_status = 'CANCELLED')::text order by line_item_id) as facts
      from (
        select * from order_line_items where shop_id = ${shopId} and order_id = asked.order_id offset 0
      ) line
    ) l`;
}
