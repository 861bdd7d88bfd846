import { describe, expect, it } from "vitest";
import { comparePeriods, describeComparison } from "@/lib/metrics/period";
import { indexPoints, listBuckets, plotValue, type SalesPoint } from "@/lib/metrics/series";

const timezone = "America/New_York";
const now = new Date("2026-11-23T17:40:00Z");

function compare(from: string, to: string, syncedThrough: string | null = null) {
  return comparePeriods({ period: { from, to }, now, syncedThrough, timezone });
}

describe("comparePeriods", () => {
  it("takes the span of equal length just before", () => {
    expect(compare("2026-11-01", "2026-11-10")).toEqual({
      current: { from: "2026-11-01", to: "2026-11-10" },
      previous: { from: "2026-10-22", to: "2026-10-31" },
      partial: null,
    });
  });

  it("compares a part-elapsed day with the same part of its counterpart", () => {
    const comparison = compare("2026-11-17", "2026-11-23");
    expect(comparison.partial).toEqual({ day: "2026-11-23", counterpart: "2026-11-16", beforeHour: 12 });
    expect(describeComparison(comparison)).toBe("the 7 days before, each up to 12:00");
  });

  it("counts only hours that the sync has covered", () => {
    expect(compare("2026-11-23", "2026-11-23", "2026-11-23T14:59:00Z").partial?.beforeHour).toBe(9);
    expect(compare("2026-11-23", "2026-11-23", "2026-11-21T14:59:00Z").partial?.beforeHour).toBe(0);
  });
});

describe("listBuckets", () => {
  it("marks the running day and what history has not reached", () => {
    const buckets = listBuckets({
      comparison: compare("2026-11-20", "2026-11-23"),
      grain: "day",
      timezone,
      now,
      loadedBackTo: "2026-11-21T12:00:00Z",
    });
    expect(buckets.map(({ state }) => state)).toEqual(["unloaded", "unloaded", "whole", "open"]);
    expect(buckets[0]?.previousKey).toBe("2026-11-16");
  });

  it("goes by the hour through a day of 25 hours, whose counterpart has 24", () => {
    const buckets = listBuckets({
      comparison: compare("2026-11-01", "2026-11-01"),
      grain: "hour",
      timezone,
      now,
      loadedBackTo: null,
    });
    expect(buckets).toHaveLength(25);
    expect(buckets[0]?.key).toBe("2026-11-01T04:00:00.000Z");
    expect(buckets[24]?.previousKey).toBeNull();
  });

  it("tells hours to come from the one that runs", () => {
    const states = listBuckets({
      comparison: compare("2026-11-23", "2026-11-23"),
      grain: "hour",
      timezone,
      now,
      loadedBackTo: null,
    }).map(({ state }) => state);
    expect(states.slice(11, 14)).toEqual(["whole", "open", "future"]);
  });
});

describe("plotValue", () => {
  const point = (currency: string, gmv: string, orders: number): SalesPoint => ({
    bucket: "2026-11-20",
    currency,
    gmv,
    netSales: gmv,
    orders,
    units: orders,
    netOrders: orders,
    cancelledOrders: 1,
  });
  const points = [point("USD", "100.50", 4), point("IDR", "900000", 6)];

  it("never adds money of two currencies, and does add orders", () => {
    expect(plotValue(indexPoints(points, "USD").get("2026-11-20") ?? [], "gmv")).toBe(100.5);
    expect(plotValue(indexPoints(points, null).get("2026-11-20") ?? [], "orders")).toBe(10);
    expect(plotValue(indexPoints(points, null).get("2026-11-20") ?? [], "cancellationRate")).toBe(0.2);
  });

  it("is nothing for a bucket without sales", () => {
    expect(plotValue([], "averageOrderValue")).toBe(0);
    expect(plotValue([], "cancellationRate")).toBe(0);
  });
});
