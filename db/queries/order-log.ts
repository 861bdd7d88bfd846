import "server-only";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { getSql, type SqlRunner } from "../client";
import { toIso } from "../instants";

const gunzipAsync = promisify(gunzip);

/** A page of the log: the orders as TikTok sent them, recipient data removed. */
export type LoggedPage = { pageId: number; fetchedAtIso: string; orders: unknown[] };

/** The ids of a shop's pages in the order in which they were stored; `afterPageId` leaves out what lies before. */
export async function listPageIds(sql: SqlRunner, shopId: string, afterPageId = 0): Promise<number[]> {
  const rows = await sql<{ pageId: string }[]>`
    select page_id as "pageId" from order_pages
    where shop_id = ${shopId} and page_id > ${afterPageId} order by page_id`;
  return rows.map(({ pageId }) => Number(pageId));
}

/** Pages by their ids, in that order; one that is no longer kept is left out. */
export async function readPages(sql: SqlRunner, shopId: string, pageIds: number[]): Promise<LoggedPage[]> {
  if (pageIds.length === 0) return [];
  const rows = await sql<{ pageId: string; fetchedAt: string; body: Buffer }[]>`
    select page_id as "pageId", fetched_at as "fetchedAt", body from order_pages
    where shop_id = ${shopId} and page_id = any(${pageIds.map(String)}::text[]::bigint[]) order by page_id`;
  return Promise.all(
    rows.map(async ({ pageId, fetchedAt, body }) => ({
      pageId: Number(pageId),
      fetchedAtIso: toIso(fetchedAt),
      orders: JSON.parse((await gunzipAsync(body)).toString()) as unknown[],
    })),
  );
}

/** Since when the log is kept, ISO, and up to which page it cannot change any more; null when it is empty. */
export async function findLogBounds(
  shopId: string,
): Promise<{ beginsAtIso: string; settledPageId: number } | null> {
  const rows = await getSql()<{ beginsAt: string | null; settledPageId: string }[]>`
    select min(fetched_at) as "beginsAt",
      coalesce(min(page_id) filter (where fetched_at > now() - interval '15 minutes'), max(page_id) + 1) - 1
        as "settledPageId"
    from order_pages where shop_id = ${shopId}`;
  const row = rows[0];
  if (!row || row.beginsAt === null) return null;
  return { beginsAtIso: toIso(row.beginsAt), settledPageId: Number(row.settledPageId) };
}

export type LoggedShop = { shopId: string; name: string; currency: string; timezone: string };

/** Shops that have a log, disconnected ones included. */
export async function listLoggedShops(): Promise<LoggedShop[]> {
  return getSql()<LoggedShop[]>`
    select shop_id as "shopId", name, currency, timezone from shops s
    where exists (select 1 from order_pages p where p.shop_id = s.shop_id) order by shop_id`;
}
