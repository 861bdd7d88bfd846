import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { Period } from "@/lib/metrics/period";
import { getSql, type Sql } from "../client";
import { productRows } from "./product-source";

export type TopProduct = {
  productId: string;
  name: string | null;
  units: number;
  netSales: string;
  /** Of the net sales of all products in this currency and period, 0 to 1. */
  share: number;
  /** Its place in the compared period, from 1; null when it sold nothing then. */
  previousRank: number | null;
};

type TopProductsInput = {
  filter: Filter;
  /** Null: places are not compared. */
  previous: Period | null;
  currency: string;
  limit: number;
};

type SoldInput = { filter: Filter; period: Period; currency: string };

/** Rows of `product_id`, `units` and `net_sales`, one for each product. */
function soldRows(sql: Sql, { filter, period, currency }: SoldInput) {
  return sql`
    select product_id, sum(units)::int as units, sum(net_sales) as net_sales
    from (${productRows(sql, { filter, period })}) p
    where currency = ${currency}
    group by product_id`;
}

/** Products of one currency by net sales, best first, each with the place it had in the compared period. */
export async function listTopProducts(input: TopProductsInput): Promise<TopProduct[]> {
  const { filter, previous, currency, limit } = input;
  const sql = getSql();
  const before = previous
    ? sql`select product_id, rank() over (order by net_sales desc)::int as place
        from (${soldRows(sql, { filter, period: previous, currency })}) p where units > 0`
    : sql`select null::text as product_id, null::int as place where false`;
  const rows = await sql<TopProduct[]>`
    with sold as (${soldRows(sql, { filter, period: filter.range, currency })}),
    best as (
      select product_id, units, net_sales, net_sales / nullif(sum(net_sales) over (), 0) as share
      from sold
      order by net_sales desc, product_id
      limit ${limit}
    ),
    before as (${before})
    select b.product_id as "productId", n.product_name as name, b.units, b.net_sales::text as "netSales",
      coalesce(b.share, 0)::float8 as share, p.place as "previousRank"
    from best b
    left join before p using (product_id)
    left join lateral (
      select product_name from product_skus
      where shop_id = any(${filter.shops.map(({ shopId }) => shopId)}::text[]) and product_id = b.product_id
        and product_name is not null
      order by named_at desc
      limit 1
    ) n on true
    order by b.net_sales desc, b.product_id`;
  return [...rows];
}
