import { filterFingerprint, type PagePosition, readPageToken, writePageToken } from "./page-token";
import { readSearchParameters } from "./search-parameters";
import type { OrderJson } from "./shop/order-json";
import { queryOrders } from "./shop/order-query";
import type { OpenShop } from "./shop-registry";
import type { Settings } from "./types";

export interface SearchResult {
  orders: OrderJson[];
  next_page_token?: string;
  total_count: number;
}

export interface SearchCall {
  query: URLSearchParams;
  body: Buffer;
  shop: OpenShop;
  nowSec: number;
  secret: string;
  settings: Settings;
}

let lastPageSerial = 0;

export function searchOrders({ query, body, shop, nowSec, secret, settings }: SearchCall): SearchResult {
  const { pageSize, sort, filter, given } = readSearchParameters(query, body, shop, nowSec);
  const fingerprint = filterFingerprint(given);
  const token = query.get("page_token");
  const position: PagePosition = token
    ? readPageToken(token, fingerprint, secret)
    : { mode: "offset", offset: 0 };
  const page = queryOrders(shop.book, filter, sort, position, pageSize);
  const result: SearchResult = {
    orders: page.slots.map((slot) => shop.book.render(slot)),
    total_count: reportedCount(page.totalCount, settings.totalCount),
  };
  if (page.hasMore) {
    const offset = position.mode === "offset" ? position.offset + pageSize : 0;
    const isByKey = settings.tokenMode === "key" || position.mode === "key";
    const next: PagePosition = isByKey ? { mode: "key", afterKey: page.lastKey } : { mode: "offset", offset };
    return { ...result, next_page_token: writePageToken(next, fingerprint, secret) };
  }
  // Both forms of a last page are on record, so both are served in turn.
  lastPageSerial += 1;
  return lastPageSerial % 2 === 0 ? result : { ...result, next_page_token: "" };
}

/** A token that leads back to the page which was asked for. */
export function repeatedToken({ query, body, shop, nowSec, secret }: SearchCall): string {
  const { given } = readSearchParameters(query, body, shop, nowSec);
  return (
    query.get("page_token") || writePageToken({ mode: "offset", offset: 0 }, filterFingerprint(given), secret)
  );
}

function reportedCount(count: number, mode: Settings["totalCount"]): number {
  if (mode === "exact") return count;
  if (mode === "approximate") return Math.round(count / 100) * 100;
  return "cap" in mode ? Math.min(count, mode.cap) : Math.max(0, count + mode.add);
}
