import { bigint, date, index, numeric, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * A figure of a past day that is another one now. Append-only: the figures of a day at any earlier instant can be told
 * from its rows. A day is past once a sync that began after its end has ended, so what merely came in is not here.
 */
export const restatements = pgTable(
  "restatements",
  {
    shopId: text().notNull(),
    /** In the order the changes were made: rebuilds of a shop never overlap. */
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** A shop-local day, of payment like every figure. */
    day: date({ mode: "string" }).notNull(),
    currency: text().notNull(),
    /** A column of `daily_sales`. */
    metric: text({ enum: ["gmv", "net_sales", "orders", "units", "cancelled_orders"] }).notNull(),
    before: numeric().notNull(),
    after: numeric().notNull(),
    cause: text({ enum: ["cancelled", "refunded", "late_arrival", "repaired", "changed"] }).notNull(),
    /** The run that rebuilt the day; null for a repair by hand. */
    runId: uuid(),
    notedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.id] }),
    index("restatements_shop_day").on(t.shopId, t.day, t.id),
    index("restatements_shop_noted").on(t.shopId, t.notedAt),
  ],
);
