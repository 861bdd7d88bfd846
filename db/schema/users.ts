import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text(),
    role: text({ enum: ["owner", "admin", "analyst", "viewer"] }).notNull(),
    /** The shops an analyst or viewer may see; null is all of them, those connected later included. */
    shopIds: text().array(),
    passwordHash: text().notNull(),
    /** Raised to end every session of the user; a session carries the version it was made with. */
    sessionVersion: integer().notNull().default(1),
    createdAt: instant().notNull().defaultNow(),
    lastSignInAt: instant(),
  },
  (t) => [
    uniqueIndex("users_email_key").on(sql`lower(${t.email})`),
    check("users_role_check", sql`${t.role} in ('owner', 'admin', 'analyst', 'viewer')`),
  ],
);
