import {
  bigint,
  boolean,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A shop-local day whose rollups no longer match the base rows. Only ever inserted and deleted, so marks never wait. */
export const staleDays = pgTable(
  "stale_days",
  {
    shopId: text().notNull(),
    markId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    day: date({ mode: "string" }).notNull(),
    /** Nothing was sold, cancelled or returned: orders only stand elsewhere, and the greater part of the rollups is right. */
    isStateOnly: boolean().notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.markId] }), index("stale_days_shop_day").on(t.shopId, t.day)],
);

/** Sales by the shop-local day of payment. */
export const dailySales = pgTable(
  "daily_sales",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    currency: text().notNull(),
    orders: integer().notNull(),
    units: integer().notNull(),
    gmv: numeric().notNull(),
    netSales: numeric().notNull(),
    /** What completed returns have taken off net sales. */
    refunds: numeric().notNull().default("0"),
    netOrders: integer().notNull(),
    cancelledOrders: integer().notNull(),
    giftUnits: integer().notNull(),
    sampleOrders: integer().notNull(),
    sampleUnits: integer().notNull(),
    rebuiltAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.day, t.currency] })],
);

/** The same figures by the hour; `hour_start` is an instant, so days of 23 and 25 hours are right. */
export const hourlySales = pgTable(
  "hourly_sales",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    hourStart: instant().notNull(),
    currency: text().notNull(),
    orders: integer().notNull(),
    units: integer().notNull(),
    gmv: numeric().notNull(),
    netSales: numeric().notNull(),
    netOrders: integer().notNull(),
    cancelledOrders: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.day, t.hourStart, t.currency] })],
);

/** `daily_sales` by what a filter can ask for. An order is cancelled when its status says so, so that needs no figure. */
export const dailySegmentSales = pgTable(
  "daily_segment_sales",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    currency: text().notNull(),
    status: text().notNull(),
    /** `''` when TikTok named none. */
    fulfillmentType: text().notNull(),
    orders: integer().notNull(),
    units: integer().notNull(),
    gmv: numeric().notNull(),
    netSales: numeric().notNull(),
  },
  (t) => [
    primaryKey({
      name: "daily_segment_sales_pk",
      columns: [t.shopId, t.day, t.currency, t.status, t.fulfillmentType],
    }),
  ],
);

/** `daily_sales` by the buyer's state or province; `''` when TikTok named none. */
export const dailyRegionSales = pgTable(
  "daily_region_sales",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    currency: text().notNull(),
    region: text().notNull(),
    orders: integer().notNull(),
    gmv: numeric().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.day, t.currency, t.region] })],
);

/** Orders by the shop-local day they were created on, as they stand now: exact counts and totals for lists. */
export const dailyOrderStatus = pgTable(
  "daily_order_status",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    status: text().notNull(),
    /** `''` when TikTok named none. */
    fulfillmentType: text().notNull(),
    currency: text().notNull(),
    orders: integer().notNull(),
    totalAmount: numeric().notNull(),
  },
  (t) => [
    primaryKey({
      name: "daily_order_status_pk",
      columns: [t.shopId, t.day, t.status, t.fulfillmentType, t.currency],
    }),
  ],
);

/**
 * How punctually the orders paid on a shop-local day were made ready to ship, and how many were cancelled by whom. Samples
 * are left out, and of what was made ready cancelled orders and what TikTok ships itself; whether an order that is not
 * ready yet is late depends on the clock and is not in here.
 */
export const dailyDispatch = pgTable(
  "daily_dispatch",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    /** As the orders stand now. */
    status: text().notNull(),
    /** `''` when TikTok named none. */
    fulfillmentType: text().notNull(),
    /** Made ready by the deadline, or without one. */
    onTime: integer().notNull(),
    late: integer().notNull(),
    /** From payment to ready, summed over the orders made ready. */
    dispatchSeconds: bigint({ mode: "number" }).notNull(),
    /** Of the orders made ready, how many were within so long of the payment: each is part of the next. */
    within12h: integer("within_12h").notNull().default(0),
    within24h: integer("within_24h").notNull().default(0),
    within48h: integer("within_48h").notNull().default(0),
    within72h: integer("within_72h").notNull().default(0),
    /** Together `cancelled_orders` of `daily_sales`. */
    cancelledByBuyer: integer().notNull().default(0),
    cancelledBySeller: integer().notNull().default(0),
    cancelledByOthers: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({
      name: "daily_dispatch_pk",
      columns: [t.shopId, t.day, t.status, t.fulfillmentType],
    }),
  ],
);
