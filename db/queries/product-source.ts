import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import type { Period } from "@/lib/metrics/period";
import { type SpanGrain, splitPeriod } from "@/lib/metrics/spans";
import type { Sql, SqlRunner } from "../client";
import { isLineCancelled, lineRefund, lineValue } from "../order-facts";
import { orderCondition, shopCondition } from "./order-filter";

type Fragment = ReturnType<Sql>;

type SourceInput = {
  filter: Filter;
  /** Days of payment. */
  period: Period;
  /** No row is of a longer span than this; the longer, the fewer are read. */
  coarsest?: SpanGrain;
};

const figures = (sql: SqlRunner) => sql`orders, units, gmv, net_sales, cancelled_units, refunded_units`;

/**
 * Sales of a filter by product as rows of `shop_id`, `starts_on` (of their span), `product_id` (`''` when TikTok named none),
 * `currency`, `orders`, `units`, `gmv`, `net_sales`, `cancelled_units`, `refunded_units`, not yet added up: from whole months and weeks where the rollups know the
 * filter, else from the lines of its orders.
 */
export function productRows(sql: SqlRunner, input: SourceInput): Fragment {
  const { statuses, fulfilmentTypes } = input.filter;
  const isKnown = statuses.length === 0 && fulfilmentTypes.length === 0;
  return isKnown ? fromRollups(sql, input) : fromLines(sql, input);
}

function fromRollups(sql: SqlRunner, { filter, period, coarsest }: SourceInput): Fragment {
  const { shops, productIds } = filter;
  const { months, weeks, days } = splitPeriod(period, coarsest);
  const scope = sql`shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
    ${productIds.length > 0 ? sql`and product_id = any(${[...productIds]}::text[])` : sql``}`;
  const spans = (grain: string, starts: readonly string[]): Fragment[] =>
    starts.length === 0
      ? []
      : [
          sql`select shop_id, starts_on, product_id, currency, ${figures(sql)} from product_sales_spans
            where ${scope} and grain = ${grain} and starts_on = any(${[...starts]}::text[]::date[])`,
        ];
  const rows: Fragment[] = [
    ...spans("month", months),
    ...spans("week", weeks),
    ...days.map(
      ({
        from,
        to,
      }): Fragment => sql`select shop_id, day as starts_on, product_id, currency, ${figures(sql)} from daily_product_sales
        where ${scope} and day between ${from}::date and ${to}::date`,
    ),
  ];
  return rows.reduce((all, one) => sql`${all} union all ${one}`);
}

/** One row for each order and product. */
function fromLines(sql: SqlRunner, { filter, period }: SourceInput): Fragment {
  const dated = { ...filter, range: { preset: "custom" as const, ...period } };
  const { productIds } = filter;
  const isCancelled = isLineCancelled(sql);
  const value = lineValue(sql);
  return sql`
    select s.shop_id, (o.paid_time at time zone s.timezone)::date as starts_on,
      coalesce(l.product_id, '') as product_id, o.currency, 1 as orders, count(*)::int as units,
      sum(${value}) as gmv, coalesce(sum(${value} - l.refund) filter (where not ${isCancelled}), 0) as net_sales,
      count(*) filter (where ${isCancelled})::int as cancelled_units,
      count(*) filter (where not ${isCancelled} and l.refund > 0)::int as refunded_units
    from shops s
    cross join lateral (
      select o.order_id, o.status, o.currency, o.paid_time from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, ordersOfMetric(dated, "units"))}
    ) o
    cross join lateral (
      select l.*, ${lineRefund(sql)} as refund from order_line_items l
      where l.shop_id = s.shop_id and l.order_id = o.order_id and not l.is_gift
        ${productIds.length > 0 ? sql`and l.product_id = any(${[...productIds]}::text[])` : sql``}
    ) l
    where ${shopCondition(sql, filter)}
    group by s.shop_id, s.timezone, o.order_id, o.paid_time, coalesce(l.product_id, ''), o.currency`;
}
