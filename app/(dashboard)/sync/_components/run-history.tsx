import { History } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Table } from "@/components/ui/table";
import type { SyncRun } from "@/db/queries/sync-runs";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatDuration, humanizeCode } from "@/lib/format";
import { describeStopReason, explainErrorCode } from "@/lib/sync-messages";

type RunHistoryProps = { runs: SyncRun[]; timezone: string; now: Date };

const columns = ["Calls", "Fetched", "New", "Changed", "Unchanged", "Set aside"];

/** What each run cost and brought, and why it stopped. */
export function RunHistory({ runs, timezone, now }: RunHistoryProps) {
  return (
    <Card aria-labelledby="history-title">
      <CardHeader id="history-title" title="Run history" hint={`The last ${runs.length}, newest first`} />
      {runs.length === 0 ? (
        <EmptyState icon={History} title="No run yet">
          The first sync starts by itself within a minute of connecting a shop.
        </EmptyState>
      ) : (
        <div className="pt-2 pb-1">
          <Table aria-label="Run history">
            <thead>
              <tr>
                <th scope="col">Run</th>
                <th scope="col">Outcome</th>
                <th scope="col">Started</th>
                <th scope="col" className="num">
                  Took
                </th>
                {columns.map((column) => (
                  <th scope="col" key={column} className="num">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} timezone={timezone} now={now} />
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  );
}

function RunRow({ run, timezone, now }: { run: SyncRun; timezone: string; now: Date }) {
  const figures = [run.apiCalls, run.fetched, run.inserted, run.updated, run.unchanged, run.rejected];
  return (
    <tr>
      <td className="whitespace-nowrap">
        <span className="font-medium">{humanizeCode(run.kind)}</span>
        <span className="text-ink-muted"> · {humanizeCode(run.trigger).toLowerCase()}</span>
      </td>
      <td className="min-w-44 max-w-96">
        <Outcome run={run} />
      </td>
      <td className="whitespace-nowrap text-ink-muted tabular-nums">
        <time dateTime={run.startedAt}>{formatInstantShort(run.startedAt, timezone, now)}</time>
      </td>
      <td className="num">{run.durationMs === null ? "–" : formatDuration(run.durationMs)}</td>
      {figures.map((figure, index) => (
        <td key={columns[index]} className={`num ${figure === 0 ? "text-ink-muted" : ""}`}>
          {formatCount(figure)}
        </td>
      ))}
    </tr>
  );
}

const outcomeDots: Record<SyncRun["status"], string> = {
  running: "bg-accent motion-safe:animate-pulse",
  succeeded: "bg-good",
  failed: "bg-bad",
  cancelled: "bg-ink-muted",
};

function Outcome({ run }: { run: SyncRun }) {
  const advice = run.errorCode ? explainErrorCode(run.errorCode) : null;
  return (
    <div className="flex gap-2">
      <span aria-hidden className={`mt-1.5 size-2 shrink-0 rounded-full ${outcomeDots[run.status]}`} />
      <div>
        <p>{describeStopReason(run.stopReason, run.errorCode)}</p>
        {advice && run.status !== "succeeded" ? (
          <p className="text-xs text-pretty text-ink-muted">
            {advice.sentence} {advice.action}
          </p>
        ) : null}
      </div>
    </div>
  );
}
