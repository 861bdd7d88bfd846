import { addDays, countDays, daysInMonth, type ShopDay, shopClock } from "@/lib/dates";
import type { CompareMode } from "@/lib/filters/compare";
import type { Filter } from "@/lib/filters/filter";

export type Period = { from: ShopDay; to: ShopDay };

/**
 * How far a shop's days can be compared: those before `day` whole, `day` itself up to `beforeHour` by the shop's clock.
 * `counterpart` is where the same point lies in the compared period. A shop that has all of the period has the day after
 * its end here.
 */
export type ShopCut = { shopId: string; day: ShopDay; counterpart: ShopDay; beforeHour: number };

export type Comparison = {
  mode: CompareMode;
  current: Period;
  /** Null when nothing is compared. */
  previous: Period | null;
  /** One for each shop. */
  cuts: ShopCut[];
};

type ComparisonInput = {
  filter: Pick<Filter, "shops" | "range" | "compare">;
  now: Date;
  /** By shop, the instant up to which every change is known; null or absent while the first full sync runs. */
  syncedThrough: Readonly<Record<string, string | null>>;
};

/** The same day a number of months earlier; the last of a shorter month. */
function shiftMonths(day: ShopDay, months: number): ShopDay {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + (month - 1) + months;
  const first = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}`;
  return `${first}-${String(Math.min(date, daysInMonth(`${first}-01`))).padStart(2, "0")}`;
}

/** By how many days a comparison goes back, where that is the same for every day. */
function shiftDays({ range, compare }: ComparisonInput["filter"]): number | null {
  const days = countDays(range.from, range.to);
  if (compare === "year-weekday") return 364;
  if (compare === "weekday") return Math.ceil(days / 7) * 7;
  const isMonth = range.preset === "month" || range.preset === "last-month";
  return compare === "previous" && !isMonth ? days : null;
}

/** Where a day lies in the compared period; a day that an earlier month or year lacks is taken for the last it has. */
function goBack(day: ShopDay, filter: ComparisonInput["filter"]): ShopDay {
  const days = shiftDays(filter);
  if (days !== null) return addDays(day, -days);
  return shiftMonths(day, filter.compare === "year" ? -12 : -1);
}

function previousPeriod(filter: ComparisonInput["filter"]): Period | null {
  const { range, compare } = filter;
  if (compare === "none" || range.preset === "all") return null;
  const to = goBack(range.to, filter);
  // A whole month is compared with a whole month, however long either is.
  const isWholeMonth = range.preset === "last-month" && compare === "previous";
  return { from: goBack(range.from, filter), to: isWholeMonth ? lastOfMonth(to) : to };
}

function lastOfMonth(day: ShopDay): ShopDay {
  return `${day.slice(0, 8)}${daysInMonth(day)}`;
}

/**
 * What a filter's period is measured against, and how much of both can be: the hours of a running day that have not
 * passed, or are not synced yet, are left out of both sides, for each shop by its own clock.
 */
export function comparePeriods({ filter, now, syncedThrough }: ComparisonInput): Comparison {
  const { from, to } = filter.range;
  const previous = previousPeriod(filter);
  const cuts = filter.shops.map(({ shopId, timezone }): ShopCut => {
    const synced = syncedThrough[shopId] ?? null;
    const known = synced !== null && Date.parse(synced) < now.getTime() ? new Date(synced) : now;
    const clock = shopClock(known, timezone);
    const isWhole = clock.day > to;
    const day = isWhole ? addDays(to, 1) : clock.day;
    const counterpart = isWhole && previous ? addDays(previous.to, 1) : goBack(day, filter);
    return { shopId, day, counterpart, beforeHour: isWhole ? 0 : clock.hour };
  });
  return { mode: filter.compare, current: { from, to }, previous, cuts };
}

/** True while a part of the period has not passed or is not known, somewhere. */
export function isPartial({ current, cuts }: Comparison): boolean {
  return cuts.some(({ day }) => day <= current.to);
}

/** Finds a day's counterpart for a chart: null where the compared period has none of its own. */
export function counterpartFinder(filter: ComparisonInput["filter"]): (day: ShopDay) => ShopDay | null {
  const previous = previousPeriod(filter);
  return (day) => {
    if (previous === null) return null;
    const found = goBack(day, filter);
    // Two days that fall on one, as 28 and 29 February do in the year before, would show it twice.
    const isDouble = shiftDays(filter) === null && found.slice(8) !== day.slice(8);
    return isDouble || found < previous.from || found > previous.to ? null : found;
  };
}

const twoDigits = (value: number) => String(value).padStart(2, "0");

function nameSpan({ mode, current, previous }: Comparison): string {
  const days = countDays(current.from, current.to);
  const weeks = Math.ceil(days / 7);
  switch (mode) {
    case "previous":
      if (previous && addDays(previous.from, days) !== current.from) return "the month before";
      return days === 1 ? "the day before" : `the ${days} days before`;
    case "weekday":
      return weeks === 1 ? "the same weekdays a week before" : `the same weekdays ${weeks} weeks before`;
    case "year":
      return "the year before";
    case "year-weekday":
      return "the same weekdays 52 weeks before";
    case "none":
      return "nothing";
  }
}

/** Names what a change is measured against: `the day before, each up to 12:00`. */
export function describeComparison(comparison: Comparison): string {
  const span = nameSpan(comparison);
  if (!isPartial(comparison)) return span;
  const hours = [...new Set(comparison.cuts.map(({ day, beforeHour }) => `${day} ${beforeHour}`))];
  const [cut] = comparison.cuts;
  if (hours.length > 1 || !cut) return `${span}, each up to the hour that has passed`;
  const isRunning = cut.day === comparison.current.to;
  return isRunning ? `${span}, each up to ${twoDigits(cut.beforeHour)}:00` : `${span}, as far as synced`;
}
