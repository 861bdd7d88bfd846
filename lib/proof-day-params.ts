import { addMonths, isShopDay, monthOf, type ShopDay } from "./dates";
import { firstParam, type Parsed, type RawSearchParams } from "./search-params";

export type CalendarChoice = {
  /** `2026-11`. */
  month: string;
  /** The day that is opened; null when none is. */
  day: ShopDay | null;
};

/** `?day=2026-11-23` opens a day, `?month=2026-11` turns the calendar; by default it shows the present month. */
export function parseCalendar(
  params: RawSearchParams,
  { firstDay, today }: { firstDay: ShopDay; today: ShopDay },
): Parsed<CalendarChoice> {
  const asked = firstParam(params, "day");
  const isKnown = asked !== undefined && isShopDay(asked) && asked >= firstDay && asked <= today;
  const day = isKnown ? asked : null;
  const month = firstParam(params, "month") ?? monthOf(day ?? today);
  const isMonth = isShopDay(`${month}-01`) && month >= monthOf(firstDay) && month <= monthOf(today);
  const value = { month: isMonth ? month : monthOf(day ?? today), day };
  if (asked !== undefined && !isKnown)
    return { value, notice: "That day is not one of this shop's. Showing the calendar." };
  return { value, notice: isMonth ? null : "That month is not one of this shop's. Showing this month." };
}

/** The days of a month, from its first. */
export function daysOfMonth(month: string): ShopDay[] {
  const length = new Date(Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - 1).getUTCDate();
  return Array.from({ length }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}
