import "server-only";
import type { MetricKey } from "@/lib/metrics/definitions";
import type { Comparison } from "@/lib/metrics/period";
import type { SalesPoint } from "@/lib/metrics/series";
import { getSql } from "../client";
import { toIso } from "../instants";

/** A decimal (money), a count or a ratio as text; null where it does not exist, as an average of nothing. */
export type MetricValue = {
  value: string | null;
  /** Relative to the compared period; for a rate the difference. Null without anything to compare with. */
  change: number | null;
};

export type SalesSummary = {
  /** Null: all currencies together, where only counts and rates have a meaning. */
  currency: string | null;
  metrics: Record<MetricKey, MetricValue>;
};

type SummaryRow = Record<MetricKey, string | null> &
  Record<`${MetricKey}Change`, number | null> & { currency: string | null };

type SummaryInput = { shopId: string; timezone: string; comparison: Comparison };

/**
 * The six figures of a period with their changes, one row for each currency and one for all. Hours of a running last day
 * that are not comparable are taken off both sides as negative parts, so one pass over two small rollups suffices.
 */
export async function getSalesSummary({
  shopId,
  timezone,
  comparison,
}: SummaryInput): Promise<SalesSummary[]> {
  const { current, previous, partial } = comparison;
  const rows = await getSql()<SummaryRow[]>`
    with parts as (
      select currency, day >= ${current.from}::date as is_current, true as is_whole,
        orders, units, gmv, net_sales, net_orders, cancelled_orders
      from daily_sales
      where shop_id = ${shopId} and day between ${previous.from}::date and ${current.to}::date
      union all
      select currency, day >= ${current.from}::date, false,
        -orders, -units, -gmv, -net_sales, -net_orders, -cancelled_orders
      from hourly_sales
      where shop_id = ${shopId}
        and day in (${partial?.day ?? null}::date, ${partial?.counterpart ?? null}::date)
        and extract(hour from hour_start at time zone ${timezone}) >= ${partial?.beforeHour ?? 0}
    ), measures as (
      select view, currency, grouping(currency) = 1 as is_total,
        sum(gmv) as gmv, sum(net_sales) as net_sales, sum(orders) as orders, sum(units) as units,
        sum(net_sales) / nullif(sum(net_orders), 0) as aov,
        sum(cancelled_orders)::numeric / nullif(sum(orders), 0) as rate
      from parts
      cross join lateral unnest(
        case when not is_current then array['before']
             when is_whole then array['value', 'like']
             else array['like'] end) as view
      group by grouping sets ((view, currency), (view))
    ), kinds as (select distinct currency, is_total from measures)
    select k.currency,
      coalesce(v.gmv, 0)::text as gmv, coalesce(v.net_sales, 0)::text as "netSales",
      coalesce(v.orders, 0)::text as orders, coalesce(v.units, 0)::text as units,
      round(v.aov, 4)::text as "averageOrderValue", round(v.rate, 6)::text as "cancellationRate",
      (coalesce(l.gmv, 0) / nullif(b.gmv, 0) - 1)::float8 as "gmvChange",
      (coalesce(l.net_sales, 0) / nullif(b.net_sales, 0) - 1)::float8 as "netSalesChange",
      (coalesce(l.orders, 0)::numeric / nullif(b.orders, 0) - 1)::float8 as "ordersChange",
      (coalesce(l.units, 0)::numeric / nullif(b.units, 0) - 1)::float8 as "unitsChange",
      (l.aov / nullif(b.aov, 0) - 1)::float8 as "averageOrderValueChange",
      (l.rate - b.rate)::float8 as "cancellationRateChange"
    from kinds k
    left join measures v on v.view = 'value' and v.is_total = k.is_total and v.currency is not distinct from k.currency
    left join measures l on l.view = 'like' and l.is_total = k.is_total and l.currency is not distinct from k.currency
    left join measures b on b.view = 'before' and b.is_total = k.is_total and b.currency is not distinct from k.currency
    order by k.is_total, v.gmv desc nulls last, k.currency
    limit 50`;
  return rows.map(toSummary);
}

function toSummary(row: SummaryRow): SalesSummary {
  const metric = (key: MetricKey): MetricValue => ({ value: row[key], change: row[`${key}Change`] });
  return {
    currency: row.currency,
    metrics: {
      gmv: metric("gmv"),
      netSales: metric("netSales"),
      orders: metric("orders"),
      units: metric("units"),
      averageOrderValue: metric("averageOrderValue"),
      cancellationRate: metric("cancellationRate"),
    },
  };
}

type SpanInput = { shopId: string; from: string; to: string };

/** One point for each shop day with sales and currency, oldest first. */
export async function listDailySales({ shopId, from, to }: SpanInput): Promise<SalesPoint[]> {
  const rows = await getSql()<SalesPoint[]>`
    select day::text as bucket, currency, gmv::text as gmv, net_sales::text as "netSales", orders, units,
      net_orders as "netOrders", cancelled_orders as "cancelledOrders"
    from daily_sales
    where shop_id = ${shopId} and day between ${from}::date and ${to}::date
    order by day, currency
    limit 10000`;
  return [...rows];
}

/** The same by the hour; a bucket is the instant the hour begins at. */
export async function listHourlySales({ shopId, from, to }: SpanInput): Promise<SalesPoint[]> {
  const rows = await getSql()<SalesPoint[]>`
    select hour_start as bucket, currency, gmv::text as gmv, net_sales::text as "netSales", orders, units,
      net_orders as "netOrders", cancelled_orders as "cancelledOrders"
    from hourly_sales
    where shop_id = ${shopId} and day between ${from}::date and ${to}::date
    order by hour_start, currency
    limit 10000`;
  return rows.map((row) => ({ ...row, bucket: toIso(row.bucket) }));
}
