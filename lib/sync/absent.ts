import type { TransactionSql } from "@/db/client";
import { addRecordTasks } from "@/db/mutations/sync-tasks";
import type { RunContext } from "./run-context";

type Also = ((tx: TransactionSql) => Promise<void>) | undefined;

/**
 * Records of ours created in a span that TikTok has just been read for, and that were not among them: they are to be
 * asked for by id before anything is believed of them. A first sync has nothing of ours to miss.
 *
 * @param span half-open Unix seconds of `create_time`, read completely.
 * @returns statements for the page's transaction, or nothing.
 */
export async function findAbsent(
  context: RunContext,
  span: { fromSec: number | null; toSec: number; recordStatus?: string | null | undefined },
  hasSeen: (id: string) => boolean,
): Promise<Also> {
  const { shop, resource } = context.sync;
  if (!resource.byId || !context.compares) return undefined;
  if (span.fromSec !== null && span.fromSec >= span.toSec) return undefined;
  const stored = await resource.byId.listStored(shop.shopId, span);
  const absent = stored.filter((id) => !hasSeen(id));
  if (absent.length === 0) return undefined;
  const place = { shopId: shop.shopId, resource: resource.name, runId: context.run.runId };
  // Not listed under its old status means that it has another by now: only a second absence makes it vanish.
  const reason = span.recordStatus ? "count" : "vanished";
  return (tx) => addRecordTasks(tx, place, reason, absent);
}
