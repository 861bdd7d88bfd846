"use client";

import { stateDots } from "./state-badge";
import { useSyncFeed, useSyncSummary } from "./sync-provider";

/** How the sync fares, in a few words. */
export function SyncPill() {
  const status = useSyncSummary();
  const { isUnreachable } = useSyncFeed();
  const state = status?.state ?? "new";
  const run = status?.run;
  const share = state === "syncing" && run?.total ? Math.min(1, run.done / run.total) : 0;
  return (
    <div
      role="status"
      aria-label="Sync status"
      aria-live={state === "syncing" ? "off" : "polite"}
      title={status?.sentence}
      className="relative flex h-8 items-center gap-2 overflow-hidden rounded-full border border-line bg-surface px-3 text-sm font-medium whitespace-nowrap tabular-nums"
    >
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${stateDots[state]}`} />
      <span>{status?.label ?? "No shop connected"}</span>
      {isUnreachable ? <span className="font-normal text-ink-muted">· not reachable</span> : null}
      {share > 0 ? (
        <span
          aria-hidden
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-accent transition-transform duration-700"
          style={{ transform: `scaleX(${share})` }}
        />
      ) : null}
    </div>
  );
}
