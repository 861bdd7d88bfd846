import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One row: where alerts are sent, and how that fared. */
export const alertSettings = pgTable(
  "alert_settings",
  {
    id: integer().primaryKey(),
    /** Both addresses are as good as passwords: sealed like tokens. */
    webhookUrlSealed: text(),
    heartbeatUrlSealed: text(),
    webhookOkAt: instant(),
    webhookErrorAt: instant(),
    webhookError: text(),
    heartbeatOkAt: instant(),
    heartbeatErrorAt: instant(),
    heartbeatError: text(),
    /** The last look at all shops, so that of several instances one looks at a time. */
    evaluatedAt: instant(),
  },
  (t) => [check("alert_settings_one_row", sql`${t.id} = 1`)],
);

/** What needs somebody, from its beginning to its end; at most one open of a kind and shop. */
export const alerts = pgTable(
  "alerts",
  {
    shopId: text().notNull(),
    kind: text({ enum: ["needs_reconnecting", "deadline", "stale", "looping", "proof"] }).notNull(),
    beganAt: instant().notNull(),
    endedAt: instant(),
    shopName: text().notNull(),
    level: integer().notNull(),
    isReminded: boolean().notNull(),
    title: text().notNull(),
    sentence: text().notNull(),
    /** When a message about it was last put on its way; null while nobody is to be told. */
    toldAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.kind, t.beganAt] }),
    index("alerts_open").on(t.shopId, t.kind).where(sql`${t.endedAt} is null`),
  ],
);

/** Messages on their way: written with the alert's change, sent afterwards, tried again until they arrive or are a day old. */
export const alertMessages = pgTable(
  "alert_messages",
  {
    shopId: text().notNull(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    kind: text().notNull(),
    event: text({ enum: ["began", "worse", "reminder", "ended"] }).notNull(),
    title: text().notNull(),
    sentence: text().notNull(),
    createdAt: instant().notNull(),
    deliveredAt: instant(),
    attempts: integer().notNull().default(0),
    /** Whoever sends it moves this first, so that nobody else does at the same time. */
    nextAttemptAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.shopId, t.id] }),
    index("alert_messages_due").on(t.nextAttemptAt).where(sql`${t.deliveredAt} is null`),
  ],
);
