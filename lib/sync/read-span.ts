import { findAbsent } from "./absent";
import type { SourcePage } from "./resource";
import type { RunContext, StepOutcome } from "./run-context";
import type { CheckedSpan } from "./span-counts";
import { WindowWalk } from "./window-walk";

/** `isWhole` is false when the calls ran out before the end of the span. */
type SpanRead = { outcome: StepOutcome; calls: number; records: number; isWhole: boolean };

/** Pages of an `update_time` span; records leave it while it is read, so it is a hint and no proof. */
const mostChangePages = 30;

/** Reads a span page by page and stores what it has; records of ours that it lacks become tasks of this run. */
export function readSpan(context: RunContext, span: CheckedSpan, mostCalls: number): Promise<SpanRead> {
  return span.field === "create_time"
    ? readCreated(context, span, mostCalls)
    : readChanged(context, span, Math.min(mostCalls, mostChangePages));
}

async function readCreated(context: RunContext, span: CheckedSpan, mostCalls: number): Promise<SpanRead> {
  const { recordStatus } = span;
  const walk = new WindowWalk({ fromSec: span.fromSec, cursorSec: span.toSec });
  const read = { hasSeen: (id: string) => walk.hasSeen(id), sinceMs: context.sync.now() };
  let calls = 0;
  while (!walk.isDone && calls < mostCalls) {
    if (context.isOutOfTime) return { outcome: "budget", calls, records: walk.recordsSeen, isWhole: false };
    calls += 1;
    const page = await context.fetchPage({ ...walk.nextSpan(), recordStatus });
    const isKnown = walk.take(page);
    const also = await findAbsent(context, { ...walk.closedSpan, recordStatus }, read);
    await context.storePage(page, { isKnown, also });
  }
  return { outcome: "done", calls, records: walk.recordsSeen, isWhole: walk.isDone };
}

async function readChanged(context: RunContext, span: CheckedSpan, mostCalls: number): Promise<SpanRead> {
  const seen = new Set<string>();
  let pageToken: string | undefined;
  let calls = 0;
  do {
    if (context.isOutOfTime) return { outcome: "budget", calls, records: seen.size, isWhole: false };
    calls += 1;
    const page: SourcePage = await context.fetchPage({
      field: span.field,
      fromSec: span.fromSec,
      toSec: span.toSec,
      order: "ASC",
      pageToken,
    });
    const known = new Set(page.items.filter(({ id }) => seen.has(id)).map(({ id }) => id));
    for (const { id } of page.items) seen.add(id);
    await context.storePage(page, { isKnown: ({ id }) => known.has(id), seenAtSec: page.serverTimeSec });
    const isRepeating = page.nextPageToken === pageToken || known.size === page.items.length;
    pageToken = isRepeating ? undefined : (page.nextPageToken ?? undefined);
  } while (pageToken !== undefined && calls < mostCalls);
  return { outcome: "done", calls, records: seen.size, isWhole: pageToken === undefined };
}
