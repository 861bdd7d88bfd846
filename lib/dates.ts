/** A calendar day of the shop, `YYYY-MM-DD`. Days are compared and sorted as strings. */
export type ShopDay = string;

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const longMonths = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const dayMs = 86_400_000;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a real calendar day between 2000 and 2099. */
export function isShopDay(value: string): boolean {
  if (!dayPattern.test(value) || value < "2000" || value >= "2100") return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export function addDays(day: ShopDay, days: number): ShopDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days from `from` through `to`, both counted. */
export function countDays(from: ShopDay, to: ShopDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs) + 1;
}

/** How often each weekday comes in a span, Monday first. */
export function countWeekdays(from: ShopDay, to: ShopDay): number[] {
  const days = Math.max(0, countDays(from, to));
  const first = (new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, weekday) => Math.ceil((days - ((weekday - first + 7) % 7)) / 7));
}

/** How many days the month of a day has. */
export function daysInMonth(day: ShopDay): number {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function listDays(from: ShopDay, to: ShopDay): ShopDay[] {
  return Array.from({ length: Math.max(0, countDays(from, to)) }, (_, index) => addDays(from, index));
}

/** `2026-11` of a day, and the months beside it. */
export function monthOf(day: ShopDay): string {
  return day.slice(0, 7);
}

export function addMonths(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** `November 2026`. */
export function formatMonth(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return `${longMonths[number - 1]} ${year}`;
}

type LocalParts = { day: ShopDay; hour: number; minute: number };
const zoneFormatters = new Map<string, Intl.DateTimeFormat>();

/** The shop's calendar day and clock at an instant. */
export function shopClock(instant: Date | string, timezone: string): LocalParts {
  let format = zoneFormatters.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    zoneFormatters.set(timezone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    hour: Number(parts.hour),
    minute: Number(parts.minute),
  };
}

/** The instant at which the hour of the shop's clock began, as ISO text. */
export function startOfHour(instant: Date | string, timezone: string): string {
  const { minute } = shopClock(instant, timezone);
  const time = new Date(instant).getTime();
  return new Date(time - (time % 60_000) - minute * 60_000).toISOString();
}

export function shopToday(now: Date, timezone: string): ShopDay {
  return shopClock(now, timezone).day;
}

type DayStyle = { hasYear?: boolean; hasWeekday?: boolean };

/** Spelt by hand, because browsers and servers differ in their month names and hydration would notice. */
export function formatDay(day: ShopDay, { hasYear = true, hasWeekday = false }: DayStyle = {}): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const weekday = hasWeekday ? `${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]} ` : "";
  return `${weekday}${date} ${months[month - 1]}${hasYear ? ` ${year}` : ""}`;
}

/** `27 Oct – 23 Nov 2026`; the year is said once where it can be. */
export function formatDayRange(from: ShopDay, to: ShopDay): string {
  if (from === to) return formatDay(from);
  return `${formatDay(from, { hasYear: from.slice(0, 4) !== to.slice(0, 4) })} – ${formatDay(to)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

export function formatClock(instant: Date | string, timezone: string): string {
  const { hour, minute } = shopClock(instant, timezone);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** `12 Mar 2026, 14:05` by the shop's clock. */
export function formatInstant(instant: Date | string, timezone: string): string {
  return `${formatDay(shopClock(instant, timezone).day)}, ${formatClock(instant, timezone)}`;
}

/** As short as is clear: `14:05` today, `12 Mar, 14:05` this year, else with the year. */
export function formatInstantShort(instant: Date | string, timezone: string, now: Date): string {
  const { day } = shopClock(instant, timezone);
  const today = shopToday(now, timezone);
  const clock = formatClock(instant, timezone);
  if (day === today) return clock;
  return `${formatDay(day, { hasYear: day.slice(0, 4) !== today.slice(0, 4) })}, ${clock}`;
}

const quarterMs = 900_000;
const offsets = new Map<string, number>();

/** Clocks change on a quarter of an hour; `Intl` is asked once for each. */
function offsetMs(instantMs: number, timezone: string): number {
  const quarter = Math.floor(instantMs / quarterMs) * quarterMs;
  const key = `${timezone} ${quarter}`;
  let found = offsets.get(key);
  if (found === undefined) {
    const { day, hour, minute } = shopClock(new Date(quarter), timezone);
    const wallClock = `${day}T${twoDigits(hour)}:${twoDigits(minute)}Z`;
    found = Date.parse(wallClock) - quarter;
    if (offsets.size > 200_000) offsets.clear();
    offsets.set(key, found);
  }
  return found;
}

/** `2026-11-01T01:30:00-07:00`: by the shop's clock, with its offset, so that the hour that comes twice is told apart. */
export function toShopInstant(instant: string, timezone: string): string {
  const ms = Date.parse(instant);
  const offset = offsetMs(ms, timezone);
  const minutes = Math.abs(offset) / 60_000;
  const sign = offset < 0 ? "-" : "+";
  const local = new Date(ms + offset).toISOString().slice(0, 19);
  return `${local}${sign}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}
