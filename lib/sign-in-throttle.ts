/**
 * How sign-ins are slowed down: pure decisions over counters that db/mutations/sign-in-counters.ts keeps.
 *
 * Some failures are free; each further one doubles the wait, up to a cap, and time forgives them one by one. While
 * failures are free, several tries may be under way at once, so that right passwords never wait for each other; after
 * that one try at a time. Nobody is locked out for good: the waits are capped, a try that is refused prolongs nothing, and
 * a browser that has signed in before has a counter of its own, which strangers cannot fill.
 */
export type CounterKind = "pair" | "device" | "account" | "address" | "asked" | "asker";

export type Counter = {
  failures: number;
  pending: number;
  refusals: number;
  changedAtMs: number;
  blockedUntilMs: number | null;
};

type Limits = { free: number; burst: number; firstWaitMs: number; longestWaitMs: number; forgiveMs: number };

const minuteMs = 60_000;

/**
 * `account` counts the tries from everywhere, so its cap is short: the rightful person is among those who wait. `asked`
 * counts the links mailed to an address and `asker` those that a visitor had mailed: each is a failure that is never right.
 */
const limits: Record<CounterKind, Limits> = {
  pair: { free: 5, burst: 25, firstWaitMs: 2_000, longestWaitMs: 15 * minuteMs, forgiveMs: 30 * minuteMs },
  device: { free: 5, burst: 25, firstWaitMs: 2_000, longestWaitMs: 15 * minuteMs, forgiveMs: 30 * minuteMs },
  account: { free: 30, burst: 60, firstWaitMs: 2_000, longestWaitMs: minuteMs, forgiveMs: 2 * minuteMs },
  address: { free: 40, burst: 60, firstWaitMs: 2_000, longestWaitMs: 15 * minuteMs, forgiveMs: minuteMs },
  asked: { free: 3, burst: 3, firstWaitMs: minuteMs, longestWaitMs: 60 * minuteMs, forgiveMs: 60 * minuteMs },
  asker: { free: 10, burst: 10, firstWaitMs: 10_000, longestWaitMs: 15 * minuteMs, forgiveMs: 5 * minuteMs },
};

/** A try that has not ended after this long never will: its process is gone. */
const abandonedMs = minuteMs;

export function newCounter(nowMs: number): Counter {
  return { failures: 0, pending: 0, refusals: 0, changedAtMs: nowMs, blockedUntilMs: null };
}

export function waitAfter(kind: CounterKind, failures: number): number {
  const { free, firstWaitMs, longestWaitMs } = limits[kind];
  const beyond = Math.round(failures) - free;
  return beyond < 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(beyond, 30));
}

function forgive(kind: CounterKind, counter: Counter, nowMs: number): Counter {
  const agoMs = Math.max(0, nowMs - counter.changedAtMs);
  return {
    ...counter,
    failures: Math.max(0, counter.failures - agoMs / limits[kind].forgiveMs),
    pending: agoMs > abandonedMs ? 0 : counter.pending,
  };
}

export type Charge = { counter: Counter; waitMs: number };

/** Lets a try in (`waitMs` 0) or says how long to wait. */
export function charge(kind: CounterKind, stored: Counter, nowMs: number): Charge {
  const counter = forgive(kind, stored, nowMs);
  const { free, burst } = limits[kind];
  const blockedMs = Math.max(0, (counter.blockedUntilMs ?? 0) - nowMs);
  const mostPending = Math.round(counter.failures) < free ? burst : 1;
  const waitMs = blockedMs > 0 ? blockedMs : counter.pending >= mostPending ? 1_000 : 0;
  if (waitMs > 0) return { waitMs, counter: { ...counter, refusals: counter.refusals + 1 } };
  return {
    waitMs: 0,
    counter: { ...counter, pending: counter.pending + 1, refusals: 0, changedAtMs: nowMs },
  };
}

export type Outcome = "right" | "wrong" | "withdrawn";

/**
 * Books the end of a try that was let in. A right password clears what is the person's own, not the address: else
 * somebody with one account could guess at all others without end.
 */
export function settle(kind: CounterKind, stored: Counter, outcome: Outcome, nowMs: number): Counter {
  const forgiven = forgive(kind, stored, nowMs);
  const counter = { ...forgiven, pending: Math.max(0, forgiven.pending - 1), changedAtMs: nowMs };
  if (outcome === "withdrawn") return counter;
  if (outcome === "right") {
    return kind === "address" ? counter : { ...counter, failures: 0, blockedUntilMs: null };
  }
  const failures = counter.failures + 1;
  const waitMs = waitAfter(kind, failures);
  return { ...counter, failures, blockedUntilMs: waitMs > 0 ? nowMs + waitMs : counter.blockedUntilMs };
}
