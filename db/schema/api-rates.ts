import { doublePrecision, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** What was learned of TikTok's hidden limit for an app and shop, so that a fresh process need not learn it again. */
export const apiRates = pgTable(
  "api_rates",
  {
    shopId: text().notNull(),
    appKey: text().notNull(),
    /** Calls a second that were refused last. */
    ceilingPerSec: doublePrecision().notNull(),
    /** Calls a second that were made last. */
    ratePerSec: doublePrecision().notNull(),
    /** Calls that the way back to the ceiling takes: the more often it was met, the longer. */
    confidence: doublePrecision().notNull(),
    /** TikTok asked for no call before this. */
    pausedUntil: instant(),
    learnedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.shopId, t.appKey] })],
);
