import { SyncNoProgressError } from "@/lib/sync-errors";
import { TikTokApiError } from "@/lib/tiktok/errors";
import type { SourceItem, SourcePage, SpanRequest } from "./resource";

const fruitlessPagesAllowed = 2;

/**
 * Where the walk through one window of `create_time` stands, newest to oldest. Membership of a closed window never
 * changes, so page tokens are used as long as they work; the cursor that is stored is the key, which any machine can
 * take up later.
 */
export class WindowWalk {
  readonly fromSec: number | null;
  /** Exclusive upper end of what is still to be read. */
  cursorSec: number;
  isDone = false;
  private pageToken: string | undefined;
  private fruitlessPages = 0;
  private hasRestarted = false;
  private readonly seen = new Set<string>();
  private nameless = 0;
  /** Since the cursor was last asked for: what TikTok counted, and what it has shown of it. */
  private counted: number | null = null;
  private shown = 0;
  /** What the last page has completed: everything created in it has been read. Half-open. */
  closedSpan: { fromSec: number | null; toSec: number };

  constructor(window: { fromSec: number | null; cursorSec: number }) {
    this.fromSec = window.fromSec;
    this.cursorSec = window.cursorSec;
    this.askFromSec = window.cursorSec;
    this.closedSpan = { fromSec: window.cursorSec, toSec: window.cursorSec };
  }

  hasSeen(id: string): boolean {
    return this.seen.has(id);
  }

  /** Distinct records of all pages, those that could not be read included. */
  get recordsSeen(): number {
    return this.seen.size + this.nameless;
  }

  /** The bound the current run of tokens was opened with: a token is only good for the filter it came from. */
  private askFromSec: number;

  nextSpan(): SpanRequest {
    const { fromSec, pageToken } = this;
    return { field: "create_time", order: "DESC", fromSec, toSec: this.askFromSec, pageToken };
  }

  /** A token that is refused restarts the walk at its cursor, once; @returns false when that cannot help. */
  restartAfter(error: unknown): boolean {
    const isRefusal = error instanceof TikTokApiError && error.code === "refused";
    if (!isRefusal || this.pageToken === undefined) return false;
    this.restartAtCursor();
    return true;
  }

  /** Moves on past a page. @returns which of its records earlier pages of this walk had. */
  take(page: SourcePage): (item: SourceItem) => boolean {
    const known = new Set(page.items.filter(({ id }) => this.seen.has(id)).map(({ id }) => id));
    for (const { id } of [...page.items, ...page.rejected]) {
      if (id === null) this.nameless += 1;
      else this.seen.add(id);
    }
    if (this.pageToken === undefined) [this.counted, this.shown] = [page.totalCount, 0];
    this.shown += page.items.length + page.rejected.length;
    const oldest = oldestOf(page);
    if (oldest !== null && oldest < this.cursorSec) this.cursorSec = oldest + 1;
    this.moveOn(page, known.size === page.items.length && page.rejected.length === 0);
    this.closedSpan = {
      fromSec: this.isDone ? this.fromSec : this.cursorSec,
      toSec: this.closedSpan.fromSec ?? this.cursorSec,
    };
    return ({ id }) => known.has(id);
  }

  private moveOn(page: SourcePage, isFruitless: boolean): void {
    if (page.nextPageToken === null) {
      // A list that ends before its own count has broken off, unless asking again brings nothing new.
      const isCutShort = this.counted !== null && this.shown < this.counted && !isFruitless;
      if (isCutShort) this.restartAtCursor();
      else this.isDone = true;
      return;
    }
    this.fruitlessPages = isFruitless ? this.fruitlessPages + 1 : 0;
    const isRepeating = page.nextPageToken === this.pageToken || this.fruitlessPages > fruitlessPagesAllowed;
    this.pageToken = page.nextPageToken;
    if (!isFruitless) this.hasRestarted = false;
    if (!isRepeating) return;
    if (this.hasRestarted) {
      throw new SyncNoProgressError(`the orders before second ${this.cursorSec} come again and again.`);
    }
    this.restartAtCursor();
  }

  private restartAtCursor(): void {
    this.hasRestarted = true;
    this.fruitlessPages = 0;
    this.pageToken = undefined;
    this.askFromSec = this.cursorSec;
  }
}

/** The oldest creation on a page; the span of its bounds keeps a nonsense value from moving the cursor. */
function oldestOf(page: SourcePage): number | null {
  const seconds = [...page.items, ...page.rejected]
    .map(({ createSec }) => createSec)
    .filter((sec) => sec !== null);
  return seconds.length === 0 ? null : Math.min(...seconds);
}
