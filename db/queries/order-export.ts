import "server-only";
import type { OrderCursor } from "@/lib/search-params";
import { getSql } from "../client";
import { orderContribution } from "./order-filter";
import { joinOrder, type OrderListing, orderKeys } from "./order-keys";

/** Instants are ISO or PostgreSQL's text, money decimal text in the order's currency; null is what TikTok did not say. */
export type ExportRow = {
  shopId: string;
  orderId: string;
  keyTime: string;
  status: string;
  createTime: string;
  paidTime: string | null;
  rtsTime: string | null;
  deliveryTime: string | null;
  cancelTime: string | null;
  currency: string;
  totalAmount: string | null;
  subTotal: string | null;
  sellerDiscount: string | null;
  platformDiscount: string | null;
  shippingFee: string | null;
  tax: string | null;
  contribution: string | null;
  units: number;
  /** `2 × SKU-1; SKU-2`, and the products' names likewise. */
  skus: string | null;
  products: string | null;
  isSampleOrder: boolean;
  buyerNickname: string | null;
  buyerUserId: string | null;
  fulfillmentType: string | null;
  shippingProvider: string | null;
  trackingNumber: string | null;
  warehouseId: string | null;
  recipientRegion: string | null;
  paymentMethodName: string | null;
  cancellationInitiator: string | null;
  cancelReason: string | null;
};

const ordersPerBatch = 500;

/**
 * All orders of a list, newest first, a batch at a time. Each batch is a short statement from the last key on: a cursor
 * would hold a connection and a snapshot for as long as somebody's download takes, and the next batch is read only when the
 * last one has been taken. Orders that arrive meanwhile are newer than the first and not in it.
 */
export async function* walkOrders(listing: OrderListing): AsyncGenerator<ExportRow[]> {
  let cursor: OrderCursor | null = null;
  for (;;) {
    const rows: ExportRow[] = await readBatch(listing, cursor);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < ordersPerBatch) return;
    cursor = { direction: "after", keyTime: last.keyTime, orderId: last.orderId };
  }
}

async function readBatch(listing: OrderListing, cursor: OrderCursor | null): Promise<ExportRow[]> {
  const sql = getSql();
  const rows = await sql<ExportRow[]>`
    select k.shop_id as "shopId", k.order_id as "orderId", k.key_time::text as "keyTime", o.status,
      o.create_time as "createTime", o.paid_time as "paidTime", o.rts_time as "rtsTime",
      o.delivery_time as "deliveryTime", o.cancel_time as "cancelTime", o.currency, o.total_amount::text as "totalAmount",
      o.sub_total::text as "subTotal", o.seller_discount::text as "sellerDiscount",
      o.platform_discount::text as "platformDiscount", o.shipping_fee::text as "shippingFee", o.tax::text as tax,
      trim_scale(${orderContribution(sql, listing.selection)})::text as contribution, o.units, i.skus, i.products,
      o.is_sample_order as "isSampleOrder", o.buyer_nickname as "buyerNickname", o.buyer_user_id as "buyerUserId",
      o.fulfillment_type as "fulfillmentType", o.shipping_provider as "shippingProvider",
      o.tracking_number as "trackingNumber", o.warehouse_id as "warehouseId",
      o.recipient_region as "recipientRegion", o.payment_method_name as "paymentMethodName",
      o.cancellation_initiator as "cancellationInitiator", o.cancel_reason as "cancelReason"
    from (${orderKeys(sql, { ...listing, page: { cursor }, limit: ordersPerBatch })}) k
    ${joinOrder(sql, sql`k.shop_id`, sql`k.order_id`)}
    cross join lateral (
      select string_agg(quantity || coalesce(seller_sku, sku_id), '; ' order by seller_sku, sku_id) as skus,
        string_agg(quantity || product_name, '; ' order by seller_sku, sku_id) as products
      from (
        select seller_sku, sku_id, max(product_name) as product_name,
          case when count(*) > 1 then count(*) || ' × ' else '' end as quantity
        from (
          select seller_sku, sku_id, product_name from order_line_items
          where shop_id = k.shop_id and order_id = k.order_id
          offset 0
        ) l
        group by seller_sku, sku_id
      ) s
    ) i
    order by k.key_time desc, k.order_id desc`;
  return [...rows];
}
