import { rebuildStaleDays } from "@/db/mutations/rollups";

const daysPerRebuild = 40;
const msBetweenTicks = 2_000;

/** Rebuilds marked days beside a running sync: newest first, never two rebuilds at once, never for each page. */
export class RollupTick {
  private readonly shopId: string;
  private readonly now: () => number;
  private lastMs = Number.NEGATIVE_INFINITY;
  private running: Promise<unknown> | null = null;
  private failure: unknown = null;

  constructor(shopId: string, now: () => number) {
    this.shopId = shopId;
    this.now = now;
  }

  /** Starts a rebuild unless one is running or has just run. */
  tick(): void {
    if (this.running || this.now() - this.lastMs < msBetweenTicks) return;
    this.running = rebuildStaleDays(this.shopId, daysPerRebuild)
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.running = null;
        this.lastMs = this.now();
      });
  }

  /** Rebuilds whatever is marked, until nothing is or the time is up; marks that stay are for the next invocation. */
  async finish(deadlineAtMs: number): Promise<void> {
    await this.running;
    if (this.failure) throw this.failure;
    while (this.now() < deadlineAtMs) {
      if ((await rebuildStaleDays(this.shopId, daysPerRebuild)) === 0) return;
    }
  }

  /** Lets a rebuild under way end; for leaving after a failure. */
  async settle(): Promise<void> {
    await this.running;
  }
}
