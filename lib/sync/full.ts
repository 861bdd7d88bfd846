import { completeFullSync, startChangesCursor } from "@/db/mutations/sync-metadata";
import { beginComparison, recordCount, updateRun } from "@/db/mutations/sync-runs";
import { addWindows, type NewWindow } from "@/db/mutations/sync-windows";
import { findAbsent } from "./absent";
import { overlapSec, walkChanges } from "./incremental";
import { reconcile } from "./reconcile";
import { readRecords } from "./records";
import type { SourcePage } from "./resource";
import type { RunContext, StepOutcome } from "./run-context";
import { windowTarget } from "./window-plan";
import { splitRest, walkWindows } from "./windows";

/** The closing count may spend this many calls a turn, in so many turns, before it stands unproven. */
const closingCount = { mostCalls: 80, mostTurns: 4 };

/**
 * A full sync: walk every window of `create_time`, ask by id for what TikTok did not list, prove the count, then read
 * what changed since it began. Each phase resumes where an earlier invocation left it. A resync hides and deletes
 * nothing meanwhile: rows are compared in place, and incremental runs have right of way.
 */
export async function advanceFull(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const untilSec = await openRun(context);
  if (run.phase === null || run.phase === "walk") {
    await updateRun(shopId, run.runId, { phase: "walk" });
    const outcome = await walkWindows(context);
    if (outcome !== "done") return outcome;
    const [areRollupsDone] = await Promise.all([
      sync.rollups.finish(sync.deadlineAtMs),
      sync.resource.analyze(),
    ]);
    if (!areRollupsDone) return "budget";
    await updateRun(shopId, run.runId, { phase: "recheck" });
    run.phase = "recheck";
  }
  if (run.phase === "recheck") {
    const outcome = await readRecords(context, run.runId);
    if (outcome !== "done") return outcome;
    await updateRun(shopId, run.runId, { phase: "verify" });
    run.phase = "verify";
  }
  if (run.phase === "verify") {
    const span = { field: "create_time" as const, fromSec: null, toSec: untilSec };
    const outcome = await reconcile(context, span, closingCount);
    if (outcome.step !== "done") return outcome.step;
    await recordCount(shopId, run.runId, outcome.result);
    if (context.isAskedToYield) return "yield";
    await updateRun(shopId, run.runId, { phase: "catch_up" });
  }
  const outcome = await walkChanges(context);
  if (outcome !== "done") return outcome;
  if (!(await sync.rollups.finish(sync.deadlineAtMs))) return "budget";
  await context.flushTraffic();
  await completeFullSync({ shopId, resource: sync.resource.name }, run.runId);
  return "done";
}

/**
 * The end of the span, by TikTok's clock when the run began, one second on so that an order of that very second is
 * inside. A first look at the newest page tells the clock and the count; it is stored like any other, together with
 * the windows for what it does not show.
 */
async function openRun(context: RunContext): Promise<number> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  if (run.rangeUntil !== null) return toSec(run.rangeUntil);
  context.compareThroughIso = await beginComparison(shopId, sync.resource.name, run.runId, overlapSec);
  const first = await context.fetchPage({ field: "create_time", order: "DESC", fromSec: null, toSec: null });
  context.expected = first.totalCount;
  const seconds = first.items.map(({ createSec }) => createSec);
  const nowSec = Math.floor(sync.now() / 1000);
  const startSec = first.serverTimeSec ?? nowSec;
  const untilSec = Math.max(startSec, ...seconds) + 1;
  const oldestSec = Math.min(untilSec - 1, ...seconds);
  const isWhole = isWholeList(first);
  const windows = isWhole ? [] : await planWindows(context, first, oldestSec + 1);
  // Whichever clock is behind: beginning too early costs a page, beginning too late a change.
  await startChangesCursor({ shopId, resource: sync.resource.name }, toIso(Math.min(startSec, nowSec)));
  const ids = new Set([...first.items, ...first.rejected].map(({ id }) => id));
  const readFrom = isWhole ? null : oldestSec + 1;
  const read = { hasSeen: (id: string) => ids.has(id), sinceMs: sync.now() };
  const noteAbsent = await findAbsent(context, { fromSec: readFrom, toSec: untilSec }, read);
  await context.storePage(first, {
    expected: first.totalCount,
    also: async (tx) => {
      await noteAbsent?.(tx);
      await addWindows(tx, shopId, run.runId, windows);
      await updateRun(shopId, run.runId, { rangeUntil: toIso(untilSec) }, tx);
    },
  });
  sync.rollups.tick();
  return untilSec;
}

/** The first page is all there is: TikTok says so, and its count does not say otherwise. */
function isWholeList({ nextPageToken, totalCount, items, rejected }: SourcePage): boolean {
  return nextPageToken === null && (totalCount ?? 0) <= items.length + rejected.length;
}

/**
 * One window for a small shop; for a large one as many as its count asks for. A page that claims to be the last of more is
 * looked behind once: its count may be as wrong as its end.
 */
async function planWindows(context: RunContext, first: SourcePage, toSec: number): Promise<NewWindow[]> {
  if (first.nextPageToken === null) return [{ fromSec: null, toSec }];
  const left = (first.totalCount ?? 0) - first.items.length;
  const parts = await splitRest(context, { fromSec: null, toSec, left }, windowTarget(first.totalCount ?? 0));
  return parts ?? [{ fromSec: null, toSec }];
}

function toSec(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
