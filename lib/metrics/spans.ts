import { addDays, countDays, daysInMonth, type ShopDay } from "@/lib/dates";
import type { Period } from "./period";

/** A period as whole months, whole weeks from Monday, and what is left of days: together each of its days once. */
export type Spans = { months: ShopDay[]; weeks: ShopDay[]; days: Period[] };

const isMonday = (day: ShopDay) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

/** The length of the longest whole span that begins on this day and ends by the last one. */
function longestSpan(day: ShopDay, to: ShopDay): { grain: "months" | "weeks" | "days"; length: number } {
  const left = countDays(day, to);
  const monthLength = daysInMonth(day);
  if (day.endsWith("-01") && monthLength <= left) return { grain: "months", length: monthLength };
  // A week that reaches into a whole month would cost that month its one row for a few of its own.
  const untilMonth = monthLength - Number(day.slice(8)) + 1;
  const hasMonthAhead = left - untilMonth >= daysInMonth(addDays(day, untilMonth));
  if (isMonday(day) && left >= 7 && (untilMonth >= 7 || !hasMonthAhead)) return { grain: "weeks", length: 7 };
  return { grain: "days", length: 1 };
}

/** The fewest rollup rows that hold a period. */
export function splitPeriod({ from, to }: Period): Spans {
  const spans: Spans = { months: [], weeks: [], days: [] };
  for (let day = from; day <= to; ) {
    const { grain, length } = longestSpan(day, to);
    if (grain === "days") addDay(spans.days, day);
    else spans[grain].push(day);
    day = addDays(day, length);
  }
  return spans;
}

function addDay(days: Period[], day: ShopDay): void {
  const last = days.at(-1);
  if (last && addDays(last.to, 1) === day) last.to = day;
  else days.push({ from: day, to: day });
}
