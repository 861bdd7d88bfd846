import "server-only";
import type { AuditEntry, RequestOrigin } from "@/lib/audit-actions";
import { ForbiddenError } from "@/lib/errors";
import { getSql } from "../client";
import { insertAudit } from "./audit";
import { requireManager } from "./managers";
import { lockPerson } from "./people";

/**
 * Makes a link that sets a person's password; links made before are void.
 * @throws ForbiddenError when an admin makes one for an owner, or the maker manages nobody any more. @throws NotFoundError
 */
export async function createPasswordLink(
  link: { userId: string; tokenHash: string; createdBy: string; lifeSec: number; mayTouchOwners: boolean },
  entry: AuditEntry,
): Promise<void> {
  await getSql().begin(async (tx) => {
    const person = await lockPerson(tx, link.userId, link.createdBy);
    await requireManager(tx, link.createdBy);
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
 * Adds a link that somebody asked for without being signed in. It voids no other: whoever knows an address could else
 * keep its owner from ever using the one an admin has made. @returns false when the person is gone.
 */
export async function addAskedLink(
  link: { userId: string; tokenHash: string; lifeSec: number },
  entry: AuditEntry,
): Promise<boolean> {
  return getSql().begin(async (tx) => {
    const [person] = await tx<
      { email: string }[]
    >`select email from users where id = ${link.userId} for update`;
    if (!person) return false;
    await tx`delete from password_links where user_id = ${link.userId} and expires_at < now()`;
    await tx`
      insert into password_links (token_hash, user_id, created_by, expires_at)
      values (${link.tokenHash}, ${link.userId}, ${link.userId}, now() + make_interval(secs => ${link.lifeSec}))`;
    await insertAudit(tx, { ...entry, subject: person.email });
    return true;
  });
}

/**
 * Uses a link up: sets the password, ends every session of the person and voids their other links.
 * @returns the person; null when the link is unknown, used or expired.
 */
export async function spendPasswordLink(
  link: { tokenHash: string; passwordHash: string },
  origin: RequestOrigin,
): Promise<{ id: string; email: string } | null> {
  return getSql().begin(async (tx) => {
    // The person first, as everywhere: two links of one person that are used at once never wait crosswise.
    const [person] = await tx<{ id: string; email: string }[]>`
      select u.id, u.email from password_links l join users u on u.id = l.user_id
      where l.token_hash = ${link.tokenHash} for update of u`;
    if (!person) return null;
    const used = await tx`
      update password_links set used_at = now()
      where token_hash = ${link.tokenHash} and used_at is null and expires_at > now()`;
    if (used.count === 0) return null;
    await tx`update users set password_hash = ${link.passwordHash} where id = ${person.id}`;
    await tx`delete from user_sessions where user_id = ${person.id}`;
    await tx`delete from password_links where user_id = ${person.id} and used_at is null`;
    await insertAudit(tx, { ...origin, action: "password.link_used", actor: person });
    return person;
  });
}
