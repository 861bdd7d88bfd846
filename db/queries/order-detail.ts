import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";
import { orderGmv, orderNetSales } from "../order-facts";

type OrderTimes = {
  createTime: string;
  updateTime: string;
  paidTime: string | null;
  rtsTime: string | null;
  deliveryTime: string | null;
  cancelTime: string | null;
  rtsSlaTime: string | null;
  ttsSlaTime: string | null;
  cancelOrderSlaTime: string | null;
  storedAt: string;
};

export type OrderMoney = {
  /** Subtotal with both discounts put back; null when the payload had no subtotal. */
  listPrice: string | null;
  sellerDiscount: string | null;
  platformDiscount: string | null;
  subTotal: string | null;
  shippingFee: string | null;
  tax: string | null;
  /** What the total holds beyond the parts above: market fees, insurance. */
  other: string | null;
  total: string | null;
};

/** What an order adds to the figures of its day, in its currency. */
export type OrderWorth = {
  gmv: string;
  /** What of it was cancelled or given back. */
  lost: string;
  netSales: string;
};

export type OrderDetail = OrderTimes & {
  orderId: string;
  status: string;
  currency: string;
  money: OrderMoney;
  /** Null where the order is in no figure: unpaid, or a free sample. */
  worth: OrderWorth | null;
  units: number;
  buyerUserId: string | null;
  buyerNickname: string | null;
  isSampleOrder: boolean;
  isOnHoldOrder: boolean;
  isBuyerRequestCancel: boolean;
  fulfillmentType: string | null;
  shippingType: string | null;
  shippingProvider: string | null;
  trackingNumber: string | null;
  warehouseId: string | null;
  cancelReason: string | null;
  cancellationInitiator: string | null;
  paymentMethodName: string | null;
  recipientRegion: string | null;
  extra: unknown;
};

type DetailRow = Omit<OrderDetail, "money" | "worth"> & OrderMoney & OrderWorth;

const allGoods = { productIds: [] };

/** Which of these shops has an order; null when none has. An order's id is TikTok's own, so no two shops share it. */
export async function findOrderShop(input: { shopIds: string[]; orderId: string }): Promise<string | null> {
  const [row] = await getSql()<{ shopId: string }[]>`
    select shop_id as "shopId" from orders
    where shop_id = any(${input.shopIds}::text[]) and order_id = ${input.orderId}
    limit 1`;
  return row?.shopId ?? null;
}

/** @returns null when the shop has no such order. */
export async function getOrder(input: { shopId: string; orderId: string }): Promise<OrderDetail | null> {
  const sql = getSql();
  const [row] = await sql<DetailRow[]>`
    select order_id as "orderId", status, currency, units, w.gmv::text as gmv, (w.gmv - w.net)::text as lost,
      w.net::text as "netSales",
      create_time as "createTime", update_time as "updateTime", paid_time as "paidTime", rts_time as "rtsTime",
      delivery_time as "deliveryTime", cancel_time as "cancelTime", rts_sla_time as "rtsSlaTime",
      tts_sla_time as "ttsSlaTime", cancel_order_sla_time as "cancelOrderSlaTime", stored_at as "storedAt",
      (sub_total + coalesce(seller_discount, 0) + coalesce(platform_discount, 0))::text as "listPrice",
      seller_discount::text as "sellerDiscount", platform_discount::text as "platformDiscount",
      sub_total::text as "subTotal", shipping_fee::text as "shippingFee", tax::text as tax,
      (total_amount - sub_total - coalesce(shipping_fee, 0) - coalesce(tax, 0))::text as other,
      total_amount::text as total,
      buyer_user_id as "buyerUserId", buyer_nickname as "buyerNickname", is_sample_order as "isSampleOrder",
      is_on_hold_order as "isOnHoldOrder", is_buyer_request_cancel as "isBuyerRequestCancel",
      fulfillment_type as "fulfillmentType", shipping_type as "shippingType",
      shipping_provider as "shippingProvider", tracking_number as "trackingNumber", warehouse_id as "warehouseId",
      cancel_reason as "cancelReason", cancellation_initiator as "cancellationInitiator",
      payment_method_name as "paymentMethodName", recipient_region as "recipientRegion", extra
    from orders o
    cross join lateral (
      select ${orderGmv(sql, allGoods)} as gmv, ${orderNetSales(sql, allGoods)} as net offset 0) w
    where shop_id = ${input.shopId} and order_id = ${input.orderId}
    limit 1`;
  return row ? toDetail(row) : null;
}

function toDetail(row: DetailRow): OrderDetail {
  const { listPrice, sellerDiscount, platformDiscount, subTotal, shippingFee, tax, other, total, ...more } =
    row;
  const { gmv, lost, netSales, ...rest } = more;
  return {
    ...rest,
    createTime: toIso(rest.createTime),
    updateTime: toIso(rest.updateTime),
    paidTime: toIso(rest.paidTime),
    rtsTime: toIso(rest.rtsTime),
    deliveryTime: toIso(rest.deliveryTime),
    cancelTime: toIso(rest.cancelTime),
    rtsSlaTime: toIso(rest.rtsSlaTime),
    ttsSlaTime: toIso(rest.ttsSlaTime),
    cancelOrderSlaTime: toIso(rest.cancelOrderSlaTime),
    storedAt: toIso(rest.storedAt),
    worth: rest.paidTime === null || rest.isSampleOrder ? null : { gmv, lost, netSales },
    money: { listPrice, sellerDiscount, platformDiscount, subTotal, shippingFee, tax, other, total },
  };
}

export type OrderItem = {
  productId: string | null;
  skuId: string | null;
  sellerSku: string | null;
  productName: string | null;
  skuName: string | null;
  /** As TikTok gave it. */
  skuImage: string | null;
  displayStatus: string | null;
  isGift: boolean;
  currency: string;
  quantity: number;
  unitPrice: string | null;
  /** What the buyer paid for all of them. */
  paid: string | null;
};

/** An order's lines by SKU: TikTok sends one line for each unit, so their number is the quantity. */
export async function listOrderItems(input: { shopId: string; orderId: string }): Promise<OrderItem[]> {
  const rows = await getSql()<OrderItem[]>`
    select product_id as "productId", sku_id as "skuId", max(seller_sku) as "sellerSku",
      max(product_name) as "productName", max(sku_name) as "skuName", max(sku_image) as "skuImage", display_status as "displayStatus",
      is_gift as "isGift", currency, count(*)::int as quantity,
      sale_price::text as "unitPrice", sum(sale_price)::text as paid
    from order_line_items
    where shop_id = ${input.shopId} and order_id = ${input.orderId}
    group by product_id, sku_id, display_status, is_gift, currency, sale_price
    order by sum(sale_price) desc nulls last, sku_id
    limit 500`;
  return [...rows];
}
