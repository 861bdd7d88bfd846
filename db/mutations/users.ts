import "server-only";
import { eq, sql } from "drizzle-orm";
import { ConflictError } from "@/lib/errors";
import type { Role } from "@/lib/roles";
import { getDb, getSql } from "../client";
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

/**
 * Creates the owner of an installation that has no user yet.
 * @returns false when there is one already; of several at once exactly one succeeds.
 */
export async function createFirstOwner({ email, passwordHash }: { email: string; passwordHash: string }) {
  return getSql().begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('first-owner', 0))`;
    const rows = await tx`
      insert into users (email, role, password_hash)
      select ${email}, 'owner', ${passwordHash} where not exists (select 1 from users)
      returning id`;
    return rows.length > 0;
  });
}

export async function recordSignIn(userId: string): Promise<void> {
  await getDb().update(users).set({ lastSignInAt: sql`now()` }).where(eq(users.id, userId));
}
