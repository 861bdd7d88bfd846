import { firstParam, type RawSearchParams } from "@/lib/address";
import { type ShopDay, shopToday } from "@/lib/dates";
import { type OrderStatus, parseStatuses } from "@/lib/order-statuses";
import { allTime, type DateRange, parseOptionalRange, parseRange } from "@/lib/ranges";
import { type CompareMode, parseCompare } from "./compare";
import { type FulfilmentType, parseFulfilment } from "./fulfilment";
import { parseShops } from "./shops";

/** A shop as a filter knows it; `today` is the day it is there. */
export type FilterShop = {
  shopId: string;
  name: string;
  region: string;
  currency: string;
  timezone: string;
  today: ShopDay;
};

/**
 * What a page, a list or an export is about. Every query takes one; nothing else decides what is counted. The dates are
 * calendar days, each counted in each shop's own days. An empty list means "all of them".
 */
export type Filter = {
  /** Never empty, and only shops the reader may see. */
  shops: readonly [FilterShop, ...FilterShop[]];
  range: DateRange;
  compare: CompareMode;
  statuses: readonly OrderStatus[];
  productIds: readonly string[];
  fulfilmentTypes: readonly FulfilmentType[];
};

/** What a page shows when the address says nothing about dates. */
export type DefaultRange = "28d" | "all";

type ShopFacts = Omit<FilterShop, "today">;

export type FilterInput = {
  /** Every shop the reader may see. */
  shops: readonly ShopFacts[];
  now: Date;
  defaultRange?: DefaultRange;
};

export type ParsedFilter = {
  filter: Filter;
  /** A sentence for each part of the address that could not be used. */
  notices: string[];
};

const mostProducts = 50;

function parseProducts(params: RawSearchParams): { value: string[]; notice: string | null } {
  const given = [...new Set([params.product ?? []].flat().filter((id) => id !== ""))];
  const known = given.filter((id) => /^[\w-]{1,64}$/.test(id)).slice(0, mostProducts);
  const isComplete = known.length === given.length;
  return { value: known, notice: isComplete ? null : "A product in the address was left out." };
}

/** @returns null when there is no shop to show. */
export function parseFilter(params: RawSearchParams, input: FilterInput): ParsedFilter | null {
  const { now, defaultRange = "28d" } = input;
  const shops = parseShops(params, input.shops);
  const [first, ...others] = shops.value.map(({ shopId, name, region, currency, timezone }) => ({
    shopId,
    name,
    region,
    currency,
    timezone,
    today: shopToday(now, timezone),
  }));
  if (!first) return null;
  const range = parseDates(params, [first, ...others], defaultRange);
  const compare = parseCompare(params);
  const statuses = parseStatuses(params);
  const products = parseProducts(params);
  const fulfilment = parseFulfilment(params);
  return {
    filter: {
      shops: [first, ...others],
      range: range.value,
      compare: range.value.preset === "all" ? "none" : compare.value,
      statuses: statuses.value,
      productIds: products.value,
      fulfilmentTypes: fulfilment.value,
    },
    notices: [shops, range, compare, statuses, products, fulfilment].flatMap(({ notice }) => notice ?? []),
  };
}

/**
 * "Today" is the latest day that has begun in every shop chosen, so that no shop is shown a day it has not reached;
 * dates chosen by hand may go on to the latest day that has begun anywhere.
 */
function parseDates(params: RawSearchParams, shops: FilterShop[], defaultRange: DefaultRange) {
  const days = shops.map(({ today }) => today).sort();
  const today = days[0] ?? "";
  const lastDay = days.at(-1) ?? today;
  if (defaultRange === "28d") return parseRange(params, today, lastDay);
  if (firstParam(params, "range") === "all") return { value: allTime, notice: null };
  const { value, notice } = parseOptionalRange(params, today, lastDay);
  return { value: value ?? allTime, notice };
}

/** The day the presets of a filter end on. */
export function filterToday({ shops }: Pick<Filter, "shops">): ShopDay {
  return shops.reduce((earliest, { today }) => (today < earliest ? today : earliest), shops[0].today);
}

/** The zone all shops of a filter share; null when they differ. */
export function sharedTimezone({ shops }: Pick<Filter, "shops">): string | null {
  const [{ timezone }] = shops;
  return shops.every((shop) => shop.timezone === timezone) ? timezone : null;
}

/** True when orders are picked by more than their shop and day. */
export function isNarrowed({ statuses, productIds, fulfilmentTypes }: Filter): boolean {
  return statuses.length > 0 || productIds.length > 0 || fulfilmentTypes.length > 0;
}
