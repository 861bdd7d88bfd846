import "server-only";
import { eq, sql } from "drizzle-orm";
import { ConflictError } from "@/lib/errors";
import type { Role } from "@/lib/roles";
import { getDb } from "../client";
import { users } from "../schema";

export type NewUser = { email: string; name?: string | null; role: Role; passwordHash: string };

/** @returns the id of the new user. @throws ConflictError when the address has an account already. */
export async function createUser({ email, name, role, passwordHash }: NewUser): Promise<string> {
  const rows = await getDb()
    .insert(users)
    .values({ email: email.trim(), name: name ?? null, role, passwordHash })
    .onConflictDoNothing()
    .returning({ id: users.id });
  const id = rows[0]?.id;
  if (!id) throw new ConflictError("This e-mail address has an account already.");
  return id;
}

export async function recordSignIn(userId: string): Promise<void> {
  await getDb().update(users).set({ lastSignInAt: sql`now()` }).where(eq(users.id, userId));
}
