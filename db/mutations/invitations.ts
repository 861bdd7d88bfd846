import "server-only";
import type { AuditEntry, RequestOrigin } from "@/lib/audit-actions";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { managesPeople, type Role } from "@/lib/roles";
import { getSql, type SqlRunner, type TransactionSql } from "../client";
import { insertAudit } from "./audit";
import { requireManager } from "./managers";

export type NewInvitation = {
  email: string;
  role: Role;
  shopIds: readonly string[] | null;
  tokenHash: string;
  invitedBy: string;
  lifeSec: number;
};

/**
 * Invites an address; an invitation it had before is revoked, so that one link is good at a time.
 * @throws ConflictError when the address has an account. @throws ForbiddenError when who invites may not any more.
 */
export async function createInvitation(invitation: NewInvitation, entry: AuditEntry): Promise<void> {
  const { email, role, shopIds, tokenHash, invitedBy, lifeSec } = invitation;
  await getSql().begin(async (tx) => {
    await requireManager(tx, invitedBy, role);
    await tx`select pg_advisory_xact_lock(hashtextextended(${`invitation:${email}`}, 0))`;
    const [known] = await tx`select 1 from users where lower(email) = ${email}`;
    if (known) throw new ConflictError("This e-mail address has an account already.");
    await tx`
      update invitations set revoked_at = now()
      where lower(email) = ${email} and accepted_at is null and revoked_at is null`;
    await tx`
      insert into invitations (email, role, shop_ids, token_hash, invited_by, expires_at)
      values (${email}, ${role}, ${shopIds as string[] | null}, ${tokenHash}, ${invitedBy},
        now() + make_interval(secs => ${lifeSec}))`;
    await insertAudit(tx, { ...entry, subject: email });
  });
}

/** @throws NotFoundError when it is accepted or revoked already, or beyond the power of who asks. */
export async function revokeInvitation(
  which: { id: string; mayTouchOwners: boolean },
  entry: AuditEntry,
): Promise<void> {
  await getSql().begin(async (tx) => {
    const [revoked] = await tx<{ email: string }[]>`
      update invitations set revoked_at = now()
      where id = ${which.id} and accepted_at is null and revoked_at is null
        and (role <> 'owner' or ${which.mayTouchOwners})
      returning email`;
    if (!revoked) throw new NotFoundError("This invitation is not open any more.");
    await insertAudit(tx, { ...entry, subject: revoked.email });
  });
}

/** Invitations that a person may no longer have given: all of one who is gone or manages nobody now. */
export async function revokeInvitationsBy(
  runner: SqlRunner,
  userId: string,
  nowRole: Role | null,
): Promise<void> {
  const mayInvite = nowRole !== null && managesPeople(nowRole);
  await runner`
    update invitations set revoked_at = now()
    where invited_by = ${userId} and accepted_at is null and revoked_at is null
      and (${!mayInvite} or (role = 'owner' and ${nowRole !== "owner"}))`;
}

export type NewPerson = { id: string; email: string };

/** Accepts by link. @returns null when the link is unknown, used, revoked or expired. */
export function acceptInvitation(
  accepted: { tokenHash: string; name: string | null; passwordHash: string },
  origin: RequestOrigin,
): Promise<NewPerson | null> {
  return getSql().begin((tx) => join(tx, { ...accepted, email: null }, origin));
}

/** Accepts for somebody whom Google or GitHub vouches for. @returns null when the address is not invited. */
export function acceptInvitationOf(
  email: string,
  name: string | null,
  origin: RequestOrigin,
): Promise<NewPerson | null> {
  return getSql().begin((tx) => join(tx, { email, name, tokenHash: null, passwordHash: null }, origin));
}

type Acceptance = {
  tokenHash: string | null;
  email: string | null;
  name: string | null;
  passwordHash: string | null;
};

async function join(
  tx: TransactionSql,
  accepted: Acceptance,
  origin: RequestOrigin,
): Promise<NewPerson | null> {
  const [invitation] = await tx<{ email: string; role: Role; shopIds: string[] | null }[]>`
    update invitations set accepted_at = now()
    where (token_hash = ${accepted.tokenHash} or lower(email) = ${accepted.email})
      and accepted_at is null and revoked_at is null and expires_at > now()
    returning email, role, shop_ids as "shopIds"`;
  if (!invitation) return null;
  const { email, role, shopIds } = invitation;
  const [person] = await tx<NewPerson[]>`
    insert into users (email, name, role, shop_ids, password_hash)
    values (${email}, ${accepted.name}, ${role}, ${shopIds}, ${accepted.passwordHash})
    on conflict do nothing returning id, email`;
  if (!person) throw new ConflictError("This e-mail address has an account already. Sign in instead.");
  await insertAudit(tx, { ...origin, action: "person.joined", actor: person, details: { role } });
  return person;
}
