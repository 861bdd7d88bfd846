import { completeIncremental } from "@/db/mutations/sync-metadata";
import { finishRun, type RunChange, updateRun } from "@/db/mutations/sync-runs";
import { getChangesThrough } from "@/db/queries/sync-work";
import { ChangeWalk } from "./change-walk";
import type { SourcePage } from "./resource";
import type { RunContext, StepOutcome } from "./run-context";

/** How far behind the cursor each walk begins: changes may show up late in TikTok's index. */
export const overlapSec = 300;

/** Reads what changed and, when TikTok's present is reached, ends the run. */
export async function advanceIncremental(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const outcome = await walkChanges(context);
  if (outcome !== "done") return outcome;
  if (!(await sync.rollups.finish(sync.deadlineAtMs))) return "budget";
  await context.flushTraffic();
  await finishRun(sync.shop.shopId, run.runId, { outcome: "succeeded" });
  return "done";
}

/**
 * Walks `update_time` upwards from the cursor to TikTok's present. The key moves while we page: an order that changes
 * leaves its place, and with offset-like tokens every later row would shift by one and one would be skipped. So the
 * cursor is the key itself: after a page, ask again from the last `update_time` seen, inclusive, and drop what is
 * known; a page token only serves to get through more than one page of the same second.
 *
 * While it walks, the stored cursor only moves to an `update_time` that was seen. At the end it moves to the present, as
 * the slower of the two clocks has it: a clock that is wrong alone cannot carry it past a change, and what a burst
 * brought is not read again for ever because nothing came after it.
 */
export async function walkChanges(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const cursor = await getChangesThrough(shopId, sync.resource.name);
  if (cursor === null) return "done";
  const fromSec = startOf(context, Math.floor(Date.parse(cursor) / 1000));
  const ourSec = Math.floor(sync.now() / 1000);
  const walk = new ChangeWalk(fromSec, ourSec);
  while (!walk.isAtEnd) {
    if (context.isOutOfTime) return "budget";
    const page = await fetchChanges(context, walk);
    if (walk.isAheadOfTikTok(page)) continue;
    const span = walk.isFirstPage && run.rangeFrom === null ? spanOf(context, walk.fromSec, page) : null;
    await context.storePage(page, {
      isKnown: walk.take(page),
      seenAtSec: page.serverTimeSec,
      also: span ? (tx) => updateRun(shopId, run.runId, span, tx) : undefined,
      expected: run.kind === "incremental" ? page.totalCount : null,
      changesThrough: isoOrNull(walk.cursorSec),
    });
    sync.rollups.tick();
  }
  const presentSec = presentOf(context, walk);
  await completeIncremental(
    { shopId, resource: sync.resource.name },
    isoOrNull(presentSec ?? walk.cursorSec),
    isoOrNull(presentSec === null ? walk.cursorSec : Math.min(presentSec, ourSec)),
  );
  return "done";
}

/**
 * The overlap before the shop's cursor; for a run that was interrupted its own last second, for reading the overlap anew
 * each time might never get past it, and the shop's cursor may lie beyond what this run has read.
 */
function startOf({ run }: RunContext, cursorSec: number): number {
  if (run.rangeFrom === null) return Math.max(0, cursorSec - overlapSec);
  return Math.floor(Date.parse(run.walkedThrough ?? run.rangeFrom) / 1000);
}

/**
 * TikTok's clock when the run began, which may have been invocations ago: what TikTok has shown since, of times that the run
 * had passed by then, is for the next run to read.
 */
function presentOf({ run }: RunContext, walk: ChangeWalk): number | null {
  if (run.kind !== "incremental" || run.rangeUntil === null) return walk.presentSec;
  return Math.floor(Date.parse(run.rangeUntil) / 1000);
}

/** A token that is refused restarts the walk at its key. */
async function fetchChanges(context: RunContext, walk: ChangeWalk): Promise<SourcePage> {
  try {
    return await context.fetchPage(walk.nextSpan());
  } catch (error) {
    if (!walk.restartAfter(error)) throw error;
    return context.fetchPage(walk.nextSpan());
  }
}

/** The span of a run, written with its first page; a full run keeps the end of its own span. */
function spanOf({ run }: RunContext, fromSec: number, page: SourcePage): RunChange {
  const rangeFrom = isoOrNull(fromSec);
  return run.kind === "incremental"
    ? { rangeFrom, rangeUntil: isoOrNull(page.serverTimeSec) }
    : { rangeFrom };
}

function isoOrNull(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
