"use client";

import { Ago } from "@/components/sync/ago";
import { RunProgress } from "@/components/sync/run-progress";
import { useShopStatus } from "@/components/sync/sync-provider";
import { Fact } from "@/components/ui/fact";
import { formatCount, formatCounted, formatSpanRange } from "@/lib/format";
import type { FullSyncForecast } from "@/lib/sync-forecast";
import type { SyncStatus } from "@/lib/sync-status";

type NowProps = {
  /** What the server knew when it drew the page, for the first paint and for its clock. */
  drawnAt: string;
  windows: { done: number; total: number } | null;
  forecast: FullSyncForecast | null;
};

/** The state in a sentence and the run under way, fed by the same poll as the pill. */
export function Now({ drawnAt, windows, forecast }: NowProps) {
  const status = useShopStatus();
  if (!status) return null;
  const isToldAbove = status.problems.some(({ sentence }) => sentence === status.sentence);
  return (
    <div className="grid gap-4 px-4 py-4 sm:px-5">
      {isToldAbove ? null : <p className="text-pretty">{status.sentence}</p>}
      {status.run ? (
        <RunProgress run={status.run} resource={status.resource} drawnAt={drawnAt} windows={windows} />
      ) : (
        <Idle status={status} drawnAt={drawnAt} forecast={forecast} />
      )}
    </div>
  );
}

type IdleProps = { status: SyncStatus; drawnAt: string; forecast: FullSyncForecast | null };

function Idle({ status, drawnAt, forecast }: IdleProps) {
  return (
    <dl className="grid grid-cols-2 gap-4 tabular-nums sm:grid-cols-4">
      <Fact label="Orders here">{formatCount(status.recordsTotal)}</Fact>
      <Fact label="Last sync ended">
        {status.lastSyncTime ? <Ago instant={status.lastSyncTime} drawnAt={drawnAt} /> : "–"}
      </Fact>
      <Fact label="A full resync would cost">
        {forecast ? `about ${formatCounted(forecast.calls, "API call", "API calls")}` : "–"}
      </Fact>
      <Fact
        label={
          forecast?.basis === "assumed"
            ? "and take, at TikTok's suggested speed"
            : "and take, as fast as lately"
        }
      >
        {forecast ? formatSpanRange(forecast.lowSeconds * 1000, forecast.highSeconds * 1000) : "–"}
      </Fact>
    </dl>
  );
}
