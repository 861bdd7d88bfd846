import "server-only";
import { getSql } from "../client";

export type TopProduct = {
  productId: string;
  name: string | null;
  units: number;
  netSales: string;
  /** Of the net sales of all products in this currency and period, 0 to 1. */
  share: number;
};

type TopProductsInput = { shopId: string; from: string; to: string; currency: string; limit: number };

/** Products of one currency by net sales, best first. */
export async function listTopProducts(input: TopProductsInput): Promise<TopProduct[]> {
  const { shopId, from, to, currency, limit } = input;
  const rows = await getSql()<TopProduct[]>`
    with sold as (
      select product_id, sum(units)::int as units, sum(net_sales) as net_sales
      from daily_product_sales
      where shop_id = ${shopId} and day between ${from}::date and ${to}::date and currency = ${currency}
      group by product_id
    ), best as (
      select product_id, units, net_sales, net_sales / nullif(sum(net_sales) over (), 0) as share
      from sold
      order by net_sales desc, product_id
      limit ${limit}
    )
    select b.product_id as "productId", n.product_name as name, b.units, b.net_sales::text as "netSales",
      coalesce(b.share, 0)::float8 as share
    from best b
    left join lateral (
      select product_name from daily_product_sales
      where shop_id = ${shopId} and product_id = b.product_id and day between ${from}::date and ${to}::date
      order by day desc
      limit 1
    ) n on true
    order by b.net_sales desc, b.product_id`;
  return [...rows];
}
