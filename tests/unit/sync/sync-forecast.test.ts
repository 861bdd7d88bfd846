import { expect, it } from "vitest";
import { forecastFullSync } from "@/lib/sync-forecast";

it("a shop that was never read whole is forecast at the speed TikTok suggests", () => {
  expect(forecastFullSync(155_300, [], 100)).toMatchObject({
    calls: 1_603,
    lowSeconds: 155,
    highSeconds: 518,
    basis: "assumed",
  });
});

it("one run is taken for a third slower or faster", () => {
  const runs = [{ records: 100_000, apiCalls: 1_020, seconds: 500 }];
  expect(forecastFullSync(150_000, runs, 100)).toMatchObject({
    calls: 1_530,
    lowSeconds: 576,
    highSeconds: 1_072,
    basis: "measured",
  });
});

it("several runs give the range themselves, and the newest the calls", () => {
  const runs = [
    { records: 150_000, apiCalls: 1_650, seconds: 1_500 },
    { records: 100_000, apiCalls: 1_001, seconds: 500 },
  ];
  expect(forecastFullSync(150_000, runs, 100)).toMatchObject({
    calls: 1_650,
    lowSeconds: 750,
    highSeconds: 1_500,
    speed: { low: 100, high: 200 },
  });
});

it("never promises fewer calls than pages", () => {
  const runs = [{ records: 10_000, apiCalls: 20, seconds: 10 }];
  expect(forecastFullSync(10_000, runs, 100)?.calls).toBe(101);
});

it("runs too short to tell are not believed, and an empty shop has no forecast", () => {
  expect(forecastFullSync(5_000, [{ records: 20, apiCalls: 1, seconds: 3 }], 100)?.basis).toBe("assumed");
  expect(forecastFullSync(0, [], 100)).toBeNull();
});
