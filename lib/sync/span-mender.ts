import { getSql } from "@/db/client";
import { type CountTrust, noteCountTrust } from "@/db/mutations/sync-runs";
import { addSpanTasks, nextSpanTask, replaceSpanTask, type SpanTask } from "@/db/mutations/sync-tasks";
import { noteProof } from "./note-proof";
import { readSpan } from "./read-span";
import { readRecords } from "./records";
import type { RunContext, StepOutcome } from "./run-context";
import type { CheckedSpan, SpanCounts } from "./span-counts";

type Doubt = CheckedSpan & { recordStatus: string | null; counted: number };

/** A span this small is read again rather than halved. */
const worthReading = 100;
/** Fully read spans that held another number than TikTok had counted, before its counts are no longer believed. */
const liesBelieved = 2;
/** An equal count this round is confirmed by its halves: it may be rounded, or where counting stops. */
const roundTo = 100;
const roundFrom = 1_000;

/** Finds where two counts of a span differ and reads those places again. */
export class SpanMender {
  trust: CountTrust | null;
  hasMended = false;
  private readonly context: RunContext;
  private readonly counts: SpanCounts;
  private readonly place: { shopId: string; resource: string; runId: string };
  private lies = 0;

  constructor(context: RunContext, counts: SpanCounts) {
    this.context = context;
    this.counts = counts;
    this.trust = context.run.countTrust;
    const { shop, resource } = context.sync;
    this.place = { shopId: shop.shopId, resource: resource.name, runId: context.run.runId };
  }

  /** Fewer lies than it takes to disbelieve all counts, and still no proof. */
  get hasFoundLies(): boolean {
    return this.lies > 0;
  }

  /** Mends until nothing is in doubt, or the calls are spent. */
  async settle(span: CheckedSpan): Promise<StepOutcome> {
    if (!(await nextSpanTask(this.place)) && !(await this.openDoubt(span))) return "done";
    while (this.counts.callsLeft > 0) {
      if (this.context.isOutOfTime) return "budget";
      if (this.context.isAskedToYield) return "yield";
      const task = await nextSpanTask(this.place);
      if (!task) break;
      this.counts.forget();
      const outcome = await this.settleOne(task);
      if (outcome !== "done") return outcome;
    }
    return "done";
  }

  /** @returns false when there is nothing to doubt. */
  private async openDoubt(span: CheckedSpan): Promise<boolean> {
    const { there, here } = await this.counts.both(span);
    if (there === null) return false;
    if (this.agrees(span, there, here)) return this.isSuspiciouslyRound(span, there);
    const recordStatus = span.recordStatus ?? null;
    await addSpanTasks(getSql(), this.place, [{ ...span, recordStatus, counted: there }]);
    return true;
  }

  private async settleOne(task: SpanTask): Promise<StepOutcome> {
    const here = await this.counts.here(task);
    const counted = task.counted ?? (await this.counts.there(task));
    if (counted === null || this.agrees(task, counted, here)) {
      await replaceSpanTask(this.place, task.taskId, []);
      return "done";
    }
    const doubt = { ...task, counted };
    const parts = await this.halve(doubt, here);
    const outcome = parts ? "done" : await this.readAgain(doubt, here);
    if (outcome === "done") await replaceSpanTask(this.place, task.taskId, parts ?? []);
    return outcome;
  }

  /**
   * Records leave a span of `update_time` whenever they change, so there only what TikTok has more of is a difference.
   */
  private agrees({ field }: CheckedSpan, there: number, here: number): boolean {
    return there === here || (field === "update_time" && there < here);
  }

  /** The older and the newer half with their counts; null when the span is better read than halved. */
  private async halve(doubt: Doubt, here: number): Promise<Doubt[] | null> {
    const { field, fromSec, toSec, recordStatus, counted } = doubt;
    const isMostlyMissing = counted - here >= counted / 2;
    const isSmall = Math.max(counted, here) <= worthReading;
    if (isSmall || isMostlyMissing || this.trust === "unreliable") return null;
    const middleSec = await this.counts.middleOf(doubt);
    if (middleSec === null) return null;
    const newer = { field, fromSec: middleSec, toSec, recordStatus };
    const older = { field, fromSec, toSec: middleSec, recordStatus };
    const newerThere = await this.counts.there(newer);
    if (newerThere === null) return null;
    const shrinks = newerThere < counted || here === (await this.counts.here(newer));
    const isBelieved = shrinks && this.trust !== "capped";
    const olderThere = isBelieved ? counted - newerThere : await this.counts.there(older);
    if (olderThere === null) return null;
    if (newerThere + olderThere !== counted) await this.doubtSum(counted, newerThere, olderThere);
    return [
      { ...older, counted: olderThere },
      { ...newer, counted: newerThere },
    ];
  }

  /** Reads a span whole; what is stored and was not among it is asked for by id. */
  private async readAgain(doubt: Doubt, before: number): Promise<StepOutcome> {
    const read = await readSpan(this.context, doubt, this.counts.callsLeft);
    this.counts.callsLeft -= read.calls;
    if (read.outcome !== "done") return read.outcome;
    const isClosed = doubt.field === "create_time" && !doubt.recordStatus;
    const isLie = isClosed && read.isWhole && read.records !== doubt.counted;
    if (isLie) this.lies += 1;
    if (this.lies > liesBelieved) await this.doubtCounts("unreliable");
    const outcome = await readRecords(this.context, this.place.runId);
    if (outcome !== "done") return outcome;
    this.hasMended = true;
    const here = await this.counts.here(doubt);
    const isEqual = here === doubt.counted;
    const verdict = isEqual ? "mended" : isClosed ? "mismatch" : "moving";
    const found = { there: doubt.counted, here, before, outcome: isLie ? "unreliable" : verdict } as const;
    await noteProof(this.context, doubt, found);
    return "done";
  }

  /** A part that counts as much as the whole, and much: counting stops there. Any other wrong sum has no such reason. */
  private doubtSum(whole: number, newer: number, older: number): Promise<void> {
    if (this.trust === "capped") return Promise.resolve();
    const isCapped = whole >= roundFrom && (newer === whole || older === whole);
    return this.doubtCounts(isCapped ? "capped" : "unreliable");
  }

  private async doubtCounts(trust: CountTrust): Promise<void> {
    if (this.trust === "unreliable" || this.trust === trust) return;
    this.trust = trust;
    this.context.run.countTrust = trust;
    await noteCountTrust(this.place.shopId, this.place.runId, trust);
  }

  /** True when an equal but round count is contradicted by its halves, which are then in doubt. */
  private async isSuspiciouslyRound(span: CheckedSpan, there: number): Promise<boolean> {
    const isOfAll = span.field === "create_time" && !span.recordStatus;
    if (!isOfAll || there < roundFrom || there % roundTo !== 0) return false;
    const middleSec = await this.counts.middleOf(span);
    if (middleSec === null) return false;
    const newer = { ...span, recordStatus: null, fromSec: middleSec };
    const older = { ...span, recordStatus: null, toSec: middleSec };
    const newerThere = await this.counts.there(newer);
    const olderThere = await this.counts.there(older);
    if (newerThere === null || olderThere === null || newerThere + olderThere === there) return false;
    await this.doubtSum(there, newerThere, olderThere);
    await addSpanTasks(getSql(), this.place, [
      { ...older, counted: olderThere },
      { ...newer, counted: newerThere },
    ]);
    return true;
  }
}
