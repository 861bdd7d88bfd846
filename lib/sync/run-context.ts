import { getSql, type TransactionSql } from "@/db/client";
import type { Lease } from "@/db/mutations/sync-lease";
import { type PageCounts, recordPageProgress, type WindowProgress } from "@/db/mutations/sync-progress";
import { addTraffic, type Traffic } from "@/db/mutations/sync-runs";
import type { RunToDo, SyncShop } from "@/db/queries/sync-work";
import { inTransaction } from "@/db/transaction";
import { isRefusedValue } from "@/lib/errors";
import { isSomebodyLooking } from "@/lib/right-of-way";
import type { AttemptEvent, TikTokClient, TokenSource } from "@/lib/tiktok/client";
import type { AdaptiveLimiter, CallPriority } from "@/lib/tiktok/limiter";
import { takeTurn } from "./cpu-turn";
import type {
  ById,
  PreparedPage,
  Source,
  SourceItem,
  SourcePage,
  SpanRequest,
  SyncResource,
  Written,
} from "./resource";
import type { RollupTick } from "./rollup-tick";
import { Semaphore } from "./semaphore";
import { StatisticsTick } from "./statistics";

/** Everything one invocation works with; the clock and the client are parameters so that a test can drive them. */
export type SyncContext = {
  shop: SyncShop;
  resource: SyncResource;
  client: TikTokClient;
  tokens: TokenSource;
  limiter: AdaptiveLimiter;
  lease: Lease;
  /** Epoch ms after which no step begins. */
  deadlineAtMs: number;
  concurrency: number;
  now: () => number;
  rollups: RollupTick;
};

export type StepOutcome = "done" | "budget" | "yield";

/** More connections than this write no faster on two cores, and the dashboard needs some too. */
const writersAtOnce = 3;
/** While somebody looks at pages the database is theirs first: one writer keeps up with the calls nearly as well. */
const writersBesideReaders = 1;
const callsBesideReaders = 3;
const lookingMs = 500;
const callsAllowed = () => (isSomebodyLooking(lookingMs) ? callsBesideReaders : Number.POSITIVE_INFINITY);
const writersAllowed = () => (isSomebodyLooking(lookingMs) ? writersBesideReaders : writersAtOnce);
const noTraffic = (): Traffic => ({ apiCalls: 0, retries: 0, rateLimitWaits: 0 });

/** One run within one invocation: makes its calls, stores its pages, and counts both. */
export class RunContext {
  readonly sync: SyncContext;
  readonly run: RunToDo;
  private readonly writers = new Semaphore(writersAllowed);
  private readonly callers = new Semaphore(callsAllowed);
  private readonly statistics: StatisticsTick;
  private traffic = noTraffic();
  private slowestStepMs = 0;
  private wantsYield = false;
  /** TikTok's count of the whole span, once it is known. */
  expected: number | null;
  /** Of a full resync: until when the copy claimed to be complete. */
  compareThroughIso: string | null;

  constructor(sync: SyncContext, run: RunToDo) {
    this.sync = sync;
    this.run = run;
    this.expected = run.expected;
    this.compareThroughIso = run.compareThrough;
    this.statistics = new StatisticsTick(() => sync.resource.analyze());
  }

  /** True when the next step might not fit: it may be half as slow again as the slowest so far. */
  get isOutOfTime(): boolean {
    return this.sync.now() + this.slowestStepMs * 1.5 >= this.sync.deadlineAtMs;
  }

  /** True when fresher work was asked for while this run was at it. */
  get isAskedToYield(): boolean {
    return this.wantsYield;
  }

  /** A resync compares with what is stored, so that it can tell what was missed. */
  get isResync(): boolean {
    return this.run.kind === "full" && this.compareThroughIso !== null;
  }

  /** Runs that doubt what is stored compare it column by column, and ask for what TikTok does not list. */
  get compares(): boolean {
    return this.isResync || this.run.kind === "repair" || this.run.kind === "audit";
  }

  get priority(): CallPriority {
    if (this.run.kind === "incremental") return "incremental";
    return this.run.kind === "full" ? "backfill" : "repair";
  }

  fetchPage(span: SpanRequest): Promise<SourcePage> {
    return this.call((source) => this.sync.resource.fetchPage(source, span));
  }

  fetchByIds(byId: ById, ids: string[]): Promise<SourcePage> {
    return this.call((source) => byId.fetch(source, ids));
  }

