import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Counter, charge, newCounter, settle, waitAfter } from "@/lib/sign-in-throttle";

const startMs = Date.parse("2026-11-24T12:00:00Z");
const minute = 60_000;

/** One try after another, each as soon as it is let in. @returns when each was let in, in ms after the start. */
function hammer(kind: Parameters<typeof charge>[0], tries: number) {
  let counter = newCounter(startMs);
  let nowMs = startMs;
  const times: number[] = [];
  for (let index = 0; index < tries; index++) {
    let admission = charge(kind, counter, nowMs);
    while (admission.waitMs > 0) {
      nowMs += admission.waitMs;
      admission = charge(kind, admission.counter, nowMs);
    }
    times.push(nowMs - startMs);
    counter = settle(kind, admission.counter, "wrong", nowMs);
  }
  return { times, counter, nowMs };
}

describe("wrong passwords", () => {
  it("cost nothing five times, then double the wait up to a quarter of an hour", () => {
    expect([4, 5, 6, 7, 10, 13, 14, 1_000].map((failures) => waitAfter("pair", failures))).toEqual([
      0,
      2_000,
      4_000,
      8_000,
      64_000,
      512_000,
      15 * minute,
      15 * minute,
    ]);
  });

  it("allow a determined guesser about a hundred tries a day for one account from one address", () => {
    const { times } = hammer("pair", 300);
    const inFirstDay = times.filter((time) => time < 24 * 60 * minute).length;
    expect(inFirstDay).toBeLessThan(130);
  });

  it("never shut the account's own counter for more than a minute", () => {
    const { counter, nowMs } = hammer("account", 5_000);
    expect((counter.blockedUntilMs ?? 0) - nowMs).toBeLessThanOrEqual(minute);
  });

  it("are forgiven by time: after some hours of quiet all is as at first", () => {
    const { counter, nowMs } = hammer("pair", 8);
    const later = charge("pair", counter, nowMs + 270 * minute);
    expect(later.waitMs).toBe(0);
    expect(later.counter.failures).toBe(0);
  });
});

describe("links by mail", () => {
  it("fill nobody's letter box: three at once to an address, then about one an hour", () => {
    const { times } = hammer("asked", 60);
    expect(times.slice(0, 4)).toEqual([0, 0, 0, minute]);
    const inFirstDay = times.filter((time) => time < 24 * 60 * minute).length;
    expect(inFirstDay).toBeLessThan(40);
  });

  it("from one visitor are ten at once, then one in five minutes", () => {
    const { times } = hammer("asker", 600);
    expect(times.slice(0, 10)).toEqual(Array(10).fill(0));
    expect(times.filter((time) => time < 24 * 60 * minute).length).toBeLessThan(330);
  });
});

describe("right passwords", () => {
  it("are never slowed by right ones before or beside them", () => {
    let counter = newCounter(startMs);
    for (let index = 0; index < 20; index++) {
      const beside = charge("pair", counter, startMs);
      expect(beside.waitMs).toBe(0);
      counter = beside.counter;
    }
    for (let index = 0; index < 20; index++) counter = settle("pair", counter, "right", startMs + 400);
    expect(counter).toMatchObject({ failures: 0, pending: 0, blockedUntilMs: null });
  });

  it("clear the account's failures, not the address's", () => {
    const failed: Counter = { ...newCounter(startMs), failures: 3, pending: 1 };
    expect(settle("pair", failed, "right", startMs).failures).toBe(0);
    expect(settle("address", failed, "right", startMs).failures).toBe(3);
  });
});

it("a burst of guesses is let in once; after it has failed one try at a time is", () => {
  let counter = newCounter(startMs);
  let admitted = 0;
  for (let index = 0; index < 500; index++) {
    const admission = charge("pair", counter, startMs);
    counter = admission.counter;
    if (admission.waitMs === 0) admitted += 1;
  }
  expect(admitted).toBe(25);
  for (let index = 0; index < admitted; index++) counter = settle("pair", counter, "wrong", startMs + 1_000);
  const afterBlock = (counter.blockedUntilMs ?? 0) + 1;
  expect(afterBlock - startMs).toBeGreaterThan(15 * minute);
  const first = charge("pair", counter, afterBlock);
  expect(first.waitMs).toBe(0);
  expect(charge("pair", first.counter, afterBlock).waitMs).toBeGreaterThan(0);
});

it("a refused try prolongs nothing, and a try whose process died is forgotten", () => {
  const { counter, nowMs } = hammer("pair", 9);
  const until = counter.blockedUntilMs;
  let refused = counter;
  for (let index = 0; index < 50; index++) refused = charge("pair", refused, nowMs + 1).counter;
  expect(refused.blockedUntilMs).toBe(until);
  expect(refused.refusals).toBe(50);
  const abandoned = charge("pair", { ...counter, pending: 1 }, (until ?? 0) + 2 * minute);
  expect(abandoned.waitMs).toBe(0);
});

it("whatever happens, the wait is bounded and nothing goes below zero", () => {
  const kind = fc.constantFrom("pair" as const, "device" as const, "account" as const, "address" as const);
  const step = fc.record({
    afterMs: fc.integer({ min: 0, max: 3_600_000 }),
    act: fc.constantFrom("charge" as const, "right" as const, "wrong" as const, "withdrawn" as const),
  });
  fc.assert(
    fc.property(kind, fc.array(step, { maxLength: 200 }), (which, steps) => {
      let counter = newCounter(startMs);
      let nowMs = startMs;
      for (const { afterMs, act } of steps) {
        nowMs += afterMs;
        if (act === "charge") {
          const admission = charge(which, counter, nowMs);
          counter = admission.counter;
          expect(admission.waitMs).toBeLessThanOrEqual(15 * minute);
        } else counter = settle(which, counter, act, nowMs);
        expect(counter.failures).toBeGreaterThanOrEqual(0);
        expect(counter.pending).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
