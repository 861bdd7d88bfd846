import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** How late the changes of the last days were here, as counted at the end of the last sync: one row for each shop. */
export const orderLateness = pgTable(
  "order_lateness",
  {
    shopId: text().notNull(),
    /** Orders in each bucket of lib/lateness.ts, in its order. */
    counts: integer().array().notNull(),
    /** Null when none of the orders changed since they were first copied. */
    medianSec: integer(),
    slowestSec: integer(),
    countedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId] })],
);
