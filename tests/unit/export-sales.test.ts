import { describe, expect, it } from "vitest";
import { salesLines } from "@/app/(dashboard)/_components/overview/export-sales";
import { parseFilter, sharedTimezone } from "@/lib/filters/filter";
import { comparePeriods } from "@/lib/metrics/period";
import { type Grain, listBuckets, type SalesPoint } from "@/lib/metrics/series";
import type { RawSearchParams } from "@/lib/search-params";

const shops = [
  { shopId: "la", currency: "USD", timezone: "America/Los_Angeles" },
  { shopId: "jk", currency: "IDR", timezone: "Asia/Jakarta" },
].map((shop) => ({ ...shop, name: shop.shopId, region: "US" }));
const now = new Date("2026-11-23T20:00:00Z");

const point = (bucket: string, currency: string, gmv: string): SalesPoint => ({
  bucket,
  currency,
  gmv,
  netSales: gmv,
  orders: 1,
  units: 2,
  netOrders: 1,
  cancelledOrders: 0,
  averageOrderValue: gmv,
});

function lines(params: RawSearchParams, grain: Grain, points: SalesPoint[] = []) {
  const filter = parseFilter(params, { shops, now })?.filter;
  if (!filter) throw new Error("there are shops");
  const comparison = comparePeriods({ filter, now, syncedThrough: {} });
  const buckets = listBuckets({ filter, comparison, grain, now, loadedBackTo: {} });
  const currencies = filter.shops.map(({ currency }) => currency);
  return salesLines({ buckets, points, grain, timezone: sharedTimezone(filter) }, currencies);
}

describe("the file of the sales chart", () => {
  it.each([
    ["2026-11-01", 25],
    ["2026-03-08", 23],
    ["2026-03-09", 24],
  ])("has %s's hours with their offset: %i of them, each once", (day, hours) => {
    const at = lines({ from: day, to: day, compare: "none" }, "hour").map(([hour]) => String(hour));
    expect(new Set(at).size).toBe(hours);
    expect(at[0]).toMatch(new RegExp(`^${day}T00:00:00-0[78]:00$`));
    expect(at.at(-1)).toMatch(new RegExp(`^${day}T23:00:00-0[78]:00$`));
    const ones = at.filter((hour) => hour.includes("T01:"));
    expect(ones).toHaveLength(day === "2026-11-01" ? 2 : 1);
  });

  it("has each day once in each currency, beside the day it is compared with, in exact decimals", () => {
    const points = [
      point("2026-11-22", "USD", "90071992547409.93"),
      point("2026-11-15", "USD", "1.10"),
      point("2026-11-22", "IDR", "15000"),
      point("2026-11-22", "EUR", "7.00"),
    ];
    const found = lines(
      { shop: "all", from: "2026-11-21", to: "2026-11-22", compare: "weekday" },
      "day",
      points,
    );
    expect(found.map(([day, currency, gmv]) => [day, currency, gmv])).toEqual([
      ["2026-11-21", "USD", "0"],
      ["2026-11-21", "IDR", "0"],
      ["2026-11-21", "EUR", "0"],
      ["2026-11-22", "USD", "90071992547409.93"],
      ["2026-11-22", "IDR", "15000"],
      ["2026-11-22", "EUR", "7.00"],
    ]);
    expect(found[3]?.slice(9, 12)).toEqual(["complete", "2026-11-15", "1.10"]);
  });

  it("says of each hour of today whether it is over, under way or still to come", () => {
    const found = lines({ range: "today", compare: "none" }, "hour").map((line) => line[9]);
    const over = Array.from({ length: 12 }, () => "complete");
    const ahead = Array.from({ length: 11 }, () => "not begun");
    expect(found).toEqual([...over, "still filling", ...ahead]);
  });

  it("goes by the clock on the wall where shops have several zones, and compares nothing when told so", () => {
    const found = lines({ shop: "all", range: "yesterday", compare: "none" }, "hour");
    expect(found).toHaveLength(48);
    expect(found[0]?.[0]).toBe("2026-11-22T00:00");
    expect(found[0]?.slice(10)).toEqual(Array.from({ length: 8 }, () => null));
  });
});
