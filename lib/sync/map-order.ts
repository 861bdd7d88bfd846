import { createHash } from "node:crypto";
import type { OrderLineRow, OrderRow } from "@/db/mutations/store-orders";
import type { TikTokLineItem, TikTokOrder } from "@/lib/tiktok/order-schema";
import type { ReadOrder } from "@/lib/tiktok/orders";

export type MappedOrder = {
  row: OrderRow;
  lines: OrderLineRow[];
  /** The payload without recipient data, for the log of pages. */
  json: string;
};

/** What of an address says where, and neither who nor which door. */
const addressKeys = new Set(["region_code", "district_info", "post_town", "postal_code"]);
const personalKeys = new Set(["cpf", "cpf_name"]);

/** Payload keys that have a column or a table of their own; everything else goes to `extra`. */
const columnKeys = new Set([
  "id",
  "status",
  "create_time",
  "update_time",
  "paid_time",
  "rts_time",
  "delivery_time",
  "cancel_time",
  "rts_sla_time",
  "tts_sla_time",
  "cancel_order_sla_time",
  "user_id",
  "buyer_nickname",
  "is_sample_order",
  "is_on_hold_order",
  "is_buyer_request_cancel",
  "fulfillment_type",
  "shipping_type",
  "shipping_provider",
  "tracking_number",
  "warehouse_id",
  "cancel_reason",
  "cancellation_initiator",
  "payment_method_name",
  "recipient_address",
  "line_items",
]);
const paymentColumnKeys = new Set([
  "currency",
  "total_amount",
  "sub_total",
  "seller_discount",
  "platform_discount",
  "shipping_fee",
  "tax",
]);

/**
 * An order of TikTok's as rows. Pure: the same payload gives the same rows, apart from when it was seen.
 *
 * @param seen.seenAtSec TikTok's clock when it showed this change; null when it showed history.
 * @param shop.currency used when neither the payment nor a line names one.
 */
export function mapOrder(
  { raw, order }: ReadOrder,
  shop: { shopId: string; currency: string },
  seen: { storedAtIso: string; seenAtSec: number | null },
): MappedOrder {
  const clean = withoutRecipient(raw);
  const json = JSON.stringify(clean);
  const currency =
    order.payment?.currency ?? order.line_items.find((line) => line.currency)?.currency ?? shop.currency;
  const row = rowOf(order, shop.shopId, currency, copyOf(order, clean, json, seen));
  return { json, row, lines: order.line_items.map((line) => mapLine(line, order, row)) };
}

/**
 * A copy of a payload with the recipient's name, phone, street and tax number taken out. A spread keeps the shape that
 * parsing gave the object: built key by key, the copy takes three times as long to be written as JSON.
 */
export function withoutRecipient(raw: Record<string, unknown>): Record<string, unknown> {
  const clean = { ...raw };
  for (const key of personalKeys) if (key in clean) delete clean[key];
  if ("recipient_address" in clean) clean.recipient_address = pick(clean.recipient_address, addressKeys);
  return clean;
}

function pick(value: unknown, keys: Set<string>): unknown {
  if (typeof value !== "object" || value === null) return null;
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.has(key)));
}

/** One literal: a row put together by spreading has a shape that every later step reads slowly. */
function rowOf(order: TikTokOrder, shopId: string, currency: string, copy: Copy): OrderRow {
  const payment = order.payment ?? null;
  return {
    shopId,
    orderId: order.id,
    status: order.status,
    createTime: iso(order.create_time),
    updateTime: iso(order.update_time),
    paidTime: iso(order.paid_time),
    rtsTime: iso(order.rts_time),
    deliveryTime: iso(order.delivery_time),
    cancelTime: iso(order.cancel_time),
    rtsSlaTime: iso(order.rts_sla_time),
    ttsSlaTime: iso(order.tts_sla_time),
    cancelOrderSlaTime: iso(order.cancel_order_sla_time),
    currency,
    totalAmount: payment?.total_amount ?? null,
    subTotal: payment?.sub_total ?? null,
    sellerDiscount: payment?.seller_discount ?? null,
    platformDiscount: payment?.platform_discount ?? null,
    shippingFee: payment?.shipping_fee ?? null,
    tax: payment?.tax ?? null,
    buyerUserId: order.user_id,
    buyerNickname: order.buyer_nickname,
    isSampleOrder: order.is_sample_order,
    isOnHoldOrder: order.is_on_hold_order,
    isBuyerRequestCancel: order.is_buyer_request_cancel,
    fulfillmentType: order.fulfillment_type,
    shippingType: order.shipping_type,
    shippingProvider: order.shipping_provider,
    trackingNumber: order.tracking_number,
    warehouseId: order.warehouse_id,
    cancelReason: order.cancel_reason,
    cancellationInitiator: order.cancellation_initiator,
    paymentMethodName: order.payment_method_name,
    recipientRegion: stateOf(order),
    recipientAddress: copy.recipientAddress,
    units: order.line_items.length,
    extra: copy.extra,
    contentHash: copy.contentHash,
    firstSeenAt: copy.storedAtIso,
    storedAt: copy.storedAtIso,
    pageTimes: [copy.storedAtIso],
    latenessSec: copy.latenessSec,
    checkedAt: null,
    vanishedAt: null,
  };
}

