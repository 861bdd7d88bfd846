import { formatClock, listDays, type ShopDay, shopClock, startOfHour } from "@/lib/dates";
import { listHours } from "@/lib/day-bounds";
import { type Filter, sharedTimezone } from "@/lib/filters/filter";
import type { MetricKey } from "./definitions";
import { type Comparison, counterpartFinder, type Period } from "./period";

/** One bucket of a rollup in one currency. Its key is a shop day, or an hour as `hourKey` writes it. */
export type SalesPoint = {
  bucket: string;
  currency: string;
  gmv: string;
  netSales: string;
  orders: number;
  units: number;
  netOrders: number;
  cancelledOrders: number;
  /** Null without an order that counts in net sales. */
  averageOrderValue: string | null;
};

export type Grain = "day" | "hour";

export type Bucket = {
  key: string;
  /** The bucket at the same place of the compared period; null when that has none. */
  previousKey: string | null;
  /** `open`: still filling; `future`: not begun; `unloaded`: history has not reached it. */
  state: "whole" | "open" | "future" | "unloaded";
};

type BucketInput = {
  filter: Pick<Filter, "shops" | "range" | "compare">;
  comparison: Comparison;
  grain: Grain;
  now: Date;
  /** By shop, while its history is read for the first time: everything created since this instant is loaded. */
  loadedBackTo: Readonly<Record<string, string>>;
};

/**
 * Shops of one zone share their hours, which are instants: 23 or 25 of them when the clock changes. Shops of several
 * zones share only what their clocks say, `2026-11-23T14`.
 */
export function hourKeys({ from, to }: Period, timezone: string | null): string[] {
  if (timezone !== null) return listHours(from, to, timezone);
  return listDays(from, to).flatMap((day) => Array.from({ length: 24 }, (_, hour) => wallHour(day, hour)));
}

function wallHour(day: ShopDay, hour: number): string {
  return `${day}T${String(hour).padStart(2, "0")}`;
}

/** Day and clock of an hour's key. */
export function readHourKey(key: string, timezone: string | null): { day: ShopDay; clock: string } {
  if (timezone === null) return { day: key.slice(0, 10), clock: `${key.slice(11)}:00` };
  return { day: shopClock(key, timezone).day, clock: formatClock(key, timezone) };
}

/** For each hour of the compared period, its key by day and clock; an hour that comes twice is found once. */
function indexHours(period: Period | null, timezone: string | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const key of period ? hourKeys(period, timezone) : []) {
    const { day, clock } = readHourKey(key, timezone);
    if (!found.has(`${day} ${clock}`)) found.set(`${day} ${clock}`, key);
  }
  return found;
}

/** Pairs hours by what the clock says, so that a day of 23 or 25 hours does not shift the rest of it. */
function pairHours({ filter, comparison }: BucketInput): Pick<Bucket, "key" | "previousKey">[] {
  const timezone = sharedTimezone(filter);
  const findDay = counterpartFinder(filter);
  const previous = indexHours(comparison.previous, timezone);
  const taken = new Set<string>();
  return hourKeys(comparison.current, timezone).map((key) => {
    const { day, clock } = readHourKey(key, timezone);
    const previousKey = previous.get(`${findDay(day)} ${clock}`) ?? null;
    const isTaken = previousKey !== null && taken.has(previousKey);
    if (previousKey !== null) taken.add(previousKey);
    return { key, previousKey: isTaken ? null : previousKey };
  });
}

function pairDays({ filter, comparison }: BucketInput): Pick<Bucket, "key" | "previousKey">[] {
  const findDay = counterpartFinder(filter);
  const { from, to } = comparison.current;
  return listDays(from, to).map((key) => ({ key, previousKey: findDay(key) }));
}

/** The buckets of a shop's present and of the reach of its history. */
type Edge = { now: string; reach: string | null };

function findEdges({ filter, grain, now, loadedBackTo }: BucketInput): Edge[] {
  const timezones = sharedTimezone(filter);
  const keyAt = (instant: Date | string, timezone: string): string => {
    const { day, hour } = shopClock(instant, timezone);
    if (grain === "day") return day;
    return timezones === null ? wallHour(day, hour) : startOfHour(instant, timezone);
  };
  return filter.shops.map(({ shopId, timezone }) => {
    const reach = loadedBackTo[shopId];
    return { now: keyAt(now, timezone), reach: reach === undefined ? null : keyAt(reach, timezone) };
  });
}

/** Several shops' buckets are as complete as the least complete of them. */
function stateOf(key: string, edges: Edge[]): Bucket["state"] {
  if (edges.some(({ reach }) => reach !== null && key <= reach)) return "unloaded";
  if (edges.every(({ now }) => key > now)) return "future";
  return edges.every(({ now }) => key < now) ? "whole" : "open";
}

/** Every bucket of the current period in order, each beside its counterpart. */
export function listBuckets(input: BucketInput): Bucket[] {
  const pairs = input.grain === "day" ? pairDays(input) : pairHours(input);
  const edges = findEdges(input);
  return pairs.map((pair) => ({ ...pair, state: stateOf(pair.key, edges) }));
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
