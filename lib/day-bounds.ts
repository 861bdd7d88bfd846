import { TZDate } from "@date-fns/tz";
import { addDays, type ShopDay } from "./dates";

const hourMs = 3_600_000;

/** The instant at which a shop's day begins. */
export function startOfShopDay(day: ShopDay, timezone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date, timezone).getTime());
}

/** Every hour of the days, as instants: 23 or 25 of them on a day that changes the clock. */
export function listHours(from: ShopDay, to: ShopDay, timezone: string): string[] {
  const start = startOfShopDay(from, timezone).getTime();
  const end = startOfShopDay(addDays(to, 1), timezone).getTime();
  const hours = Math.round((end - start) / hourMs);
  return Array.from({ length: hours }, (_, index) => new Date(start + index * hourMs).toISOString());
}

/** The seconds of a shop's day: 23 to 25 hours of them, half-open. */
export function shopDaySpan(day: ShopDay, timezone: string): { fromSec: number; toSec: number } {
  const second = (of: ShopDay) => Math.floor(startOfShopDay(of, timezone).getTime() / 1000);
  return { fromSec: second(day), toSec: second(addDays(day, 1)) };
}
