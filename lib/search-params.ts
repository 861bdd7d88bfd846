import { z } from "zod";
import { firstParam, type RawSearchParams } from "./address";
import type { Parsed } from "./parsed";

export { firstParam, hrefWith, type RawSearchParams } from "./address";
export { type OrderStatus, orderStatuses, parseStatuses } from "./order-statuses";
export type { Parsed } from "./parsed";
export {
  allTime,
  type DateRange,
  parseOptionalRange,
  parseRange,
  type RangePreset,
  rangePresets,
} from "./ranges";

/** The shop that `?shop=` names, else the first one; null when there is none. */
export function pickShop<T extends { shopId: string }>(shops: T[], params: RawSearchParams): T | null {
  const wanted = firstParam(params, "shop");
  return shops.find(({ shopId }) => shopId === wanted) ?? shops[0] ?? null;
}

const longestSearch = 64;

/** What comes along unseen with a copied text: marks of direction, blanks without width. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
/** Letters, digits and blanks as wide as a character of an East Asian keyboard. */
const wide = /[\uff01-\uff5e\u3000]+/g;

/**
 * What orders are searched by: an id, a tracking number, a SKU, a buyer or their beginning, a part of a product's name.
 * `#` before it and blanks around it are forgiven, and blanks within digits.
 */
export function parseOrderSearch(params: RawSearchParams): Parsed<string | null> {
  const given = firstParam(params, "q")
    ?.replaceAll(unseen, "")
    .replaceAll(wide, (text) => text.normalize("NFKC"))
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
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
