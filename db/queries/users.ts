import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Role } from "@/lib/roles";
import { getDb, getSql } from "../client";
import { toIso } from "../instants";
import { users } from "../schema";

export type StoredUser = typeof users.$inferSelect;

export async function findUserByEmail(email: string): Promise<StoredUser | null> {
  const rows = await getDb()
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.trim().toLowerCase()))
    .limit(1);
  return rows[0] ?? null;
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

export async function findUserById(id: string): Promise<StoredUser | null> {
  if (!isUuid(id)) return null;
  const rows = await getDb().select().from(users).where(eq(users.id, id)).limit(1);
  return rows[0] ?? null;
}

export async function hasAnyUser(): Promise<boolean> {
  const rows = await getDb().select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}

export type SignedInUser = {
  sessionId: string;
  lastSeenAt: string;
  id: string;
  email: string;
  name: string | null;
  role: Role;
  shopIds: string[] | null;
};

/** The person behind a session's cookie; null when the session was ended or has expired, or the person is gone. */
export async function findSignedInUser(sessionId: string): Promise<SignedInUser | null> {
  if (!isUuid(sessionId)) return null;
  const [row] = await getSql()<SignedInUser[]>`
    select s.id as "sessionId", s.last_seen_at as "lastSeenAt", u.id, u.email, u.name, u.role,
      u.shop_ids as "shopIds"
    from user_sessions s join users u on u.id = s.user_id
    where s.id = ${sessionId} and s.expires_at > now()`;
  return row ? { ...row, lastSeenAt: toIso(row.lastSeenAt) } : null;
}
