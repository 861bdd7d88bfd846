import "server-only";
import { randomUUID } from "node:crypto";
import { ReplayLostError } from "@/lib/sync-errors";
import { getSql, type TransactionSql } from "../client";

/** Several times what one transaction of a replay takes; a killed one keeps others waiting for as long. */
const leaseTtlSec = 20;
const nobody = "00000000-0000-0000-0000-000000000000";

export type ReplayLease = { shopId: string; owner: string };

/**
 * Takes a shop's replay for this process and empties its work tables of what a killed one left.
 * @returns null when another replay of the shop is under way.
 */
export async function claimReplay(shopId: string): Promise<ReplayLease | null> {
  const owner = randomUUID();
  return getSql().begin(async (tx) => {
    await tx`
      insert into order_replays (shop_id, owner, lease_expires_at) values (${shopId}, ${nobody}, '-infinity')
      on conflict (shop_id) do nothing`;
    const claimed = await tx`
      update order_replays set owner = ${owner}, lease_expires_at = now() + make_interval(secs => ${leaseTtlSec})
      where shop_id = ${shopId} and lease_expires_at < now() returning 1`;
    if (claimed.length === 0) return null;
    await clearWorkTables(tx, shopId);
    return { shopId, owner };
  });
}

/**
 * The first statement of every transaction of a replay: renews its lease and holds it until the transaction ends.
 * @throws ReplayLostError another process has taken over, or the server lost the work tables in a crash.
 */
export async function holdReplay(tx: TransactionSql, { shopId, owner }: ReplayLease): Promise<void> {
  const held = await tx`
    update order_replays set lease_expires_at = now() + make_interval(secs => ${leaseTtlSec})
    where shop_id = ${shopId} and owner = ${owner} returning 1`;
  if (held.length === 0) throw new ReplayLostError();
}

/** Empties the work tables and lets others replay the shop. */
export async function releaseReplay({ shopId, owner }: ReplayLease): Promise<void> {
  await getSql().begin(async (tx) => {
    const held = await tx`
      delete from order_replays where shop_id = ${shopId} and owner = ${owner} returning 1`;
    if (held.length > 0) await clearWorkTables(tx, shopId);
  });
}

async function clearWorkTables(tx: TransactionSql, shopId: string): Promise<void> {
  await tx`delete from replay_orders where shop_id = ${shopId}`;
  await tx`delete from replay_order_line_items where shop_id = ${shopId}`;
}
