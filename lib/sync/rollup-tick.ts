import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import { recountLateness } from "@/db/mutations/order-lateness";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { isSomebodyLooking } from "@/lib/right-of-way";
import { takeTurn } from "./cpu-turn";

/** A transaction of some 20 ms; pages that are being answered go between two of them. */
const daysPerRebuild = 10;
/** At the end, when nobody looks: weeks and months that days share are then added up once. */
const daysPerLastRebuild = 40;
const lookingMs = 2_000;
const rebuildsPerTick = 2;
/** Some thousand buyers. */
const buyerMarksPerRebuild = 40;
/**
 * The first figures come at once; a day that a long sync is still filling would be rebuilt for nothing, so the ticks get
 * rarer. Rebuilt every two seconds, each day of a first sync was rebuilt three to four times; so, not half as often again.
 */
const firstMsBetweenTicks = 2_000;
const longestMsBetweenTicks = 32_000;
const growth = 4;

/**
 * Rebuilds marked days beside a running sync: newest first, never two rebuilds at once, never for each page. Buyers wait
 * for the end: who is new is known only then.
 */
export class RollupTick {
  private readonly shopId: string;
  private readonly now: () => number;
  private lastMs = Number.NEGATIVE_INFINITY;
  private running: Promise<unknown> | null = null;
  private failure: unknown = null;
  private runId: string | null = null;
  private msBetweenTicks = firstMsBetweenTicks;

  constructor(shopId: string, now: () => number) {
    this.shopId = shopId;
    this.now = now;
  }

  /** Names the run that is being worked on: what its rebuilds change on past days is its doing. */
  workFor(runId: string): void {
    this.runId = runId;
  }

  /** Starts a rebuild unless one is running or has just run. */
  tick(): void {
    if (this.running || this.now() - this.lastMs < this.msBetweenTicks) return;
    if (Number.isFinite(this.lastMs)) {
      this.msBetweenTicks = Math.min(longestMsBetweenTicks, this.msBetweenTicks * growth);
    }
    this.running = this.rebuildSome(rebuildsPerTick)
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.running = null;
        this.lastMs = this.now();
      });
  }

  private async rebuildSome(most: number): Promise<void> {
    for (let done = 0; done < most; done++) {
      await takeTurn();
      if ((await rebuildStaleDays(this.shopId, daysPerRebuild, this.runId)) < daysPerRebuild) return;
    }
  }

  /**
   * Rebuilds whatever is marked, at least once, until nothing is or the time is up.
   * @returns false when marks are left: the run is not done then, for its figures would be wrong.
   */
  async finish(deadlineAtMs: number): Promise<boolean> {
    await this.running;
    if (this.failure) throw this.failure;
    const rebuildDays = () => {
      const days = isSomebodyLooking(lookingMs) ? daysPerRebuild : daysPerLastRebuild;
      return rebuildStaleDays(this.shopId, days, this.runId);
    };
    const rebuildBuyers = () => rebuildStaleBuyers(this.shopId, buyerMarksPerRebuild);
    const isDone = await areBothDone(
      this.repeat(rebuildDays, deadlineAtMs),
      this.repeat(rebuildBuyers, deadlineAtMs),
    );
    if (isDone) await recountLateness(this.shopId);
    return isDone;
  }

  private async repeat(rebuild: () => Promise<number>, deadlineAtMs: number): Promise<boolean> {
    for (;;) {
      await takeTurn();
      if ((await rebuild()) === 0) return true;
      if (this.now() >= deadlineAtMs) return false;
    }
  }

  /** Lets a rebuild under way end; for leaving after a failure. */
  async settle(): Promise<void> {
    await this.running;
  }
}

/** Days and buyers share no row, so the last rebuilds go side by side; a failure of one waits for the other to end. */
async function areBothDone(days: Promise<boolean>, buyers: Promise<boolean>): Promise<boolean> {
  const [byDay, byBuyer] = await Promise.allSettled([days, buyers]);
  if (byDay.status === "rejected") throw byDay.reason;
  if (byBuyer.status === "rejected") throw byBuyer.reason;
  return byDay.value && byBuyer.value;
}