  private async call(ask: (source: Source) => Promise<SourcePage>): Promise<SourcePage> {
    await takeTurn();
    const startedAtMs = this.sync.now();
    const { shop, client, tokens, limiter, deadlineAtMs } = this.sync;
    const onAttempt = (event: AttemptEvent) => this.count(event);
    const call = { tokens, limiter, priority: this.priority, deadlineAtMs, onAttempt, takeTurn };
    const page = await this.callers.run(() => ask({ shop, client, call }));
    this.slowestStepMs = Math.max(this.slowestStepMs, this.sync.now() - startedAtMs);
    return page;
  }

  /**
   * One page, one transaction: the records, the marks on their days, the cursors, the counters.
   * @throws SyncLeaseLostError nothing was written.
   */
  async storePage(
    page: SourcePage,
    step: {
      isKnown?: (item: SourceItem) => boolean;
      changesThrough?: string | null;
      window?: WindowProgress;
      expected?: number | null;
      /** TikTok's clock when the page shows records as they change; absent when it shows history. */
      seenAtSec?: number | null;
      /** More statements for the same transaction. */
      also?: ((tx: TransactionSql) => Promise<unknown>) | undefined;
    },
  ): Promise<PageCounts> {
    const { shop, resource, lease } = this.sync;
    const place = {
      shop,
      runId: this.run.runId,
      nowIso: new Date(this.sync.now()).toISOString(),
      isThorough: this.compares,
      compareThroughIso: this.compareThroughIso,
      seenAtSec: step.seenAtSec ?? null,
    };
    const prepared = await resource.preparePage(getSql(), place, page, step.isKnown ?? (() => false));
    return this.writers.run(async () => {
      await takeTurn();
      const traffic = this.takeTraffic();
      let isWritten = false;
      try {
        return await this.writePage(prepared, step.also, async (tx, { refused, ...written }) => {
          const { inserted, updated } = written;
          const rejected = page.rejected.length + refused;
          const fetched = prepared.fetched - refused;
          const unchanged = fetched - inserted - updated;
          const counts = { ...written, fetched, unchanged, rejected };
          const requestSeq = await recordPageProgress(tx, lease, {
            ...traffic,
            ...counts,
            runId: this.run.runId,
            expected: step.expected ?? null,
            changesThrough: step.changesThrough ?? null,
            window: step.window ?? null,
          });
          this.noteRequest(requestSeq);
          if (inserted > 0 && this.run.kind === "full") this.statistics.pageStored();
          isWritten = true;
          return counts;
        });
      } catch (error) {
        // Only the commit was left: whether it arrived nobody knows, and no call is counted twice.
        if (!isWritten) this.giveBack(traffic);
        throw error;
      }
    });
  }

  /** A value that the database refuses costs its record only: the page is then written record by record. */
  private async writePage<Result>(
    prepared: PreparedPage,
    also: ((tx: TransactionSql) => Promise<unknown>) | undefined,
    conclude: (tx: TransactionSql, written: Written) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await inTransaction(prepared.write, also, conclude);
    } catch (error) {
      if (!isRefusedValue(error)) throw error;
      return inTransaction(prepared.writeOneByOne, also, conclude);
    }
  }

  /** Somebody asked for something, or cancelled, since this run was picked: it steps aside at the next page. */
  noteRequest(requestSeq: number): void {
    if (requestSeq !== this.sync.lease.requestSeq) this.wantsYield = true;
  }

  /** Waits for what runs beside the pages. */
  async settle(): Promise<void> {
    await this.statistics.settle();
  }

  /** Writes down calls that brought no page: counts, probes, failures. */
  async flushTraffic(): Promise<void> {
    const traffic = this.takeTraffic();
    if (traffic.apiCalls + traffic.retries === 0) return;
    await addTraffic(this.sync.shop.shopId, this.run.runId, traffic);
  }

  private count(event: AttemptEvent): void {
    if (event.type === "sent") this.traffic.apiCalls += 1;
    else {
      this.traffic.retries += 1;
      if (event.failure === "rate_limited" || event.failure === "overloaded")
        this.traffic.rateLimitWaits += 1;
    }
  }

  private takeTraffic(): Traffic {
    const taken = this.traffic;
    this.traffic = noTraffic();
    return taken;
  }

  private giveBack(traffic: Traffic): void {
    this.traffic.apiCalls += traffic.apiCalls;
    this.traffic.retries += traffic.retries;
    this.traffic.rateLimitWaits += traffic.rateLimitWaits;
  }
}
