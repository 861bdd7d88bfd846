import { badParameter } from "./envelope";
import type { Sort } from "./shop/index-walk";

export type GivenFilter = Partial<Record<string, unknown>>;

export function readSort(query: URLSearchParams, defaultOrder: "ASC" | "DESC"): Sort {
  const field = query.get("sort_field") || "create_time";
  const order = query.get("sort_order") || defaultOrder;
  if (field !== "create_time" && field !== "update_time") throw badParameter("SortField is invalid");
  if (order !== "ASC" && order !== "DESC") throw badParameter("SortOrder is invalid");
  return { field, isDescending: order === "DESC" };
}

export function readPageSize(text: string, { from, to }: { from: number; to: number }): number {
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size < from || size > to)
    throw badParameter(`PageSize is out of range: it must be between ${from} and ${to}`);
  return size;
}

/** Keeps the known names in a fixed order; TikTok ignores unknown ones silently. */
export function readFilterBody(body: Buffer, names: readonly string[]): GivenFilter {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString("utf8"));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw badParameter("The request body is not valid JSON");
    throw cause;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw badParameter("The request body is not a JSON object");
  }
  const values = new Map(Object.entries(parsed));
  const given: GivenFilter = {};
  for (const name of names) {
    const value = values.get(name);
    if (value !== undefined && value !== null && value !== "") given[name] = value;
  }
  return given;
}

/** A window with a start but no end stops at the present; one with an end only begins with the shop. */
export function readWindow(given: GivenFilter, ge: string, lt: string, nowSec: number): [number, number] {
  const from = readTime(given[ge], ge);
  const to = readTime(given[lt], lt);
  return [from ?? 0, to ?? (from === null ? Number.POSITIVE_INFINITY : nowSec)];
}

function readTime(value: unknown, name: string): number | null {
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw badParameter(`${name} is invalid`);
  return value;
}
