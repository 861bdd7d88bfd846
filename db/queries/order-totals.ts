import "server-only";
import { isNarrowed } from "@/lib/filters/filter";
import type { OrderSelection } from "@/lib/filters/selection";
import type { ListMetricKey, MetricKey } from "@/lib/metrics/definitions";
import { getSql } from "../client";
import { orderContribution } from "./order-filter";
import { joinOrder, type OrderListing, orderKeys, orderMatches } from "./order-keys";

export type ListTotal = {
  currency: string;
  orders: number;
  /** What buyers paid, shipping and tax included; null where only a rollup of sales was asked. */
  totalAmount: string | null;
  /** What the orders add up to in the figure that the selection explains; null when it has none. */
  contribution: string | null;
};

export type ListTotals = {
  /** By currency; null when there are too many orders and nobody asked for the exact sum. */
  totals: ListTotal[] | null;
  orders: number;
  /** True when there are that many or more. */
  isCapped: boolean;
};

/** Beyond so many, orders are counted one by one only for whoever asks; of a search, which follows every key, earlier. */
const countCap = { list: 10_000, search: 1_000 };

/**
 * How many orders a list has and what they add up to, exactly: from rollups where one knows the selection, else from
 * the orders themselves, up to the cap unless `isExact`. A test proves that both agree.
 */
export async function sumListing(listing: OrderListing & { isExact: boolean }): Promise<ListTotals> {
  const source = listing.match === null ? rollupOf(listing.selection) : null;
  if (source === "statuses") return counted(await sumStatuses(listing.selection));
  if (source === "sales") return counted(await sumSales(listing.selection));
  const capped = listing.isExact ? null : await countCapped(listing);
  return capped?.isCapped ? { totals: null, ...capped } : counted(await sumOrders(listing));
}

function counted(totals: ListTotal[]): ListTotals {
  return { totals, orders: totals.reduce((sum, { orders }) => sum + orders, 0), isCapped: false };
}

/** Which rollup has the totals of a selection; null: none. */
function rollupOf(selection: OrderSelection) {
  const { filter, basis, metric, currency, weekday, hour, ...others } = selection;
  if (Object.values(others).some((part) => part !== null)) return null;
  if (metric !== null) return isNarrowed(filter) || !hasSales(metric) ? null : "sales";
  const isPlain = basis === "created" && weekday === null && hour === null;
  return isPlain && filter.productIds.length === 0 ? "statuses" : null;
}

async function sumStatuses({ filter, currency }: OrderSelection): Promise<ListTotal[]> {
  const sql = getSql();
  const { shops, range, statuses, fulfilmentTypes } = filter;
  const rows = await sql<ListTotal[]>`
    select currency, sum(orders)::int as orders, sum(total_amount)::text as "totalAmount", null as contribution
    from daily_order_status
    where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
      and day between ${range.from}::date and ${range.to}::date
      ${statuses.length > 0 ? sql`and status = any(${[...statuses]}::text[])` : sql``}
      ${fulfilmentTypes.length > 0 ? sql`and fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``}
      ${currency === null ? sql`` : sql`and currency = ${currency}`}
    group by currency
    order by currency
    limit 50`;
  return [...rows];
}

/** The columns of `daily_sales` that count the orders of a figure and add up what it is made of. */
const salesColumns = {
  gmv: { orders: "orders", contribution: "gmv" },
  netSales: { orders: "net_orders", contribution: "net_sales" },
  orders: { orders: "orders", contribution: "orders" },
  units: { orders: "orders", contribution: "units" },
  averageOrderValue: { orders: "net_orders", contribution: "net_sales" },
  cancellationRate: { orders: "cancelled_orders", contribution: "cancelled_orders" },
} as const satisfies Record<MetricKey, { orders: string; contribution: string }>;

const hasSales = (metric: ListMetricKey): metric is MetricKey => metric in salesColumns;

async function sumSales({ filter, metric, currency, weekday, hour }: OrderSelection): Promise<ListTotal[]> {
  const sql = getSql();
  const { shops, range } = filter;
  const columns = salesColumns[metric !== null && hasSales(metric) ? metric : "orders"];
  const rows = await sql<ListTotal[]>`
    select r.currency, sum(${sql(columns.orders)})::int as orders, null as "totalAmount",
      trim_scale(sum(${sql(columns.contribution)}))::text as contribution
    from ${hour === null ? sql`daily_sales r` : sql`hourly_sales r join shops s using (shop_id)`}
    where r.shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
      and r.day between ${range.from}::date and ${range.to}::date
      ${currency === null ? sql`` : sql`and r.currency = ${currency}`}
      ${weekday === null ? sql`` : sql`and extract(isodow from r.day) = ${weekday}`}
      ${hour === null ? sql`` : sql`and extract(hour from r.hour_start at time zone s.timezone) = ${hour}`}
    group by r.currency
    having sum(${sql(columns.orders)}) > 0
    order by r.currency
    limit 50`;
  return [...rows];
}

/** Stops at twice the cap's matches, of which several may be of one order. */
async function countCapped(listing: OrderListing): Promise<{ orders: number; isCapped: boolean }> {
  const sql = getSql();
  const cap = listing.match === null ? countCap.list : countCap.search;
  const mostMatches = cap * 2;
  const [row] = await sql<{ orders: number; matches: number }[]>`
    select count(distinct (shop_id, order_id))::int as orders, count(*)::int as matches
    from (${orderMatches(sql, { ...listing, page: null, limit: cap + 1 })} limit ${mostMatches + 1}) m`;
  const { orders, matches } = row ?? { orders: 0, matches: 0 };
  return { orders: Math.min(orders, cap), isCapped: orders > cap || matches > mostMatches };
}

async function sumOrders(listing: OrderListing): Promise<ListTotal[]> {
  const sql = getSql();
  const rows = await sql<ListTotal[]>`
    select o.currency, count(*)::int as orders, coalesce(sum(o.total_amount), 0)::text as "totalAmount",
      trim_scale(sum(${orderContribution(sql, listing.selection)}))::text as contribution
    from (${orderKeys(sql, { ...listing, page: null, limit: null })}) k
    ${joinOrder(sql, sql`k.shop_id`, sql`k.order_id`)}
    group by o.currency
    order by o.currency
    limit 50`;
  return [...rows];
}
