"use client";

import { formatInstantShort } from "@/lib/dates";
import { useSyncSummary } from "./sync-provider";

/** Up to which minute, by the shop's clock, every change is in the numbers on this page. */
export function Freshness({ timezones }: { timezones: Record<string, string> }) {
  const status = useSyncSummary();
  if (!status) return null;
  const timezone = timezones[status.shopId] ?? "UTC";
  if (!status.syncedThrough) return <p className="text-xs text-ink-muted">Not complete yet</p>;
  return (
    <p className="text-xs whitespace-nowrap text-ink-muted tabular-nums" title={`Shop time, ${timezone}`}>
      Complete through{" "}
      <time dateTime={status.syncedThrough} suppressHydrationWarning>
        {formatInstantShort(status.syncedThrough, timezone, new Date())}
      </time>
    </p>
  );
}
