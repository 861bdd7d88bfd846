import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AdaptiveLimiter, limiterFor, NoTurnInTime } from "@/lib/tiktok/limiter";
import { callForever, HiddenLimit, type LimitShape, type Traffic } from "../../helpers/hidden-limit";
import { seededRandom } from "../../helpers/seeded-random";
import { SimulatedTime } from "../../helpers/simulated-time";

type Setting = {
  shape: LimitShape;
  perSec: number;
  latencyMs: number;
  jitter: number;
  hasRetryAfter: boolean;
  seed: number;
};

const concurrency = 8;
const warmUpMs = 60_000;

function open({ shape, perSec, latencyMs, jitter, hasRetryAfter, seed }: Setting) {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: concurrency, now: time.now, schedule: time.schedule });
  const limit = new HiddenLimit(shape, perSec, time);
  const random = seededRandom(seed);
  const retryAfterMs = hasRetryAfter ? 1_000 : undefined;
  const traffic = callForever({ time, limiter, limit, concurrency, latencyMs, jitter, retryAfterMs, random });
  return { time, limiter, limit, traffic };
}

async function trafficOf(time: SimulatedTime, traffic: Traffic, spanMs: number) {
  const before = { ...traffic };
  await time.runUntil(time.nowMs + spanMs);
  const allowed = traffic.allowed - before.allowed;
  const refused = traffic.refused - before.refused;
  return { allowedPerSec: allowed / (spanMs / 1000), refusedShare: refused / (allowed + refused) };
}

/** What the limit and the calls in flight let through together. */
const possiblePerSec = ({ perSec, latencyMs }: Setting) => Math.min(perSec, concurrency / (latencyMs / 1000));

const setting = fc.record<Setting>({
  shape: fc.constantFrom("window", "bucket of one", "bucket of a second"),
  perSec: fc.integer({ min: 2, max: 30 }),
  latencyMs: fc.integer({ min: 20, max: 500 }),
  jitter: fc.double({ min: 0, max: 0.6, noNaN: true }),
  hasRetryAfter: fc.boolean(),
  seed: fc.nat(),
});

/** The calls in flight fill and empty this bucket in step, so that the rate is refused far above it, again and again. */
const burstsForEver: Setting = {
  shape: "bucket of a second",
  perSec: 14,
  latencyMs: 138,
  jitter: 0,
  hasRetryAfter: false,
  seed: 0,
};

/** A bucket of one refuses whatever comes early: with arrivals that waver by more than a part of their spacing no client can fill it. */
const steadyEnough = ({ shape, perSec, latencyMs, jitter }: Setting) =>
  shape !== "bucket of one" || (latencyMs / 1000) * jitter * perSec < 0.1;

describe("a hidden limit", () => {
  const limits = [3, 7, 20].flatMap((perSec) =>
    (["window", "bucket of one", "bucket of a second"] as const).flatMap((shape) =>
      [true, false].map((hasRetryAfter) => ({ perSec, shape, hasRetryAfter })),
    ),
  );
  it.each(limits)(
    "of $perSec a second ($shape, Retry-After: $hasRetryAfter) is found and held",
    async (given) => {
      const { time, traffic } = open({ ...given, latencyMs: 150, jitter: 0.02, seed: 1 });
      await time.runUntil(warmUpMs);
      const { allowedPerSec, refusedShare } = await trafficOf(time, traffic, 300_000);
      expect(refusedShare).toBeLessThan(0.02);
      expect(allowedPerSec).toBeGreaterThan(0.8 * given.perSec);
    },
  );

  it("of any size, behind any latency, is held with under 2 % refused and four fifths used", async () => {
    const property = fc.asyncProperty(setting.filter(steadyEnough), async (given) => {
      const { time, traffic } = open(given);
      await time.runUntil(warmUpMs);
      const { allowedPerSec, refusedShare } = await trafficOf(time, traffic, 300_000);
      expect(refusedShare).toBeLessThan(0.02);
      expect(allowedPerSec).toBeGreaterThan(0.8 * possiblePerSec(given));
    });
    await fc.assert(property, { numRuns: 25, examples: [[burstsForEver]] });
  });

  it("that is raised threefold is used within two minutes, and one that falls is respected again", async () => {
    const property = fc.asyncProperty(setting.filter(steadyEnough), async (given) => {
      const { time, limit, traffic } = open({ ...given, jitter: 0.02 });
      await time.runUntil(warmUpMs);
      limit.perSec = given.perSec * 3;
      await time.runUntil(time.nowMs + 120_000);
      const raised = await trafficOf(time, traffic, 60_000);
      expect(raised.allowedPerSec).toBeGreaterThan(0.75 * possiblePerSec({ ...given, perSec: limit.perSec }));
      limit.perSec = given.perSec;
      await time.runUntil(time.nowMs + warmUpMs);
      const fallen = await trafficOf(time, traffic, 300_000);
      expect(fallen.refusedShare).toBeLessThan(0.02);
    });
    await fc.assert(property, { numRuns: 15 });
  });
});

it.each([0.01, 0.03])(
  "refusals of %f of all calls that have nothing to do with the rate do not bring it to a crawl",
  async (share) => {
    for (const seed of [1, 2, 3]) {
      const given = {
        shape: "window",
        perSec: 1e6,
        latencyMs: 150,
        jitter: 0.2,
        hasRetryAfter: false,
      } as const;
      const { time, limit, traffic } = open({ ...given, seed });
      limit.refusesShare = share;
      await time.runUntil(warmUpMs);
      const { allowedPerSec } = await trafficOf(time, traffic, 600_000);
      expect(allowedPerSec).toBeGreaterThan(0.15 / share);
    }
  },
);

