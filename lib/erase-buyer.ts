import { eraseBuyer } from "@/db/mutations/buyer-erasure";
import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import type { AuditEntry } from "./audit-actions";

const marksPerRebuild = 100;

/**
 * Erases a buyer from a shop: orders and sums of buyers now, the log of pages in the minutes after.
 *
 * @returns how many orders were the buyer's; null when the shop knows no such buyer.
 */
export async function eraseBuyerNow(
  buyer: { shopId: string; buyerUserId: string },
  requestedBy: string,
  entry: AuditEntry,
): Promise<number | null> {
  const orders = await eraseBuyer(buyer, requestedBy, entry);
  if (orders === null) return null;
  while ((await rebuildStaleBuyers(buyer.shopId, marksPerRebuild)) > 0);
  return orders;
}
