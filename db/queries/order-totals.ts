import "server-only";
import { isNarrowed } from "@/lib/filters/filter";
import type { OrderSelection } from "@/lib/filters/selection";
import type { MetricKey } from "@/lib/metrics/definitions";
import { getSql } from "../client";
import { orderContribution } from "./order-filter";
import { joinOrder, type OrderListing, orderKeys } from "./order-keys";

export type ListTotal = {
  currency: string;
  orders: number;
  /** What buyers paid, shipping and tax included; null where only a rollup of sales was asked. */
  totalAmount: string | null;
  /** What the orders add up to in the figure that the selection explains; null when it has none. */
  contribution: string | null;
};

export type ListTotals = {
  /** By currency; null when there are more orders than `countCap` and nobody asked for the exact sum. */
  totals: ListTotal[] | null;
  orders: number;
  /** True when there are more than that. */
  isCapped: boolean;
};

/** Beyond so many, orders are counted one by one only for whoever asks. */
export const countCap = 10_000;

/**
 * How many orders a list has and what they add up to, exactly: from rollups where one knows the selection, else from
 * the orders themselves, up to the cap unless `isExact`. A test proves that both agree.
 */
export async function sumListing(listing: OrderListing & { isExact: boolean }): Promise<ListTotals> {
  const source = listing.match === null ? rollupOf(listing.selection) : null;
  if (source === "statuses") return counted(await sumStatuses(listing.selection));
  if (source === "sales") return counted(await sumSales(listing.selection));
  if (!listing.isExact) {
    const orders = await countCapped(listing);
    if (orders > countCap) return { totals: null, orders: countCap, isCapped: true };
  }
  return counted(await sumOrders(listing));
}

function counted(totals: ListTotal[]): ListTotals {
  return { totals, orders: totals.reduce((sum, { orders }) => sum + orders, 0), isCapped: false };
}

/** Which rollup has the totals of a selection; null: none. */
function rollupOf({ filter, basis, metric, region, weekday, hour, need }: OrderSelection) {
  if ([region, weekday, hour, need].some((narrowing) => narrowing !== null)) return null;
  if (basis === "created") return filter.productIds.length === 0 ? "statuses" : null;
  return metric !== null && !isNarrowed(filter) ? "sales" : null;
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

async function sumSales({ filter, metric, currency }: OrderSelection): Promise<ListTotal[]> {
  const sql = getSql();
  const { shops, range } = filter;
  const columns = salesColumns[metric ?? "orders"];
  const rows = await sql<ListTotal[]>`
    select currency, sum(${sql(columns.orders)})::int as orders, null as "totalAmount",
      trim_scale(sum(${sql(columns.contribution)}))::text as contribution
    from daily_sales
    where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
      and day between ${range.from}::date and ${range.to}::date
      ${currency === null ? sql`` : sql`and currency = ${currency}`}
    group by currency
    having sum(${sql(columns.orders)}) > 0
    order by currency
    limit 50`;
  return [...rows];
}

async function countCapped(listing: OrderListing): Promise<number> {
  const sql = getSql();
  const [row] = await sql<{ orders: number }[]>`
    select count(*)::int as orders from (${orderKeys(sql, { ...listing, page: null, limit: countCap + 1 })}) k`;
  return row?.orders ?? 0;
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
