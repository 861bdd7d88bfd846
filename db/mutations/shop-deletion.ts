import "server-only";
import { getSql, type TransactionSql } from "../client";
import { shopTables } from "../shop-tables";
import { limitTransaction } from "../transaction";
import { insertAudit } from "./audit";

/** By then whoever was working on the shop has noticed that the lease is lost, or was ended by the database. */
const settleSec = 30;

type Deletion = { shopId: string; shopName: string; requestedBy: string; rowsDeleted: string };

/**
 * Deletes the next rows of a shop that is being deleted, at most `limit`, in one transaction. Several callers at once
 * work on different shops. When nothing is left, the shop itself goes, and the audit log says so.
 *
 * @returns the rows deleted and whether that was the end; null when no shop waits.
 */
export async function deleteShopBatch(
  limit: number,
): Promise<{ shopId: string; deleted: number; isDone: boolean } | null> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const [deletion] = await tx<Deletion[]>`
      select shop_id as "shopId", shop_name as "shopName", requested_by as "requestedBy",
        rows_deleted::text as "rowsDeleted"
      from shop_deletions
      where finished_at is null and requested_at <= now() - make_interval(secs => ${settleSec})
      order by requested_at limit 1 for update skip locked`;
    if (!deletion) return null;
    const { shopId } = deletion;
    const deleted = await deleteRows(tx, shopId, limit);
    const isDone = deleted < limit;
    await tx`
      update shop_deletions set rows_deleted = rows_deleted + ${deleted}, advanced_at = now(),
        finished_at = case when ${isDone} then now() end
      where shop_id = ${shopId}`;
    if (isDone) await endDeletion(tx, deletion, deleted);
    return { shopId, deleted, isDone };
  });
}

async function deleteRows(tx: TransactionSql, shopId: string, limit: number): Promise<number> {
  let deleted = 0;
  for (const table of shopTables) {
    const { count } = await tx`
      delete from ${tx(table)} where shop_id = ${shopId} and ctid = any(array(
        select ctid from ${tx(table)} where shop_id = ${shopId} limit ${limit - deleted}))`;
    deleted += count;
    if (deleted >= limit) break;
  }
  return deleted;
}

async function endDeletion(tx: TransactionSql, deletion: Deletion, deletedLast: number): Promise<void> {
  const { shopId, shopName, requestedBy } = deletion;
  await tx`delete from shops where shop_id = ${shopId}`;
  await tx`update users set shop_ids = array_remove(shop_ids, ${shopId}) where ${shopId} = any(shop_ids)`;
  await insertAudit(tx, {
    action: "shop.deleted",
    actor: { id: null, email: requestedBy },
    shopId,
    subject: shopName,
    address: null,
    userAgent: null,
    details: { rows: Number(deletion.rowsDeleted) + deletedLast },
  });
}
