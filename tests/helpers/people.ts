import { getSql } from "@/db/client";
import { createUser } from "@/db/mutations/users";
import type { AuditAction, AuditEntry } from "@/lib/audit-actions";
import type { Role } from "@/lib/roles";

export const somewhere = { address: "203.0.113.7", userAgent: "a test" };

let count = 0;

export async function newPerson(role: Role): Promise<{ id: string; email: string }> {
  const email = `${role}-${++count}@example.com`;
  return { email, id: await createUser({ email, role, passwordHash: "none" }) };
}

export function entryBy(actor: { id: string; email: string }, action: AuditAction): AuditEntry {
  return { ...somewhere, action, actor };
}

export async function auditedActions(subject: string): Promise<string[]> {
  const rows = await getSql()<{ action: string }[]>`
    select action from audit_log where subject = ${subject} or actor_email = ${subject} order by at, id`;
  return rows.map(({ action }) => action);
}
