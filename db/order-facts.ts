import type { Sql, SqlRunner } from "./client";

/**
 * What single orders are worth, as SQL over one row `o` of `orders`. The rollups, the lists and the explanations of
 * figures share these, so they cannot disagree. In words: lib/metrics. Every part may be null in the payload.
 */
type Fragment = ReturnType<Sql>;

/** Which lines of an order count; `productIds` empty: all. Gifts are nobody's sale. */
function linesOf(sql: SqlRunner, productIds: readonly string[]): Fragment {
  return sql`from order_line_items l
    where l.shop_id = o.shop_id and l.order_id = o.order_id and not l.is_gift
      ${productIds.length > 0 ? sql`and coalesce(l.product_id, '') = any(${[...productIds]}::text[])` : sql``}`;
}

const lineValue = (sql: SqlRunner): Fragment =>
  sql`coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0)`;

export function orderGmv(sql: SqlRunner, productIds: readonly string[]): Fragment {
  if (productIds.length === 0) return sql`(coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0))`;
  return sql`coalesce((select sum(${lineValue(sql)}) ${linesOf(sql, productIds)}), 0)`;
}

/** Nothing for a cancelled order, else its GMV less its cancelled lines. */
export function orderNetSales(sql: SqlRunner, productIds: readonly string[]): Fragment {
  return sql`(case when o.status = 'CANCELLED' then 0 else ${orderGmv(sql, productIds)} - coalesce((
    select sum(${lineValue(sql)}) ${cancelledLinesOf(sql, productIds)}), 0) end)`;
}

/** A cancelled gift has a value of its own in the order's sum, so it is taken off with the rest. */
function cancelledLinesOf(sql: SqlRunner, productIds: readonly string[]): Fragment {
  if (productIds.length > 0) return sql`${linesOf(sql, productIds)} and l.display_status = 'CANCELLED'`;
  return sql`from order_line_items l
    where l.shop_id = o.shop_id and l.order_id = o.order_id and l.display_status = 'CANCELLED'`;
}

export function orderUnits(sql: SqlRunner, productIds: readonly string[]): Fragment {
  return sql`(select count(*) ${linesOf(sql, productIds)})`;
}

export function orderHasProduct(sql: SqlRunner, productIds: readonly string[]): Fragment {
  return sql`exists (select 1 ${linesOf(sql, productIds)})`;
}

/**
 * The deadline an open order runs against: to be made ready (`rts_sla_time`), then to be handed over (`tts_sla_time`);
 * null where the seller has nothing left to do.
 */
export function orderDeadline(sql: SqlRunner): Fragment {
  return sql`(case
    when o.status in ('AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING') then o.rts_sla_time
    when o.status = 'AWAITING_COLLECTION' then o.tts_sla_time
  end)`;
}
