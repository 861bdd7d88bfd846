import type { Sql, SqlRunner } from "./client";

/**
 * What single orders are worth, as SQL over one row `o` of `orders`. The rollups, the lists and the explanations of
 * figures share these, so they cannot disagree. In words: lib/metrics. Every part may be null in the payload.
 */
type Fragment = ReturnType<Sql>;

/** Which lines count: those of these products, of which one may be narrowed to a SKU; without products all. */
export type Goods = { productIds: readonly string[]; sku?: string | null };

const isOfGoods = (sql: SqlRunner, { productIds, sku }: Goods): Fragment =>
  sql`l.product_id = any(${[...productIds]}::text[]) ${sku ? sql`and l.sku_id = ${sku}` : sql``}`;

/** Gifts are nobody's sale. */
function linesOf(sql: SqlRunner, goods: Goods): Fragment {
  return sql`from order_line_items l
    where l.shop_id = o.shop_id and l.order_id = o.order_id and not l.is_gift
      ${goods.productIds.length > 0 ? sql`and ${isOfGoods(sql, goods)}` : sql``}`;
}

export const lineValue = (sql: SqlRunner): Fragment =>
  sql`coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0)`;

export function orderGmv(sql: SqlRunner, goods: Goods): Fragment {
  if (goods.productIds.length === 0)
    return sql`(coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0))`;
  return sql`coalesce((select sum(${lineValue(sql)}) ${linesOf(sql, goods)}), 0)`;
}

/** Nothing for a cancelled order, else its GMV less its cancelled lines and what was given back, down to nothing. */
export function orderNetSales(sql: SqlRunner, goods: Goods): Fragment {
  return sql`(case when o.status = 'CANCELLED' then 0 else (
    select kept.value - least(greatest(kept.value, 0), ${orderRefunds(sql, goods)})
    from (select ${orderGmv(sql, goods)} - coalesce((
      select sum(${lineValue(sql)}) ${cancelledLinesOf(sql, goods)}), 0) as value) kept) end)`;
}

/** What a part `r` of a completed return gave back for goods: without shipping and tax, where TikTok names them. */
export const refundedGoods = (sql: SqlRunner): Fragment =>
  sql`coalesce(r.refund_subtotal, r.refund_total - coalesce(r.refund_shipping_fee, 0) - coalesce(r.refund_tax, 0), 0)`;

/**
 * What a line `l` that is not cancelled no longer counts for: all it counted for, TikTok's discount included, once its
 * price was given back, else what was given back (docs/adr/0016).
 */
export function lineRefund(sql: SqlRunner): Fragment {
  return sql`coalesce((
    select case when sum(${refundedGoods(sql)}) >= coalesce(l.sale_price, 0) then ${lineValue(sql)}
      else least(sum(${refundedGoods(sql)}), ${lineValue(sql)}) end
    from return_line_items r
    where r.shop_id = l.shop_id and r.order_id = l.order_id and r.is_refunded
      and r.order_line_item_id = l.line_item_id and r.currency = l.currency
    having sum(${refundedGoods(sql)}) > 0), 0)`;
}

/** Refunds of lines, and, for the whole order, those that name no line of it. Most orders have none: one look tells. */
function orderRefunds(sql: SqlRunner, goods: Goods): Fragment {
  const refunded = sql`from return_line_items r
    where r.shop_id = o.shop_id and r.order_id = o.order_id and r.is_refunded`;
  const ofLines = sql`coalesce((
    select sum(${lineRefund(sql)}) from order_line_items l
    where l.shop_id = o.shop_id and l.order_id = o.order_id and l.display_status is distinct from 'CANCELLED'
      ${goods.productIds.length > 0 ? sql`and not l.is_gift and ${isOfGoods(sql, goods)}` : sql``}
    ), 0)`;
  const ofNoLine = sql`coalesce((
    select sum(${refundedGoods(sql)}) ${refunded} and r.currency = o.currency and not exists (
      select 1 from order_line_items l
      where l.shop_id = r.shop_id and l.line_item_id = r.order_line_item_id and l.order_id = r.order_id)), 0)`;
  const amount = goods.productIds.length > 0 ? ofLines : sql`${ofLines} + greatest(0, ${ofNoLine})`;
  return sql`case when exists (select 1 ${refunded}) then ${amount} else 0 end`;
}

/** A cancelled gift has a value of its own in the order's sum, so it is taken off with the rest. */
function cancelledLinesOf(sql: SqlRunner, goods: Goods): Fragment {
  if (goods.productIds.length > 0) return sql`${linesOf(sql, goods)} and l.display_status = 'CANCELLED'`;
  return sql`from order_line_items l
    where l.shop_id = o.shop_id and l.order_id = o.order_id and l.display_status = 'CANCELLED'`;
}

export function orderUnits(sql: SqlRunner, goods: Goods): Fragment {
  return sql`(select count(*) ${linesOf(sql, goods)})`;
}

/** Over a row `l` of a line beside its order `o`. */
export const isLineCancelled = (sql: SqlRunner): Fragment =>
  sql`(o.status = 'CANCELLED' or l.display_status is not distinct from 'CANCELLED')`;

export function orderCancelledUnits(sql: SqlRunner, goods: Goods): Fragment {
  return sql`(select count(*) ${linesOf(sql, goods)} and ${isLineCancelled(sql)})`;
}

/** Of most orders nothing was given back: one look tells. */
export function orderRefundedUnits(sql: SqlRunner, goods: Goods): Fragment {
  return sql`(case when exists (
      select 1 from return_line_items r where r.shop_id = o.shop_id and r.order_id = o.order_id and r.is_refunded)
    then (select count(*) ${linesOf(sql, goods)} and not ${isLineCancelled(sql)} and ${lineRefund(sql)} > 0)
    else 0 end)`;
}

export function orderHasProduct(sql: SqlRunner, goods: Goods): Fragment {
  return sql`exists (select 1 ${linesOf(sql, goods)})`;
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
