import { sql } from "drizzle-orm";
import { bigint, date, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** Buyers whose rows below no longer match the base rows: some fifty a row. Only ever inserted and deleted. */
export const staleBuyers = pgTable(
  "stale_buyers",
  {
    shopId: text().notNull(),
    markId: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    buyers: text().array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.markId] })],
);

/**
 * One row for each buyer. An order counts when it was paid, was not cancelled and is no free sample; who has none that
 * counts has a row all the same, so that they can be found. Money is not kept here: lists add it up for whom they show.
 */
export const customers = pgTable(
  "customers",
  {
    shopId: text().notNull(),
    buyerUserId: text().notNull(),
    nickname: text(),
    orders: integer().notNull(),
    firstOrderAt: instant(),
    lastOrderAt: instant(),
    /** The shop-local days on which an order that counts was paid, each once, in order. */
    days: date({ mode: "string" }).array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.buyerUserId] }),
    index("customers_shop_orders").on(t.shopId, t.orders, t.lastOrderAt, t.buyerUserId),
    index("customers_shop_nickname").on(t.shopId, sql`left(lower(${t.nickname}), 64) text_pattern_ops`),
  ],
);

/**
 * Buyers of a shop-local day by the day they had bought on before (`-infinity`: never). Buyers of any span, each once,
 * are those of its days who had last bought before the span: a sum over this table, where a distinct count would read
 * every order.
 */
export const dailyBuyers = pgTable(
  "daily_buyers",
  {
    shopId: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    previousDay: date({ mode: "string" }).notNull(),
    buyers: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.day, t.previousDay] })],
);

/** The same by month, without who had bought earlier in that month. */
export const monthlyBuyers = pgTable(
  "monthly_buyers",
  {
    shopId: text().notNull(),
    month: date({ mode: "string" }).notNull(),
    previousDay: date({ mode: "string" }).notNull(),
    buyers: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.month, t.previousDay] })],
);

/** Of the buyers whose first order was paid in `first_month`, how many bought in `month`. */
export const buyerCohorts = pgTable(
  "buyer_cohorts",
  {
    shopId: text().notNull(),
    firstMonth: date({ mode: "string" }).notNull(),
    month: date({ mode: "string" }).notNull(),
    buyers: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.firstMonth, t.month] })],
);