type Copy = ReturnType<typeof copyOf>;

/** What the row says of this copy of the order, and what of the payload has no column. */
function copyOf(
  order: TikTokOrder,
  clean: Record<string, unknown>,
  json: string,
  { storedAtIso, seenAtSec }: { storedAtIso: string; seenAtSec: number | null },
) {
  return {
    storedAtIso,
    recipientAddress: addressOf(clean),
    extra: extraOf(clean),
    contentHash: createHash("sha1").update(json).digest("base64"),
    latenessSec: seenAtSec === null ? null : Math.max(0, seenAtSec - order.update_time),
  };
}

/** `L1` is the state or province in every market's address. */
function stateOf(order: TikTokOrder): string | null {
  const districts = order.recipient_address?.district_info ?? [];
  return districts.find((district) => district.address_level === "L1")?.address_name ?? null;
}

/** The parts of an address that are there and not masked, as JSON text: parts that later payloads lack stay as they were. */
function addressOf({ recipient_address: address }: Record<string, unknown>): string | null {
  if (typeof address !== "object" || address === null) return null;
  const isMasked = (value: unknown) => typeof value === "string" && value.includes("*");
  const parts = Object.entries(address).filter(([, value]) => !isBlank(value) && !isMasked(value));
  return parts.length === 0 ? null : JSON.stringify(Object.fromEntries(parts));
}

/** JSON text of what has no column of its own; put together here, for an object that grows by keys is slow to write. */
function extraOf(clean: Record<string, unknown>): string {
  const members: string[] = [];
  for (const key of Object.keys(clean)) {
    const value = clean[key];
    if (columnKeys.has(key) || isBlank(value)) continue;
    const kept = key === "payment" ? paymentExtra(value) : value;
    members.push(`${JSON.stringify(key)}:${JSON.stringify(kept)}`);
  }
  return `{${members.join(",")}}`;
}

function paymentExtra(payment: unknown): unknown {
  if (typeof payment !== "object" || payment === null) return payment;
  const rest = Object.entries(payment).filter(
    ([key, value]) => !paymentColumnKeys.has(key) && !isBlank(value) && value !== "0",
  );
  return Object.fromEntries(rest);
}

function isBlank(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function mapLine(line: TikTokLineItem, order: TikTokOrder, row: OrderRow): OrderLineRow {
  return {
    shopId: row.shopId,
    lineItemId: line.id,
    orderId: order.id,
    orderCreateTime: row.createTime,
    productId: line.product_id,
    skuId: line.sku_id,
    sellerSku: line.seller_sku,
    productName: line.product_name,
    skuName: line.sku_name,
    skuImage: line.sku_image,
    originalPrice: line.original_price,
    salePrice: line.sale_price,
    sellerDiscount: line.seller_discount,
    platformDiscount: line.platform_discount,
    currency: line.currency ?? row.currency,
    displayStatus: line.display_status,
    isGift: line.is_gift,
    cancelReason: line.cancel_reason,
    cancelUser: line.cancel_user,
    packageId: line.package_id,
    trackingNumber: line.tracking_number,
    otherTrackingNumber: line.tracking_number === order.tracking_number ? null : line.tracking_number,
  };
}

function iso(seconds: number): string;
function iso(seconds: number | null): string | null;
function iso(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
