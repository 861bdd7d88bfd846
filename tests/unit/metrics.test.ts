import { describe, expect, it } from "vitest";
import { parseFilter } from "@/lib/filters/filter";
import { comparePeriods, describeComparison } from "@/lib/metrics/period";
import { indexPoints, listBuckets, plotValue, type SalesPoint } from "@/lib/metrics/series";
import type { RawSearchParams } from "@/lib/search-params";

/** 12:40 on Monday the 23rd in New York, 00:40 on the 24th in Jakarta. */
const now = new Date("2026-11-23T17:40:00Z");
const zones = {
  ny: "America/New_York",
  jk: "Asia/Jakarta",
  london: "Europe/London",
  chicago: "America/Chicago",
};

function filterOf(params: RawSearchParams) {
  const shops = Object.entries(zones).map(([shopId, timezone]) => ({
    shopId,
    name: shopId,
    region: "US",
    currency: "USD",
    timezone,
  }));
  const parsed = parseFilter(params, { shops, now });
  if (!parsed || parsed.notices.length > 0) throw new Error("a filter was expected");
  return parsed.filter;
}

function compare(params: RawSearchParams, syncedThrough: Record<string, string | null> = {}) {
  return comparePeriods({ filter: filterOf(params), now, syncedThrough });
}

describe("comparePeriods", () => {
  it("takes the span of equal length just before", () => {
    expect(compare({ from: "2026-11-01", to: "2026-11-10" })).toEqual({
      mode: "previous",
      current: { from: "2026-11-01", to: "2026-11-10" },
      previous: { from: "2026-10-22", to: "2026-10-31" },
      cuts: [{ shopId: "ny", day: "2026-11-11", counterpart: "2026-11-01", beforeHour: 0 }],
    });
  });

  it.each([
    [{ range: "7d" }, "2026-11-10", "2026-11-16", "the 7 days before, each up to 12:00"],
    [{ range: "today" }, "2026-11-22", "2026-11-22", "the day before, each up to 12:00"],
    [{ range: "yesterday" }, "2026-11-21", "2026-11-21", "the day before"],
    [{ range: "month" }, "2026-10-01", "2026-10-23", "the month before, each up to 12:00"],
    [{ range: "last-month" }, "2026-09-01", "2026-09-30", "the month before"],
    [
      { range: "today", compare: "weekday" },
      "2026-11-16",
      "2026-11-16",
      "the same weekdays a week before, each up to 12:00",
    ],
    [
      { range: "month", compare: "weekday" },
      "2026-10-04",
      "2026-10-26",
      "the same weekdays 4 weeks before, each up to 12:00",
    ],
    [{ range: "7d", compare: "year" }, "2025-11-17", "2025-11-23", "the year before, each up to 12:00"],
    [
      { range: "7d", compare: "year-weekday" },
      "2025-11-18",
      "2025-11-24",
      "the same weekdays 52 weeks before, each up to 12:00",
    ],
  ])("compares %o with %s to %s", (params, from, to, words) => {
    const comparison = compare(params);
    expect(comparison.previous).toEqual({ from, to });
    expect(describeComparison(comparison)).toBe(words);
  });

  it("keeps weekdays under weekdays", () => {
    const weekday = (day = "") => new Date(`${day}T00:00:00Z`).getUTCDay();
    for (const range of ["today", "7d", "28d", "90d", "month", "12m"]) {
      for (const compareMode of ["weekday", "year-weekday"]) {
        const { current, previous } = compare({ range, compare: compareMode });
        expect(weekday(previous?.from)).toBe(weekday(current.from));
      }
    }
  });

  it("compares nothing when told so", () => {
    expect(compare({ range: "7d", compare: "none" }).previous).toBeNull();
  });

  it("takes a day that the year before lacks for the last it had", () => {
    const leap = compare({ from: "2024-02-29", to: "2024-03-01", compare: "year" });
    expect(leap.previous).toEqual({ from: "2023-02-28", to: "2023-03-01" });
  });

  it("compares a part-elapsed day with the same part of its counterpart", () => {
    expect(compare({ range: "7d" }).cuts).toEqual([
      { shopId: "ny", day: "2026-11-23", counterpart: "2026-11-16", beforeHour: 12 },
    ]);
  });

  it("counts only hours that the sync has covered", () => {
    const cut = (instant: string) => compare({ range: "7d" }, { ny: instant }).cuts[0];
    expect(cut("2026-11-23T14:59:00Z")).toMatchObject({ day: "2026-11-23", beforeHour: 9 });
    expect(cut("2026-11-21T14:59:00Z")).toMatchObject({
      day: "2026-11-21",
      counterpart: "2026-11-14",
      beforeHour: 9,
    });
    expect(describeComparison(compare({ range: "7d" }, { ny: "2026-11-21T14:59:00Z" }))).toBe(
      "the 7 days before, as far as synced",
    );
  });

  it("cuts each of several shops by its own clock", () => {
    const comparison = compare({ shop: ["ny", "jk"], range: "7d" });
    expect(comparison.current.to).toBe("2026-11-23");
    expect(comparison.cuts).toEqual([
      { shopId: "ny", day: "2026-11-23", counterpart: "2026-11-16", beforeHour: 12 },
      { shopId: "jk", day: "2026-11-24", counterpart: "2026-11-17", beforeHour: 0 },
    ]);
    expect(describeComparison(comparison)).toBe("the 7 days before, each up to the hour that has passed");
  });
});

