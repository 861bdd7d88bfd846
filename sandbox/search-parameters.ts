import { badParameter } from "./envelope";
import { type GivenFilter, readFilterBody, readPageSize, readSort, readWindow } from "./search-input";
import type { Sort } from "./shop/index-walk";
import type { OrderFilter } from "./shop/order-query";
import { isOrderStatus, STATUS_CODE } from "./shop/status";
import type { OpenShop } from "./shop-registry";

export interface SearchParameters {
  pageSize: number;
  sort: Sort;
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

export function readSearchParameters(query: URLSearchParams, body: Buffer, shop: OpenShop, nowSec: number) {
  const pageSize = readOrderPageSize(query.get("page_size"));
  const sort = readSort(query, "DESC");
  const given = readFilterBody(body, FILTER_NAMES);
  const filter = toFilter(given, shop, nowSec);
  return { pageSize, sort, filter, given: { shop: shop.spec.id, sort, given } } satisfies SearchParameters;
}

function readOrderPageSize(text: string | null): number {
  if (text === null || text === "")
    throw badParameter("PageSize is a required field and has not been provided");
  return readPageSize(text, { from: 1, to: 100 });
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
