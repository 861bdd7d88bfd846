import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { maskedRegion, type Need, type OrderSelection } from "@/lib/filters/selection";
import type { Sql, SqlRunner } from "../client";
import { orderIsAwaited, orderIsOpen } from "../fulfilment-facts";
import {
  type Goods,
  orderCancelledUnits,
  orderDeadline,
  orderGmv,
  orderHasProduct,
  orderNetSales,
  orderRefundedUnits,
  orderUnits,
} from "../order-facts";
import { buyerCondition } from "./buyer-condition";
import { fulfilmentCondition } from "./fulfilment-condition";

type Fragment = ReturnType<Sql>;

/**
 * The shops of a filter, to stand in `from shops s where …`. An order list then asks each shop in a branch of its own:
 * `from shops s cross join lateral (select … from orders o where o.shop_id = s.shop_id and … limit …) o`.
 */
export function shopCondition(sql: SqlRunner, { shops }: Filter): Fragment {
  return sql`s.shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])`;
}

/**
 * The condition that picks exactly the orders of a selection: over a row `o` of `orders` beside the row `s` of its shop,
 * to stand after `o.shop_id = s.shop_id and`. `hasStatuses: false` leaves the statuses of the filter to the caller, which
 * asks for several by a branch each.
 */
export function orderCondition(
  sql: SqlRunner,
  selection: OrderSelection,
  { hasStatuses = true }: { hasStatuses?: boolean } = {},
): Fragment {
  const { filter, metric, currency, region, weekday, hour, need } = selection;
  const { statuses, productIds, fulfilmentTypes } = filter;
  return sql`(${dateCondition(sql, selection)}
    ${hasStatuses && statuses.length > 0 ? sql`and o.status = any(${[...statuses]}::text[])` : sql``}
    ${fulfilmentTypes.length > 0 ? sql`and o.fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``}
    ${productIds.length > 0 ? sql`and ${orderHasProduct(sql, goodsOf(selection))}` : sql``}
    ${metric === null ? sql`` : metricCondition(sql, metric, goodsOf(selection))}
    ${currency === null ? sql`` : sql`and o.currency = ${currency}`}
    ${region === null ? sql`` : regionCondition(sql, region)}
    ${weekday === null ? sql`` : sql`and extract(isodow from ${localTime(sql, selection)}) = ${weekday}`}
    ${hour === null ? sql`` : sql`and extract(hour from ${localTime(sql, selection)}) = ${hour}`}
    ${need === null ? sql`` : sql`and ${needCondition(sql, need)}`}
    ${fulfilmentCondition(sql, selection)}
    ${buyerCondition(sql, selection)})`;
}

const goodsOf = ({ filter, sku }: OrderSelection): Goods => ({ productIds: filter.productIds, sku });

const basisColumn = (sql: SqlRunner, { basis }: OrderSelection): Fragment =>
  basis === "paid" ? sql`o.paid_time` : sql`o.create_time`;

const localTime = (sql: SqlRunner, selection: OrderSelection): Fragment =>
  sql`(${basisColumn(sql, selection)} at time zone s.timezone)`;

/** Calendar days by the shop's clock, as a range of instants so that an index serves it. */
function dateCondition(sql: SqlRunner, selection: OrderSelection): Fragment {
  const { from, to } = selection.filter.range;
  const column = basisColumn(sql, selection);
  return sql`${column} >= (${from}::date::timestamp at time zone s.timezone)
    and ${column} < ((${to}::date + 1)::timestamp at time zone s.timezone)`;
}

/** Only orders that are in the figure with something: free samples never are. */
function metricCondition(
  sql: SqlRunner,
  metric: NonNullable<OrderSelection["metric"]>,
  goods: Goods,
): Fragment {
  switch (metric) {
    case "gmv":
    case "orders":
    case "units":
      return sql`and not o.is_sample_order`;
    case "netSales":
    case "averageOrderValue":
      return sql`and not o.is_sample_order and o.status <> 'CANCELLED'`;
    case "cancellationRate":
      return sql`and not o.is_sample_order and o.status = 'CANCELLED'`;
    case "cancelledUnits":
      return sql`and not o.is_sample_order and ${orderCancelledUnits(sql, goods)} > 0`;
    case "refundedUnits":
      return sql`and not o.is_sample_order and ${orderRefundedUnits(sql, goods)} > 0`;
  }
}

function regionCondition(sql: SqlRunner, region: string): Fragment {
  if (region === maskedRegion) return sql`and coalesce(o.recipient_region, '') = ''`;
  return sql`and o.recipient_region = ${region}`;
}

/** Open orders by the database's clock. */
export function needCondition(sql: SqlRunner, need: Need): Fragment {
  switch (need) {
    case "overdue":
      return sql`${orderIsAwaited(sql)} and ${orderDeadline(sql)} < now()`;
    case "due-6h":
      return sql`${orderIsAwaited(sql)} and ${orderDeadline(sql)} between now() and now() + interval '6 hours'`;
    case "on-hold":
      return sql`o.status = 'ON_HOLD'`;
    case "cancel-requested":
      return sql`o.is_buyer_request_cancel and ${orderIsOpen(sql)}`;
  }
}

/**
 * What an order adds to the figure of its selection, in the order's currency where the figure is money: summed over the
 * selection it equals the figure. For an average and a rate it is what stands above the line. Null without a metric.
 */
export function orderContribution(sql: SqlRunner, selection: OrderSelection): Fragment {
  const goods = goodsOf(selection);
  switch (selection.metric) {
    case "gmv":
      return orderGmv(sql, goods);
    case "netSales":
    case "averageOrderValue":
      return orderNetSales(sql, goods);
    case "units":
      return orderUnits(sql, goods);
    case "cancelledUnits":
      return orderCancelledUnits(sql, goods);
    case "refundedUnits":
      return orderRefundedUnits(sql, goods);
    case "orders":
    case "cancellationRate":
      return sql`1`;
    case null:
      return sql`null::numeric`;
  }
}
