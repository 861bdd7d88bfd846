import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { getSql, type SqlRunner } from "../client";

export type SkuMatch = { productId: string; skuId: string | null };

/** What a search text means: every part is one more way for an order to match. */
export type OrderMatch = {
  /** Digits an order's id or a buyer's id begins with. */
  idPrefix: string | null;
  /** Whether so few orders' ids begin so that they are better looked up than looked for. */
  areIdsFew: boolean;
  hasBuyerIds: boolean;
  /** `like` patterns of tracking numbers. */
  trackingPatterns: string[];
  /** Buyers whose nickname begins with the text; a pattern instead where they are too many to be looked up one by one. */
  buyers: string[];
  nicknamePattern: string | null;
  /** False before the buyers of a shop have been counted for the first time: orders are asked themselves then. */
  areBuyersKnown: boolean;
  /** SKUs with such a code, or products with such a name; a text instead where they are too many. */
  skus: SkuMatch[];
  skuText: string | null;
};

const mostBuyers = 5_000;
const mostSkus = 150;
const mostIds = 5_000;
/** A single letter is in every name. */
const shortestName = 2;

export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/** Past every id that begins with these digits, in any collation. */
export const lastId = (prefix: string) => prefix + "9".repeat(40);

type Found = { ids: number; areBuyersKnown: boolean; buyers: string[] | null; skus: SkuMatch[] | null };
type MatchInput = { filter: Pick<Filter, "shops">; text: string; canSearchBuyers: boolean };

/** Looks a search text up in the small tables of buyers and SKUs, so that the orders need no index of their own for it. */
export async function resolveMatch({ filter, text, canSearchBuyers }: MatchInput): Promise<OrderMatch> {
  const sql = getSql();
  const shopIds = filter.shops.map(({ shopId }) => shopId);
  const lower = text.toLowerCase();
  const starts = `${escapeLike(lower)}%`;
  const isDigits = /^\d+$/.test(text);
  const [row] = await sql<Found[]>`
    select ${
      isDigits
        ? sql`(select count(*) from (
        select 1 from orders
        where shop_id = any(${shopIds}::text[]) and order_id between ${text} and ${lastId(text)}
        limit ${mostIds + 1}) o)`
        : sql`0`
    }::int as ids,
      exists (select 1 from customers where shop_id = any(${shopIds}::text[])) as "areBuyersKnown",
      (select array_agg(buyer_user_id) from (
        select buyer_user_id from customers
        where shop_id = any(${shopIds}::text[]) and left(lower(nickname), 64) like ${starts} and ${canSearchBuyers}
        limit ${mostBuyers + 1}) b) as buyers,
      (select jsonb_agg(distinct jsonb_build_object('productId', product_id,
          'skuId', case when ${hasName(sql, text)} then null else sku_id end)) from (
        select product_id, sku_id, product_name from product_skus k
        where shop_id = any(${shopIds}::text[]) and ${isNamed(sql, text)}
        limit ${mostSkus * 4 + 1}) k) as skus`;
  const buyers = row?.buyers ?? [];
  const skus = row?.skus ?? [];
  const areBuyersKnown = row?.areBuyersKnown ?? false;
  const isManyBuyers = canSearchBuyers && (buyers.length > mostBuyers || !areBuyersKnown);
  return {
    idPrefix: isDigits ? text : null,
    areIdsFew: (row?.ids ?? 0) <= mostIds,
    hasBuyerIds: isDigits && canSearchBuyers,
    trackingPatterns: text.includes(" ") ? [] : [...new Set([text, text.toUpperCase()])].map(startsWith),
    buyers: isManyBuyers ? [] : buyers,
    nicknamePattern: isManyBuyers ? starts : null,
    areBuyersKnown,
    skus: skus.length > mostSkus ? [] : skus,
    skuText: skus.length > mostSkus ? text : null,
  };
}

const startsWith = (text: string) => `${escapeLike(text)}%`;

const hasName = (sql: SqlRunner, text: string) =>
  text.length < shortestName ? sql`false` : sql`coalesce(${holdsWords(sql, text)}, false)`;

/** Over a row of `product_skus`: its product's name holds every word of the text, in any order. */
export function holdsWords(sql: SqlRunner, text: string) {
  return text
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => sql`product_name ilike ${`%${escapeLike(word)}%`}`)
    .reduce((all, one) => sql`${all} and ${one}`);
}

/** Over a row `k` of `product_skus`: its product is named so, or its code or id begins with it. */
export function isNamed(sql: SqlRunner, text: string) {
  const starts = startsWith(text);
  return sql`(${text.length < shortestName ? sql`` : sql`(${holdsWords(sql, text)}) or`}
    k.seller_sku ilike ${starts} or k.sku_id like ${starts} or k.product_id like ${starts})`;
}
