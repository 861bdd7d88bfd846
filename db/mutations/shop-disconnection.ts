import "server-only";
import type { AuditEntry } from "@/lib/audit-actions";
import { getSql, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";
import { insertAudit } from "./audit";
import { dropUnusedConnections } from "./connections";

/**
 * Stops syncing a shop and keeps all its data. Whoever works on it loses the lease, so nothing of it is written any more;
 * a full sync stays where it is, to be gone on with when the shop is connected again. Tokens that no other shop needs are
 * deleted.
 *
 * @returns false when the shop is not connected.
 */
export async function disconnectShop(shopId: string, entry: AuditEntry): Promise<boolean> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    if (!(await stopShop(tx, shopId))) return false;
    await insertAudit(tx, { ...entry, shopId });
    return true;
  });
}

async function stopShop(tx: TransactionSql, shopId: string): Promise<boolean> {
  const rows = await tx`
    update shops set disconnected_at = now(), connection_id = null
    where shop_id = ${shopId} and disconnected_at is null
    returning 1`;
  if (rows.length === 0) return false;
  await tx`
    update sync_metadata set lease_token = lease_token + 1, lease_owner = null, lease_expires_at = null,
      request_seq = request_seq + 1
    where shop_id = ${shopId}`;
  await tx`
    update sync_runs set status = 'cancelled', stop_reason = 'cancelled', finished_at = now()
    where shop_id = ${shopId} and status = 'running' and kind <> 'full'`;
  await dropUnusedConnections(tx);
  return true;
}

/**
 * Begins to delete a shop's data for good: it is disconnected at once, the rows go in batches (`deleteShopBatch`).
 *
 * @returns false when there is no such shop, or its data is being deleted already.
 */
export async function beginShopDeletion(
  shopId: string,
  requestedBy: string,
  entry: AuditEntry,
): Promise<boolean> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    await stopShop(tx, shopId);
    const rows = await tx<{ shopName: string }[]>`
      insert into shop_deletions as d (shop_id, shop_name, requested_by, requested_at)
      select shop_id, name, ${requestedBy}, now() from shops where shop_id = ${shopId}
      on conflict (shop_id) do update set shop_name = excluded.shop_name, requested_by = excluded.requested_by,
        requested_at = excluded.requested_at, rows_deleted = 0, advanced_at = null, finished_at = null
        where d.finished_at is not null
      returning shop_name as "shopName"`;
    const [deletion] = rows;
    if (!deletion) return false;
    await insertAudit(tx, { ...entry, shopId, subject: deletion.shopName });
    return true;
  });
}
