import "server-only";
import { type Filter, isNarrowed } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import { getSql, type Sql } from "../client";
import { orderGmv } from "../order-facts";
import { orderCondition, shopCondition } from "./order-filter";

export type RegionSales = {
  kind: "region" | "rest" | "masked";
  /** State or province as TikTok names it; null for the others. */
  region: string | null;
  /** How many regions the line stands for. */
  regions: number;
  orders: number;
  gmv: string;
  /** Of the GMV of all orders in this currency, 0 to 1. */
  share: number;
};

type RegionsInput = { filter: Filter; currency: string; limit: number };

/** Rows of `region` (null where TikTok named none), `orders` and `gmv`. */
function regionRows(sql: Sql, filter: Filter, currency: string) {
  const { range, shops } = filter;
  if (!isNarrowed(filter)) {
    return sql`
      select nullif(region, '') as region, sum(orders) as orders, sum(gmv) as gmv
      from daily_region_sales
      where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
        and day between ${range.from}::date and ${range.to}::date and currency = ${currency}
      group by region`;
  }
  const selection = { ...ordersOfMetric(filter, "gmv"), currency };
  return sql`
    select nullif(o.region, '') as region, count(*) as orders, sum(o.gmv) as gmv
    from shops s
    cross join lateral (
      select o.recipient_region as region, ${orderGmv(sql, filter)} as gmv
      from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, selection)}
    ) o
    where ${shopCondition(sql, filter)}
    group by 1`;
}

/**
 * Regions by GMV in one currency, best first; then those beyond the limit in one line, and the orders without a region in
 * theirs, so that the lines add up to the whole.
 */
export async function listRegions({ filter, currency, limit }: RegionsInput): Promise<RegionSales[]> {
  const sql = getSql();
  const rows = await sql<RegionSales[]>`
    with sold as (${regionRows(sql, filter, currency)}),
    placed as (
      select *, case when region is null then 'masked'
        when row_number() over (partition by region is null order by gmv desc, region) <= ${limit} then 'region'
        else 'rest' end as kind
      from sold
    )
    select kind, case when kind = 'region' then region end as region, count(*)::int as regions,
      sum(orders)::int as orders, sum(gmv)::text as gmv,
      coalesce(sum(gmv) / nullif((select sum(gmv) from sold), 0), 0)::float8 as share
    from placed
    group by 1, 2
    order by array_position(array['region', 'rest', 'masked'], kind), sum(gmv) desc, region
    limit 500`;
  return [...rows];
}
