import { CallRate, type LearnedRate } from "./call-rate";

/** Lower goes first: what makes today right before what makes the past complete. */
export const callPriority = { incremental: 0, repair: 1, backfill: 2 } as const;
export type CallPriority = keyof typeof callPriority;

export type LimiterOptions = {
  maxConcurrent: number;
  now?: () => number;
  /** Calls back after a delay; returns nothing to cancel. */
  schedule?: (callback: () => void, delayMs: number) => void;
};

/** Leave to make one call. */
export type Turn = {
  startedAtMs: number;
  /** It waited for the rate, not only for a place: its success is evidence that the rate is not too high. */
  wasPaced: boolean;
};

type Waiting = {
  rank: number;
  deadlineAtMs: number;
  isPaced: boolean;
  start: (turn: Turn) => void;
  giveUp: (waitMs: number) => void;
};

/** No turn before the caller's deadline: TikTok wants a longer pause than the caller has time. */
export class NoTurnInTime extends Error {
  readonly waitMs: number;

  constructor(waitMs: number) {
    super(`The next call may start in ${Math.ceil(waitMs / 1000)} s.`);
    this.waitMs = waitMs;
  }
}

/** After a refusal without `Retry-After`: calls in flight come home, then as long as it takes to start so many. */
const pauseCalls = 3;
const longestOwnPauseMs = 1_000;
/** No pause that TikTok asks for is believed beyond this. */
const longestPauseMs = 3_600_000;

/**
 * One gate for all calls of one app to one shop: at most so many in flight, evenly spaced at the rate that has been
 * learned (`CallRate`), and the freshest work first.
 */
export class AdaptiveLimiter {
  private maxConcurrent: number;
  private readonly now: () => number;
  private readonly schedule: (callback: () => void, delayMs: number) => void;
  private readonly rate = new CallRate();
  private readonly queue: Waiting[] = [];
  private starts: number[] = [];
  private inFlight = 0;
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
   * Waits for a turn. Pass what it returns to `succeeded` or `refused`, or call `ended`, exactly once.
   * @throws NoTurnInTime as soon as it is clear that there will be none before `deadlineAtMs`.
   */
  acquire(priority: CallPriority, deadlineAtMs = Number.POSITIVE_INFINITY): Promise<Turn> {
    return new Promise((start, reject) => {
      const rank = callPriority[priority];
      const at = this.queue.findIndex((waiting) => waiting.rank > rank);
      const giveUp = (waitMs: number) => reject(new NoTurnInTime(waitMs));
      const waiting = { rank, deadlineAtMs, isPaced: false, start, giveUp };
      this.queue.splice(at === -1 ? this.queue.length : at, 0, waiting);
      this.pump();
    });
  }

  succeeded(turn: Turn): void {
    this.rate.accepted(this.now(), turn.wasPaced);
    this.ended();
  }

  /** Refused with 429 or 503. Calls that started before the last decrease were refused for the old rate. */
  refused(turn: Turn, retryAfterMs: number | undefined): void {
    const now = this.now();
    let ownPauseMs = Math.min(longestOwnPauseMs, (pauseCalls * 1_000) / this.rate.perSec);
    if (turn.startedAtMs <= this.decreasedAtMs) this.rate.refusedBefore(now);
    else {
      if (this.rate.refused(now, this.startsSince(now - 1_000))) ownPauseMs = longestOwnPauseMs;
      this.decreasedAtMs = now;
    }
    if (retryAfterMs !== undefined) {
      this.pausedUntilMs = Math.max(this.pausedUntilMs, now + Math.min(retryAfterMs, longestPauseMs));
    }
    this.nextStartMs = Math.max(this.nextStartMs, this.pausedUntilMs, now + ownPauseMs);
    this.ended();
  }

  /** The call is over and says nothing about the limit. */
  ended(): void {
    this.inFlight -= 1;
    this.pump();
  }

  /** Calls started per second at most; Infinity before the first refusal. */
  get currentRatePerSec(): number {
    return this.rate.perSec;
  }

  /** Raises how many calls may be in flight at once, if it is lower. */
  allow(maxConcurrent: number): void {
    this.maxConcurrent = Math.max(this.maxConcurrent, maxConcurrent);
    this.pump();
  }

  /** What has been learned, with the pause that is left; null before the first refusal. */
  get learned(): LearnedRate | null {
    const rate = this.rate.learned;
    return rate ? { ...rate, pauseMs: Math.max(0, this.pausedUntilMs - this.now()) } : null;
  }

  /** Takes over what another process learned `ageMs` ago, unless it is too old or this one has learned since. */
  recall(learned: LearnedRate, ageMs: number): void {
    const now = this.now();
    this.rate.recall(learned, ageMs, now);
    const pauseLeftMs = Math.min(learned.pauseMs, longestPauseMs);
    if (pauseLeftMs > 0) this.pausedUntilMs = Math.max(this.pausedUntilMs, now + pauseLeftMs);
    this.nextStartMs = Math.max(this.nextStartMs, this.pausedUntilMs);
  }

  private startsSince(sinceMs: number): number {
    return this.starts.filter((at) => at > sinceMs).length;
  }

  private pump(): void {
    this.sendAwayTheLate();
    for (;;) {
      const next = this.queue[0];
      if (!next || this.inFlight >= this.maxConcurrent) return;
      const now = this.now();
      if (now < this.nextStartMs) {
        next.isPaced = true;
        this.wakeAt(Math.ceil(this.nextStartMs - now));
        return;
      }
      this.queue.shift();
      this.inFlight += 1;
      this.noteStart(now);
      this.nextStartMs = now + 1_000 / this.rate.perSec;
      next.start({ startedAtMs: now, wasPaced: next.isPaced });
    }
  }

  /** Starts are only counted until the first refusal has told a rate. */
  private noteStart(now: number): void {
    if (this.rate.isKnown) this.starts = [];
    else this.starts.push(now);
    if (this.starts.length > 200) this.starts = this.starts.filter((at) => at > now - 1_000);
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

/** Shared through `globalThis`: routes and actions are bundled apart and must wait at one gate. */
const holder = globalThis as typeof globalThis & { __limiters?: Map<string, AdaptiveLimiter> };

/** The process's one limiter for an app and shop, as TikTok counts them; it allows the most that anybody asks for. */
export function limiterFor(app: { appKey: string; apiUrl: string }, shopId: string, maxConcurrent: number) {
  holder.__limiters ??= new Map();
  const key = [app.apiUrl, app.appKey, shopId].join(" ");
  const limiter = holder.__limiters.get(key) ?? new AdaptiveLimiter({ maxConcurrent });
  holder.__limiters.set(key, limiter);
  limiter.allow(maxConcurrent);
  return limiter;
}

/** Forgets all of them, as a new process would; for tests. */
export function forgetLimiters(): void {
  holder.__limiters = undefined;
}
