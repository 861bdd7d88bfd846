import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { MetricKey } from "@/lib/metrics/definitions";
import type { Comparison, Period, ShopCut } from "@/lib/metrics/period";
import type { Grain, SalesPoint } from "@/lib/metrics/series";
import { getSql, type Sql } from "../client";
import { toIso } from "../instants";
import { salesRows } from "./sales-source";

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
  /** How many orders stand behind a figure. */
  ordersOf: Record<MetricKey, number>;
};

type SummaryRow = Record<MetricKey, string | null> &
  Record<`${MetricKey}Change`, number | null> & {
    currency: string | null;
    netOrders: number;
    cancelledOrders: number;
  };

type SummaryInput = { filter: Filter; comparison: Comparison };

const measures = (sql: Sql) => sql`orders, units, gmv, net_sales, net_orders, cancelled_orders`;

/** What each shop's days can be compared up to, as a relation. */
function cutRows(sql: Sql, { shops }: Filter, cuts: readonly ShopCut[]) {
  const zones = new Map(shops.map(({ shopId, timezone }) => [shopId, timezone]));
  return sql`
    select * from unnest(${cuts.map(({ shopId }) => shopId)}::text[],
      ${cuts.map(({ shopId }) => zones.get(shopId) ?? "UTC")}::text[], ${cuts.map(({ day }) => day)}::text[]::date[],
      ${cuts.map(({ counterpart }) => counterpart)}::text[]::date[],
      ${cuts.map(({ beforeHour }) => beforeHour)}::int[]) as c(shop_id, timezone, day, counterpart, before_hour)`;
}

/** The span of days that some shop is cut in, if that lies in the period and has hours to count. */
function cutSpan(cuts: readonly ShopCut[], period: Period, side: "day" | "counterpart"): Period | null {
  const days = cuts
    .filter(({ beforeHour }) => beforeHour > 0)
    .map((cut) => cut[side])
    .filter((day) => day >= period.from && day <= period.to)
    .sort();
  const [from] = days;
  return from === undefined ? null : { from, to: days.at(-1) ?? from };
}

/** The comparable hours of the days that are cut, to stand behind the whole days; often none. */
function cutHours(sql: Sql, { filter, comparison }: SummaryInput, view: "like" | "before") {
  const { current, previous, cuts } = comparison;
  const side = view === "like" ? "day" : "counterpart";
  const period = view === "like" ? current : previous;
  const span = period && cutSpan(cuts, period, side);
  if (!span) return sql``;
  return sql`
    union all
    select ${view}::text, h.currency, ${measures(sql)}
    from (${salesRows(sql, { filter, periods: [span], grain: "hour" })}) h
    join cuts c on c.shop_id = h.shop_id and c.${sql(side)} = h.day
      and extract(hour from h.hour_start at time zone c.timezone) < c.before_hour`;
}

/**
 * Rows of `view`, `currency` and the measures: `value` is the whole period, `like` the part of it that can be compared, and
 * `before` the same part of the compared period.
 */
function summaryParts(sql: Sql, input: SummaryInput) {
  const { filter, comparison } = input;
  const days = (period: Period) => salesRows(sql, { filter, periods: [period], grain: "day" });
  const now = sql`
    select view, d.currency, ${measures(sql)}
    from (${days(comparison.current)}) d
    join cuts c using (shop_id)
    cross join lateral unnest(case when d.day < c.day then array['value', 'like'] else array['value'] end) as view`;
  if (!comparison.previous) return now;
  return sql`${now} ${cutHours(sql, input, "like")}
    union all
    select 'before', d.currency, ${measures(sql)}
    from (${days(comparison.previous)}) d
    join cuts c on c.shop_id = d.shop_id and d.day < c.counterpart
    ${cutHours(sql, input, "before")}`;
}

/** The six figures of a filter with their changes, one row for each currency and one for all. */
export async function getSalesSummary(input: SummaryInput): Promise<SalesSummary[]> {
  const sql = getSql();
  const rows = await sql<SummaryRow[]>`
    with cuts as materialized (${cutRows(sql, input.filter, input.comparison.cuts)}),
    parts as (${summaryParts(sql, input)}),
    measures as (
      select view, currency, grouping(currency) = 1 as is_total,
        sum(gmv) as gmv, sum(net_sales) as net_sales, sum(orders) as orders, sum(units) as units,
        sum(net_orders) as net_orders, sum(cancelled_orders) as cancelled_orders,
        sum(net_sales) / nullif(sum(net_orders), 0) as aov,
        sum(cancelled_orders)::numeric / nullif(sum(orders), 0) as rate
      from parts
      group by grouping sets ((view, currency), (view))
    ), kinds as (select distinct currency, is_total from measures)
    select k.currency,
      coalesce(v.gmv, 0)::text as gmv, coalesce(v.net_sales, 0)::text as "netSales",
      coalesce(v.orders, 0)::text as orders, coalesce(v.units, 0)::text as units,
      round(v.aov, 4)::text as "averageOrderValue", round(v.rate, 6)::text as "cancellationRate",
      coalesce(v.net_orders, 0)::int as "netOrders", coalesce(v.cancelled_orders, 0)::int as "cancelledOrders",
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
  const orders = Number(row.orders ?? 0);
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
    ordersOf: {
      gmv: orders,
      netSales: row.netOrders,
      orders,
      units: orders,
      averageOrderValue: row.netOrders,
      cancellationRate: row.cancelledOrders,
    },
  };
}

/** Spans that follow on each other or overlap as one, so that nothing is read twice. */
function mergePeriods({ current, previous }: Comparison): Period[] {
  if (!previous) return [current];
  const isApart = previous.to < current.from;
  return isApart ? [previous, current] : [{ from: previous.from, to: current.to }];
}

type SeriesInput = SummaryInput & { grain: Grain; timezone: string | null };

/**
 * One point for each bucket with sales and currency, of both periods, oldest first. `timezone` is the one that all shops
 * share; without one an hour is what each shop's clock says.
 */
export async function listSales({ filter, comparison, grain, timezone }: SeriesInput): Promise<SalesPoint[]> {
  const sql = getSql();
  const source = salesRows(sql, { filter, periods: mergePeriods(comparison), grain });
  const bucket =
    grain === "day"
      ? sql`d.day::text`
      : timezone === null
        ? sql`to_char(d.hour_start at time zone s.timezone, 'YYYY-MM-DD"T"HH24')`
        : sql`d.hour_start::text`;
  const rows = await sql<SalesPoint[]>`
    select ${bucket} as bucket, d.currency, sum(gmv)::text as gmv, sum(net_sales)::text as "netSales",
      sum(orders)::int as orders, sum(units)::int as units, sum(net_orders)::int as "netOrders",
      sum(cancelled_orders)::int as "cancelledOrders",
      round(sum(net_sales) / nullif(sum(net_orders), 0), 4)::text as "averageOrderValue"
    from (${source}) d
    ${grain === "hour" && timezone === null ? sql`join shops s using (shop_id)` : sql``}
    group by 1, d.currency
    order by 1, d.currency
    limit 20000`;
  if (grain === "day" || timezone === null) return [...rows];
  return rows.map((row) => ({ ...row, bucket: toIso(row.bucket) }));
}
