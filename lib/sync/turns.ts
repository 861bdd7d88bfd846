import type { SyncReport } from "./report";

/** What is to be worked on: one resource of one shop. */
export type Work = { shopId: string; resource: string };

/** Lower goes first: changes of the primary resource, of the others, then what makes the past complete. */
export const rank = { changes: 0, otherChanges: 1, past: 2, otherPast: 3 } as const;

export type TurnOptions = {
  now: () => number;
  endsAtMs: number;
  /** A turn when others wait: long enough for hundreds of pages, short enough that a fat shop starves nobody. */
  turnMs: number;
  shopsAtOnce: number;
  isPrimary: (work: Work) => boolean;
  /** One turn. With `freshOnly` it ends where only the past is left. */
  advance: (work: Work, turn: { budgetMs: number; freshOnly: boolean }) => Promise<SyncReport>;
};

type Waiting = Work & { rank: number };

/**
 * Works through a list in turns, a few shops at once. Every shop's changes go before anybody's past; who has not finished
 * in a turn waits behind those of the same rank. So how fresh a shop is depends on how many shops there are, and not on
 * how large they are. The resources of one shop take turns as well: they share TikTok's limit.
 *
 * @param list in the order in which equals have their first turn.
 */
export async function workInTurns(list: Work[], options: TurnOptions): Promise<SyncReport[]> {
  const { now, endsAtMs, turnMs, shopsAtOnce, isPrimary, advance } = options;
  const queue: Waiting[] = [];
  const busyShops = new Set<string>();
  const reports: SyncReport[] = [];
  const enqueue = (work: Work, isPast: boolean) => {
    const [own, other] = isPast ? [rank.past, rank.otherPast] : [rank.changes, rank.otherChanges];
    const waiting = { ...work, rank: isPrimary(work) ? own : other };
    const at = queue.findIndex((later) => later.rank > waiting.rank);
    queue.splice(at === -1 ? queue.length : at, 0, waiting);
  };
  for (const work of list) enqueue(work, false);
  const take = () => {
    const at = queue.findIndex(({ shopId }) => !busyShops.has(shopId));
    return at === -1 ? undefined : queue.splice(at, 1)[0];
  };
  // A worker that finds nothing may go: a shop's further turns are taken by the worker that has just left it.
  const worker = async () => {
    for (;;) {
      const leftMs = endsAtMs - now();
      const next = leftMs > 0 ? take() : undefined;
      if (!next) return;
      busyShops.add(next.shopId);
      const freshOnly = next.rank === rank.changes || next.rank === rank.otherChanges;
      const budgetMs = queue.length > 0 || freshOnly ? Math.min(turnMs, leftMs) : leftMs;
      const report = await advance({ shopId: next.shopId, resource: next.resource }, { budgetMs, freshOnly });
      busyShops.delete(next.shopId);
      reports.push(report);
      if (report.isPastLeft) enqueue(next, true);
      else if (report.more && report.stopReason === "budget") enqueue(next, !freshOnly);
    }
  };
  await Promise.all(Array.from({ length: shopsAtOnce }, worker));
  return reports;
}
