import "server-only";
import type { AuditEntry } from "@/lib/audit-actions";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/errors";
import type { Role } from "@/lib/roles";
import { getSql, type TransactionSql } from "../client";
import { insertAudit } from "./audit";
import { revokeInvitationsBy } from "./invitations";
import { voidLinksAround } from "./managers";

type LockedPerson = {
  id: string;
  email: string;
  role: Role;
  shopIds: string[] | null;
  isLastOwner: boolean;
};

/**
 * A person under lock, together with every owner and with whoever else is named: of two owners who demote each other at
 * once the second sees what the first has done. @throws NotFoundError
 */
export async function lockPerson(
  tx: TransactionSql,
  userId: string,
  otherId: string = userId,
): Promise<LockedPerson> {
  const rows = await tx<Omit<LockedPerson, "isLastOwner">[]>`
    select id, email, role, shop_ids as "shopIds" from users
    where role = 'owner' or id in (${userId}, ${otherId})
    order by id
    for update`;
  const person = rows.find(({ id }) => id === userId);
  if (!person) throw new NotFoundError("This person has no account any more.");
  const isLastOwner = person.role === "owner" && rows.filter(({ role }) => role === "owner").length === 1;
  return { ...person, isLastOwner };
}

const lastOwner =
  "The last owner cannot be removed or given another role. Make somebody else an owner first.";
const ownersOnly = "Only an owner can make somebody an owner, or change or remove one.";

export type PersonChange = {
  userId: string;
  role: Role;
  shopIds: readonly string[] | null;
  mayTouchOwners: boolean;
};

/** Changes a person's role and access to shops; both hold from their next request on. @throws AppError */
export async function changePerson(change: PersonChange, entry: AuditEntry): Promise<void> {
  const { userId, role, mayTouchOwners } = change;
  const shopIds = change.shopIds === null ? null : [...change.shopIds].sort();
  await getSql().begin(async (tx) => {
    const before = await lockPerson(tx, userId);
    if (!mayTouchOwners && (before.role === "owner" || role === "owner"))
      throw new ForbiddenError(ownersOnly);
    if (before.isLastOwner && role !== "owner") throw new ConflictError(lastOwner);
    await tx`update users set role = ${role}, shop_ids = ${shopIds} where id = ${userId}`;
    const about = { ...entry, subject: before.email };
    if (role !== before.role) {
      await revokeInvitationsBy(tx, userId, role);
      await voidLinksAround(tx, userId, role);
      const details = { from: before.role, to: role };
      await insertAudit(tx, { ...about, action: "person.role_changed", details });
    }
    if (JSON.stringify(shopIds) !== JSON.stringify(before.shopIds)) {
      const details = { from: before.shopIds ?? "all", to: shopIds ?? "all" };
      await insertAudit(tx, { ...about, action: "person.shops_changed", details });
    }
  });
}

/** Removes a person: sessions, links and invitations with them. The audit log keeps their name. @throws AppError */
export async function removePerson(
  which: { userId: string; mayTouchOwners: boolean },
  entry: AuditEntry,
): Promise<void> {
  const { userId, mayTouchOwners } = which;
  await getSql().begin(async (tx) => {
    const person = await lockPerson(tx, userId);
    if (person.isLastOwner) throw new ConflictError(lastOwner);
    if (person.role === "owner" && !mayTouchOwners) throw new ForbiddenError(ownersOnly);
    await revokeInvitationsBy(tx, userId, null);
    await voidLinksAround(tx, userId, null);
    await tx`delete from user_sessions where user_id = ${userId}`;
    await tx`delete from users where id = ${userId}`;
    await insertAudit(tx, { ...entry, subject: person.email, details: { role: person.role } });
  });
}
