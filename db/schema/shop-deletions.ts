import { bigint, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A shop whose data is being deleted for good, or was: the row outlives everything else of the shop. */
export const shopDeletions = pgTable("shop_deletions", {
  shopId: text().primaryKey(),
  shopName: text().notNull(),
  requestedBy: text().notNull(),
  requestedAt: instant().notNull(),
  rowsDeleted: bigint({ mode: "number" }).notNull().default(0),
  advancedAt: instant(),
  finishedAt: instant(),
});
