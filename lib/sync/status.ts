import { listSyncStatuses } from "@/db/queries/sync-status";
import type { SyncStatus } from "@/lib/sync-status";
import { requireResource } from "./resources";

/** The state of a shop's sync, computed from evidence; null for a shop that is not connected. */
export async function syncStatus(shopId: string, resource = "orders"): Promise<SyncStatus | null> {
  const { pageSize, scope } = requireResource(resource);
  const statuses = await listSyncStatuses({ shopId, resource, pageSize, scope });
  return statuses[0] ?? null;
}
