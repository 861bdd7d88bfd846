import { hrefWith, type RawSearchParams } from "@/lib/address";
import type { DateRange } from "@/lib/ranges";
import type { selectionKeys } from "./selection";

/** The parameters that make up a filter, the same on every page. */
export const filterKeys = [
  "shop",
  "range",
  "from",
  "to",
  "compare",
  "status",
  "product",
  "fulfilment",
] as const;

type FilterKey = (typeof filterKeys)[number];
export type FilterChange = Partial<Record<FilterKey, string | readonly string[] | null>>;

/** What belongs to the screen before and not to the filter: a place in a list, an open table, a search for a product. */
export const transientKeys = ["cursor", "page", "table", "find"] as const;
const transient = Object.fromEntries(transientKeys.map((key) => [key, null]));

/**
 * The same page with the filter changed. What else the address holds is kept, but for the place in a list: it would lie
 * outside of what is filtered now.
 */
export function filterHref(pathname: string, params: RawSearchParams, change: FilterChange): string {
  const dates = "range" in change ? { from: null, to: null } : "from" in change ? { range: null } : {};
  return hrefWith(pathname, params, { ...transient, ...dates, ...change });
}

type SelectionKey = (typeof selectionKeys)[number];
type Pick = Partial<Record<SelectionKey | FilterKey, string | readonly string[] | null>>;

/**
 * The orders behind a figure or a part of a chart: the filter of this address with its dates spelt out, since a list has
 * others when the address has none, and what narrows it further.
 */
export function ordersHref(params: RawSearchParams, { range }: { range: DateRange }, pick: Pick): string {
  const { preset, from, to } = range;
  const dates = preset === "custom" ? { range: null, from, to } : { range: preset, from: null, to: null };
  return hrefWith("/orders", filterParams(params), { compare: null, ...dates, ...pick });
}

/** Only the filter of an address, to take it along to another page. */
export function filterParams(params: RawSearchParams): RawSearchParams {
  return Object.fromEntries(filterKeys.map((key) => [key, params[key]]));
}
