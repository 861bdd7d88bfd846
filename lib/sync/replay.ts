import { getSql } from "@/db/client";
import { resolveReadable } from "@/db/mutations/order-pages";
import { claimReplay, holdReplay, type ReplayLease, releaseReplay } from "@/db/mutations/replay-lease";
import { writeFromLog } from "@/db/mutations/replay-repair";
import { proveRollups } from "@/db/mutations/rollup-proof";
import { lockStoredOrders } from "@/db/mutations/store-orders";
import { proveSums } from "@/db/mutations/sum-proof";
import type { LoggedShop } from "@/db/queries/order-log";
import { getLogKeeping } from "@/db/queries/privacy";
import {
  countReplayed,
  findDifferences,
  findSpanEnd,
  type OrderDifference,
} from "@/db/queries/replay-differences";
import { limitTransaction } from "@/db/transaction";
import { AppError, isContention } from "@/lib/errors";
import { markWhole } from "./mark-stale";
import { WorkTables } from "./replay-work-tables";

const ordersPerComparison = 5_000;
const ordersPerRepair = 200;
const mostTries = 10;
const mostPasses = 5;

export type ReplayProgress = { phase: "reading" | "comparing" | "rollups"; done: number; total: number };

export type ReplayOptions = {
  /** Reports what differs and changes nothing but the work tables. */
  isDryRun?: boolean;
  onProgress?: (progress: ReplayProgress) => void;
};

/** What the tables said otherwise than the log of pages; after a real replay that is mended. */
export type ReplayReport = {
  pages: number;
  /** Orders in the log. */
  orders: number;
  /** Orders that were not in the table. */
  missing: number;
  /** Orders of which a column or a line was different. */
  different: number;
  /** How often each column of `orders` was different. */
  columns: Record<string, number>;
  /** Lines that were missing, too many, or different. */
  lines: number;
  /** Days of each rollup that did not equal the orders. */
  rollups: Record<string, number>;
  /** Sums over longer spans, and of buyers, that did not equal the orders. */
  sums: string[];
  /** Orders that were set aside and can be read now. */
  readable: number;
  /** Orders in the table that the kept part of the log does not know: left as they are. */
  unlogged: number;
  /** Since when the log is kept, ISO; null when it is empty. */
  keptSince: string | null;
};

export function findsNothing({ missing, different, readable, rollups, sums }: ReplayReport): boolean {
  return missing + different + readable + sums.length === 0 && Object.keys(rollups).length === 0;
}

/**
 * Rebuilds a shop's orders, their lines and every rollup from its log of pages, without a call to TikTok and while
 * syncs and pages go on (docs/adr/0010). May be killed anywhere and started again.
 *
 * @returns null when another replay of the shop is under way.
 * @throws ReplayLostError when another process took over.
 */
export async function replayShop(
  shop: LoggedShop,
  options: ReplayOptions = {},
): Promise<ReplayReport | null> {
  const lease = await claimReplay(shop.shopId);
  if (!lease) return null;
  try {
    return await new Replay(shop, lease, options).run();
  } finally {
    await releaseReplay(lease);
  }
}

class Replay {
  private readonly shop: LoggedShop;
  private readonly lease: ReplayLease;
  private readonly isDryRun: boolean;
  private readonly onProgress: (progress: ReplayProgress) => void;
  private readonly work: WorkTables;
  private readonly report: ReplayReport;

  constructor(shop: LoggedShop, lease: ReplayLease, options: ReplayOptions) {
    this.shop = shop;
    this.lease = lease;
    this.isDryRun = options.isDryRun ?? false;
    this.onProgress = options.onProgress ?? (() => {});
    this.work = new WorkTables(shop, lease);
    const none = { pages: 0, orders: 0, missing: 0, different: 0, lines: 0, readable: 0, unlogged: 0 };
    this.report = { ...none, keptSince: null, columns: {}, rollups: {}, sums: [] };
  }

