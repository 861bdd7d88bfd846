import "server-only";
import type { Filter } from "@/lib/filters/filter";
import type { ReturnSelection } from "@/lib/returns/address";
import { knownStatuses, type ReturnState, statusesOfState } from "@/lib/returns/states";
import type { Sql, SqlRunner } from "../client";

type Fragment = ReturnType<Sql>;

/** Calendar days of the request by the shop's clock: over `time` of a row beside the row `s` of its shop. */
function requestedWithin(sql: SqlRunner, { range }: Filter, time: Fragment): Fragment {
  return sql`${time} >= (${range.from}::date::timestamp at time zone s.timezone)
    and ${time} < ((${range.to}::date + 1)::timestamp at time zone s.timezone)`;
}

/**
 * The condition that picks the returns of a filter: over a row `r` of `returns` beside the row `s` of its shop, to stand
 * after `r.shop_id = s.shop_id and`. Statuses and fulfilment types are those of the orders, products those sent back.
 */
export function returnCondition(sql: SqlRunner, filter: Filter, selection: ReturnSelection): Fragment {
  const { state, reason } = selection;
  return sql`(${requestedWithin(sql, filter, sql`r.create_time`)}
    ${orderCondition(sql, filter, sql`r`)}
    ${productCondition(sql, filter.productIds)}
    ${state === null ? sql`` : sql`and ${stateCondition(sql, state)}`}
    ${reason === null ? sql`` : sql`and coalesce(r.reason, '') = ${reason}`})`;
}

/** The condition that picks the cancellations of a filter, over a row `c`: products are those of the orders. */
export function cancellationCondition(sql: SqlRunner, filter: Filter): Fragment {
  const { productIds } = filter;
  const hasProduct = sql`exists (
    select 1 from order_line_items l
    where l.shop_id = s.shop_id and l.order_id = c.order_id
      and coalesce(l.product_id, '') = any(${[...productIds]}::text[]))`;
  return sql`(${requestedWithin(sql, filter, sql`c.create_time`)} ${orderCondition(sql, filter, sql`c`)}
    ${productIds.length > 0 ? sql`and ${hasProduct}` : sql``})`;
}

/** What the orders of `row` have to be like; nothing where any will do, orders that are not here included. */
function orderCondition(sql: SqlRunner, { statuses, fulfilmentTypes }: Filter, row: Fragment): Fragment {
  if (statuses.length === 0 && fulfilmentTypes.length === 0) return sql``;
  return sql`and exists (
    select 1 from orders o where o.shop_id = s.shop_id and o.order_id = ${row}.order_id
      ${statuses.length > 0 ? sql`and o.status = any(${[...statuses]}::text[])` : sql``}
      ${fulfilmentTypes.length > 0 ? sql`and o.fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``})`;
}

function productCondition(sql: SqlRunner, productIds: readonly string[]): Fragment {
  if (productIds.length === 0) return sql``;
  return sql`and exists (
    select 1 from return_line_items i
    join order_line_items l on l.shop_id = i.shop_id and l.line_item_id = i.order_line_item_id
    where i.shop_id = r.shop_id and i.return_id = r.return_id
      and coalesce(l.product_id, '') = any(${[...productIds]}::text[]))`;
}

/** What nobody has heard of is under way. */
function stateCondition(sql: SqlRunner, state: ReturnState): Fragment {
  const own = statusesOfState(state);
  if (state !== "under-way") return sql`r.status = any(${own}::text[])`;
  const others = knownStatuses.filter((status) => !own.includes(status));
  return sql`r.status <> all(${others}::text[])`;
}
