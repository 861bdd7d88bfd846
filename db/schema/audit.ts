import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Who did what, when and from where. Append-only: a trigger refuses every change. The person's address is copied,
 * because an entry outlives the account; no secret and nothing of a buyer is ever written.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    at: instant().notNull().defaultNow(),
    id: bigint({ mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    action: text().notNull(),
    /** Null when nobody was signed in, as at a failed sign-in. */
    actorId: uuid(),
    actorEmail: text(),
    shopId: text(),
    /** What or whom it was done to, in words: an e-mail address, a run's id. */
    subject: text(),
    address: text(),
    userAgent: text(),
    details: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.at, t.id] }),
    index("audit_log_action").on(t.action, t.at, t.id),
    index("audit_log_actor").on(t.actorId, t.at, t.id),
    index("audit_log_shop").on(t.shopId, t.at, t.id),
  ],
);
