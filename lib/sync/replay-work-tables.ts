import { getSql, type TransactionSql } from "@/db/client";
import { analyzeWorkTables } from "@/db/mutations/maintenance";
import { holdReplay, type ReplayLease } from "@/db/mutations/replay-lease";
import { findLogBounds, type LoggedShop, listPageIds } from "@/db/queries/order-log";
import { limitTransaction } from "@/db/transaction";
import { applyPages, type FoldNotes, loadPages } from "./replay-fold";

const pagesPerStep = 16;
/** More pages than this that came meanwhile are not read while rows are locked. */
const pagesUnderLock = 16;
/** Statistics after 1, 6, 36, … steps: see `StatisticsTick`. */
const analyzeGrowth = 6;

/** What the log says so far, and which of its pages that comprises. */
export class WorkTables {
  /** Since when the log is kept, ISO. */
  beginsAtIso = new Date().toISOString();
  pages = 0;
  private readonly shop: LoggedShop;
  private readonly lease: ReplayLease;
  private readonly applied = new Set<number>();
  private readonly unreadable = new Set<string>();
  /** Pages with higher ids may still be committed behind others. */
  private settledPageId = 0;
  private steps = 0;
  private analyzeAtStep = 1;

  constructor(shop: LoggedShop, lease: ReplayLease) {
    this.shop = shop;
    this.lease = lease;
  }

  /** Orders whose last copy in the log cannot be read. */
  get unreadableIds(): string[] {
    return [...this.unreadable];
  }

  /** Reads the whole log, and what was appended meanwhile. */
  async fill(onProgress: (done: number, total: number) => void): Promise<void> {
    const bounds = await findLogBounds(this.shop.shopId);
    if (bounds) this.beginsAtIso = bounds.beginsAtIso;
    await this.catchUp(onProgress);
    this.settledPageId = bounds?.settledPageId ?? 0;
  }

  /** Reads the pages that are not in yet, in the order in which they were stored. */
  async catchUp(onProgress: (done: number, total: number) => void = () => {}): Promise<void> {
    for (;;) {
      const pageIds = await this.listNewPages(getSql());
      if (pageIds.length === 0) return;
      await this.addPages(pageIds, (done) => onProgress(done, pageIds.length));
    }
  }

  /**
   * The same within a transaction that holds rows locked: whatever was written to those is in the log by now.
   * @returns what `remember` wants to know once the transaction is committed; null when there are too many pages.
   */
  async catchUpWithin(tx: TransactionSql): Promise<FoldNotes | null> {
    const pageIds = await this.listNewPages(tx);
    if (pageIds.length > pagesUnderLock) return null;
    return applyPages(tx, pageIds, await loadPages(tx, this.shop, pageIds));
  }

  /** Notes what a committed transaction has put in. */
  remember({ pageIds, isReadable }: FoldNotes): void {
    for (const pageId of pageIds) this.applied.add(pageId);
    for (const [orderId, isGood] of isReadable) {
      if (isGood) this.unreadable.delete(orderId);
      else this.unreadable.add(orderId);
    }
    this.pages = this.applied.size;
  }

  private async listNewPages(sql: Parameters<typeof listPageIds>[0]): Promise<number[]> {
    const pageIds = await listPageIds(sql, this.shop.shopId, this.settledPageId);
    return pageIds.filter((pageId) => !this.applied.has(pageId));
  }

  /** The next step's pages are read and mapped while the database stores those of this one. */
  private async addPages(pageIds: number[], onProgress: (done: number) => void): Promise<void> {
    const load = (from: number) => {
      const ids = pageIds.slice(from, from + pagesPerStep);
      return { ids, pages: loadPages(getSql(), this.shop, ids) };
    };
    let next = load(0);
    for (let from = 0; from < pageIds.length; from += pagesPerStep) {
      const { ids, pages } = next;
      const loaded = await pages;
      if (from + pagesPerStep < pageIds.length) {
        next = load(from + pagesPerStep);
        // Awaited in the next round; a failure must not count as unhandled until then.
        next.pages.catch(() => {});
      }
      await this.addStep(ids, loaded);
      onProgress(Math.min(from + pagesPerStep, pageIds.length));
    }
  }

  private async addStep(pageIds: number[], pages: Awaited<ReturnType<typeof loadPages>>): Promise<void> {
    const notes = await getSql().begin(async (tx) => {
      await limitTransaction(tx);
      await holdReplay(tx, this.lease);
      return applyPages(tx, pageIds, pages);
    });
    this.remember(notes);
    this.steps += 1;
    if (this.steps < this.analyzeAtStep) return;
    this.analyzeAtStep *= analyzeGrowth;
    await analyzeWorkTables();
  }
}
