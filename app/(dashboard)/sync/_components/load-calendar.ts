import { getFirstOrderDay, listOrdersByDay, listOrdersByHour } from "@/db/queries/orders-by-day";
import type { Shop } from "@/db/queries/shops";
import { listSpanProofs } from "@/db/queries/span-proofs";
import { monthOf, shopToday } from "@/lib/dates";
import { shopDaySpan } from "@/lib/day-bounds";
import { daysOfMonth, parseCalendar } from "@/lib/proof-day-params";
import { type DayProof, judgeDays } from "@/lib/proof-days";
import type { RawSearchParams } from "@/lib/search-params";

export type CalendarDay = DayProof & { orders: number };
export type DayHour = { fromSec: number; toSec: number; orders: number };
export type LoadedCalendar = {
  notice: string | null;
  month: string;
  firstMonth: string;
  lastMonth: string;
  /** The days of the month up to today, those before the first order left out. */
  days: CalendarDay[];
  opened: (CalendarDay & { hours: DayHour[] }) | null;
};

const hourSec = 3_600;

/** A month of days with what is known of each, and the one that is opened; null before the first order. */
export async function loadCalendar(
  { shopId, timezone }: Shop,
  params: RawSearchParams,
  now: Date,
): Promise<LoadedCalendar | null> {
  const firstDay = await getFirstOrderDay(shopId);
  if (firstDay === null) return null;
  const today = shopToday(now, timezone);
  const { value, notice } = parseCalendar(params, { firstDay, today });
  const { month, day } = value;
  const ofMonth = daysOfMonth(month).filter((each) => each >= firstDay && each <= today);
  const wanted = [...new Set([...ofMonth, ...(day === null ? [] : [day])])].sort();
  const spans = wanted.map((each) => ({ day: each, ...shopDaySpan(each, timezone) }));
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return null;
  const [proofs, ordersOf] = await Promise.all([
    listSpanProofs({ shopId, fromSec: first.fromSec, toSec: last.toSec }),
    listOrdersByDay({ shopId, from: first.day, to: last.day }),
  ]);
  const judged = judgeDays(spans, proofs).map((each) => ({ ...each, orders: ordersOf.get(each.day) ?? 0 }));
  const opened = judged.find((each) => each.day === day);
  return {
    notice,
    month,
    firstMonth: monthOf(firstDay),
    lastMonth: monthOf(today),
    days: judged.filter((each) => monthOf(each.day) === month),
    opened: opened ? { ...opened, hours: await listHoursOf(shopId, opened, now) } : null,
  };
}

/** The hours of a day that have begun. */
async function listHoursOf(shopId: string, { fromSec, toSec }: DayProof, now: Date): Promise<DayHour[]> {
  const orders = await listOrdersByHour({ shopId, fromSec, toSec });
  const nowSec = now.getTime() / 1000;
  return Array.from({ length: Math.round((toSec - fromSec) / hourSec) }, (_, index) => {
    const startSec = fromSec + index * hourSec;
    return { fromSec: startSec, toSec: startSec + hourSec, orders: orders.get(startSec) ?? 0 };
  }).filter((hour) => hour.fromSec < nowSec);
}
