import type { SyncState } from "@/lib/sync-status";

export const stateDots: Record<SyncState, string> = {
  new: "bg-ink-muted",
  syncing: "bg-accent motion-safe:animate-pulse",
  up_to_date: "bg-good",
  behind: "bg-warn",
  stalled: "bg-warn",
  looping: "bg-bad",
  failing: "bg-bad",
  unavailable: "bg-ink-muted",
  needs_reconnecting: "bg-bad",
};

/** The state in words; the dot only helps the eye. */
export function StateBadge({ state, label }: { state: SyncState; label: string }) {
  return (
    <span className="inline-flex items-center gap-2 rounded-full bg-surface-sunken py-0.5 pr-2.5 pl-2 text-xs font-medium whitespace-nowrap tabular-nums ring-1 ring-line ring-inset">
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${stateDots[state]}`} />
      {label}
    </span>
  );
}
