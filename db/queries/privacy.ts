import "server-only";
import { getSql } from "../client";
import { toIso } from "../instants";

export type RawPages = {
  shopId: string;
  /** Days that pages are kept; null is for ever. */
  days: number | null;
  pages: number;
  bytes: number;
  oldestAt: string | null;
};

/** How long what TikTok sent is kept, and how much of it there is, by shop. */
export async function listRawPages(shopIds: string[]): Promise<RawPages[]> {
  const rows = await getSql()<RawPages[]>`
    select s.shop_id as "shopId", s.raw_pages_days as days, coalesce(sum(l.pages), 0)::int as pages,
      coalesce(sum(l.bytes), 0)::float8 as bytes, min(l.oldest_at) as "oldestAt"
    from shops s
    cross join lateral (
      select count(*) as pages, sum(pg_column_size(body)) as bytes, min(fetched_at) as oldest_at
      from order_pages where shop_id = s.shop_id
      union all
      select count(*), sum(pg_column_size(body)), min(fetched_at) from resource_pages where shop_id = s.shop_id
    ) l
    where s.shop_id = any(${shopIds}::text[])
    group by s.shop_id, s.name
    order by s.name, s.shop_id`;
  return rows.map((row) => ({ ...row, oldestAt: toIso(row.oldestAt) }));
}

/** What is left of a shop's log of orders: since when, and for how many days pages are kept (null: for ever). */
export type LogKeeping = { since: string | null; days: number | null };

export async function getLogKeeping(shopId: string): Promise<LogKeeping> {
  const [row] = await getSql()<LogKeeping[]>`
    select raw_pages_days as days,
      (select min(fetched_at) from order_pages p where p.shop_id = s.shop_id) as since
    from shops s where shop_id = ${shopId}`;
  return { since: toIso(row?.since ?? null), days: row?.days ?? null };
}
