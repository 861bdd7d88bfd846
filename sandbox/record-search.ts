import { badParameter } from "./envelope";
import { type GivenFilter, readFilterBody, readPageSize, readSort, readWindow } from "./search-input";
import { type SearchCall, type SearchResult, startOfPage, toSearchResult } from "./search-page";
import { pageOfIndex } from "./shop/index-walk";
import { CANCELLATIONS, RETURNS, type RecordKind } from "./shop/record-kinds";
import type { ShopBook } from "./shop/shop-book";

/** How the search of one kind of record differs from that of the other. */
interface RecordSearch {
  kind: RecordKind;
  rows: "return_orders" | "cancellations";
  pageSizes: { from: number; to: number };
  names: { ids: string; types: string; statuses: string };
  /** Lists that are checked and then match nothing special. */
  otherEnums: Record<string, readonly string[]>;
}

const DEFAULT_PAGE_SIZE = 10;
const COMMON_NAMES = [
  "order_ids",
  "buyer_user_ids",
  "create_time_ge",
  "create_time_lt",
  "update_time_ge",
  "update_time_lt",
  "locale",
];

const RETURN_SEARCH: RecordSearch = {
  kind: RETURNS,
  rows: "return_orders",
  pageSizes: { from: 10, to: 50 },
  names: { ids: "return_ids", types: "return_types", statuses: "return_status" },
  otherEnums: {
    arbitration_status: ["IN_PROGRESS", "SUPPORT_BUYER", "SUPPORT_SELLER", "CLOSED"],
    seller_proposed_return_type: RETURNS.types,
  },
};

const CANCELLATION_SEARCH: RecordSearch = {
  kind: CANCELLATIONS,
  rows: "cancellations",
  pageSizes: { from: 1, to: 50 },
  names: { ids: "cancel_ids", types: "cancel_types", statuses: "cancel_status" },
  otherEnums: {},
};

export const searchReturns = (call: SearchCall): SearchResult => searchRecords(RETURN_SEARCH, call);
export const searchCancellations = (call: SearchCall): SearchResult =>
  searchRecords(CANCELLATION_SEARCH, call);

function searchRecords(search: RecordSearch, call: SearchCall): SearchResult {
  const { query, shop, nowSec } = call;
  const { book } = shop;
  const records = search.kind.bookOf(book);
  const pageSize = readPageSize(query.get("page_size") || String(DEFAULT_PAGE_SIZE), search.pageSizes);
  const sort = readSort(query, "ASC");
  const given = readFilterBody(call.body, namesOf(search));
  const windows = {
    create_time: readWindow(given, "create_time_ge", "create_time_lt", nowSec),
    update_time: readWindow(given, "update_time_ge", "update_time_lt", nowSec),
  };
  const isByCreate = sort.field === "create_time";
  const [ge, lt] = windows[sort.field];
  const [otherGe, otherLt] = isByCreate ? windows.update_time : windows.create_time;
  const isChosen = rowTest(search, given, book);
  const matches = (slot: number) => {
    const record = records.get(slot);
    const time = (isByCreate ? record?.updateSec : record?.createSec) ?? -1;
    return time >= otherGe && time < otherLt && isChosen(slot);
  };
  const index = isByCreate ? records.byCreate : records.byUpdate;
  const bound = { search: search.rows, shop: shop.spec.id, sort, given };
  const start = startOfPage(call, bound);
  const page = pageOfIndex({ index, ge, lt, isDescending: sort.isDescending }, matches, start, pageSize);
  const rows = page.slots.map((slot) => search.kind.render(book, slot));
  return toSearchResult(call, bound, { rowsName: search.rows, rows, page, pageSize, start });
}

function namesOf({ names, otherEnums }: RecordSearch): string[] {
  return [names.ids, names.types, names.statuses, ...Object.keys(otherEnums), ...COMMON_NAMES];
}

function rowTest({ kind, names, otherEnums }: RecordSearch, given: GivenFilter, book: ShopBook) {
  const { identifiers } = book.facts;
  const records = kind.bookOf(book);
  const ids = readList(given, names.ids);
  const orderIds = readList(given, "order_ids");
  const buyers = readList(given, "buyer_user_ids");
  const types = readEnums(given, names.types, kind.types);
  const statuses = readEnums(given, names.statuses, kind.statuses);
  const others = Object.entries(otherEnums).map(
    ([name, known]) => [name, readEnums(given, name, known)] as const,
  );
  if (given.locale !== undefined && typeof given.locale !== "string") throw badParameter("locale is invalid");
  return (slot: number): boolean =>
    (ids?.has(kind.idOf(book, slot)) ?? true) &&
    (orderIds?.has(identifiers.order(slot)) ?? true) &&
    (buyers?.has(identifiers.buyer(book.columns.buyer[slot] ?? 0)) ?? true) &&
    (types?.has(kind.typeOf(book, slot)) ?? true) &&
    (statuses?.has(records.get(slot)?.status ?? "") ?? true) &&
    others.every(([name, wanted]) => wanted?.has(String(kind.render(book, slot)[name] ?? "")) ?? true);
}

function readEnums(given: GivenFilter, name: string, known: readonly string[]): Set<string> | null {
  const list = readList(given, name);
  for (const value of list ?? []) if (!known.includes(value)) throw badParameter(`${name} is invalid`);
  return list;
}

/** An empty list asks for nothing in particular. */
function readList(given: GivenFilter, name: string): Set<string> | null {
  const value = given[name];
  if (value === undefined) return null;
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw badParameter(`${name} is invalid: it must be a list of strings`);
  }
  return value.length === 0 ? null : new Set<string>(value);
}
