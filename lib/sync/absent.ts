import type { TransactionSql } from "@/db/client";
import { addRecordTasks } from "@/db/mutations/sync-tasks";
import type { RunContext } from "./run-context";

type Also = ((tx: TransactionSql) => Promise<void>) | undefined;

/**
 * Records of ours created in a span that TikTok has just been read for, and that were not among them: they are to be
 * asked for by id before anything is believed of them. What is set aside without an id cannot be asked for, and is no
 * longer aside once it was not among them. A first sync has nothing of ours to miss.
 *
 * @param span half-open Unix seconds of `create_time`, read completely.
 * @param read.sinceMs when reading began, by the clock that dates pages.
 * @returns statements for the page's transaction, or nothing.
 */
export async function findAbsent(
  context: RunContext,
  span: { fromSec: number | null; toSec: number; recordStatus?: string | null | undefined },
  read: { hasSeen: (id: string) => boolean; sinceMs: number },
): Promise<Also> {
  const { shop, resource, now } = context.sync;
  const { byId } = resource;
  if (!byId || !context.compares) return undefined;
  if (span.fromSec !== null && span.fromSec >= span.toSec) return undefined;
  const stored = await byId.listStored(shop.shopId, span);
  const absent = stored.filter((id) => !read.hasSeen(id));
  const place = { shopId: shop.shopId, resource: resource.name, runId: context.run.runId };
  // Not listed under its old status means that it has another by now: only a second absence makes it vanish.
  const reason = span.recordStatus ? "count" : "vanished";
  const times = { sinceIso: new Date(read.sinceMs).toISOString(), nowIso: new Date(now()).toISOString() };
  return async (tx) => {
    await addRecordTasks(tx, place, reason, absent);
    if (!span.recordStatus) await byId.resolveUnnamed(tx, shop.shopId, span, times);
  };
}
