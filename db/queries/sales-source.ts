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
  const rows = periods.map((period) =>
    isNarrowed(filter)
      ? fromOrders(sql, { filter, period, grain })
      : fromRollups(sql, { filter, period, grain }),
  );
  return rows.reduce((all, one) => sql`${all} union all ${one}`);
}

type OneSource = Omit<SourceInput, "periods"> & { period: Period };

const shopIdsOf = ({ shops }: Filter) => shops.map(({ shopId }) => shopId);

function fromRollups(sql: SqlRunner, { filter, period, grain }: OneSource): Fragment {
  const isHourly = grain === "hour";
  return sql`
    select shop_id, day, ${isHourly ? sql`hour_start,` : sql``} currency, orders, units, gmv, net_sales, net_orders,
      cancelled_orders
    from ${isHourly ? sql`hourly_sales` : sql`daily_sales`}
    where shop_id = any(${shopIdsOf(filter)}::text[]) and day between ${period.from}::date and ${period.to}::date`;
}

/** One row for each order, by the conditions and values that its drill-down uses. */
function fromOrders(sql: SqlRunner, { filter, period, grain }: OneSource): Fragment {
  const dated = { ...filter, range: { preset: "custom" as const, ...period } };
  const selection = ordersOfMetric(dated, "orders");
  const { productIds } = filter;
  return sql`
    select s.shop_id, (o.paid_time at time zone s.timezone)::date as day,
      ${grain === "hour" ? sql`date_trunc('hour', o.paid_time, s.timezone) as hour_start,` : sql``}
      o.currency, 1 as orders, o.units, o.gmv, o.net_sales, (o.status <> 'CANCELLED')::int as net_orders,
      (o.status = 'CANCELLED')::int as cancelled_orders
    from shops s
    cross join lateral (
      select o.paid_time, o.currency, o.status, ${orderUnits(sql, productIds)} as units,
        ${orderGmv(sql, productIds)} as gmv, ${orderNetSales(sql, productIds)} as net_sales
      from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, selection)}
    ) o
    where ${shopCondition(sql, filter)}`;
}
