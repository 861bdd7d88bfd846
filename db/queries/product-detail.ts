import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import { listSpanStarts, trendGrain } from "@/lib/metrics/spans";
import { getSql, type SqlRunner } from "../client";
import { isLineCancelled, lineRefund, lineValue } from "../order-facts";
import { startOfStep } from "../steps";
import { orderCondition, shopCondition } from "./order-filter";

export type SkuFacts = {
  skuId: string;
  skuName: string | null;
  sellerSku: string | null;
  /** As TikTok gave it. */
  image: string | null;
};

export type ProductFacts = { shopId: string; productId: string; name: string | null; skus: SkuFacts[] };

/** A product of one of these shops as its orders named it last; null when no order ever named it. */
export async function findProduct(input: {
  shopIds: string[];
  productId: string;
}): Promise<ProductFacts | null> {
  const { shopIds, productId } = input;
  const rows = await getSql()<(SkuFacts & { shopId: string; name: string | null })[]>`
    select shop_id as "shopId", product_name as name, sku_id as "skuId", sku_name as "skuName",
      seller_sku as "sellerSku", sku_image as image
    from product_skus
    where shop_id = any(${shopIds}::text[]) and product_id = ${productId}
    order by (product_name is null), named_at desc, sku_id
    limit 1000`;
  const [first] = rows;
  if (!first) return null;
  const { shopId, name } = first;
  return {
    shopId,
    productId,
    name,
    skus: rows.map(({ skuId, skuName, sellerSku, image }) => ({ skuId, skuName, sellerSku, image })),
  };
}

export type SkuFigures = {
  skuId: string;
  currency: string;
  orders: number;
  units: number;
  gmv: string;
  netSales: string;
  cancelledUnits: number;
  refundedUnits: number;
  /** Net sales step by step, for a small chart. */
  trend: number[];
};

type SkuInput = { filter: Filter; productId: string };
type SkuRow = Omit<SkuFigures, "trend"> & { trend: Record<string, number> };

/**
 * What each SKU of a product sold in the days of a filter, by currency, best first. A day's rows are looked up one by one, so
 * that a year of one product is read without the others'.
 */
export async function listSkuFigures({ filter, productId }: SkuInput): Promise<SkuFigures[]> {
  const sql = getSql();
  const grain = trendGrain(filter.range);
  const rows = await sql<SkuRow[]>`
    with steps as (
      select sku_id, currency, ${startOfStep(sql, sql`day`, grain)} as step, sum(orders)::int as orders,
        sum(units)::int as units, sum(gmv) as gmv, sum(net_sales) as net_sales,
        sum(cancelled_units)::int as cancelled_units, sum(refunded_units)::int as refunded_units
      from (${skuRows(sql, { filter, productId })}) d
      group by sku_id, currency, step
    )
    select sku_id as "skuId", currency, sum(orders)::int as orders, sum(units)::int as units, sum(gmv)::text as gmv,
      sum(net_sales)::text as "netSales", sum(cancelled_units)::int as "cancelledUnits",
      sum(refunded_units)::int as "refundedUnits", jsonb_object_agg(step, net_sales::float8) as trend
    from steps
    group by sku_id, currency
    order by sum(net_sales) desc, sku_id, currency
    limit 1000`;
  const starts = listSpanStarts(filter.range, grain);
  return rows.map(({ trend, ...row }) => ({ ...row, trend: starts.map((step) => trend[step] ?? 0) }));
}

function skuRows(sql: SqlRunner, { filter, productId }: SkuInput) {
  const { shops, range, statuses, fulfilmentTypes } = filter;
  if (statuses.length > 0 || fulfilmentTypes.length > 0) return skusInOrders(sql, { filter, productId });
  return sql`
    select d.* from unnest(${shops.map(({ shopId }) => shopId)}::text[]) as s (shop_id)
    cross join generate_series(${range.from}::date, ${range.to}::date, interval '1 day') as g (day)
    cross join lateral (
      select * from daily_sku_sales
      where shop_id = s.shop_id and day = g.day::date and product_id = ${productId}
      offset 0
    ) d`;
}

/** The same from the orders themselves, which alone know their status and fulfilment. */
function skusInOrders(sql: SqlRunner, { filter, productId }: SkuInput) {
  const selection = ordersOfMetric({ ...filter, productIds: [productId] }, "units");
  const isCancelled = isLineCancelled(sql);
  const value = lineValue(sql);
  return sql`
    select (o.paid_time at time zone s.timezone)::date as day, coalesce(l.sku_id, '') as sku_id, o.currency, 1 as orders,
      count(*)::int as units, sum(${value}) as gmv,
      coalesce(sum(${value} - l.refund) filter (where not ${isCancelled}), 0) as net_sales,
      count(*) filter (where ${isCancelled})::int as cancelled_units,
      count(*) filter (where not ${isCancelled} and l.refund > 0)::int as refunded_units
    from shops s
    cross join lateral (
      select o.order_id, o.status, o.currency, o.paid_time from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, selection)}
    ) o
    cross join lateral (
      select l.*, ${lineRefund(sql)} as refund from order_line_items l
      where l.shop_id = s.shop_id and l.order_id = o.order_id and not l.is_gift and l.product_id = ${productId}
    ) l
    where ${shopCondition(sql, filter)}
    group by s.timezone, o.order_id, o.paid_time, coalesce(l.sku_id, ''), o.currency`;
}
