import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** What a return or a cancellation gives back, in its parts, as TikTok states them. */
const refundColumns = () => ({
  currency: text(),
  refundTotal: numeric(),
  refundSubtotal: numeric(),
  refundShippingFee: numeric(),
  refundTax: numeric(),
});

const provenanceColumns = () => ({
  extra: jsonb().notNull(),
  /** Of the payload without personal data; tells a changed copy with an unchanged `update_time`. */
  contentHash: text().notNull(),
  firstSeenAt: instant().notNull(),
  storedAt: instant().notNull(),
  /** When TikTok last confirmed this very copy, asked by id; null when it never was asked. */
  checkedAt: instant(),
  /** Since when TikTok, asked by id, knows this record no longer. It is kept. */
  vanishedAt: instant(),
});

/** One row for each request to return, refund or replace, in the shape of TikTok's returns search (version 202309). */
export const returns = pgTable(
  "returns",
  {
    shopId: text().notNull(),
    returnId: text().notNull(),
    orderId: text().notNull(),
    returnType: text(),
    status: text().notNull(),
    /** The money is back with the buyer: net sales of the order's day are less by it (docs/adr/0016). */
    isRefunded: boolean().notNull(),
    role: text(),
    reason: text(),
    reasonText: text(),
    ...refundColumns(),
    units: integer().notNull(),
    createTime: instant().notNull(),
    updateTime: instant().notNull(),
    /** Until when the seller has to answer; null when nothing is asked of the seller. */
    respondBy: instant(),
    arbitrationStatus: text(),
    trackingNumber: text(),
    shippingProvider: text(),
    ...provenanceColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.returnId] }),
    index("returns_shop_create_time").on(t.shopId, t.createTime, t.returnId),
    index("returns_shop_status_create_time").on(t.shopId, t.status, t.createTime, t.returnId),
    index("returns_shop_update_time").on(t.shopId, t.updateTime),
    index("returns_shop_order").on(t.shopId, t.orderId),
  ],
);

/**
 * The parts of a return: its units, or one part without a unit when TikTok tells no amount by unit. The parts of a
 * return add up to what it gives back.
 */
export const returnLineItems = pgTable(
  "return_line_items",
  {
    shopId: text().notNull(),
    returnId: text().notNull(),
    /** TikTok's id of the part, or its place in the return. */
    returnLineItemId: text().notNull(),
    orderId: text().notNull(),
    /** Null for the part that stands for the whole. */
    orderLineItemId: text(),
    isRefunded: boolean().notNull(),
    skuId: text(),
    sellerSku: text(),
    productName: text(),
    skuName: text(),
    ...refundColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.returnId, t.returnLineItemId] }),
    index("return_line_items_shop_refunded_order").on(t.shopId, t.orderId).where(sql`${t.isRefunded}`),
  ],
);

/** One row for each cancellation, asked for or done, in the shape of TikTok's cancellations search (version 202309). */
export const cancellations = pgTable(
  "cancellations",
  {
    shopId: text().notNull(),
    cancelId: text().notNull(),
    orderId: text().notNull(),
    cancelType: text(),
    status: text().notNull(),
    role: text(),
    reason: text(),
    reasonText: text(),
    ...refundColumns(),
    units: integer().notNull(),
    createTime: instant().notNull(),
    updateTime: instant().notNull(),
    ...provenanceColumns(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.cancelId] }),
    index("cancellations_shop_create_time").on(t.shopId, t.createTime, t.cancelId),
    index("cancellations_shop_status_create_time").on(t.shopId, t.status, t.createTime, t.cancelId),
    index("cancellations_shop_update_time").on(t.shopId, t.updateTime),
    index("cancellations_shop_order").on(t.shopId, t.orderId),
  ],
);
