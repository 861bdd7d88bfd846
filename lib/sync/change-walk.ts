import { SyncNoProgressError } from "@/lib/sync-errors";
import { TikTokApiError } from "@/lib/tiktok/errors";
import type { SourceItem, SourcePage, SpanRequest } from "./resource";

/** How often one second is read again because orders left it while it was paged. */
const rereadsAllowed = 5;
/** How far to go back when TikTok's clock turns out to be behind our cursor. */
const clockResetSec = 86_400;

/** A question to TikTok, from its first page on; tokens belong to it and to no other. */
type Question = {
  fromSec: number;
  /** Exclusive; null is TikTok's present. */
  toSec: number | null;
  pageToken: string | undefined;
  pages: number;
  /** Records its pages have shown, known ones and unreadable ones included. */
  shown: number;
  totalCount: number | null;
  /** Its count changed while it was paged: rows may have shifted past us. */
  hasShifted: boolean;
};

function question(fromSec: number, toSec: number | null): Question {
  return { fromSec, toSec, pageToken: undefined, pages: 0, shown: 0, totalCount: null, hasShifted: false };
}

/**
 * Where an incremental walk stands. It goes by keys: after a page it asks again from the last second seen. A second that
 * fills a page is asked for alone and paged by tokens; an order that changes meanwhile leaves that second, its count
 * falls, and the second is read again.
 */
export class ChangeWalk {
  isFirstPage = true;
  isAtEnd = false;
  /** TikTok's clock at the first page. */
  presentSec: number | null = null;
  private readonly nowSec: number;
  private asked: Question;
  /** While one second is paged: how many changes there were from it to the present. */
  private countFromSecond: number | null = null;
  private isWithinSecond = false;
  private rereads = 0;
  private hasRestarted = false;
  private readThroughSec: number | null = null;
  private readonly seen = new Map<string, number>();

  /** @param nowSec our clock: only an upper bound for how far this walk runs after new changes. */
  constructor(fromSec: number, nowSec: number) {
    this.nowSec = nowSec;
    this.asked = question(fromSec, null);
  }

  get fromSec(): number {
    return this.asked.fromSec;
  }

  /** The last `update_time` seen, not beyond the present: everything before it has been read. */
  get cursorSec(): number | null {
    return this.readThroughSec === null
      ? null
      : Math.min(this.readThroughSec, this.presentSec ?? this.nowSec);
  }

  nextSpan(): SpanRequest {
    const { fromSec, toSec, pageToken } = this.asked;
    return { field: "update_time", order: "ASC", fromSec, toSec, pageToken };
  }

  /** TikTok's clock was set back behind our cursor: begin again well before its present. */
  isAheadOfTikTok(page: SourcePage): boolean {
    if (!this.isFirstPage || page.serverTimeSec === null || page.serverTimeSec >= this.fromSec) return false;
    this.asked = question(Math.max(0, page.serverTimeSec - clockResetSec), null);
    return true;
  }

  /** A refused token: the same question from its beginning, once. @returns false when that cannot help. */
  restartAfter(error: unknown): boolean {
    const isRefusal = error instanceof TikTokApiError && error.code === "refused";
    if (!isRefusal || this.asked.pageToken === undefined || this.hasRestarted) return false;
    this.restart();
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
    const lastSec = lastOf(page, this.presentSec ?? this.nowSec);
    if (lastSec !== null) this.readThroughSec = Math.max(lastSec, this.readThroughSec ?? lastSec);
    this.noteCount(page);
    if (this.isWithinSecond) this.moveOnWithinSecond(page);
    else this.moveOnByKey(page, lastSec);
    return ({ id }) => known.has(id);
  }

  private noteCount(page: SourcePage): void {
    const { asked } = this;
    asked.pages += 1;
    asked.shown += page.items.length + page.rejected.length;
    if (asked.pages === 1) asked.totalCount = page.totalCount;
    else if (page.totalCount !== asked.totalCount) asked.hasShifted = true;
  }

  private moveOnByKey(page: SourcePage, lastSec: number | null): void {
    const { fromSec } = this.asked;
    if (page.nextPageToken === null && !this.isCutShort) this.isAtEnd = true;
    else if (lastSec !== null && lastSec > fromSec) this.ask(question(lastSec, this.end(lastSec)));
    else if (lastSec === fromSec) {
      this.isWithinSecond = true;
      this.countFromSecond = page.totalCount;
      this.ask(question(fromSec, fromSec + 1));
    } else if (page.nextPageToken === null) this.isAtEnd = true;
    else this.followToken(page.nextPageToken);
  }

  /** TikTok's list ended although it had counted more: what ended is the list, not the changes. */
  private get isCutShort(): boolean {
    const { totalCount, shown } = this.asked;
    return totalCount !== null && shown < totalCount;
  }

  private moveOnWithinSecond(page: SourcePage): void {
    const { fromSec, toSec, totalCount, hasShifted } = this.asked;
    if (page.nextPageToken !== null) {
      this.followToken(page.nextPageToken);
    } else if ((hasShifted && this.rereads < rereadsAllowed) || (this.isCutShort && this.rereads === 0)) {
      this.rereads += 1;
      this.ask(question(fromSec, toSec));
    } else {
      this.isWithinSecond = false;
      this.rereads = 0;
      this.isAtEnd = totalCount !== null && totalCount === this.countFromSecond;
      this.ask(question(fromSec + 1, this.end(fromSec + 1)));
    }
  }

  private ask(next: Question): void {
    this.asked = next;
    this.hasRestarted = false;
  }

  private followToken(pageToken: string): void {
    const { asked } = this;
    const isRepeating = pageToken === asked.pageToken || asked.pages > 20 + (asked.totalCount ?? 2_000) / 50;
    if (!isRepeating) asked.pageToken = pageToken;
    else if (this.hasRestarted) {
      throw new SyncNoProgressError(`the changes from second ${asked.fromSec} on come again and again.`);
    } else this.restart();
  }

  private restart(): void {
    this.asked = question(this.asked.fromSec, this.asked.toSec);
    this.hasRestarted = true;
  }

  private end(fromSec: number): number {
    return Math.max(this.presentSec ?? 0, this.nowSec, fromSec) + 1;
  }
}

/**
 * The greatest `update_time` of a page: pages come in ascending order, but a shuffled one must not confuse us. A record that
 * changed while TikTok was searching shows its new time in its old place: what lies beyond the present is no key while
 * anything on the page does not, else the walk would jump over all that is in between.
 */
function lastOf(page: SourcePage, presentSec: number): number | null {
  const seconds = [...page.items, ...page.rejected]
    .map(({ updateSec }) => updateSec)
    .filter((sec) => sec !== null);
  if (seconds.length === 0) return null;
  const settled = seconds.filter((sec) => sec <= presentSec);
  return Math.max(...(settled.length > 0 ? settled : seconds));
}
