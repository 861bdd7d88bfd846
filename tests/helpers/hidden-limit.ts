import type { AdaptiveLimiter, CallPriority } from "@/lib/tiktok/limiter";
import type { SimulatedTime } from "./simulated-time";

/** How a server that nobody asked counts calls: whole seconds, or a bucket that holds so many. */
export type LimitShape = "window" | "bucket of one" | "bucket of a second";

/** A limit nobody told us about; it may be moved. */
export class HiddenLimit {
  perSec: number;
  /** Refused for no reason that has to do with the rate. */
  refusesShare = 0;
  private readonly shape: LimitShape;
  private readonly time: SimulatedTime;
  private tokens = 0;
  private filledAtMs = 0;

  constructor(shape: LimitShape, perSec: number, time: SimulatedTime) {
    this.shape = shape;
    this.perSec = perSec;
    this.time = time;
    this.tokens = this.capacity;
  }

  allows(): boolean {
    const now = this.time.now();
    if (this.shape === "window") {
      if (Math.floor(now / 1000) > Math.floor(this.filledAtMs / 1000)) this.tokens = this.perSec;
    } else
      this.tokens = Math.min(this.capacity, this.tokens + ((now - this.filledAtMs) / 1000) * this.perSec);
    this.filledAtMs = now;
    // A token that is full but for a rounding error is full.
    if (this.tokens < 1 - 1e-9) return false;
    this.tokens -= 1;
    return true;
  }

  private get capacity(): number {
    return this.shape === "bucket of one" ? 1 : Math.max(1, this.perSec);
  }
}

export type Traffic = { allowed: number; refused: number };

export type Callers = {
  time: SimulatedTime;
  limiter: AdaptiveLimiter;
  limit: HiddenLimit;
  concurrency: number;
  latencyMs: number;
  /** Share of the latency that varies from call to call. */
  jitter: number;
  retryAfterMs: number | undefined;
  random: () => number;
  priority?: CallPriority;
};

/** As many callers as may be in flight, each asking again as soon as it was answered; a refused one waits a moment. */
export function callForever(options: Callers): Traffic {
  const traffic = { allowed: 0, refused: 0 };
  for (let index = 0; index < options.concurrency; index++) void callerLoop(options, traffic);
  return traffic;
}

async function callerLoop(options: Callers, traffic: Traffic): Promise<never> {
  const { time, limiter, limit, latencyMs, jitter, retryAfterMs, random, priority = "backfill" } = options;
  const oneWayMs = () => (latencyMs / 2) * (1 - jitter / 2 + jitter * random());
  for (;;) {
    const turn = await limiter.acquire(priority);
    await time.sleep(oneWayMs());
    const isAllowed = limit.allows() && random() >= limit.refusesShare;
    traffic[isAllowed ? "allowed" : "refused"] += 1;
    await time.sleep(oneWayMs());
    if (isAllowed) limiter.succeeded(turn);
    else {
      limiter.refused(turn, retryAfterMs);
      await time.sleep(retryAfterMs ?? 500 + 500 * random());
    }
  }
}
