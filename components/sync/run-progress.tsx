"use client";

import { Fact } from "@/components/ui/fact";
import { Progress } from "@/components/ui/progress";
import { formatCount, formatSpanRange } from "@/lib/format";
import { nounOf } from "@/lib/resource-words";
import { describePhase, nameRun } from "@/lib/run-words";
import type { SyncRunProgress } from "@/lib/sync-progress";
import { Ago } from "./ago";

type RunProgressProps = {
  run: SyncRunProgress;
  resource: string;
  /** When the server drew the page, for the first paint. */
  drawnAt: string;
  windows?: { done: number; total: number } | null;
};

/** How far a run has come, what it has cost, and how long the rest will take. */
export function RunProgress({ run, resource, drawnAt, windows = null }: RunProgressProps) {
  const { many } = nounOf(resource);
  const done = formatCount(run.done);
  const progressText =
    run.total === null ? `${done} ${many}` : `${done} of ${formatCount(run.total)} ${many}`;
  const phase = describePhase(run.phase);
  return (
    <>
      <div className="grid gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 tabular-nums">
          <p>
            <span className="font-semibold">{nameRun(run)}</span>
            {phase ? <span className="text-ink-muted"> · {phase}</span> : null}
          </p>
          <p className="font-medium">{progressText}</p>
        </div>
        <Progress label="Sync progress" value={run.done} max={run.total ?? 0} text={progressText} />
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 tabular-nums sm:grid-cols-3 lg:grid-cols-6">
        <Fact label="Time left">{run.etaRange ? timeLeft(run.etaRange) : "–"}</Fact>
        <Fact label={`${many.charAt(0).toUpperCase()}${many.slice(1)} per second`}>
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

function timeLeft({ lowSeconds, highSeconds }: { lowSeconds: number; highSeconds: number }): string {
  return formatSpanRange(lowSeconds * 1000, highSeconds * 1000);
}