it("lets as many calls through at once as it may, until one is refused", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 3, now: time.now, schedule: time.schedule });
  const started: number[] = [];
  for (let index = 0; index < 5; index++) void limiter.acquire("backfill").then(() => started.push(index));
  await time.runUntil(0);
  expect(started).toEqual([0, 1, 2]);
  limiter.ended();
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

it("beside a backfill that takes all there is, a change waits for one call only", async () => {
  const { time, limiter } = open({
    shape: "bucket of a second",
    perSec: 3,
    latencyMs: 150,
    jitter: 0.1,
    hasRetryAfter: true,
    seed: 4,
  });
  await time.runUntil(warmUpMs);
  const waits: number[] = [];
  for (let index = 0; index < 30; index++) {
    const askedAtMs = time.nowMs;
    void limiter.acquire("incremental").then(({ startedAtMs }) => {
      waits.push(startedAtMs - askedAtMs);
      limiter.ended();
    });
    await time.runUntil(time.nowMs + 2_000);
  }
  expect(waits).toHaveLength(30);
  // A pause after a refusal may come between; nothing else does.
  expect(Math.max(...waits)).toBeLessThan(1_500);
  expect(waits.filter((ms) => ms > 500).length).toBeLessThan(5);
});

it("waits as long as Retry-After says, and sends away at once who has no time for that", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 4, now: time.now, schedule: time.schedule });
  limiter.refused(await limiter.acquire("backfill"), 30_000);
  const hurried = limiter.acquire("incremental", 10_000).catch((error: unknown) => error);
  let startedAtMs = -1;
  void limiter.acquire("incremental").then((turn) => {
    startedAtMs = turn.startedAtMs;
  });
  await time.runUntil(29_999);
  expect(startedAtMs).toBe(-1);
  expect(await hurried).toBeInstanceOf(NoTurnInTime);
  await time.runUntil(30_001);
  expect(startedAtMs).toBe(30_000);
});

it("calls that never had to wait for the rate say nothing about it", async () => {
  const time = new SimulatedTime();
  const limiter = new AdaptiveLimiter({ maxConcurrent: 4, now: time.now, schedule: time.schedule });
  limiter.refused(await limiter.acquire("backfill"), undefined);
  const rate = limiter.currentRatePerSec;
  for (let call = 0; call < 500; call++) {
    await time.runUntil(time.nowMs + 60_000);
    limiter.succeeded(await limiter.acquire("incremental"));
  }
  expect(limiter.currentRatePerSec).toBe(rate);
});

describe("what one process has learned", () => {
  const minute = 60_000;
  const fresh = () => {
    const time = new SimulatedTime();
    time.nowMs = 1_000_000;
    return new AdaptiveLimiter({ maxConcurrent: 8, now: time.now, schedule: time.schedule });
  };
  const learned = { ceilingPerSec: 7, ratePerSec: 6.5, confidence: 96, pauseMs: 0 };

  it("is what the next one begins with", () => {
    const limiter = fresh();
    limiter.recall(learned, minute);
    expect(limiter.currentRatePerSec).toBeCloseTo(6.5, 6);
    expect(limiter.learned).toMatchObject({ ceilingPerSec: 7, confidence: 96, pauseMs: 0 });
    const beyond = fresh();
    beyond.recall({ ...learned, ratePerSec: 12 }, minute);
    expect(beyond.currentRatePerSec).toBeCloseTo(12, 6);
  });

  it("begins at the ceiling after an hour, to probe upwards, and is forgotten after a day", () => {
    const old = fresh();
    old.recall(learned, 61 * minute);
    expect(old.currentRatePerSec).toBe(7);
    const ancient = fresh();
    ancient.recall(learned, 25 * 60 * minute);
    expect(ancient.currentRatePerSec).toBe(Number.POSITIVE_INFINITY);
    expect(ancient.learned).toBeNull();
  });

  it("gives way to what this one has learned since", async () => {
    const limiter = fresh();
    limiter.refused(await limiter.acquire("backfill"), undefined);
    const rate = limiter.currentRatePerSec;
    limiter.recall(learned, minute);
    expect(limiter.currentRatePerSec).toBe(rate);
  });

  it("includes the pause that TikTok asked for", async () => {
    const limiter = fresh();
    limiter.recall({ ...learned, pauseMs: 20_000 }, 1_000);
    await expect(limiter.acquire("incremental", 1_010_000)).rejects.toBeInstanceOf(NoTurnInTime);
  });
});

it("there is one limiter for an app and shop, however many calls at once each of its users allows", async () => {
  const app = { appKey: "k", apiUrl: "https://one.example" };
  const limiter = limiterFor(app, "1", 2);
  expect(limiterFor(app, "1", 5)).toBe(limiter);
  expect(limiterFor(app, "1", 1)).toBe(limiter);
  expect(limiterFor(app, "2", 2)).not.toBe(limiter);
  expect(limiterFor({ ...app, appKey: "other" }, "1", 2)).not.toBe(limiter);
  const turns = await Promise.all([1, 2, 3, 4, 5].map(() => limiter.acquire("backfill")));
  expect(turns).toHaveLength(5);
  for (const _ of turns) limiter.ended();
});
