import {
  type CurrencyTotal,
  countOrdersByStatus,
  countOrdersCapped,
  listOrders,
  type OrderFilter,
  type OrderPage,
  sumOrderTotals,
} from "@/db/queries/orders";
import type { OrderCursor } from "@/lib/search-params";

export type OrderCount = { orders: number; isCapped: boolean };

export type OrdersData = {
  page: OrderPage;
  count: OrderCount;
  statusCounts: Record<string, number>;
  /** Null where the filter holds too many orders to add up at every look. */
  totals: CurrencyTotal[] | null;
};

export const ordersPerPage = 50;
const countCap = 10_000;

async function countMatching(filter: OrderFilter, statusCounts: Record<string, number>): Promise<OrderCount> {
  if (filter.idPrefix === null) {
    const wanted = filter.statuses.length > 0 ? filter.statuses : Object.keys(statusCounts);
    const orders = wanted.reduce((sum, status) => sum + (statusCounts[status] ?? 0), 0);
    return { orders, isCapped: false };
  }
  const orders = await countOrdersCapped({ ...filter, cap: countCap });
  return { orders: Math.min(orders, countCap), isCapped: orders > countCap };
}

async function countAndSum(filter: OrderFilter) {
  const statusCounts = await countOrdersByStatus(filter);
  const count = await countMatching(filter, statusCounts);
  const isSmall = !count.isCapped && count.orders <= countCap;
  return { statusCounts, count, totals: isSmall ? await sumOrderTotals(filter) : null };
}

/** One page of the list, beside what the whole filter holds. */
export async function loadOrders(filter: OrderFilter, cursor: OrderCursor | null): Promise<OrdersData> {
  const [page, counted] = await Promise.all([
    listOrders({ ...filter, cursor, limit: ordersPerPage }),
    countAndSum(filter),
  ]);
  return { page, ...counted };
}
