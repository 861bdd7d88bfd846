import { addDays, countDays, daysInMonth, formatDay, formatMonth, type ShopDay } from "@/lib/dates";
import type { Period } from "./period";

/** A period as whole months, whole weeks from Monday, and what is left of days: together each of its days once. */
export type Spans = { months: ShopDay[]; weeks: ShopDay[]; days: Period[] };

const isMonday = (day: ShopDay) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

export type SpanGrain = "day" | "week" | "month";

type Span = { grain: "months" | "weeks" | "days"; length: number };

/** The length of the longest whole span that begins on this day and ends by the last one. */
function longestSpan(day: ShopDay, to: ShopDay, coarsest: SpanGrain): Span {
  if (coarsest === "day") return { grain: "days", length: countDays(day, to) };
  const left = countDays(day, to);
  if (coarsest === "week") {
    return isMonday(day) && left >= 7 ? { grain: "weeks", length: 7 } : { grain: "days", length: 1 };
  }
  const monthLength = daysInMonth(day);
  if (day.endsWith("-01") && monthLength <= left) return { grain: "months", length: monthLength };
  // A week that reaches into a whole month would cost that month its one row for a few of its own.
  const untilMonth = monthLength - Number(day.slice(8)) + 1;
  const hasMonthAhead = left - untilMonth >= daysInMonth(addDays(day, untilMonth));
  if (isMonday(day) && left >= 7 && (untilMonth >= 7 || !hasMonthAhead)) return { grain: "weeks", length: 7 };
  return { grain: "days", length: 1 };
}

/** The fewest rollup rows that hold a period, none of them over a longer span than asked for. */
export function splitPeriod({ from, to }: Period, coarsest: SpanGrain = "month"): Spans {
  const spans: Spans = { months: [], weeks: [], days: [] };
  for (let day = from; day <= to; ) {
    const { grain, length } = longestSpan(day, to, coarsest);
    if (grain === "days") appendDays(spans.days, day, length);
    else spans[grain].push(day);
    day = addDays(day, length);
  }
  return spans;
}

function appendDays(days: Period[], from: ShopDay, length: number): void {
  const to = addDays(from, length - 1);
  const last = days.at(-1);
  if (last && addDays(last.to, 1) === from) last.to = to;
  else days.push({ from, to });
}

const longestByDay = 35;
const longestByWeek = 190;

/** In what steps a small chart shows a period: enough points to have a shape, few enough to be read. */
export function trendGrain({ from, to }: Period): SpanGrain {
  const days = countDays(from, to);
  if (days <= longestByDay) return "day";
  return days <= longestByWeek ? "week" : "month";
}

/** The first day of the step a day is in. */
function startOfSpan(day: ShopDay, grain: SpanGrain): ShopDay {
  if (grain === "day") return day;
  if (grain === "month") return `${day.slice(0, 7)}-01`;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The first days of all steps of a period, the first of which may begin before it. */
export function listSpanStarts({ from, to }: Period, grain: SpanGrain): ShopDay[] {
  const starts: ShopDay[] = [];
  for (let day = startOfSpan(from, grain); day <= to; ) {
    starts.push(day);
    day = addDays(day, grain === "day" ? 1 : grain === "week" ? 7 : daysInMonth(day));
  }
  return starts;
}

/** `4 Nov 2026`, `Week of 2 Nov 2026`, `November 2026`. */
export function labelSpan(start: ShopDay, grain: SpanGrain): string {
  if (grain === "month") return formatMonth(start.slice(0, 7));
  return grain === "week" ? `Week of ${formatDay(start)}` : formatDay(start);
}