describe("listBuckets", () => {
  const list = (params: RawSearchParams, loadedBackTo: Record<string, string> = {}) => {
    const filter = filterOf(params);
    const comparison = compare(params);
    const isHourly = comparison.current.from === comparison.current.to;
    return listBuckets({ filter, comparison, grain: isHourly ? "hour" : "day", now, loadedBackTo });
  };

  it("marks the running day and what history has not reached", () => {
    const buckets = list({ from: "2026-11-20", to: "2026-11-23" }, { ny: "2026-11-21T12:00:00Z" });
    expect(buckets.map(({ state }) => state)).toEqual(["unloaded", "unloaded", "whole", "open"]);
    expect(buckets[0]?.previousKey).toBe("2026-11-16");
  });

  it("tells hours to come from the one that runs", () => {
    const states = list({ range: "today" }).map(({ state }) => state);
    expect(states.slice(11, 14)).toEqual(["whole", "open", "future"]);
  });

  it("goes by the hour through a day of 25 hours and pairs them by what the clock says", () => {
    const buckets = list({ from: "2026-11-01", to: "2026-11-01" });
    expect(buckets).toHaveLength(25);
    expect(buckets[0]).toMatchObject({
      key: "2026-11-01T04:00:00.000Z",
      previousKey: "2026-10-31T04:00:00.000Z",
    });
    expect(buckets[1]?.previousKey).toBe("2026-10-31T05:00:00.000Z");
    expect(buckets[2]?.previousKey).toBeNull();
    expect(buckets[24]?.previousKey).toBe("2026-11-01T03:00:00.000Z");
  });

  it("goes by the hour through a day of 23 hours, and through the one after it", () => {
    const short = list({ from: "2026-03-08", to: "2026-03-08" });
    expect(short).toHaveLength(23);
    expect(short[2]).toMatchObject({
      key: "2026-03-08T07:00:00.000Z",
      previousKey: "2026-03-07T08:00:00.000Z",
    });
    const after = list({ from: "2026-03-09", to: "2026-03-09" });
    expect(after).toHaveLength(24);
    expect(after.map(({ previousKey }) => previousKey === null).indexOf(true)).toBe(2);
    expect(after[3]?.previousKey).toBe("2026-03-08T07:00:00.000Z");
  });

  it("leaves out a day of the month that the month before has not got", () => {
    const filter = { ...filterOf({ from: "2026-10-01", to: "2026-10-31" }), compare: "previous" as const };
    const inMonth = { ...filter, range: { ...filter.range, preset: "last-month" as const } };
    const comparison = comparePeriods({ filter: inMonth, now, syncedThrough: {} });
    const buckets = listBuckets({ filter: inMonth, comparison, grain: "day", now, loadedBackTo: {} });
    expect(buckets.at(-2)?.previousKey).toBe("2026-09-30");
    expect(buckets.at(-1)?.previousKey).toBeNull();
  });

  it("goes by the clock on the wall where shops have several zones", () => {
    const buckets = list({ shop: ["ny", "london"], range: "today" });
    expect(buckets).toHaveLength(24);
    expect(buckets[0]).toEqual({ key: "2026-11-23T00", previousKey: "2026-11-22T00", state: "whole" });
    // 12:40 in New York is 17:40 in London: the hours between are over in one of them only.
    expect(buckets.map(({ state }) => state).slice(11, 19)).toEqual([
      "whole",
      "open",
      "open",
      "open",
      "open",
      "open",
      "open",
      "future",
    ]);
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
    averageOrderValue: gmv,
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
