import "server-only";
import { ForbiddenError } from "@/lib/errors";
import { managesPeople, type Role } from "@/lib/roles";
import type { TransactionSql } from "../client";

/**
 * Asks again, within the transaction, whether somebody may give others access: they may have lost it since their request
 * was let in. Whoever takes it away waits for this transaction, or this one for them. @throws ForbiddenError
 */
export async function requireManager(tx: TransactionSql, userId: string, given?: Role): Promise<void> {
  const [manager] = await tx<{ role: Role }[]>`select role from users where id = ${userId} for share`;
  if (manager && managesPeople(manager.role) && (given !== "owner" || manager.role === "owner")) return;
  throw new ForbiddenError();
}

/**
 * Voids the links that a person made and may no longer have made, and those that others made for the person while they had
 * another role: an admin's link for an analyst must not open an owner's account. `role` null: the person goes.
 */
export async function voidLinksAround(tx: TransactionSql, userId: string, role: Role | null): Promise<void> {
  const isManager = role !== null && managesPeople(role);
  await tx`delete from password_links where user_id = ${userId}`;
  await tx`
    delete from password_links l using users u
    where l.created_by = ${userId} and l.used_at is null and u.id = l.user_id
      and (${!isManager} or (u.role = 'owner' and ${role !== "owner"}))`;
}
