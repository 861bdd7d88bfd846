import "server-only";
import type { AuditEntry } from "@/lib/audit-actions";
import { getSql } from "../client";
import { insertAudit } from "./audit";

export type AlertTarget = "webhook" | "heartbeat";

const columns = {
  webhook: {
    url: "webhook_url_sealed",
    ok: "webhook_ok_at",
    errorAt: "webhook_error_at",
    error: "webhook_error",
  },
  heartbeat: {
    url: "heartbeat_url_sealed",
    ok: "heartbeat_ok_at",
    errorAt: "heartbeat_error_at",
    error: "heartbeat_error",
  },
} as const;

/**
 * Sets where a target is, or takes it away by null; what is known of the old one is forgotten. A new webhook is told of
 * whatever is open, and of nothing that was on its way to the old one.
 */
export async function saveAlertTarget(
  target: AlertTarget,
  urlSealed: string | null,
  entry: AuditEntry,
): Promise<void> {
  const { url, ok, errorAt, error } = columns[target];
  await getSql().begin(async (tx) => {
    await tx`insert into alert_settings (id) values (1) on conflict (id) do nothing`;
    await tx`
      update alert_settings set ${tx(url)} = ${urlSealed}, ${tx(ok)} = null, ${tx(errorAt)} = null, ${tx(error)} = null`;
    await insertAudit(tx, entry);
    if (target === "heartbeat") return;
    await tx`delete from alert_messages where delivered_at is null`;
    await tx`update alerts set told_at = null where ended_at is null`;
  });
}

/** Notes how a call went; `error` is a sentence, null a success. */
export async function noteAlertCall(target: AlertTarget, error: string | null): Promise<void> {
  const { ok, errorAt, error: errorColumn } = columns[target];
  const sql = getSql();
  if (error === null) await sql`update alert_settings set ${sql(ok)} = now(), ${sql(errorColumn)} = null`;
  else await sql`update alert_settings set ${sql(errorAt)} = now(), ${sql(errorColumn)} = ${error}`;
}
