import "server-only";
import type { OrderSelection } from "@/lib/filters/selection";
import { getSql } from "../client";
import { orderCondition, orderContribution, shopCondition } from "./order-filter";

export type SelectionTotal = {
  currency: string;
  orders: number;
  /** What the orders add up to in the figure of the selection, without idle zeros; null when it has none. */
  contribution: string | null;
};

/** A selection added up from the orders themselves, by currency. Reads base rows: its cost grows with the selection. */
export async function sumSelection(selection: OrderSelection): Promise<SelectionTotal[]> {
  const sql = getSql();
  const rows = await sql<SelectionTotal[]>`
    select o.currency, count(*)::int as orders, trim_scale(sum(o.contribution))::text as contribution
    from shops s
    cross join lateral (
      select o.currency, ${orderContribution(sql, selection)} as contribution
      from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, selection)}
    ) o
    where ${shopCondition(sql, selection.filter)}
    group by o.currency
    order by o.currency
    limit 50`;
  return [...rows];
}
