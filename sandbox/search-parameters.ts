import { badParameter } from "./envelope";
import type { OrderFilter, OrderSort } from "./shop/order-query";
import { isOrderStatus, STATUS_CODE } from "./shop/status";
import type { OpenShop } from "./shop-registry";

export interface SearchParameters {
  pageSize: number;
  sort: OrderSort;
  filter: OrderFilter;
  /** What a page token is bound to: the conditions as the caller gave them. */
  given: unknown;
}

const FILTER_NAMES = [
  "order_status",
  "create_time_ge",
  "create_time_lt",
  "update_time_ge",
  "update_time_lt",
  "shipping_type",
  "buyer_user_id",
  "is_buyer_request_cancel",
] as const;

type FilterName = (typeof FILTER_NAMES)[number];
type GivenFilter = Partial<Record<FilterName, unknown>>;

export function readSearchParameters(query: URLSearchParams, body: Buffer, shop: OpenShop, nowSec: number) {
  const pageSize = readPageSize(query.get("page_size"));
  const sort = readSort(query);
  const given = readFilterBody(body);
  const filter = toFilter(given, shop, nowSec);
  return { pageSize, sort, filter, given: { shop: shop.spec.id, sort, given } } satisfies SearchParameters;
}

function readPageSize(text: string | null): number {
  if (text === null || text === "")
    throw badParameter("PageSize is a required field and has not been provided");
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > 100) throw badParameter("PageSize is out of range: it must be between 1 and 100");
  return size;
}

function readSort(query: URLSearchParams): OrderSort {
  const field = query.get("sort_field") || "create_time";
  const order = query.get("sort_order") || "DESC";
  if (field !== "create_time" && field !== "update_time") throw badParameter("SortField is invalid");
  if (order !== "ASC" && order !== "DESC") throw badParameter("SortOrder is invalid");
  return { field, isDescending: order === "DESC" };
}

/** Keeps the known names in a fixed order; TikTok ignores unknown ones silently. */
function readFilterBody(body: Buffer): GivenFilter {
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
  for (const name of FILTER_NAMES) {
    const value = values.get(name);
    if (value !== undefined && value !== null && value !== "") given[name] = value;
  }
  return given;
}

function toFilter(given: GivenFilter, shop: OpenShop, nowSec: number): OrderFilter {
  const [createGe, createLt] = readWindow(given, "create_time_ge", "create_time_lt", nowSec);
  const [updateGe, updateLt] = readWindow(given, "update_time_ge", "update_time_lt", nowSec);
  return {
    createGe,
    createLt,
    updateGe,
    updateLt,
    statusCode: readStatus(given.order_status),
    isSellerShipped: readShippingType(given.shipping_type),
    buyer: readBuyer(given.buyer_user_id, shop),
    isCancelRequested: readBoolean(given.is_buyer_request_cancel),
  };
}

/** A window with a start but no end stops at the present; one with an end only begins with the shop. */
function readWindow(given: GivenFilter, ge: FilterName, lt: FilterName, nowSec: number): [number, number] {
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

function readStatus(value: unknown): number | null {
  if (value === undefined) return null;
  if (!isOrderStatus(value)) throw badParameter("order_status is invalid");
  return STATUS_CODE[value];
}

function readShippingType(value: unknown): boolean | null {
  if (value === undefined) return null;
  if (value !== "TIKTOK" && value !== "SELLER") throw badParameter("shipping_type is invalid");
  return value === "SELLER";
}

/** A well-formed id of nobody matches nobody. */
function readBuyer(value: unknown, shop: OpenShop): number | null {
  if (value === undefined) return null;
  if (typeof value !== "string") throw badParameter("buyer_user_id is invalid");
  return shop.book.facts.identifiers.buyerOf(value) ?? -1;
}

function readBoolean(value: unknown): boolean | null {
  if (value === undefined) return null;
  if (typeof value !== "boolean") throw badParameter("is_buyer_request_cancel is invalid");
  return value;
}
