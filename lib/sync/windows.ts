import type { WindowProgress } from "@/db/mutations/sync-progress";
import { addWindows, listPendingWindows, type NewWindow, type SyncWindow } from "@/db/mutations/sync-windows";
import { findAbsent } from "./absent";
import type { SourceItem, SourcePage } from "./resource";
import type { RunContext, StepOutcome } from "./run-context";
import { splitWindow, windowTarget } from "./window-plan";
import { WindowWalk } from "./window-walk";

/** What one invocation still has to walk. Windows are claimed in memory: only the holder of the lease works here. */
class WorkList {
  private readonly active = new Set<number>();
  private pending: SyncWindow[] = [];
  private readonly context: RunContext;

  constructor(context: RunContext) {
    this.context = context;
  }

  async reload(): Promise<void> {
    const { sync, run } = this.context;
    const windows = await listPendingWindows(sync.shop.shopId, run.runId);
    this.pending = windows.filter(({ windowId }) => !this.active.has(windowId));
  }

  take(): SyncWindow | undefined {
    const window = this.pending.shift();
    if (window) this.active.add(window.windowId);
    return window;
  }

  get isEmpty(): boolean {
    return this.pending.length === 0;
  }
}

/** Walks every window of the run, newest first, as many at once as the shop's concurrency allows. */
export async function walkWindows(context: RunContext): Promise<StepOutcome> {
  const list = new WorkList(context);
  await list.reload();
  const failures: unknown[] = [];
  const worker = async () => {
    for (;;) {
      const isStopping = failures.length > 0 || context.isOutOfTime || context.isAskedToYield;
      const window = isStopping ? undefined : list.take();
      if (!window) return;
      const wasSplit = await walkWindow(context, window, () => failures.length > 0);
      if (wasSplit) await list.reload();
    }
  };
  do {
    const readers = Array.from({ length: context.sync.concurrency }, () =>
      worker().catch((error: unknown) => void failures.push(error)),
    );
    await Promise.all(readers);
    if (failures.length > 0) throw failures[0];
    if (context.isAskedToYield) return "yield";
    if (context.isOutOfTime) return "budget";
  } while (!list.isEmpty);
  return "done";
}

/**
 * Walks one window from where it stands: the next page is asked for while the last one is stored.
 * @returns true when the window turned out too large and its rest was put back as parts.
 */
async function walkWindow(
  context: RunContext,
  window: SyncWindow,
  hasFailed: () => boolean,
): Promise<boolean> {
  const walk = new WindowWalk(window);
  const sinceMs = context.sync.now();
  let page: SourcePage | null = await fetchNext(context, walk);
  let isFirst = window.pages === 0;
  while (page) {
    const isKnown = walk.take(page);
    const parts: NewWindow[] | null =
      isFirst && !walk.isDone ? await splitOversized(context, walk, page) : null;
    const progress = {
      windowId: window.windowId,
      cursorSec: walk.cursorSec,
      isDone: walk.isDone || parts !== null,
      expected: page.totalCount,
    };
    const isLast = progress.isDone || hasFailed() || context.isOutOfTime || context.isAskedToYield;
    const next: Promise<SourcePage | null> = isLast ? Promise.resolve(null) : fetchNext(context, walk);
    const stored = storeOfWindow(context, walk, page, { isKnown, progress, parts, sinceMs });
    const [storing, fetching] = await Promise.allSettled([stored, next]);
    if (storing.status === "rejected") throw storing.reason;
    if (fetching.status === "rejected") throw fetching.reason;
    context.sync.rollups.tick();
    if (parts) return true;
    page = fetching.value;
    isFirst = false;
  }
  return false;
}

/** Stores a page of a window, with its parts when it was split, and what of ours it should have shown. */
async function storeOfWindow(
  context: RunContext,
  walk: WindowWalk,
  page: SourcePage,
  step: {
    isKnown: (item: SourceItem) => boolean;
    progress: WindowProgress;
    parts: NewWindow[] | null;
    sinceMs: number;
  },
): Promise<void> {
  const { isKnown, progress, parts, sinceMs } = step;
  const read = { hasSeen: (id: string) => walk.hasSeen(id), sinceMs };
  const noteAbsent = await findAbsent(context, walk.closedSpan, read);
  await context.storePage(page, {
    isKnown,
    window: progress,
    also: async (tx) => {
      if (parts) await addWindows(tx, context.sync.shop.shopId, context.run.runId, parts);
      await noteAbsent?.(tx);
    },
  });
}

async function fetchNext(context: RunContext, walk: WindowWalk): Promise<SourcePage> {
  try {
    return await context.fetchPage(walk.nextSpan());
  } catch (error) {
    if (!walk.restartAfter(error)) throw error;
    return context.fetchPage(walk.nextSpan());
  }
}

async function splitOversized(
  context: RunContext,
  walk: WindowWalk,
  page: SourcePage,
): Promise<NewWindow[] | null> {
  const left = (page.totalCount ?? 0) - page.items.length;
  const target = windowTarget(context.expected ?? page.totalCount ?? 0);
  return splitRest(context, { fromSec: walk.fromSec, toSec: walk.cursorSec, left }, target);
}

/**
 * Parts for what is left of a window, or null when it may stay whole. The beginning of the shop, where it is not
 * known, is asked for with a page from the other end, which is stored as well.
 */
export async function splitRest(
  context: RunContext,
  rest: { fromSec: number | null; toSec: number; left: number },
  target: number,
): Promise<NewWindow[] | null> {
  if (rest.fromSec !== null) return splitWindow({ ...rest, fromSec: rest.fromSec }, target);
  if (splitWindow({ ...rest, fromSec: 0 }, target) === null) return null;
  const oldest = await context.fetchPage({
    field: "create_time",
    order: "ASC",
    fromSec: null,
    toSec: rest.toSec,
  });
  const seconds = oldest.items.map(({ createSec }) => createSec);
  const readToSec = Math.max(0, ...seconds);
  if (seconds.length === 0 || readToSec >= rest.toSec) return null;
  const ids = new Set([...oldest.items, ...oldest.rejected].map(({ id }) => id));
  const read = { hasSeen: (id: string) => ids.has(id), sinceMs: context.sync.now() };
  const also = await findAbsent(context, { fromSec: null, toSec: readToSec }, read);
  await context.storePage(oldest, { also });
  const left = rest.left - oldest.items.length;
  return splitWindow({ fromSec: readToSec, toSec: rest.toSec, left }, target);
}
