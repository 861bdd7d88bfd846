import { completeIncremental } from "@/db/mutations/sync-metadata";
import { finishRun, updateRun } from "@/db/mutations/sync-runs";
import { getChangesThrough } from "@/db/queries/sync-work";
import { SyncNoProgressError } from "@/lib/sync-errors";
import type { SourceItem, SourcePage } from "./resource";
import type { RunContext, StepOutcome } from "./run-context";

/** How far behind the cursor each walk begins: changes may show up late in TikTok's index. */
export const overlapSec = 300;
const fruitlessPagesAllowed = 2;

/** Reads what changed and, when TikTok's present is reached, ends the run. */
export async function advanceIncremental(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const outcome = await walkChanges(context);
  if (outcome !== "done") return outcome;
  await sync.rollups.finish(sync.deadlineAtMs);
  await context.flushTraffic();
  await finishRun(sync.shop.shopId, run.runId, { outcome: "succeeded" });
  return "done";
}

/**
 * Walks `update_time` upwards from the cursor to TikTok's present. The key moves while we page: an order that changes
 * leaves its place, and with offset-like tokens every later row would shift by one and one would be skipped. So the
 * cursor is the key itself: after a page, ask again from the last `update_time` seen, inclusive, and drop what is
 * known; a page token only serves to get through more than one page of the same second.
 */
export async function walkChanges(context: RunContext): Promise<StepOutcome> {
  const { sync, run } = context;
  const { shopId } = sync.shop;
  const key = { shopId, resource: sync.resource.name };
  const cursor = await getChangesThrough(shopId, sync.resource.name);
  if (cursor === null) return "done";
  const fromSec = Math.floor(Date.parse(cursor) / 1000) - overlapSec;
  const glance = await glanceAtNewest(context, fromSec);
  if (glance.isComplete) {
    await completeIncremental(key, isoOrNull(glance.presentSec));
    return "done";
  }
  const walk = new ChangeWalk(fromSec);
  for (;;) {
    if (context.isOutOfTime) return "budget";
    const page = await context.fetchPage(walk.nextSpan());
    if (walk.isAheadOfTikTok(page)) continue;
    if (walk.isFirstPage) await noteSpan(context, walk.fromSec, page);
    const seenBefore = walk.take(page);
    await context.storePage(page, {
      isKnown: seenBefore,
      expected: run.kind === "incremental" ? page.totalCount : null,
      changesThrough: walk.isAtEnd ? null : isoOrNull(walk.readThroughSec),
    });
    sync.rollups.tick();
    if (walk.isAtEnd) {
      await completeIncremental(key, isoOrNull(walk.presentSec ?? walk.readThroughSec));
      return "done";
    }
  }
}

/**
 * When the overlap alone fills a page, reading it again would cost a call for every hundred orders that just came. One
 * look at the newest page can do: what is stored since `fromSec` is a part of what TikTok has since then, for an
 * `update_time` only grows; so if both count the same, they are the same orders. And if the page ends among orders that
 * were known to the letter, it has shown every newer change.
 */
async function glanceAtNewest(
  context: RunContext,
  fromSec: number,
): Promise<{ isComplete: false } | { isComplete: true; presentSec: number | null }> {
  const { resource, shop } = context.sync;
  const isWorthIt = (await resource.countChangedSince(shop.shopId, fromSec)) >= resource.pageSize * 0.9;
  if (!isWorthIt || context.isOutOfTime) return { isComplete: false };
  const page = await context.fetchPage({ field: "update_time", order: "DESC", fromSec, toSec: null });
  await noteSpan(context, fromSec, page);
  const counts = await context.storePage(page, {
    expected: context.run.kind === "incremental" ? page.totalCount : null,
  });
  const here = await resource.countChangedSince(shop.shopId, fromSec);
  const isComplete = counts.unchanged > 0 && page.totalCount === here && page.serverTimeSec !== null;
  return isComplete ? { isComplete, presentSec: page.serverTimeSec } : { isComplete: false };
}

async function noteSpan({ sync, run }: RunContext, fromSec: number, page: SourcePage): Promise<void> {
  if (run.kind !== "incremental") return;
  const span = { rangeFrom: isoOrNull(fromSec), rangeUntil: isoOrNull(page.serverTimeSec) };
  await updateRun(sync.shop.shopId, run.runId, span);
}

function isoOrNull(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}

/** Where the walk stands: from which second to ask next, with which token, and what was seen. */
export class ChangeWalk {
  fromSec: number;
  isFirstPage = true;
  isAtEnd = false;
  /** TikTok's clock at the first page: how far this walk goes. */
  presentSec: number | null = null;
  /** The last `update_time` of the pages so far; everything before it has been read. */
  readThroughSec: number | null = null;
  private pageToken: string | undefined;
  private fruitlessPages = 0;
  private readonly seen = new Map<string, number>();

  constructor(fromSec: number) {
    this.fromSec = fromSec;
  }

  nextSpan() {
    const toSec = this.presentSec === null ? null : Math.max(this.presentSec, this.fromSec) + 1;
    return {
      field: "update_time",
      order: "ASC",
      fromSec: this.fromSec,
      toSec,
      pageToken: this.pageToken,
    } as const;
  }

  /** TikTok's clock was set back behind our cursor: begin again from its own present. */
  isAheadOfTikTok(page: SourcePage): boolean {
    if (!this.isFirstPage || page.serverTimeSec === null || page.serverTimeSec >= this.fromSec) return false;
    this.fromSec = page.serverTimeSec - overlapSec;
    return true;
  }

  /** Moves on past a page. @returns which of its records were known from earlier pages. */
  take(page: SourcePage): (item: SourceItem) => boolean {
    if (this.isFirstPage) this.presentSec = page.serverTimeSec;
    this.isFirstPage = false;
    const known = new Set(
      page.items.filter(({ id, updateSec }) => this.seen.get(id) === updateSec).map(({ id }) => id),
    );
    for (const { id, updateSec } of page.items) this.seen.set(id, updateSec);
    const lastSec = lastOf(page);
    if (lastSec !== null) this.readThroughSec = Math.max(lastSec, this.readThroughSec ?? lastSec);
    this.moveOn(page, lastSec, known.size === page.items.length);
    return ({ id }) => known.has(id);
  }

  private moveOn(page: SourcePage, lastSec: number | null, isFruitless: boolean): void {
    if (page.nextPageToken === null) {
      this.isAtEnd = true;
      return;
    }
    this.fruitlessPages = isFruitless ? this.fruitlessPages + 1 : 0;
    if (this.fruitlessPages > fruitlessPagesAllowed) {
      throw new SyncNoProgressError(`the changes from second ${this.fromSec} on come again and again.`);
    }
    const isNewSecond = lastSec !== null && lastSec > this.fromSec;
    if (isNewSecond) this.fromSec = lastSec;
    this.pageToken = isNewSecond ? undefined : page.nextPageToken;
  }
}

/** The greatest `update_time` of a page: pages come in ascending order, but a shuffled one must not confuse us. */
function lastOf(page: SourcePage): number | null {
  const seconds = [...page.items, ...page.rejected]
    .map(({ updateSec }) => updateSec)
    .filter((sec) => sec !== null);
  return seconds.length === 0 ? null : Math.max(...seconds);
}
