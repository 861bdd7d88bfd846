import "server-only";
import type { AuditEntry, RequestOrigin } from "@/lib/audit-actions";
import { ForbiddenError } from "@/lib/errors";
import { getSql } from "../client";
import { insertAudit } from "./audit";
import { lockPerson } from "./people";

/**
 * Makes a link that sets a person's password; links made before are void.
 * @throws ForbiddenError when an admin makes one for an owner. @throws NotFoundError
 */
export async function createPasswordLink(
  link: { userId: string; tokenHash: string; createdBy: string; lifeSec: number; mayTouchOwners: boolean },
  entry: AuditEntry,
): Promise<void> {
  await getSql().begin(async (tx) => {
    const person = await lockPerson(tx, link.userId);
    if (person.role === "owner" && !link.mayTouchOwners) {
      throw new ForbiddenError("Only an owner can make a password link for an owner.");
    }
    await tx`delete from password_links where user_id = ${link.userId}`;
    await tx`
      insert into password_links (token_hash, user_id, created_by, expires_at)
      values (${link.tokenHash}, ${link.userId}, ${link.createdBy}, now() + make_interval(secs => ${link.lifeSec}))`;
    await insertAudit(tx, { ...entry, subject: person.email });
  });
}

/**
 * Uses a link up: sets the password and ends every session of the person.
 * @returns the person; null when the link is unknown, used or expired.
 */
export async function spendPasswordLink(
  link: { tokenHash: string; passwordHash: string },
  origin: RequestOrigin,
): Promise<{ id: string; email: string } | null> {
  return getSql().begin(async (tx) => {
    const [used] = await tx<{ userId: string }[]>`
      update password_links set used_at = now()
      where token_hash = ${link.tokenHash} and used_at is null and expires_at > now()
      returning user_id as "userId"`;
    if (!used) return null;
    const [person] = await tx<{ id: string; email: string }[]>`
      update users set password_hash = ${link.passwordHash} where id = ${used.userId} returning id, email`;
    if (!person) return null;
    await tx`delete from user_sessions where user_id = ${person.id}`;
    await insertAudit(tx, { ...origin, action: "password.link_used", actor: person });
    return person;
  });
}
