import { getSql } from "@/db/client";
import { type CountTrust, countVerifyTry, noteCountTrust, recordCount } from "@/db/mutations/sync-runs";
import {
  addSpanTasks,
  dropTasksOfRun,
  nextSpanTask,
  replaceSpanTask,
  type SpanTask,
} from "@/db/mutations/sync-tasks";
import { readSpan } from "./read-span";
import { readRecords } from "./records";
import type { RunContext, StepOutcome } from "./run-context";

export type CheckedSpan = { field: "create_time" | "update_time"; fromSec: number | null; toSec: number };

export type ReconcileOptions = {
  /** Calls that one turn may spend; what is in doubt after them stays in doubt, and is said to be. */
  mostCalls: number;
  /** Turns that may run out of time over the repair; after them the count stands as it is. */
  mostTurns: number;
  /**
   * Only what TikTok has more of is a difference: for `update_time`, from whose spans records leave whenever they
   * change.
   */
  isOneSided?: boolean;
};

type Counts = { there: number; here: number };
type Doubt = CheckedSpan & { counted: number };

/** A span this small is read again rather than halved. */
const worthReading = 100;
/** Fully read spans that held another number than TikTok had counted, before its counts are no longer believed. */
const liesBelieved = 2;
/** An equal count this round is confirmed by its halves: it may be rounded, or where counting stops. */
const roundTo = 100;
const roundFrom = 1_000;

/**
 * Compares TikTok's count of a span with ours and mends what differs: halved by time, one call a level, down to spans
 * worth reading again, whose records are stored and those that are gone asked for by id. Doubts are rows, so any later
 * turn goes on where this one stopped. Counts that do not add up, or that a read span contradicts, are recognised: what
 * is in doubt is then read page by page, and nothing is called proven.
 */
export async function reconcile(
  context: RunContext,
  span: CheckedSpan,
  options: ReconcileOptions,
): Promise<StepOutcome> {
  const { shopId } = context.sync.shop;
  const { runId } = context.run;
  const reconciler = new Reconciler(context, options);
  const mayRepair = (await countVerifyTry(shopId, runId)) <= options.mostTurns;
  if (mayRepair) {
    const outcome = await reconciler.settle(span);
    if (outcome !== "done") return outcome;
  }
  await dropTasksOfRun(getSql(), { ...reconciler.place, runId });
  const { there, here } = await reconciler.count(span);
  await context.flushTraffic();
  const trust = reconciler.trust ?? "reliable";
  const isProven = there === here && trust === "reliable" && !reconciler.hasFoundLies;
  await recordCount(shopId, runId, { there, here, isProven, trust });
  return context.isAskedToYield ? "yield" : "done";
}

class Reconciler {
  trust: CountTrust | null;
  readonly place: { shopId: string; resource: string };
  private readonly context: RunContext;
  private readonly options: ReconcileOptions;
  private callsLeft: number;
  private lies = 0;
  private lastCount: { key: string; counts: { there: number | null; here: number } } | null = null;

  constructor(context: RunContext, options: ReconcileOptions) {
    this.context = context;
    this.options = options;
    this.callsLeft = options.mostCalls;
    this.trust = context.run.countTrust;
    this.place = { shopId: context.sync.shop.shopId, resource: context.sync.resource.name };
  }

  get hasFoundLies(): boolean {
    return this.lies > 0;
  }

  /** Both counts of a span; an answer that nothing has changed since is not asked for again. */
  async count(span: CheckedSpan): Promise<{ there: number | null; here: number }> {
    const key = JSON.stringify(span);
    if (this.lastCount?.key === key) return this.lastCount.counts;
    const counts = { there: await this.countThere(span), here: await this.countHere(span) };
    this.lastCount = { key, counts };
    return counts;
  }

  /** Mends until nothing is in doubt, or the calls are spent. */
  async settle(span: CheckedSpan): Promise<StepOutcome> {
    const { runId } = this.context.run;
    if (!(await nextSpanTask({ ...this.place, runId }))) {
      const { there, here } = await this.count(span);
      if (there === null || this.agrees({ there, here })) {
        if (there === null || !(await this.isSuspiciouslyRound(span, { there, here }))) return "done";
      } else await addSpanTasks(getSql(), { ...this.place, runId }, [{ ...span, counted: there }]);
    }
    while (this.callsLeft > 0) {
      if (this.context.isOutOfTime) return "budget";
      if (this.context.isAskedToYield) return "yield";
      const task = await nextSpanTask({ ...this.place, runId });
      if (!task) break;
      this.lastCount = null;
      const outcome = await this.settleOne(task);
      if (outcome !== "done") return outcome;
    }
    return "done";
  }