  async run(): Promise<ReplayReport> {
    const { shopId } = this.shop;
    const beganAtIso = new Date().toISOString();
    await this.work.fill((done, total) => this.onProgress({ phase: "reading", done, total }));
    await this.compareUntilEqual();
    const { unreadableIds } = this.work;
    const aside = { unreadableIds, beganAtIso, nowIso: new Date().toISOString(), isDryRun: this.isDryRun };
    this.report.readable = await resolveReadable(getSql(), shopId, aside);
    this.report.rollups = await proveRollups(shopId, {
      isDryRun: this.isDryRun,
      onProgress: (done, total) => this.onProgress({ phase: "rollups", done, total }),
    });
    this.report.sums = await proveSums(shopId, this.isDryRun);
    const { orders, unlogged } = await countReplayed(shopId);
    const { since: keptSince } = await getLogKeeping(shopId);
    return Object.assign(this.report, { pages: this.work.pages, orders, unlogged, keptSince });
  }

  /** A pass that mended something is followed by another, until one finds everything as the log says. */
  private async compareUntilEqual(): Promise<void> {
    for (let pass = 1; pass <= mostPasses; pass++) {
      await this.work.catchUp();
      const found = await this.compareAll();
      if (found === 0 || this.isDryRun) return;
    }
    throw new AppError("replay_unsettled", "The orders differ from the log after every repair.");
  }

  /** @returns how many orders differed. */
  private async compareAll(): Promise<number> {
    const { shopId } = this.shop;
    const total = (await countReplayed(shopId)).orders;
    let found = 0;
    let done = 0;
    let after = "";
    for (;;) {
      const through = await findSpanEnd(shopId, after, ordersPerComparison);
      if (through === null) return found;
      const suspects = await findDifferences(getSql(), shopId, this.work.beginsAtIso, { after, through });
      for (let from = 0; from < suspects.length; from += ordersPerRepair) {
        const ids = suspects.slice(from, from + ordersPerRepair).map(({ orderId }) => orderId);
        found += await this.settle(ids);
      }
      after = through;
      done = Math.min(total, done + ordersPerComparison);
      this.onProgress({ phase: "comparing", done, total });
    }
  }

  /** @returns how many of these orders really differ, now that nobody can change them; they are mended then. */
  private async settle(ids: string[]): Promise<number> {
    for (let attempt = 1; ; attempt++) {
      try {
        const found = await this.settleLocked(ids);
        if (found !== null) return found;
      } catch (error) {
        if (!isContention(error) || attempt >= mostTries) throw error;
      }
      await this.work.catchUp();
    }
  }

  /** Null when too much was appended to the log meanwhile. */
  private async settleLocked(ids: string[]): Promise<number | null> {
    const { shopId } = this.shop;
    const settled = await getSql().begin(async (tx) => {
      await limitTransaction(tx);
      await holdReplay(tx, this.lease);
      const before = await lockStoredOrders(tx, shopId, ids);
      const notes = await this.work.catchUpWithin(tx);
      if (!notes) return null;
      const differences = await findDifferences(tx, shopId, this.work.beginsAtIso, { ids });
      if (differences.length > 0 && !this.isDryRun) {
        await writeFromLog(tx, shopId, differences);
        const after = await lockStoredOrders(tx, shopId, ids);
        await markWhole(tx, this.shop, [...before, ...after]);
      }
      return { notes, differences };
    });
    if (!settled) return null;
    this.work.remember(settled.notes);
    this.count(settled.differences);
    return settled.differences.length;
  }

  private count(differences: OrderDifference[]): void {
    for (const { isMissing, columns, lines } of differences) {
      if (isMissing) this.report.missing += 1;
      else this.report.different += 1;
      this.report.lines += lines;
      for (const column of columns) this.report.columns[column] = (this.report.columns[column] ?? 0) + 1;
    }
  }
}
