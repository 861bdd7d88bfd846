import { SyncNoProgressError } from "@/lib/sync-errors";
import { TikTokApiError } from "@/lib/tiktok/errors";
import type { SourceItem, SourcePage, SpanRequest } from "./resource";

const fruitlessPagesAllowed = 2;
/** How often one second is read again because orders left it while it was paged. */
const rereadsAllowed = 5;
/** An `update_time` this far beyond the present is a mistake and moves no cursor. */
const futureAllowedSec = 300;
/** How far to go back when TikTok's clock turns out to be behind our cursor. */
const clockResetSec = 86_400;

/** A run of pages within one second, got through by tokens. */
type TokenRun = { totalCount: number | null; hasShifted: boolean; rereads: number };

const noTokenRun = (): TokenRun => ({ totalCount: null, hasShifted: false, rereads: 0 });

/** Where an incremental walk stands: from which second to ask next, with which token, and what was seen. */
export class ChangeWalk {
  fromSec: number;
  isFirstPage = true;
  isAtEnd = false;
  /** TikTok's clock at the first page. */
  presentSec: number | null = null;
  private readonly nowSec: number;
  private readThroughSec: number | null = null;
  private pageToken: string | undefined;
  private fruitlessPages = 0;
  private hasRestarted = false;
  private tokens = noTokenRun();
  private readonly seen = new Map<string, number>();

  /** @param nowSec our clock: only an upper bound for how far this walk runs after new changes. */
  constructor(fromSec: number, nowSec: number) {
    this.fromSec = fromSec;
    this.nowSec = nowSec;
  }

  /** The last `update_time` seen: everything before it has been read. Null before anything was. */
  get cursorSec(): number | null {
    if (this.readThroughSec === null) return null;
    return Math.min(this.readThroughSec, Math.max(this.presentSec ?? 0, this.nowSec) + futureAllowedSec);
  }

  nextSpan(): SpanRequest {
    const end = Math.max(this.presentSec ?? 0, this.nowSec, this.fromSec) + 1;
    const toSec = this.isFirstPage ? null : end;
    return { field: "update_time", order: "ASC", fromSec: this.fromSec, toSec, pageToken: this.pageToken };
  }

  /** TikTok's clock was set back behind our cursor: begin again well before its present. */
  isAheadOfTikTok(page: SourcePage): boolean {
    if (!this.isFirstPage || page.serverTimeSec === null || page.serverTimeSec >= this.fromSec) return false;
    this.fromSec = Math.max(0, page.serverTimeSec - clockResetSec);
    return true;
  }

  /** @returns false when asking again without the token cannot help. */
  restartAfter(error: unknown): boolean {
    const isRefusal = error instanceof TikTokApiError && error.code === "refused";
    if (!isRefusal || this.pageToken === undefined || this.hasRestarted) return false;
    this.hasRestarted = true;
    this.rereadSecond();
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
    const isFruitless = known.size === page.items.length && page.rejected.length === 0;
    this.moveOn(page, lastSec, isFruitless);
    return ({ id }) => known.has(id);
  }

  private moveOn(page: SourcePage, lastSec: number | null, isFruitless: boolean): void {
    this.noteTokenRun(page);
    const isNewSecond = lastSec !== null && lastSec > this.fromSec;
    if (page.nextPageToken !== null && !isNewSecond) {
      this.requireFruit(isFruitless);
      this.pageToken = page.nextPageToken;
      return;
    }
    if (this.tokens.hasShifted && this.tokens.rereads < rereadsAllowed) {
      this.rereadSecond();
      return;
    }
    this.tokens = noTokenRun();
    this.fruitlessPages = 0;
    this.hasRestarted = false;
    this.pageToken = undefined;
    if (page.nextPageToken === null) this.isAtEnd = true;
    else if (lastSec !== null) this.fromSec = lastSec;
  }

  /**
   * An order that changes while its second is paged leaves it, and with offset-like tokens the rows behind it shift by
   * one. The count of the same question tells: when it is not the same on every page, the second is read again.
   */
  private noteTokenRun(page: SourcePage): void {
    if (this.pageToken === undefined) this.tokens.totalCount = page.totalCount;
    else if (page.totalCount !== this.tokens.totalCount) this.tokens.hasShifted = true;
  }

  private rereadSecond(): void {
    this.tokens = { ...noTokenRun(), rereads: this.tokens.rereads + 1 };
    // Every page of it is known by now; only more of them than there were is a sign of going round in circles.
    this.fruitlessPages = -Math.ceil(this.seen.size / 50);
    this.pageToken = undefined;
  }

  private requireFruit(isFruitless: boolean): void {
    this.fruitlessPages = isFruitless ? this.fruitlessPages + 1 : Math.min(0, this.fruitlessPages);
    if (this.fruitlessPages <= fruitlessPagesAllowed) return;
    throw new SyncNoProgressError(`the changes from second ${this.fromSec} on come again and again.`);
  }
}

/** The greatest `update_time` of a page: pages come in ascending order, but a shuffled one must not confuse us. */
function lastOf(page: SourcePage): number | null {
  const seconds = [...page.items, ...page.rejected]
    .map(({ updateSec }) => updateSec)
    .filter((sec) => sec !== null);
  return seconds.length === 0 ? null : Math.max(...seconds);
}
