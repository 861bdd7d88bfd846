import type { SyncStatus } from "@/lib/sync-status";

/** How often the status is asked for: while a sync is at work, and else. */
export const fastMs = 2_000;
export const slowMs = 30_000;

export function isAtWork(statuses: SyncStatus[] | undefined): boolean {
  return statuses?.some(({ state, run }) => state === "syncing" || run !== null) ?? false;
}
