import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Also the columns of a replay's work table (db/schema/replay.ts): a new one needs no second list. */
export const orderColumns = () => ({
  shopId: text().notNull(),
  orderId: text().notNull(),
  status: text().notNull(),
  createTime: instant().notNull(),
  updateTime: instant().notNull(),
  paidTime: instant(),
  rtsTime: instant(),
  deliveryTime: instant(),
  cancelTime: instant(),
  rtsSlaTime: instant(),
  ttsSlaTime: instant(),
  cancelOrderSlaTime: instant(),
  currency: text().notNull(),
  totalAmount: numeric(),
  subTotal: numeric(),
  sellerDiscount: numeric(),
  platformDiscount: numeric(),
  shippingFee: numeric(),
  tax: numeric(),
  buyerUserId: text(),
  buyerNickname: text(),
  isSampleOrder: boolean().notNull().default(false),
  isOnHoldOrder: boolean().notNull().default(false),
  isBuyerRequestCancel: boolean().notNull().default(false),
  fulfillmentType: text(),
  shippingType: text(),
  shippingProvider: text(),
  trackingNumber: text(),
  warehouseId: text(),
  cancelReason: text(),
  cancellationInitiator: text(),
  paymentMethodName: text(),
  /** State or province as TikTok names it; absent while the order is unpaid or on hold. */
  recipientRegion: text(),
  /** What of the address says where (region, districts, town, postal code), parts that TikTok masks left out. */
  recipientAddress: jsonb(),
  units: integer().notNull(),
  extra: jsonb().notNull(),
  /** Of the payload without recipient data; tells a changed copy with an unchanged `update_time`. */
  contentHash: text().notNull(),
  firstSeenAt: instant().notNull(),
  storedAt: instant().notNull(),
  /** When the pages that changed this order were fetched, the newest hundred: where its history is in the log. */
  pageTimes: instant().array().notNull().default([]),
  /** How long after its `update_time` this copy was seen; null when history was read, where it says nothing. */
  latenessSec: integer(),
  /** When TikTok last confirmed this very copy, asked by id; null when it never was asked. */
  checkedAt: instant(),
  /** Since when TikTok, asked by id, knows this order no longer. It is kept, and counted as before. */
  vanishedAt: instant(),
});

/**
 * One row for each order, in the shape of TikTok's order search (version 202309). Money is exact decimals in the
 * order's own currency. No recipient name, phone or street.
 */
export const orders = pgTable("orders", orderColumns(), (t) => [
  primaryKey({ columns: [t.shopId, t.orderId] }),
  index("orders_shop_open_checked")
    .on(t.shopId, sql`coalesce(${t.checkedAt}, ${t.storedAt})`)
    .where(sql`${t.status} not in ('COMPLETED', 'CANCELLED')`),
  index("orders_shop_vanished").on(t.shopId, t.createTime).where(sql`${t.vanishedAt} is not null`),
  index("orders_shop_create_time").on(t.shopId, t.createTime, t.orderId),
  index("orders_shop_status_create_time").on(t.shopId, t.status, t.createTime, t.orderId),
  index("orders_shop_update_time").on(t.shopId, t.updateTime),
  index("orders_shop_paid_time").on(t.shopId, t.paidTime),
  // As `orderDeadline` of db/order-facts.ts has it. Led by the deadline, so that a list by status never takes it for its own.
  index("orders_deadline")
    .on(
      sql`(case when ${t.status} in ('AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING') then ${t.rtsSlaTime} when ${t.status} = 'AWAITING_COLLECTION' then ${t.ttsSlaTime} end)`,
      t.shopId,
    )
    .where(sql`${t.status} in ('AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION')`),
  index("orders_open_update_time")
    .on(t.shopId, t.status, t.updateTime, t.orderId)
    .where(
      sql`${t.status} in ('ON_HOLD', 'AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION', 'IN_TRANSIT')`,
    ),
  index("orders_cancel_requested")
    .on(t.shopId, t.createTime)
    .where(
      sql`${t.isBuyerRequestCancel} and ${t.status} in ('ON_HOLD', 'AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'AWAITING_COLLECTION', 'IN_TRANSIT')`,
    ),
  // Not led by the shop: what they hold is rare enough without it, and on tables without statistics the planner takes the
  // smallest index that begins with the shop for every question about a shop.
  index("orders_buyer").on(t.buyerUserId),
  index("orders_tracking")
    .on(t.trackingNumber.op("text_pattern_ops"))
    .where(sql`${t.trackingNumber} is not null`),
]);

export const orderLineColumns = () => ({
  shopId: text().notNull(),
  lineItemId: text().notNull(),
  orderId: text().notNull(),
  /** The order's `create_time`, so that the orders of a product are found newest first by one index. */
  orderCreateTime: instant().notNull(),
  productId: text(),
  skuId: text(),
  sellerSku: text(),
  productName: text(),
  skuName: text(),
  skuImage: text(),
  originalPrice: numeric(),
  salePrice: numeric(),
  sellerDiscount: numeric(),
  platformDiscount: numeric(),
  currency: text().notNull(),
  displayStatus: text(),
  isGift: boolean().notNull().default(false),
  cancelReason: text(),
  cancelUser: text(),
  packageId: text(),
  trackingNumber: text(),
  /** The tracking number where it is not the order's: further parcels of an order, so few that a small index finds them. */
  otherTrackingNumber: text(),
});

/** One row for each unit sold: TikTok has no quantity field. */
export const orderLineItems = pgTable("order_line_items", orderLineColumns(), (t) => [
  primaryKey({ columns: [t.shopId, t.lineItemId] }),
  index("order_line_items_shop_order").on(t.shopId, t.orderId),
  index("order_line_items_product").on(t.productId, t.orderCreateTime),
  index("order_line_items_other_tracking")
    .on(t.otherTrackingNumber.op("text_pattern_ops"))
    .where(sql`${t.otherTrackingNumber} is not null`),
]);
