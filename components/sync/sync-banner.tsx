"use client";

import { TriangleAlert } from "lucide-react";
import { useSyncSummary } from "./sync-provider";

const alarming = new Set(["needs_reconnecting", "failing", "stalled"]);

/** Says on every page that the sync needs somebody; old numbers stay, dated. */
export function SyncBanner({ canReconnect }: { canReconnect: boolean }) {
  const status = useSyncSummary();
  if (!status || !alarming.has(status.state)) return null;
  const isParked = status.state === "needs_reconnecting";
  return (
    <div
      role="alert"
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2.5 text-[0.8125rem] lg:px-8 ${
        isParked || status.state === "failing" ? "border-bad/25 bg-bad-soft" : "border-warn/25 bg-warn-soft"
      }`}
    >
      <TriangleAlert
        aria-hidden
        className={`size-4 shrink-0 ${status.state === "stalled" ? "text-warn" : "text-bad"}`}
      />
      <p className="min-w-0 flex-1 text-pretty">{status.sentence}</p>
      {isParked && canReconnect ? (
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
