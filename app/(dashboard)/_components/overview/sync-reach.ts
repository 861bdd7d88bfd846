import type { Filter } from "@/lib/filters/filter";
import type { SyncStatus } from "@/lib/sync-status";

/** How far the copies of the chosen shops reach, as the figures of a period have to know it. */
export type SyncReach = {
  /** Of every shop by its id; null before its first full sync has ended. */
  syncedThrough: Record<string, string | null>;
  /** Shops with a full run under way: only of those can days be missing. */
  fullRunShopIds: string[];
};

export function reachOf(statuses: readonly SyncStatus[], filter: Filter): SyncReach {
  const chosen = new Set(filter.shops.map(({ shopId }) => shopId));
  return {
    syncedThrough: Object.fromEntries(statuses.map((status) => [status.shopId, status.syncedThrough])),
    fullRunShopIds: statuses
      .filter(({ shopId, run }) => run?.kind === "full" && chosen.has(shopId))
      .map(({ shopId }) => shopId),
  };
}
