import { z } from "zod";
import { firstParam, type RawSearchParams } from "./address";
import { addDays, countDays, isShopDay, type ShopDay } from "./dates";

export { firstParam, hrefWith, type RawSearchParams } from "./address";

export const rangePresets = ["today", "yesterday", "7d", "28d", "90d", "month", "last-month", "12m"] as const;
export type RangePreset = (typeof rangePresets)[number];

export type DateRange = { preset: RangePreset | "custom" | "all"; from: ShopDay; to: ShopDay };

/** Wide enough for any order, so that a query needs no case of its own for "no dates chosen". */
export const allTime: DateRange = { preset: "all", from: "2010-01-01", to: "2099-12-31" };

/** What was asked for, or the default with a sentence that says so. */
export type Parsed<T> = { value: T; notice: string | null };

const longestRangeDays = 1_100;

/** The shop that `?shop=` names, else the first one; null when there is none. */
export function pickShop<T extends { shopId: string }>(shops: T[], params: RawSearchParams): T | null {
  const wanted = firstParam(params, "shop");
  return shops.find(({ shopId }) => shopId === wanted) ?? shops[0] ?? null;
}

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

const shopDaySchema = z.string().refine(isShopDay);

function customRange(from: string | undefined, to: string | undefined, lastDay: ShopDay): DateRange | string {
  const parsedFrom = shopDaySchema.safeParse(from ?? to);
  const parsedTo = shopDaySchema.safeParse(to ?? lastDay);
  if (!parsedFrom.success || !parsedTo.success) return "Dates are written as 2026-01-31";
  const last = parsedTo.data > lastDay ? lastDay : parsedTo.data;
  if (parsedFrom.data > last) {
    return parsedFrom.data > lastDay ? "That span has not begun yet" : "The first day is after the last one";
  }
  if (countDays(parsedFrom.data, last) > longestRangeDays) return "A span may have three years at most";
  return { preset: "custom", from: parsedFrom.data, to: last };
}

function readRange(params: RawSearchParams, today: ShopDay, lastDay: ShopDay): DateRange | string | null {
  const from = firstParam(params, "from");
  const to = firstParam(params, "to");
  if (from !== undefined || to !== undefined) return customRange(from, to, lastDay);
  const given = firstParam(params, "range");
  if (given === undefined) return null;
  const preset = z.enum(rangePresets).safeParse(given);
  return preset.success ? presetRange(preset.data, today) : "That date range is not known";
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

export const orderStatuses = [
  "UNPAID",
  "ON_HOLD",
  "AWAITING_SHIPMENT",
  "PARTIALLY_SHIPPING",
  "AWAITING_COLLECTION",
  "IN_TRANSIT",
  "DELIVERED",
  "COMPLETED",
  "CANCELLED",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** `?status=IN_TRANSIT&status=DELIVERED`, in either case; an unknown one is dropped with a notice. */
export function parseStatuses(params: RawSearchParams): Parsed<OrderStatus[]> {
  const given = [params.status ?? []].flat().flatMap((value) => value.split(","));
  const asked = [...new Set(given.map((value) => value.trim().toUpperCase()).filter(Boolean))];
  const known = orderStatuses.filter((status) => asked.includes(status));
  const isComplete = known.length === asked.length;
  return {
    value: known,
    notice: isComplete ? null : "A status in the address is not known and was left out.",
  };
}

const longestSearch = 64;

/**
 * What orders are searched by: an id, a tracking number, a SKU, a buyer or their beginning, a part of a product's name.
 * `#` before it and blanks around it are forgiven, and blanks within digits.
 */
export function parseOrderSearch(params: RawSearchParams): Parsed<string | null> {
  const given = firstParam(params, "q")
    ?.replaceAll(/[\s\p{Cc}]+/gu, " ")
    .replace(/^[ #]+/, "")
    .trim();
  if (!given) return { value: null, notice: null };
  const text = /^[\d ]+$/.test(given) ? given.replaceAll(" ", "") : given;
  if (text.length <= longestSearch) return { value: text, notice: null };
  return { value: text.slice(0, longestSearch), notice: "Only the beginning of the search was used." };
}

/**
 * Where a page of the order list begins: after (older than) or before (newer than) this order. `keyTime` is the time the
 * list is in the order of, as PostgreSQL writes it.
 */
export type OrderCursor = { direction: "after" | "before"; keyTime: string; orderId: string };

const cursorSchema = z.tuple([
  z.enum(["a", "b"]),
  z
    .string()
    .regex(/^[12]\d{3}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)$/),
  z.string().regex(/^[\w-]{1,64}$/),
]);

/** Opaque to whoever reads the address bar: only `decodeOrderCursor` knows its inside. */
export function encodeOrderCursor({ direction, keyTime, orderId }: OrderCursor): string {
  const bytes = new TextEncoder().encode(
    JSON.stringify([direction === "after" ? "a" : "b", keyTime, orderId]),
  );
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** @returns null when the text is not one of our cursors. */
export function decodeOrderCursor(text: string): OrderCursor | null {
  let raw: unknown;
  try {
    raw = JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/")));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return null;
    throw error;
  }
  const parsed = cursorSchema.safeParse(raw);
  if (!parsed.success || !isInstant(parsed.data[1])) return null;
  const [direction, keyTime, orderId] = parsed.data;
  return { direction: direction === "a" ? "after" : "before", keyTime, orderId };
}

/** True for what PostgreSQL takes as well: the 30th of February is a day to JavaScript. */
function isInstant(text: string): boolean {
  const iso = text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
  const day = Date.parse(`${iso.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(iso)) && new Date(day).toISOString().slice(0, 10) === iso.slice(0, 10);
}

export function parseOrderCursor(params: RawSearchParams): Parsed<OrderCursor | null> {
  const text = firstParam(params, "cursor");
  if (text === undefined) return { value: null, notice: null };
  const cursor = decodeOrderCursor(text);
  return { value: cursor, notice: cursor ? null : "That page address is not valid. Showing the first page." };
}
