import { addDays, countDays, type ShopDay, shopClock } from "@/lib/dates";

export type Period = { from: ShopDay; to: ShopDay };

/**
 * Two spans of the same length, end to end. When the last day is still running, its hours from `beforeHour` on are
 * left out of both sides, so that a morning is compared with a morning.
 */
export type Comparison = {
  current: Period;
  previous: Period;
  partial: { day: ShopDay; counterpart: ShopDay; beforeHour: number } | null;
};

type ComparisonInput = {
  period: Period;
  now: Date;
  /** Null while the first full sync runs. */
  syncedThrough: string | null;
  timezone: string;
};

export function comparePeriods({ period, now, syncedThrough, timezone }: ComparisonInput): Comparison {
  const days = countDays(period.from, period.to);
  const previous = { from: addDays(period.from, -days), to: addDays(period.to, -days) };
  const today = shopClock(now, timezone).day;
  if (period.to < today) return { current: period, previous, partial: null };

  const known = syncedThrough && Date.parse(syncedThrough) < now.getTime() ? new Date(syncedThrough) : now;
  const clock = shopClock(known, timezone);
  const beforeHour = clock.day === period.to ? clock.hour : 0;
  return { current: period, previous, partial: { day: period.to, counterpart: previous.to, beforeHour } };
}

/** Names the span a change is measured against. */
export function describeComparison({ current, partial }: Comparison): string {
  const days = countDays(current.from, current.to);
  const span = days === 1 ? "the day before" : `the ${days} days before`;
  return partial ? `${span}, each up to ${String(partial.beforeHour).padStart(2, "0")}:00` : span;
}
