import type { ReactNode } from "react";
import { RunOutcome } from "@/components/sync/run-outcome";
import { Card, CardHeader } from "@/components/ui/card";
import { Fact } from "@/components/ui/fact";
import type { RunDetail } from "@/db/queries/run-history";
import { formatInstantShort } from "@/lib/dates";
import { formatCount, formatDuration } from "@/lib/format";
import { nounOf } from "@/lib/resource-words";

type RunFiguresProps = { run: RunDetail; timezone: string; now: Date };

/** Why it stopped, when it ran, which span it read, and what that cost and brought. */
export function RunFigures({ run, timezone, now }: RunFiguresProps) {
  const at = (instant: string | null) =>
    instant === null ? "–" : <time dateTime={instant}>{formatInstantShort(instant, timezone, now)}</time>;
  const { many } = nounOf(run.resource);
  return (
    <Card aria-labelledby="figures-title">
      <CardHeader id="figures-title" title="What it did" />
      <div className="grid gap-5 px-4 py-4 sm:px-5">
        <div className="font-medium">
          <RunOutcome run={run} isShort />
        </div>
        <dl className="grid grid-cols-2 gap-x-4 gap-y-3 tabular-nums sm:grid-cols-4">
          <Fact label="Began">{at(run.startedAt)}</Fact>
          <Fact label={run.finishedAt ? "Ended" : "Last advanced"}>
            {at(run.finishedAt ?? run.lastAdvancedAt)}
          </Fact>
          <Fact label="Took">{run.durationMs === null ? "–" : formatDuration(run.durationMs)}</Fact>
          <Fact label="API calls">{formatCount(run.apiCalls)}</Fact>
          <Fact label="of them asked again">{formatCount(run.retries)}</Fact>
          <Fact label="Waits for TikTok's limit">{formatCount(run.rateLimitWaits)}</Fact>
          <Fact label="TikTok counted">{run.expected === null ? "–" : formatCount(run.expected)}</Fact>
          <Fact label={`${capital(many)} read`}>{formatCount(run.fetched)}</Fact>
          <Fact label="New">{formatCount(run.inserted)}</Fact>
          <Fact label="Changed">{formatCount(run.updated)}</Fact>
          <Fact label="Unchanged">{formatCount(run.unchanged)}</Fact>
          <Fact label="Set aside">{formatCount(run.rejected)}</Fact>
          <Span run={run} at={at} />
        </dl>
      </div>
    </Card>
  );
}

type SpanProps = { run: RunDetail; at: (instant: string | null) => ReactNode };

/** A full run reads everything created before an instant, another the changes between two. */
function Span({ run: { kind, rangeFrom, rangeUntil }, at }: SpanProps) {
  if (rangeUntil === null) return null;
  if (kind === "full") return <Fact label="Created before">{at(rangeUntil)}</Fact>;
  return (
    <Fact label="Changes of">
      {rangeFrom === null ? "the beginning" : at(rangeFrom)} – {at(rangeUntil)}
    </Fact>
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
