import { saveApiRate } from "@/db/mutations/api-rates";
import { findApiRate } from "@/db/queries/api-rates";
import { log } from "@/lib/log";
import type { LearnedRate } from "@/lib/tiktok/call-rate";
import type { TikTokApp } from "@/lib/tiktok/client";
import { type AdaptiveLimiter, limiterFor } from "@/lib/tiktok/limiter";

/** A rate that moved by less is not worth a write. */
const worthKeeping = 0.05;

/**
 * The gate for a shop's calls, with what earlier processes learned of its limit: on a serverless host each minute's
 * invocation may be a process that knows nothing.
 */
export class ShopLimiter {
  readonly limiter: AdaptiveLimiter;
  private readonly app: TikTokApp;
  private readonly shopId: string;
  private readonly before: LearnedRate | null;

  private constructor(app: TikTokApp, shopId: string, limiter: AdaptiveLimiter) {
    this.app = app;
    this.shopId = shopId;
    this.limiter = limiter;
    this.before = limiter.learned;
  }

  static async open(app: TikTokApp, shopId: string, maxConcurrent: number): Promise<ShopLimiter> {
    const limiter = limiterFor(app, shopId, maxConcurrent);
    const stored = await findApiRate(shopId, app.appKey);
    if (stored) limiter.recall(stored, stored.ageMs);
    return new ShopLimiter(app, shopId, limiter);
  }

  /** Keeps what was learned since `open`; when that fails the next process learns it again. */
  async keep(): Promise<void> {
    const { learned } = this.limiter;
    if (!learned || !isNews(this.before, learned)) return;
    try {
      await saveApiRate(this.shopId, this.app.appKey, learned);
    } catch (error) {
      log.warn({ err: error, shopId: this.shopId }, "the learned rate could not be kept");
    }
  }
}

function isNews(before: LearnedRate | null, after: LearnedRate): boolean {
  if (!before || after.pauseMs > before.pauseMs || after.confidence !== before.confidence) return true;
  const hasMoved = (now: number, then: number) => Math.abs(now / then - 1) > worthKeeping;
  return hasMoved(after.ceilingPerSec, before.ceilingPerSec) || hasMoved(after.ratePerSec, before.ratePerSec);
}
