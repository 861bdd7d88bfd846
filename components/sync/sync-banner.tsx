"use client";

import { TriangleAlert } from "lucide-react";
import { useSyncSummary } from "./sync-provider";

const alarming = new Set(["needs_reconnecting", "failing", "stalled"]);

/** Says on every page that the sync needs somebody, or will soon; old numbers stay, dated. */
export function SyncBanner({ canReconnect }: { canReconnect: boolean }) {
  const status = useSyncSummary();
  const isAlarming = status !== null && alarming.has(status.state);
  if (!status || (!isAlarming && status.warning === null)) return null;
  const isParked = status.state === "needs_reconnecting";
  const isBad = isParked || status.state === "failing";
  return (
    <div
      role="alert"
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2.5 text-[0.8125rem] lg:px-8 ${
        isBad ? "border-bad/25 bg-bad-soft" : "border-warn/25 bg-warn-soft"
      }`}
    >
      <TriangleAlert aria-hidden className={`size-4 shrink-0 ${isBad ? "text-bad" : "text-warn"}`} />
      <p className="min-w-0 flex-1 text-pretty">{isAlarming ? status.sentence : status.warning}</p>
      {(isParked || !isAlarming) && canReconnect ? (
        <a
          href="/api/tiktok/authorize"
          className="shrink-0 rounded-md border border-line bg-surface px-3 py-1.5 font-medium hover:bg-hover"
        >
          Reconnect shop
        </a>
      ) : null}
    </div>
  );
}