  private async settleOne(task: SpanTask): Promise<StepOutcome> {
    const place = { ...this.place, runId: this.context.run.runId };
    const here = await this.countHere(task);
    const counted = task.counted ?? (await this.countThere(task));
    if (counted === null || this.agrees({ there: counted, here })) {
      await replaceSpanTask(place, task.taskId, []);
      return "done";
    }
    const parts = await this.halve({ ...task, counted }, here);
    if (parts) {
      await replaceSpanTask(place, task.taskId, parts);
      return "done";
    }
    const outcome = await this.readAgain(task, counted);
    if (outcome === "done") await replaceSpanTask(place, task.taskId, []);
    return outcome;
  }

  private agrees({ there, here }: Counts): boolean {
    return there === here || (this.options.isOneSided === true && there < here);
  }

  private countHere(span: CheckedSpan): Promise<number> {
    return this.context.sync.resource.countStored(this.place.shopId, span);
  }

  private async countThere({ field, fromSec, toSec }: CheckedSpan): Promise<number | null> {
    this.callsLeft -= 1;
    const page = await this.context.fetchPage({ field, order: "DESC", fromSec, toSec, pageSize: 1 });
    return page.totalCount;
  }

  /** The older and the newer half with their counts; null when the span is better read than halved. */
  private async halve(doubt: Doubt, here: number): Promise<Doubt[] | null> {
    const { field, fromSec, toSec, counted } = doubt;
    const isMostlyMissing = counted - here >= counted / 2;
    const isSmall = Math.max(counted, here) <= worthReading;
    if (isSmall || isMostlyMissing || this.trust === "unreliable") return null;
    const middleSec = await this.middleOf(doubt);
    if (middleSec === null) return null;
    const newer = { field, fromSec: middleSec, toSec };
    const older = { field, fromSec, toSec: middleSec };
    const newerThere = await this.countThere(newer);
    if (newerThere === null) return null;
    const newerHere = await this.countHere(newer);
    const doesNotShrink = newerThere >= counted && here > newerHere;
    if (!doesNotShrink) {
      return [
        { ...older, counted: counted - newerThere },
        { ...newer, counted: newerThere },
      ];
    }
    const olderThere = await this.countThere(older);
    if (olderThere === null) return null;
    if (newerThere + olderThere !== counted)
      await this.doubtCounts(newerThere === counted ? "capped" : "unreliable");
    return [
      { ...older, counted: olderThere },
      { ...newer, counted: newerThere },
    ];
  }

  /** A second strictly inside the span: where our records halve, else where the time does. */
  private async middleOf({ field, fromSec, toSec }: CheckedSpan): Promise<number | null> {
    const { resource } = this.context.sync;
    const ours = await resource.findMiddle(this.place.shopId, { field, fromSec, toSec });
    const inside = (sec: number) => sec > (fromSec ?? Number.NEGATIVE_INFINITY) && sec < toSec;
    if (ours !== null && inside(ours)) return ours;
    if (ours !== null && inside(ours + 1)) return ours + 1;
    if (fromSec === null || toSec - fromSec < 2) return null;
    return fromSec + Math.floor((toSec - fromSec) / 2);
  }

  /** Reads a span whole; what is stored and was not among it is asked for by id. */
  private async readAgain(span: CheckedSpan, counted: number): Promise<StepOutcome> {
    const read = await readSpan(this.context, span, this.callsLeft);
    this.callsLeft -= read.calls;
    if (read.outcome !== "done") return read.outcome;
    if (read.records !== counted) {
      this.lies += 1;
      if (this.lies > liesBelieved) await this.doubtCounts("unreliable");
    }
    return readRecords(this.context, this.context.run.runId);
  }

  private async doubtCounts(trust: CountTrust): Promise<void> {
    if (this.trust === "unreliable" || this.trust === trust) return;
    this.trust = trust;
    await noteCountTrust(this.place.shopId, this.context.run.runId, trust);
  }

  /** True when an equal but round count is contradicted by its halves, which are then in doubt. */
  private async isSuspiciouslyRound(span: CheckedSpan, { there }: Counts): Promise<boolean> {
    if (there < roundFrom || there % roundTo !== 0 || this.options.isOneSided) return false;
    const middleSec = await this.middleOf(span);
    if (middleSec === null) return false;
    const newer = { ...span, fromSec: middleSec };
    const older = { ...span, toSec: middleSec };
    const [newerThere, olderThere] = [await this.countThere(newer), await this.countThere(older)];
    if (newerThere === null || olderThere === null || newerThere + olderThere === there) return false;
    await this.doubtCounts(newerThere === there ? "capped" : "unreliable");
    const parts = [
      { ...older, counted: olderThere },
      { ...newer, counted: newerThere },
    ];
    await addSpanTasks(getSql(), { ...this.place, runId: this.context.run.runId }, parts);
    return true;
  }
}
