import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditEntry, RequestOrigin } from "@/lib/audit-actions";
import { getSql } from "../client";
import { insertAudit } from "./audit";

export type NewSession = {
  user: { id: string; email: string };
  method: "password" | "google" | "github";
  origin: RequestOrigin;
  lifeSec: number;
};

/** Signs a browser in. @returns the session's id. */
export async function startSession({ user, method, origin, lifeSec }: NewSession): Promise<string> {
  const id = randomUUID();
  const { address, userAgent } = origin;
  await getSql().begin(async (tx) => {
    await tx`delete from user_sessions where user_id = ${user.id} and expires_at <= now()`;
    await tx`
      insert into user_sessions (id, user_id, method, expires_at, address, user_agent)
      values (${id}, ${user.id}, ${method}, now() + make_interval(secs => ${lifeSec}), ${address}, ${userAgent})`;
    await tx`update users set last_sign_in_at = now() where id = ${user.id}`;
    await insertAudit(tx, { ...origin, action: "sign_in.succeeded", actor: user, details: { method } });
  });
  return id;
}

const seenEveryMin = 5;

/** Notes that a session is in use, at most once in five minutes. */
export async function touchSession(id: string): Promise<void> {
  await getSql()`
    update user_sessions set last_seen_at = now()
    where id = ${id} and last_seen_at < now() - make_interval(mins => ${seenEveryMin})`;
}

/** Ends the session that signs itself out. */
export async function endOwnSession(id: string, origin: RequestOrigin): Promise<void> {
  await getSql().begin(async (tx) => {
    const [user] = await tx<{ id: string; email: string }[]>`
      delete from user_sessions s using users u where s.id = ${id} and u.id = s.user_id returning u.id, u.email`;
    if (user) await insertAudit(tx, { ...origin, action: "sign_out", actor: user });
  });
}

/** Ends one session of a person, all but one, or all. @returns how many there were. */
export async function endSessions(
  which: { userId: string; onlyId?: string; exceptId?: string },
  entry: AuditEntry,
): Promise<number> {
  const { userId, onlyId = null, exceptId = null } = which;
  return getSql().begin(async (tx) => {
    const ended = await tx`
      delete from user_sessions
      where user_id = ${userId} and (${onlyId}::uuid is null or id = ${onlyId}::uuid)
        and id is distinct from ${exceptId}::uuid
      returning 1`;
    if (ended.length > 0)
      await insertAudit(tx, { ...entry, details: { ...entry.details, sessions: ended.length } });
    return ended.length;
  });
}
