import { integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One seller's authorisation. Both tokens are AES-256-GCM ciphertexts that name their key. */
export const tiktokConnections = pgTable(
  "tiktok_connections",
  {
    id: uuid().primaryKey().defaultRandom(),
    openId: text().notNull(),
    sellerName: text(),
    sellerBaseRegion: text(),
    accessTokenSealed: text().notNull(),
    refreshTokenSealed: text().notNull(),
    accessTokenIssuedAt: instant().notNull(),
    accessTokenExpiresAt: instant().notNull(),
    refreshTokenExpiresAt: instant(),
    /** When the seller last gave consent. */
    authorizedAt: instant().notNull().defaultNow(),
    /** When the authorisation ends, as TikTok announced it; null while it has not. */
    authorizationEndsAt: instant(),
    grantedScopes: text().array().notNull(),
    status: text({ enum: ["active", "needs_reconnect"] })
      .notNull()
      .default("active"),
    lastErrorCode: text(),
    /** Counts refreshes, so that an instance knows whether somebody else already replaced the token it holds. */
    tokenVersion: integer().notNull().default(1),
    refreshLeaseExpiresAt: instant(),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("tiktok_connections_open_id_key").on(t.openId)],
);

/** A started authorisation: the hash of its `state`, good once, for one browser and one user. */
export const oauthStates = pgTable("oauth_states", {
  stateHash: text().primaryKey(),
  userId: uuid().notNull(),
  browserHash: text().notNull(),
  createdAt: instant().notNull().defaultNow(),
  expiresAt: instant().notNull(),
  usedAt: instant(),
});
