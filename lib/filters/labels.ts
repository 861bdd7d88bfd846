import { formatDay, formatDayRange } from "@/lib/dates";
import { humanizeCode } from "@/lib/format";
import type { DateRange, RangePreset } from "@/lib/ranges";
import type { CompareMode } from "./compare";
import type { Filter } from "./filter";
import type { FulfilmentType } from "./fulfilment";

export const presetLabels: Record<RangePreset | "all", string> = {
  today: "Today",
  yesterday: "Yesterday",
  "7d": "Last 7 days",
  "28d": "Last 28 days",
  "90d": "Last 90 days",
  month: "This month",
  "last-month": "Last month",
  "12m": "Last 12 months",
  all: "All time",
};

export const compareLabels: Record<CompareMode, string> = {
  previous: "Previous period",
  weekday: "Previous period, same weekdays",
  year: "Previous year",
  "year-weekday": "Previous year, same weekdays",
  none: "No comparison",
};

export const fulfilmentLabels: Record<FulfilmentType, string> = {
  FULFILLMENT_BY_SELLER: "By the seller",
  FULFILLMENT_BY_TIKTOK: "By TikTok",
  FULFILLMENT_BY_DILAYANI_TOKOPEDIA: "By Dilayani Tokopedia",
};

/** The name of a preset, or the days themselves. */
export function labelRange({ preset, from, to }: DateRange): string {
  return preset === "custom" ? formatDayRange(from, to) : presetLabels[preset];
}

/** The days, however they were chosen. */
export function describeDates({ preset, from, to }: DateRange): string {
  if (preset === "all") return "All time";
  return from === to ? formatDay(from, { hasWeekday: true }) : formatDayRange(from, to);
}

/** One choice by its name, more by their number. */
export function labelChoices(names: readonly string[], many: string): string {
  const [only] = names;
  return names.length === 1 && only !== undefined ? only : `${names.length} ${many}`;
}

/** A filter in words, for explanations, exports and whoever does not see the bar. */
export function describeFilter(filter: Filter, productNames: Record<string, string> = {}): string {
  const { range, shops, statuses, productIds, fulfilmentTypes } = filter;
  const products = productIds.map((id) => productNames[id] ?? id);
  return [
    describeDates(range),
    shops.map(({ name }) => name).join(", "),
    statuses.map(humanizeCode).join(", "),
    products.join(", "),
    fulfilmentTypes.map((type) => fulfilmentLabels[type]).join(", "),
  ]
    .filter(Boolean)
    .join(" · ");
}
