import { hrefWith, type RawSearchParams } from "@/lib/search-params";

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
const transient = { cursor: null, table: null, find: null };

/**
 * The same page with the filter changed. What else the address holds is kept, but for the place in a list: it would lie
 * outside of what is filtered now.
 */
export function filterHref(pathname: string, params: RawSearchParams, change: FilterChange): string {
  const dates = "range" in change ? { from: null, to: null } : "from" in change ? { range: null } : {};
  return hrefWith(pathname, params, { ...transient, ...dates, ...change });
}

/** Only the filter of an address, to take it along to another page. */
export function filterParams(params: RawSearchParams): RawSearchParams {
  return Object.fromEntries(filterKeys.map((key) => [key, params[key]]));
}
