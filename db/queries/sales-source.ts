import "server-only";
import { type Filter, isNarrowed } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import type { Period } from "@/lib/metrics/period";
import type { Sql, SqlRunner } from "../client";
import { orderGmv, orderNetSales, orderUnits } from "../order-facts";
import { orderCondition, shopCondition } from "./order-filter";

type Fragment = ReturnType<Sql>;

type SourceInput = {
  filter: Filter;
  /** Days of payment; spans that overlap are read twice. */
  periods: readonly Period[];
  grain: "day" | "hour";
};

/**
 * Sales of a filter as rows of `shop_id`, `day`, `hour_start` (by the hour only), `currency`, `orders`, `units`, `gmv`,
 * `net_sales`, `net_orders`, `cancelled_orders`, not yet added up: from the smallest rollup that knows the filter, else from
 * the orders themselves. Callers never choose; a test proves that all of them agree.
 */
export function salesRows(sql: SqlRunner, { filter, periods, grain }: SourceInput): Fragment {
  const read = chooseSource(filter, grain);
  return periods
    .map((period) => read(sql, { filter, period, grain }))
    .reduce((all, one) => sql`${all} union all ${one}`);
}

type OneSource = Omit<SourceInput, "periods"> & { period: Period };

function chooseSource(filter: Filter, grain: SourceInput["grain"]) {
  const { statuses, productIds, fulfilmentTypes } = filter;
  if (!isNarrowed(filter)) return fromTotals;
  const hasSegments = statuses.length > 0 || fulfilmentTypes.length > 0;
  if (grain === "day" && productIds.length === 0) return fromSegments;
  // An order with two of the products would count twice; of one alone each order counts once.
  return grain === "day" && !hasSegments && productIds.length === 1 ? fromProduct : fromOrders;
}

const inScope = (sql: SqlRunner, { filter, period }: OneSource): Fragment => sql`
  shop_id = any(${filter.shops.map(({ shopId }) => shopId)}::text[])
  and day between ${period.from}::date and ${period.to}::date`;

function fromTotals(sql: SqlRunner, source: OneSource): Fragment {
  const isHourly = source.grain === "hour";
  return sql`
    select shop_id, day, ${isHourly ? sql`hour_start,` : sql``} currency, orders, units, gmv, net_sales, net_orders,
      cancelled_orders
    from ${isHourly ? sql`hourly_sales` : sql`daily_sales`}
    where ${inScope(sql, source)}`;
}

function fromSegments(sql: SqlRunner, source: OneSource): Fragment {
  const { statuses, fulfilmentTypes } = source.filter;
  return sql`
    select shop_id, day, currency, orders, units, gmv, net_sales,
      case when status = 'CANCELLED' then 0 else orders end as net_orders,
      case when status = 'CANCELLED' then orders else 0 end as cancelled_orders
    from daily_segment_sales
    where ${inScope(sql, source)}
      ${statuses.length > 0 ? sql`and status = any(${[...statuses]}::text[])` : sql``}
      ${fulfilmentTypes.length > 0 ? sql`and fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``}`;
}

function fromProduct(sql: SqlRunner, source: OneSource): Fragment {
  return sql`
    select shop_id, day, currency, orders, units, gmv, net_sales, orders - cancelled_orders as net_orders,
      cancelled_orders
    from daily_product_sales
    where ${inScope(sql, source)} and product_id = any(${[...source.filter.productIds]}::text[])`;
}

/** One row for each order, by the conditions and values that its drill-down uses. */
function fromOrders(sql: SqlRunner, { filter, period, grain }: OneSource): Fragment {
  const dated = { ...filter, range: { preset: "custom" as const, ...period } };
  const selection = ordersOfMetric(dated, "orders");
  return sql`
    select s.shop_id, (o.paid_time at time zone s.timezone)::date as day,
      ${grain === "hour" ? sql`date_trunc('hour', o.paid_time, s.timezone) as hour_start,` : sql``}
      o.currency, 1 as orders, o.units, o.gmv, o.net_sales, (o.status <> 'CANCELLED')::int as net_orders,
      (o.status = 'CANCELLED')::int as cancelled_orders
    from shops s
    cross join lateral (
      select o.paid_time, o.currency, o.status, ${orderUnits(sql, filter)} as units,
        ${orderGmv(sql, filter)} as gmv, ${orderNetSales(sql, filter)} as net_sales
      from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, selection)}
    ) o
    where ${shopCondition(sql, filter)}`;
}
