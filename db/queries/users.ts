import "server-only";
import { eq, sql } from "drizzle-orm";
import { getDb } from "../client";
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

export async function findUserById(id: string): Promise<StoredUser | null> {
  if (!uuidPattern.test(id)) return null;
  const rows = await getDb().select().from(users).where(eq(users.id, id)).limit(1);
  return rows[0] ?? null;
}

export async function hasAnyUser(): Promise<boolean> {
  const rows = await getDb().select({ id: users.id }).from(users).limit(1);
  return rows.length > 0;
}
