/** Lower goes first: what makes today right before what makes the past complete. */
export const callPriority = { incremental: 0, repair: 1, backfill: 2 } as const;
export type CallPriority = keyof typeof callPriority;

export type LimiterOptions = {
  maxConcurrent: number;
  now?: () => number;
  /** Calls back after a delay; returns nothing to cancel. */
  schedule?: (callback: () => void, delayMs: number) => void;
};

type Waiting = { rank: number; deadlineAtMs: number; start: () => void; giveUp: (waitMs: number) => void };

/** No turn before the caller's deadline: TikTok wants a longer pause than the caller has time. */
export class NoTurnInTime extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`The next call may start in ${Math.ceil(waitMs / 1000)} s.`);
    this.waitMs = waitMs;
  }
}

const decrease = 0.7;
const slowStepPerSec = 0.1;
const fastStepPerSec = 1;
const nearCeiling = 0.85;
const slowestPerSec = 0.2;
/** After a refusal without `Retry-After`. */
const pauseMs = 1_000;
/** No pause that TikTok asks for is believed beyond this. */
const longestPauseMs = 3_600_000;

/**
 * One gate for all calls of one app to one shop. Unlimited but for the number in flight until TikTok refuses a call;
 * then additive increase, multiplicative decrease of the calls started per second, around the rate that was refused.
 */
export class AdaptiveLimiter {
  private readonly maxConcurrent: number;
  private readonly now: () => number;
  private readonly schedule: (callback: () => void, delayMs: number) => void;
  private readonly queue: Waiting[] = [];
  private readonly starts: number[] = [];
  private inFlight = 0;
  private ratePerSec = Number.POSITIVE_INFINITY;
  private ceilingPerSec = Number.POSITIVE_INFINITY;
  private nextStartMs = 0;
  private pausedUntilMs = 0;
  private decreasedAtMs = Number.NEGATIVE_INFINITY;
  private isTimerSet = false;

  constructor(options: LimiterOptions) {
    this.maxConcurrent = options.maxConcurrent;
    this.now = options.now ?? Date.now;
    this.schedule = options.schedule ?? ((callback, delayMs) => void setTimeout(callback, delayMs));
  }

  /**
   * Waits for a turn. Pass what it returns to `refused`, or call `succeeded` or `ended`, exactly once.
   * @throws NoTurnInTime as soon as it is clear that there will be none before `deadlineAtMs`.
   */
  acquire(priority: CallPriority, deadlineAtMs = Number.POSITIVE_INFINITY): Promise<number> {
    return new Promise((resolve, reject) => {
      const rank = callPriority[priority];
      const at = this.queue.findIndex((waiting) => waiting.rank > rank);
      const start = () => resolve(this.now());
      const giveUp = (waitMs: number) => reject(new NoTurnInTime(waitMs));
      const waiting = { rank, deadlineAtMs, start, giveUp };
      this.queue.splice(at === -1 ? this.queue.length : at, 0, waiting);
      this.pump();
    });
  }

  succeeded(): void {
    if (Number.isFinite(this.ratePerSec)) {
      const isNear = this.ratePerSec >= this.ceilingPerSec * nearCeiling;
      this.ratePerSec += (isNear ? slowStepPerSec : fastStepPerSec) / this.ratePerSec;
    }
    this.ended();
  }

  /** Refused with 429 or 503. Calls that started before the last decrease were refused for the old rate. */
  refused(startedAtMs: number, retryAfterMs: number | undefined): void {
    const now = this.now();
    if (startedAtMs > this.decreasedAtMs) {
      const measured = this.startsInLastSecond(now);
      this.ceilingPerSec = Math.min(this.ratePerSec, Math.max(measured, slowestPerSec));
      this.ratePerSec = Math.max(slowestPerSec, this.ceilingPerSec * decrease);
      this.decreasedAtMs = now;
    }
    if (retryAfterMs !== undefined) {
      this.pausedUntilMs = Math.max(this.pausedUntilMs, now + Math.min(retryAfterMs, longestPauseMs));
    }
    this.nextStartMs = Math.max(this.nextStartMs, this.pausedUntilMs, now + pauseMs);
    this.ended();
  }

  /** The call is over and says nothing about the limit. */
  ended(): void {
    this.inFlight -= 1;
    this.pump();
  }

  /** Calls started per second at most; Infinity before the first refusal. */
  get currentRatePerSec(): number {
    return this.ratePerSec;
  }

  private startsInLastSecond(now: number): number {
    return this.starts.filter((at) => at > now - 1_000).length;
  }

  private pump(): void {
    this.sendAwayTheLate();
    while (this.queue.length > 0 && this.inFlight < this.maxConcurrent) {
      const now = this.now();
      if (now < this.nextStartMs) {
        this.wakeAt(this.nextStartMs - now);
        return;
      }
      const next = this.queue.shift();
      if (!next) return;
      this.inFlight += 1;
      this.starts.push(now);
      if (this.starts.length > 200) this.starts.splice(0, 100);
      this.nextStartMs = now + 1_000 / this.ratePerSec;
      next.start();
    }
  }

  private sendAwayTheLate(): void {
    const late = this.queue.filter(({ deadlineAtMs }) => deadlineAtMs < this.pausedUntilMs);
    for (const waiting of late) {
      this.queue.splice(this.queue.indexOf(waiting), 1);
      waiting.giveUp(this.pausedUntilMs - this.now());
    }
  }

  private wakeAt(delayMs: number): void {
    if (this.isTimerSet) return;
    this.isTimerSet = true;
    this.schedule(() => {
      this.isTimerSet = false;
      this.pump();
    }, delayMs);
  }
}

const limiters = new Map<string, AdaptiveLimiter>();

/** The process's one limiter for an app and shop, as TikTok counts them. */
export function limiterFor(app: { appKey: string; apiUrl: string }, shopId: string, maxConcurrent: number) {
  const key = [app.apiUrl, app.appKey, shopId, maxConcurrent].join(" ");
  const limiter = limiters.get(key) ?? new AdaptiveLimiter({ maxConcurrent });
  limiters.set(key, limiter);
  return limiter;
}
