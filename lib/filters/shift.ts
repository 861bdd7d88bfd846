import { addDays, countDays, daysInMonth, type ShopDay } from "@/lib/dates";
import type { DateRange } from "@/lib/ranges";

type Days = { from: ShopDay; to: ShopDay };

/** Whether a range is a calendar month, or the part of one that has passed. */
function isMonth({ preset, from, to }: DateRange): boolean {
  const isWhole = from.endsWith("-01") && to === lastOfMonth(from);
  return preset === "month" || preset === "last-month" || isWhole;
}

function lastOfMonth(day: ShopDay): ShopDay {
  return `${day.slice(0, 8)}${String(daysInMonth(day)).padStart(2, "0")}`;
}

/**
 * The range before or after, of the same length, a month for a month; the last one ends today.
 *
 * @returns null where there is none: after today, and for all time.
 */
export function shiftRange(range: DateRange, direction: -1 | 1, today: ShopDay): Days | null {
  if (range.preset === "all" || (direction === 1 && range.to >= today)) return null;
  if (isMonth(range)) {
    const inside = direction === 1 ? addDays(lastOfMonth(range.from), 1) : addDays(range.from, -1);
    const from = `${inside.slice(0, 8)}01`;
    const to = lastOfMonth(inside);
    return { from, to: to > today ? today : to };
  }
  const days = countDays(range.from, range.to);
  const to = addDays(range.to, direction * days);
  const end = to > today ? today : to;
  return { from: addDays(end, 1 - days), to: end };
}
