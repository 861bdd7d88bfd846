import fc from "fast-check";
import { FAULT_KINDS, type FaultKind } from "../../sandbox/control-schema";
import { STATUSES } from "../../sandbox/shop/status";

export type Weather = { kind: FaultKind; skip: number; times: number; retryAfterSec?: number };

/** Notifications of orders that have just changed, or not: each so many times, in no order, and never all of them. */
export type Notices = { count: number; copies: number; seed: number };

/** How a worker ends before it is done. */
export type Ending =
  | { how: "kill" | "lose a connection" | "terminate backends"; atMoment: number }
  | { how: "peacefully" };

export type SyncStep = {
  type: "sync";
  /** What one worker does, or two do at once. */
  as: ("cron" | "resume" | "refresh" | "audit" | "resync" | "cancel" | "notices")[];
  /** By the engine's clock. */
  budgetMs: number;
  process: "inside" | "child";
  ending: Ending;
  weather: Weather[];
  /** Every so many calls some orders change under the reader. */
  churn: { everyCalls: number; count: number; spreadSec: number } | null;
  notices: Notices;
  /** Seconds that pass before, for the leases and pauses of the step before to end. */
  afterSec: number;
};

export type Step =
  | { type: "change"; count: number; status: string | null; spreadSec: number; seed: number }
  /** Without a new `update_time`; of orders that may still change only. */
  | { type: "silent change"; count: number; status: string | null; seed: number }
  /** Returns, or cancellations, of orders: new ones, or changes of those there are. */
  | { type: "records"; what: "returns" | "cancellations"; isNew: boolean; count: number; ageSec: number }
  | { type: "add"; count: number; ageSec: number }
  /** Shown so much later than it happened. */
  | { type: "late"; what: "order" | "change"; count: number; lateSec: number; seed: number }
  | { type: "pass"; sec: number }
  | {
      type: "shop";
      tokenMode: "offset" | "key";
      totalCount: "exact" | "approximate" | { cap: number } | { add: number };
    }
  | { type: "expire tokens" }
  | { type: "vanish"; count: number; seed: number }
  | SyncStep;

export type History = { recentOrders: number; oldOrders: number; concurrency: number; steps: Step[] };

const seed = fc.nat({ max: 1_000_000 });
/** Mostly a few, sometimes more than a page. */
const someOrders = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 2, arbitrary: fc.integer({ min: 90, max: 330 }) },
);
const withinOverlap = fc.integer({ min: 0, max: 280 });

const change = fc.record({
  type: fc.constant("change" as const),
  count: someOrders,
  status: fc.option(fc.constantFrom(...STATUSES)),
  spreadSec: fc.oneof(fc.constant(0), withinOverlap),
  seed,
});
const silentChange = fc.record({
  type: fc.constant("silent change" as const),
  count: fc.integer({ min: 1, max: 12 }),
  status: fc.option(fc.constantFrom(...STATUSES)),
  seed,
});
const records = fc.record({
  type: fc.constant("records" as const),
  what: fc.constantFrom("returns" as const, "cancellations" as const),
  isNew: fc.boolean(),
  count: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(70)),
  ageSec: withinOverlap,
});
const add = fc.record({ type: fc.constant("add" as const), count: someOrders, ageSec: withinOverlap });
const late = fc.record({
  type: fc.constant("late" as const),
  what: fc.constantFrom("order" as const, "change" as const),
  count: fc.integer({ min: 1, max: 4 }),
  lateSec: fc.oneof(withinOverlap, fc.integer({ min: 300, max: 13 * 3_600 })),
  seed,
});
const pass = fc.record({
  type: fc.constant("pass" as const),
  sec: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 600, max: 4 * 3_600 })),
});
const shop = fc.record({
  type: fc.constant("shop" as const),
  tokenMode: fc.constantFrom("offset" as const, "key" as const),
  totalCount: fc.oneof(
    { weight: 4, arbitrary: fc.constant("exact" as const) },
    { weight: 1, arbitrary: fc.constant("approximate" as const) },
    { weight: 1, arbitrary: fc.constant({ cap: 100 }) },
    { weight: 1, arbitrary: fc.record({ add: fc.integer({ min: -20, max: 20 }) }) },
  ),
});
const weather = fc.record(
  {
    kind: fc.constantFrom(...FAULT_KINDS),
    skip: fc.nat({ max: 8 }),
    times: fc.integer({ min: 1, max: 3 }),
    retryAfterSec: fc.constantFrom(0, 1, 90),
  },
  { requiredKeys: ["kind", "skip", "times"] },
);
const ending: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ how: "peacefully" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      how: fc.constantFrom(
        "kill" as const,
        "kill" as const,
        "lose a connection" as const,
        "terminate backends" as const,
      ),
      atMoment: fc.nat({ max: 160 }),
    }),
  },
);
const errand = fc.constantFrom<SyncStep["as"][number]>(
  "cron",
  "cron",
  "cron",
  "resume",
  "resume",
  "refresh",
  "audit",
  "resync",
  "cancel",
  "notices",
);
const sync: fc.Arbitrary<SyncStep> = fc.record({
  type: fc.constant("sync" as const),
  as: fc.array(errand, { minLength: 1, maxLength: 2 }),
  budgetMs: fc.oneof(fc.integer({ min: 200, max: 3_000 }), fc.constant(60_000)),
  process: fc.oneof(
    { weight: 6, arbitrary: fc.constant("inside" as const) },
    { weight: 1, arbitrary: fc.constant("child" as const) },
  ),
  ending,
  weather: fc.array(weather, { maxLength: 3 }),
  churn: fc.option(
    fc.record({
      everyCalls: fc.integer({ min: 1, max: 3 }),
      count: fc.integer({ min: 1, max: 12 }),
      spreadSec: fc.oneof(fc.constant(0), withinOverlap),
    }),
    { freq: 2 },
  ),
  afterSec: fc.constantFrom(0, 25, 60, 3_600),
  notices: fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    copies: fc.integer({ min: 1, max: 3 }),
    seed,
  }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: sync },
  { weight: 3, arbitrary: change },
  { weight: 1, arbitrary: silentChange },
  { weight: 2, arbitrary: records },
  { weight: 2, arbitrary: add },
  { weight: 2, arbitrary: late },
  { weight: 2, arbitrary: pass },
  { weight: 1, arbitrary: shop },
  { weight: 1, arbitrary: fc.constant({ type: "expire tokens" as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("vanish" as const),
      count: fc.integer({ min: 1, max: 3 }),
      seed,
    }),
  },
);

export const history: fc.Arbitrary<History> = fc.record({
  recentOrders: fc.constantFrom(0, 40, 230, 420),
  oldOrders: fc.oneof({ weight: 9, arbitrary: fc.constant(3) }, { weight: 1, arbitrary: fc.constant(1_700) }),
  concurrency: fc.constantFrom(1, 2, 4),
  steps: fc.array(step, { minLength: 3, maxLength: 14 }),
});
