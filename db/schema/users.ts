import { sql } from "drizzle-orm";
import {
  check,
  doublePrecision,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns";

const role = () => text({ enum: ["owner", "admin", "analyst", "viewer"] }).notNull();
/** The shops an analyst or viewer may see; null is all of them, those connected later included. */
const shopIds = () => text().array();

export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text(),
    role: role(),
    shopIds: shopIds(),
    /** bcrypt; null for a person who signs in with Google or GitHub only. */
    passwordHash: text(),
    createdAt: instant().notNull().defaultNow(),
    lastSignInAt: instant(),
  },
  (t) => [
    uniqueIndex("users_email_key").on(sql`lower(${t.email})`),
    check("users_role_check", sql`${t.role} in ('owner', 'admin', 'analyst', 'viewer')`),
  ],
);

/** A browser that is signed in. The cookie names the row; without the row it counts for nothing. */
export const userSessions = pgTable(
  "user_sessions",
  {
    id: uuid().primaryKey(),
    userId: uuid().notNull(),
    method: text({ enum: ["password", "google", "github"] }).notNull(),
    createdAt: instant().notNull().defaultNow(),
    lastSeenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    address: text(),
    userAgent: text(),
  },
  (t) => [index("user_sessions_user").on(t.userId)],
);

/** An invitation by link: the hash of its token, good once until it expires. One open invitation for an address. */
export const invitations = pgTable(
  "invitations",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    role: role(),
    shopIds: shopIds(),
    tokenHash: text().notNull(),
    invitedBy: uuid().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex("invitations_token_key").on(t.tokenHash),
    uniqueIndex("invitations_open_email_key")
      .on(sql`lower(${t.email})`)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
  ],
);

/** A link that sets a new password: the hash of its token, good once until it expires. */
export const passwordLinks = pgTable(
  "password_links",
  {
    tokenHash: text().primaryKey(),
    userId: uuid().notNull(),
    createdBy: uuid().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [index("password_links_user").on(t.userId)],
);

/** Failed sign-ins by account, by address and by both; shared by every instance (lib/sign-in-throttle.ts). */
export const signInCounters = pgTable(
  "sign_in_counters",
  {
    /** A kind (lib/sign-in-throttle.ts), a colon and a hash. */
    key: text().primaryKey(),
    /** Failures that time has not forgiven yet; a fraction, because time forgives them steadily. */
    failures: doublePrecision().notNull().default(0),
    /** Tries that were let in and have not ended. */
    pending: integer().notNull().default(0),
    /** Tries refused since the last one that was let in. */
    refusals: integer().notNull().default(0),
    changedAt: instant().notNull(),
    blockedUntil: instant(),
  },
  (t) => [index("sign_in_counters_changed").on(t.changedAt)],
);
