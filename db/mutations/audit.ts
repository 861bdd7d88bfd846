import "server-only";
import type { AuditEntry } from "@/lib/audit-actions";
import { getSql, type SqlRunner } from "../client";

const longestText = 400;

/** Text of a visitor's making is cut, and cleared of what PostgreSQL cannot store. */
function tidy(text: string | null | undefined): string | null {
  return text
    ? text
        .replaceAll("\u0000", "")
        .slice(0, longestText)
        .replaceAll(/\p{Surrogate}/gu, "\ufffd")
    : null;
}

function tidyDetail(_key: string, value: unknown): unknown {
  return typeof value === "string" ? tidy(value) : value;
}

/** Writes an entry within the transaction of the act itself: neither exists without the other. */
export async function insertAudit(runner: SqlRunner, entry: AuditEntry): Promise<void> {
  const { action, actor, shopId, subject, address, userAgent, details = {} } = entry;
  await runner`
    insert into audit_log (action, actor_id, actor_email, shop_id, subject, address, user_agent, details)
    values (${action}, ${actor?.id ?? null}, ${tidy(actor?.email)}, ${shopId ?? null}, ${tidy(subject)},
      ${tidy(address)}, ${tidy(userAgent)}, ${JSON.stringify(details, tidyDetail)}::jsonb)`;
}

/** Writes an entry for an act that is not ours to roll back. */
export async function recordAudit(entry: AuditEntry): Promise<void> {
  await insertAudit(getSql(), entry);
}
