import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { allOrdersOf } from "@/lib/filters/selection";
import { getSql } from "../client";
import { joinOrder, orderKeys } from "./order-keys";

/** How many orders created in the period have which status now; a status without any is absent. */
export async function countStatuses(filter: Filter): Promise<Record<string, number>> {
  const sql = getSql();
  const { statuses, fulfilmentTypes, productIds, range, shops } = filter;
  const source =
    productIds.length === 0
      ? sql`select status, orders from daily_order_status
          where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
            and day between ${range.from}::date and ${range.to}::date
            ${statuses.length > 0 ? sql`and status = any(${[...statuses]}::text[])` : sql``}
            ${fulfilmentTypes.length > 0 ? sql`and fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``}`
      : sql`select o.status, 1 as orders
          from (${orderKeys(sql, { selection: allOrdersOf(filter), match: null, productsBy: "line", page: null, limit: null })}) k
          ${joinOrder(sql, sql`k.shop_id`, sql`k.order_id`)}`;
  const rows = await sql<{ status: string; orders: number }[]>`
    select status, sum(orders)::int as orders from (${source}) d group by status order by status limit 50`;
  return Object.fromEntries(rows.map(({ status, orders }) => [status, orders]));
}
