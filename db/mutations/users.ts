import "server-only";
import type { AuditEntry, RequestOrigin } from "@/lib/audit-actions";
import { ConflictError } from "@/lib/errors";
import type { Role } from "@/lib/roles";
import { getSql } from "../client";
import { insertAudit } from "./audit";

export type NewUser = { email: string; name?: string | null; role: Role; passwordHash: string };

/** The command line has no request that it came from. */
const fromCommand = (command: string): RequestOrigin => ({ address: null, userAgent: `npm run ${command}` });

/** @returns the id of the new user. @throws ConflictError when the address has an account already. */
export async function createUser({ email, name, role, passwordHash }: NewUser): Promise<string> {
  return getSql().begin(async (tx) => {
    const [user] = await tx<{ id: string }[]>`
      insert into users (email, name, role, password_hash)
      values (${email.trim()}, ${name ?? null}, ${role}, ${passwordHash})
      on conflict do nothing returning id`;
    if (!user) throw new ConflictError("This e-mail address has an account already.");
    const entry = { action: "person.created", actor: null, subject: email, details: { role } } as const;
    await insertAudit(tx, { ...fromCommand("user:create"), ...entry });
    return user.id;
  });
}

/**
 * Creates the owner of an installation that has no user yet.
 * @returns false when there is one already; of several at once exactly one succeeds.
 */
export async function createFirstOwner(
  { email, passwordHash }: { email: string; passwordHash: string },
  origin: RequestOrigin,
): Promise<boolean> {
  return getSql().begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended('first-owner', 0))`;
    const [owner] = await tx<{ id: string }[]>`
      insert into users (email, role, password_hash)
      select ${email}, 'owner', ${passwordHash} where not exists (select 1 from users)
      returning id`;
    if (!owner) return false;
    await insertAudit(tx, { ...origin, action: "owner.created", actor: { id: owner.id, email } });
    return true;
  });
}

/** Sets a person's own new password and ends every session but the one it was set in. */
export async function changePassword(
  change: { userId: string; passwordHash: string; keepSessionId: string },
  entry: AuditEntry,
): Promise<void> {
  await getSql().begin(async (tx) => {
    await tx`update users set password_hash = ${change.passwordHash} where id = ${change.userId}`;
    await tx`delete from user_sessions where user_id = ${change.userId} and id <> ${change.keepSessionId}`;
    await tx`delete from password_links where user_id = ${change.userId}`;
    await insertAudit(tx, entry);
  });
}

/** Sets anybody's password, for whoever may use the command line. @returns false when nobody has that address. */
export async function setPassword(set: { email: string; passwordHash: string }): Promise<boolean> {
  return getSql().begin(async (tx) => {
    const [user] = await tx<{ id: string; email: string }[]>`
      update users set password_hash = ${set.passwordHash}
      where lower(email) = ${set.email.trim().toLowerCase()} returning id, email`;
    if (!user) return false;
    await tx`delete from user_sessions where user_id = ${user.id}`;
    await tx`delete from password_links where user_id = ${user.id}`;
    const entry = { action: "password.changed", actor: null, subject: user.email } as const;
    await insertAudit(tx, { ...fromCommand("user:password"), ...entry });
    return true;
  });
}
