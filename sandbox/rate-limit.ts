import type { Settings } from "./types";

/**
 * A token bucket per app and shop. It runs on real time, not on the sandbox clock, so that
 * a client backing off against a frozen clock is still let through in the end.
 */
export class RateLimiter {
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  /** Seconds until a request would be let through; 0 when this one was. */
  take(bucketKey: string, limit: Settings["rateLimit"]): number {
    if (limit === null) return 0;
    const capacity = limit.burst ?? Math.max(1, limit.perSec);
    const nowMs = performance.now();
    const bucket = this.#buckets.get(bucketKey) ?? { tokens: capacity, atMs: nowMs };
    const refilled = bucket.tokens + ((nowMs - bucket.atMs) / 1000) * limit.perSec;
    const tokens = Math.min(capacity, refilled);
    const isAllowed = tokens >= 1;
    this.#buckets.set(bucketKey, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
    return isAllowed ? 0 : (1 - tokens) / limit.perSec;
  }

  reset(): void {
    this.#buckets.clear();
  }
}
