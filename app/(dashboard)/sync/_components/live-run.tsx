"use client";

import { type ReactNode, useEffect, useState } from "react";
import { useShopStatus } from "@/components/sync/sync-provider";
import { Progress } from "@/components/ui/progress";
import { formatCount, formatCounted, formatDuration, formatSpan } from "@/lib/format";
import type { SyncRunProgress } from "@/lib/sync-progress";
import type { SyncStatus } from "@/lib/sync-status";

const kinds = {
  full: "Full sync",
  incremental: "Sync of changes",
  audit: "Count check",
  repair: "Repair",
} as const;

const phases: Record<string, string> = {
  walk: "reading orders, newest first",
  verify: "comparing the count with TikTok's",
  catch_up: "reading what changed meanwhile",
};

type LiveRunProps = {
  /** What the server knew when it drew the page, for the first paint and for its clock. */
  drawnAt: string;
  windows: { done: number; total: number } | null;
};

/** The state in a sentence and the run under way, fed by the same poll as the pill. */
export function LiveRun({ drawnAt, windows }: LiveRunProps) {
  const status = useShopStatus();
  if (!status) return null;
  return (
    <div className="grid gap-4 px-4 py-4 sm:px-5">
      <p className="text-pretty">{status.sentence}</p>
      {status.run ? (
        <Run run={status.run} drawnAt={drawnAt} windows={windows} />
      ) : (
        <Idle status={status} drawnAt={drawnAt} />
      )}
    </div>
  );
}

const ordersPerCall = 100;

function Idle({ status, drawnAt }: { status: SyncStatus; drawnAt: string }) {
  const fullCalls = Math.ceil(status.recordsTotal / ordersPerCall);
  return (
    <dl className="grid grid-cols-2 gap-4 tabular-nums sm:grid-cols-3">
      <Fact label="Orders here">{formatCount(status.recordsTotal)}</Fact>
      <Fact label="Last sync ended">
        {status.lastSyncTime ? <Ago instant={status.lastSyncTime} drawnAt={drawnAt} /> : "–"}
      </Fact>
      <Fact label="A full resync would take">
        {fullCalls > 0 ? `about ${formatCounted(fullCalls, "API call", "API calls")}` : "–"}
      </Fact>
    </dl>
  );
}

function Run({ run, drawnAt, windows }: LiveRunProps & { run: SyncRunProgress }) {
  const done = formatCount(run.done);
  const progressText = run.total === null ? `${done} orders` : `${done} of ${formatCount(run.total)} orders`;
  const phase = run.phase ? phases[run.phase] : null;
  return (
    <>
      <div className="grid gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 tabular-nums">
          <p>
            <span className="font-semibold">{kinds[run.kind]}</span>
            {phase ? <span className="text-ink-muted"> · {phase}</span> : null}
          </p>
          <p className="font-medium">{progressText}</p>
        </div>
        <Progress label="Sync progress" value={run.done} max={run.total ?? 0} text={progressText} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 tabular-nums sm:grid-cols-3 lg:grid-cols-6">
        <Fact label="Time left">
          {run.etaSeconds === null ? "–" : `about ${formatSpan(run.etaSeconds * 1000)}`}
        </Fact>
        <Fact label="Orders per second">
          {run.ordersPerSecond === null ? "–" : formatCount(Math.round(run.ordersPerSecond))}
        </Fact>
        <Fact label="API calls so far">{formatCount(run.apiCalls)}</Fact>
        <Fact label="API calls left">{run.callsLeft === null ? "–" : formatCount(run.callsLeft)}</Fact>
        {windows && windows.total > 0 ? (
          <Fact label="Windows done">{`${formatCount(windows.done)} / ${formatCount(windows.total)}`}</Fact>
        ) : null}
        <Fact label="Last advanced">
          <Ago instant={run.lastAdvancedAt ?? run.startedAt} drawnAt={drawnAt} />
        </Fact>
      </dl>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

/** Starts at the server's clock, so that the first client render equals the server's. */
function Ago({ instant, drawnAt }: { instant: string; drawnAt: string }) {
  const [now, setNow] = useState(() => Date.parse(drawnAt));
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, []);
  const ageMs = Math.max(0, now - Date.parse(instant));
  return (
    <time dateTime={instant}>
      {ageMs < 60_000 ? `${formatSpan(ageMs)} ago` : `${formatDuration(ageMs)} ago`}
    </time>
  );
}
