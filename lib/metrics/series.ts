import { listDays, listHours, shopToday } from "@/lib/dates";
import type { MetricKey } from "./definitions";
import type { Comparison } from "./period";

/** One bucket of a rollup: a shop day, or the instant an hour begins at. */
export type SalesPoint = {
  bucket: string;
  currency: string;
  gmv: string;
  netSales: string;
  orders: number;
  units: number;
  netOrders: number;
  cancelledOrders: number;
};

export type Grain = "day" | "hour";

export type Bucket = {
  key: string;
  /** The bucket at the same place of the previous period, if that is as long. */
  previousKey: string | null;
  /** `open`: still filling; `future`: not begun; `unloaded`: history has not reached it. */
  state: "whole" | "open" | "future" | "unloaded";
};

type BucketInput = {
  comparison: Comparison;
  grain: Grain;
  timezone: string;
  now: Date;
  /** Everything created since this instant is loaded; null once all history is. */
  loadedBackTo: string | null;
};

/** What tells the states apart, once for all buckets: shop days take an `Intl` call each. */
type Edges = { reach: string | null; today: string; nowMs: number };

function findEdges({ grain, timezone, now, loadedBackTo }: BucketInput): Edges {
  const dayOf = (instant: Date) => shopToday(instant, timezone);
  const reach = loadedBackTo !== null && grain === "day" ? dayOf(new Date(loadedBackTo)) : loadedBackTo;
  return { reach, today: dayOf(now), nowMs: now.getTime() };
}

function bucketState(key: string, grain: Grain, { reach, today, nowMs }: Edges): Bucket["state"] {
  if (reach !== null && key <= reach) return "unloaded";
  if (grain === "day") return key < today ? "whole" : key === today ? "open" : "future";
  const start = Date.parse(key);
  if (start > nowMs) return "future";
  return start + 3_600_000 > nowMs ? "open" : "whole";
}

/** Every bucket of the current period in order, each beside its counterpart. */
export function listBuckets(input: BucketInput): Bucket[] {
  const { comparison, grain, timezone } = input;
  const keysOf = ({ from, to }: Comparison["current"]) =>
    grain === "day" ? listDays(from, to) : listHours(from, to, timezone);
  const edges = findEdges(input);
  const previousKeys = keysOf(comparison.previous);
  return keysOf(comparison.current).map((key, index) => ({
    key,
    previousKey: previousKeys[index] ?? null,
    state: bucketState(key, grain, edges),
  }));
}

/** Points of one currency by bucket, or of all currencies for figures that are not money. */
export function indexPoints(points: SalesPoint[], currency: string | null): Map<string, SalesPoint[]> {
  const byBucket = new Map<string, SalesPoint[]>();
  for (const point of points) {
    if (currency !== null && point.currency !== currency) continue;
    const known = byBucket.get(point.bucket);
    if (known) known.push(point);
    else byBucket.set(point.bucket, [point]);
  }
  return byBucket;
}

function sum(points: SalesPoint[], read: (point: SalesPoint) => number): number {
  return points.reduce((total, point) => total + read(point), 0);
}

/** A bucket's height on a chart. For geometry only: a float is never shown as money. */
export function plotValue(points: SalesPoint[], metric: MetricKey): number {
  switch (metric) {
    case "gmv":
      return sum(points, (point) => Number(point.gmv));
    case "netSales":
      return sum(points, (point) => Number(point.netSales));
    case "orders":
      return sum(points, (point) => point.orders);
    case "units":
      return sum(points, (point) => point.units);
    case "averageOrderValue":
      return sum(points, (point) => Number(point.netSales)) / (sum(points, (point) => point.netOrders) || 1);
    case "cancellationRate":
      return sum(points, (point) => point.cancelledOrders) / (sum(points, (point) => point.orders) || 1);
  }
}
