import type { RunContext } from "./run-context";

/** Records created or changed in half-open Unix seconds, of one status or of all. */
export type CheckedSpan = {
  field: "create_time" | "update_time";
  fromSec: number | null;
  toSec: number;
  recordStatus?: string | null;
};

/** TikTok's counts and ours, within an allowance of calls. */
export class SpanCounts {
  callsLeft: number;
  private readonly context: RunContext;
  private last: { key: string; there: number | null } | null = null;

  constructor(context: RunContext, mostCalls: number) {
    this.context = context;
    this.callsLeft = mostCalls;
  }

  here(span: CheckedSpan): Promise<number> {
    const { resource, shop } = this.context.sync;
    return resource.countStored(shop.shopId, span);
  }

  /** One call; null when TikTok's answer has no count. */
  async there({ field, fromSec, toSec, recordStatus }: CheckedSpan): Promise<number | null> {
    this.callsLeft -= 1;
    const span = { field, order: "DESC" as const, fromSec, toSec, recordStatus, pageSize: this.leastPage };
    const page = await this.context.fetchPage(span);
    return page.totalCount;
  }

  /** Both; TikTok's answer is not asked for again unless `forget` was called since. */
  async both(span: CheckedSpan): Promise<{ there: number | null; here: number }> {
    const key = JSON.stringify(span);
    if (this.last?.key !== key) this.last = { key, there: await this.there(span) };
    return { there: this.last.there, here: await this.here(span) };
  }

  forget(): void {
    this.last = null;
  }

  /** A second strictly inside the span: where our records halve, else where the time does. */
  async middleOf({ field, fromSec, toSec, recordStatus }: CheckedSpan): Promise<number | null> {
    const { resource, shop } = this.context.sync;
    const ours = await resource.findMiddle(shop.shopId, { field, fromSec, toSec, recordStatus });
    const isInside = (sec: number) => sec > (fromSec ?? Number.NEGATIVE_INFINITY) && sec < toSec;
    if (ours !== null && isInside(ours)) return ours;
    if (ours !== null && isInside(ours + 1)) return ours + 1;
    if (fromSec === null || toSec - fromSec < 2) return null;
    return fromSec + Math.floor((toSec - fromSec) / 2);
  }

  private get leastPage(): number {
    return this.context.sync.resource.leastPageSize ?? 1;
  }
}
