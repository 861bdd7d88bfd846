import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** A buyer who was erased. What comes of them later is stored without them, so they have to be recognised, not known. */
export const erasedBuyers = pgTable(
  "erased_buyers",
  {
    shopId: text().notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    /** SHA-256 of salt and buyer id; the salt is random, and as a rule one for a shop. */
    salt: text().notNull(),
    buyerHash: text().notNull(),
    /** The random id that their orders have instead. */
    standIn: text().notNull(),
    /** Only while the log of pages is being rewritten; null afterwards. */
    buyerUserId: text(),
    requestedBy: text().notNull(),
    requestedAt: instant().notNull(),
    orders: integer().notNull(),
    /** The last page of the log that was looked at. */
    pageCursor: bigint({ mode: "number" }).notNull().default(0),
    pagesRewritten: integer().notNull().default(0),
    finishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.id] }),
    index("erased_buyers_open").on(t.requestedAt).where(sql`${t.finishedAt} is null`),
  ],
);
