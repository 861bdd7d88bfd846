import "server-only";
import type { OrderSelection } from "@/lib/filters/selection";
import { getSql } from "../client";
import type { OrderListing } from "./order-keys";
import { resolveMatch } from "./order-match";

type ListingInput = { selection: OrderSelection; search: string | null; canSearchBuyers: boolean };

/** So many orders are quicker asked for their products than a product's lines for their status. */
const fewOrders = 5_000;

/** Decides where to look for the orders of a list: reads small tables only. */
export async function planListing(input: ListingInput): Promise<OrderListing> {
  const { selection, search: text, canSearchBuyers } = input;
  const { filter } = selection;
  const [match, held] = await Promise.all([
    text === null ? null : resolveMatch({ filter, text, canSearchBuyers }),
    isWorthKnowing(selection) ? findHeldDays(selection) : null,
  ]);
  if (held === null) return { selection, match, productsBy: "line" };
  const { orders, from, to } = held;
  const range = { ...filter.range, from: from ?? filter.range.from, to: to ?? filter.range.from };
  const isNarrowed = selection.basis === "created";
  return {
    selection: isNarrowed ? { ...selection, filter: { ...filter, range } } : selection,
    match,
    productsBy: filter.statuses.length > 0 && orders <= fewOrders ? "status" : "line",
  };
}

/** Of rare fulfilment types, and of products in a rare status, a list would look through all others in vain. */
function isWorthKnowing({ filter }: OrderSelection): boolean {
  const { statuses, productIds, fulfilmentTypes } = filter;
  return fulfilmentTypes.length > 0 || (productIds.length > 0 && statuses.length > 0);
}

type HeldDays = { orders: number; from: string | null; to: string | null };

/** How many orders have the statuses and fulfilment types of a filter, and the first and last day they were created on. */
async function findHeldDays({ filter, basis }: OrderSelection): Promise<HeldDays> {
  const sql = getSql();
  const { shops, range, statuses, fulfilmentTypes } = filter;
  const [row] = await sql<HeldDays[]>`
    select coalesce(sum(orders), 0)::int as orders, min(day)::text as from, max(day)::text as to
    from daily_order_status
    where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
      ${basis === "created" ? sql`and day between ${range.from}::date and ${range.to}::date` : sql``}
      ${statuses.length > 0 ? sql`and status = any(${[...statuses]}::text[])` : sql``}
      ${fulfilmentTypes.length > 0 ? sql`and fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``}`;
  return row ?? { orders: 0, from: null, to: null };
}
