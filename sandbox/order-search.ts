import { type SearchCall, type SearchResult, startOfPage, toSearchResult } from "./search-page";
import { readSearchParameters } from "./search-parameters";
import { queryOrders } from "./shop/order-query";

export function searchOrders(call: SearchCall): SearchResult {
  const { query, body, shop, nowSec } = call;
  const { pageSize, sort, filter, given } = readSearchParameters(query, body, shop, nowSec);
  const start = startOfPage(call, given);
  const page = queryOrders(shop.book, filter, sort, start, pageSize);
  const rows = page.slots.map((slot) => shop.book.render(slot));
  return toSearchResult(call, given, { rowsName: "orders", rows, page, start, pageSize });
}
