import { filterFingerprint, type PagePosition, readPageToken, writePageToken } from "./page-token";
import type { IndexPage } from "./shop/index-walk";
import type { OpenShop } from "./shop-registry";
import type { Settings } from "./types";

/** One page of a search; each search has its own name for its rows. */
export interface SearchResult {
  rowsName: "orders" | "return_orders" | "cancellations";
  rows: Record<string, unknown>[];
  nextPageToken?: string;
  /** A token that leads back to this very page. */
  ownToken: () => string;
  totalCount: number;
}

export interface SearchCall {
  query: URLSearchParams;
  body: Buffer;
  shop: OpenShop;
  nowSec: number;
  secret: string;
  settings: Settings;
}

/** Where the asked page begins. @throws ApiRefusal for a token that is not of this search. */
export function startOfPage({ query, secret }: SearchCall, conditions: unknown): PagePosition {
  const token = query.get("page_token");
  if (!token) return { mode: "offset", offset: 0 };
  return readPageToken(token, filterFingerprint(conditions), secret);
}

let lastPageSerial = 0;

/** A page with the token of the next one. */
export function toSearchResult(
  { query, secret, settings }: SearchCall,
  conditions: unknown,
  found: {
    rowsName: SearchResult["rowsName"];
    rows: SearchResult["rows"];
    page: IndexPage;
    start: PagePosition;
    pageSize: number;
  },
): SearchResult {
  const { rowsName, rows, page, start, pageSize } = found;
  const totalCount = reportedCount(page.totalCount, settings.totalCount);
  const tokenOf = (position: PagePosition) => writePageToken(position, filterFingerprint(conditions), secret);
  const ownToken = () => query.get("page_token") || tokenOf({ mode: "offset", offset: 0 });
  const result: SearchResult = { rowsName, rows, ownToken, totalCount };
  if (page.hasMore) {
    const offset = start.mode === "offset" ? start.offset + pageSize : 0;
    const isByKey = settings.tokenMode === "key" || start.mode === "key";
    const next: PagePosition = isByKey ? { mode: "key", afterKey: page.lastKey } : { mode: "offset", offset };
    return { ...result, nextPageToken: tokenOf(next) };
  }
  // Both forms of a last page are on record, so both are served in turn.
  lastPageSerial += 1;
  return lastPageSerial % 2 === 0 ? result : { ...result, nextPageToken: "" };
}

/** What TikTok answers. */
export function toData({ rowsName, rows, nextPageToken, totalCount }: SearchResult) {
  return {
    [rowsName]: rows,
    ...(nextPageToken !== undefined && { next_page_token: nextPageToken }),
    total_count: totalCount,
  };
}

function reportedCount(count: number, mode: Settings["totalCount"]): number {
  if (mode === "exact") return count;
  if (mode === "approximate") return Math.round(count / 100) * 100;
  return "cap" in mode ? Math.min(count, mode.cap) : Math.max(0, count + mode.add);
}
