import "server-only";
import { recordAudit } from "@/db/mutations/audit";
import type { AuditAction, AuditEntry } from "@/lib/audit-actions";
import { requestOrigin } from "./request-origin";

type Actor = { id: string; email: string };
type Facts = Pick<AuditEntry, "shopId" | "subject" | "details">;

/** The entry for what a person does with this request; to be written with the act itself. */
export async function auditEntry(actor: Actor, action: AuditAction, facts: Facts = {}): Promise<AuditEntry> {
  const { id, email } = actor;
  return { ...(await requestOrigin()), ...facts, action, actor: { id, email } };
}

/** Writes the entry at once, for acts that are no change in our database. */
export async function audit(actor: Actor, action: AuditAction, facts: Facts = {}): Promise<void> {
  await recordAudit(await auditEntry(actor, action, facts));
}
