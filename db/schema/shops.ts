import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One row for each shop a seller has authorised. Disconnecting dates the row and keeps every order. */
export const shops = pgTable("shops", {
  shopId: text().primaryKey(),
  name: text().notNull(),
  /** ISO 3166-1 alpha-2. */
  region: text().notNull(),
  /** ISO 4217, the shop's main currency; every amount carries its own as well. */
  currency: text().notNull(),
  /** IANA zone; decides which day an order belongs to. */
  timezone: text().notNull(),
  /** Sent as `shop_cipher` with every shop-scoped call. */
  cipher: text().notNull(),
  sellerType: text(),
  connectionId: uuid(),
  /** Since when TikTok notifies us of changes; null while it does not. */
  notifiedSince: instant(),
  /** Why TikTok does not notify us, as an error code; null when it does, or nobody has asked it to. */
  notifyErrorCode: text(),
  /** For how many days pages of the log are kept; null is for ever. */
  rawPagesDays: integer(),
  createdAt: instant().notNull().defaultNow(),
  disconnectedAt: instant(),
});
