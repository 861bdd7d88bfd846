import { planListing } from "@/db/queries/order-listing";
import { type ListTotals, sumListing } from "@/db/queries/order-totals";
import { listOrders, type OrderPage } from "@/db/queries/orders";
import { countStatuses } from "@/db/queries/status-counts";
import type { OrderSelection } from "@/lib/filters/selection";
import type { OrderCursor } from "@/lib/search-params";

export type OrdersData = {
  page: OrderPage;
  sums: ListTotals;
  /** Of the dates chosen, whatever the statuses; null where only counting the list again would tell. */
  statusCounts: Record<string, number> | null;
};

export type OrdersInput = {
  selection: OrderSelection;
  search: string | null;
  canSearchBuyers: boolean;
  cursor: OrderCursor | null;
  /** Whether to count beyond the cap. */
  isExact: boolean;
};

export const ordersPerPage = 50;

/** One page of the list, beside what the whole list holds. */
export async function loadOrders(input: OrdersInput): Promise<OrdersData> {
  const { cursor, isExact } = input;
  const { filter } = input.selection;
  const listing = await planListing(input);
  const [page, sums, statusCounts] = await Promise.all([
    listOrders({ ...listing, cursor, limit: ordersPerPage }),
    sumListing({ ...listing, isExact }),
    isPlain(input) ? countStatuses({ ...filter, statuses: [] }) : null,
  ]);
  return { page, sums, statusCounts };
}

/** True when the list is all orders of its filter by the day of creation. */
function isPlain({ selection, search }: OrdersInput): boolean {
  const { basis, filter, ...rest } = selection;
  const isNarrowed = search !== null || Object.values(rest).some((part) => part !== null);
  return basis === "created" && filter.productIds.length === 0 && !isNarrowed;
}
