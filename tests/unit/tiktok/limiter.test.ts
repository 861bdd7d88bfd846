import { expect, it } from "vitest";
import { AdaptiveLimiter } from "@/lib/tiktok/limiter";

/** A clock that moves from timer to timer, so that a minute of calls takes no time. */
class SimulatedTime {
  nowMs = 0;
  private timers: { atMs: number; callback: () => void }[] = [];
  now = () => this.nowMs;
  schedule = (callback: () => void, delayMs: number) => {
    this.timers.push({ atMs: this.nowMs + delayMs, callback });
  };

  async runUntil(endMs: number): Promise<void> {
    for (;;) {
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      this.timers.sort((a, b) => a.atMs - b.atMs);
      const next = this.timers[0];
      if (!next || next.atMs > endMs) break;
      this.timers.shift();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.callback();
    }
    this.nowMs = endMs;
  }
}

/** A server with a token bucket nobody told us about. */
function hiddenLimit(perSec: number, time: SimulatedTime) {
  let tokens = perSec;
  let filledAtMs = 0;
  return () => {
    tokens = Math.min(perSec, tokens + ((time.now() - filledAtMs) / 1000) * perSec);
    filledAtMs = time.now();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

async function caller(limiter: AdaptiveLimiter, time: SimulatedTime, allows: () => boolean, log: boolean[]) {
  for (;;) {
    const startedAt = await limiter.acquire("backfill");
    const isAllowed = allows();
    await new Promise<void>((resolve) => time.schedule(resolve, 150));
    log.push(isAllowed);
    if (isAllowed) limiter.succeeded();
    else limiter.refused(startedAt, undefined);
  }
}

it("finds a hidden limit of 7 calls a second and holds it with under 2 % refused", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 8, now: time.now, schedule: time.schedule });
  const log: boolean[] = [];
  const allows = hiddenLimit(7, time);
  for (let index = 0; index < 8; index++) void caller(limiter, time, allows, log);
  await time.runUntil(60_000);
  log.length = 0;
  await time.runUntil(360_000);
  const refused = log.filter((isAllowed) => !isAllowed).length;
  expect(refused / log.length).toBeLessThan(0.02);
  expect(log.length / 300).toBeGreaterThan(4.5);
});

it("lets as many calls through at once as it may, until one is refused", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 3, now: time.now, schedule: time.schedule });
  const started: number[] = [];
  for (let index = 0; index < 5; index++) void limiter.acquire("backfill").then(() => started.push(index));
  await time.runUntil(0);
  expect(started).toEqual([0, 1, 2]);
  limiter.succeeded();
  await time.runUntil(0);
  expect(started).toEqual([0, 1, 2, 3]);
});

it("gives changes right of way over repairs, and repairs over the backfill", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 1, now: time.now, schedule: time.schedule });
  const order: string[] = [];
  await limiter.acquire("backfill");
  for (const priority of ["backfill", "repair", "incremental"] as const) {
    void limiter.acquire(priority).then(() => {
      order.push(priority);
      limiter.ended();
    });
  }
  limiter.ended();
  await time.runUntil(0);
  expect(order).toEqual(["incremental", "repair", "backfill"]);
});

it("waits as long as Retry-After says", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 4, now: time.now, schedule: time.schedule });
  limiter.refused(await limiter.acquire("backfill"), 30_000);
  let startedAtMs = -1;
  void limiter.acquire("incremental").then((at) => {
    startedAtMs = at;
  });
  await time.runUntil(29_999);
  expect(startedAtMs).toBe(-1);
  await time.runUntil(30_001);
  expect(startedAtMs).toBe(30_000);
});
