import { firstParam, type RawSearchParams } from "./address";
import { addDays, countDays, isShopDay, type ShopDay } from "./dates";
import type { Parsed } from "./parsed";

export const rangePresets = ["today", "yesterday", "7d", "28d", "90d", "month", "last-month", "12m"] as const;
export type RangePreset = (typeof rangePresets)[number];

export type DateRange = { preset: RangePreset | "custom" | "all"; from: ShopDay; to: ShopDay };

/** Wide enough for any order, so that a query needs no case of its own for "no dates chosen". */
export const allTime: DateRange = { preset: "all", from: "2010-01-01", to: "2099-12-31" };

const longestRangeDays = 1_100;

const firstOfMonth = (day: ShopDay): ShopDay => `${day.slice(0, 7)}-01`;

function presetRange(preset: RangePreset, today: ShopDay): DateRange {
  switch (preset) {
    case "today":
      return { preset, from: today, to: today };
    case "yesterday":
      return { preset, from: addDays(today, -1), to: addDays(today, -1) };
    case "7d":
      return { preset, from: addDays(today, -6), to: today };
    case "28d":
      return { preset, from: addDays(today, -27), to: today };
    case "90d":
      return { preset, from: addDays(today, -89), to: today };
    case "12m":
      return { preset, from: addDays(today, -364), to: today };
    case "month":
      return { preset, from: firstOfMonth(today), to: today };
    case "last-month": {
      const to = addDays(firstOfMonth(today), -1);
      return { preset, from: firstOfMonth(to), to };
    }
  }
}

/** Written as a date is, of a year that no shop has orders in. */
function isOfAnotherAge(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && (text < "2000" || text >= "2100");
}

function customRange(from: string | undefined, to: string | undefined, lastDay: ShopDay): DateRange | string {
  const first = from ?? to ?? "";
  const wanted = to ?? lastDay;
  if (isOfAnotherAge(first) || isOfAnotherAge(wanted)) return "Dates lie between 2000 and 2099";
  if (!isShopDay(first) || !isShopDay(wanted)) return "Dates are written as 2026-01-31";
  const last = wanted > lastDay ? lastDay : wanted;
  if (first > last)
    return first > lastDay ? "That span has not begun yet" : "The first day is after the last one";
  if (countDays(first, last) > longestRangeDays) return "A span may have three years at most";
  return { preset: "custom", from: first, to: last };
}

function readRange(params: RawSearchParams, today: ShopDay, lastDay: ShopDay): DateRange | string | null {
  const from = firstParam(params, "from");
  const to = firstParam(params, "to");
  if (from !== undefined || to !== undefined) return customRange(from, to, lastDay);
  const given = firstParam(params, "range");
  if (given === undefined) return null;
  // What a list of orders was left with on the way to a page of periods.
  if (given === allTime.preset) return "All time is for lists of orders";
  const preset = rangePresets.find((name) => name === given);
  return preset ? presetRange(preset, today) : "That date range is not known";
}

/**
 * `?range=28d` or `?from=2026-01-01&to=2026-01-31`. Presets end today; days after `lastDay` are cut off, which is later
 * than today only where several shops' calendars differ.
 */
export function parseRange(params: RawSearchParams, today: ShopDay, lastDay = today): Parsed<DateRange> {
  const found = readRange(params, today, lastDay);
  const fallback = presetRange("28d", today);
  if (found === null) return { value: fallback, notice: null };
  if (typeof found === "string") return { value: fallback, notice: `${found}. Showing the last 28 days.` };
  return { value: found, notice: null };
}

/** The same, where no range at all means all time. */
export function parseOptionalRange(
  params: RawSearchParams,
  today: ShopDay,
  lastDay = today,
): Parsed<DateRange | null> {
  const found = readRange(params, today, lastDay);
  if (typeof found === "string") return { value: null, notice: `${found}. Showing all dates.` };
  return { value: found, notice: null };
}
