import "server-only";
import type { Sql, SqlRunner, TransactionSql } from "../client";

/**
 * Writes down how the newest of some lines names each SKU, as the last part of a statement; `lines` is a relation with
 * `line_item_id`, `product_id` and `sku_id` (neither null), and the `create_time` of the order. An older order never
 * renames what a newer one named, and is not looked at any further.
 */
export function nameSkus(sql: SqlRunner, shopId: string, lines: ReturnType<Sql>) {
  return sql`
    insert into product_skus (shop_id, product_id, sku_id, product_name, sku_name, seller_sku, sku_image, named_at)
    select ${shopId}, n.product_id, n.sku_id, l.product_name, l.sku_name, l.seller_sku, l.sku_image, n.create_time
    from (
      select distinct on (product_id, sku_id) product_id, sku_id, line_item_id, create_time
      from ${lines} candidate
      where not exists (
        select 1 from product_skus known
        where known.shop_id = ${shopId} and known.product_id = candidate.product_id
          and known.sku_id = candidate.sku_id and known.named_at > candidate.create_time)
      order by product_id, sku_id, create_time desc, line_item_id desc
    ) n
    join order_line_items l on l.shop_id = ${shopId} and l.line_item_id = n.line_item_id
    on conflict (shop_id, product_id, sku_id) do update
    set product_name = coalesce(excluded.product_name, product_skus.product_name),
      sku_name = coalesce(excluded.sku_name, product_skus.sku_name),
      seller_sku = coalesce(excluded.seller_sku, product_skus.seller_sku),
      sku_image = coalesce(excluded.sku_image, product_skus.sku_image),
      named_at = excluded.named_at
    where excluded.named_at > product_skus.named_at
      or (excluded.named_at = product_skus.named_at
        and (excluded.product_name, excluded.sku_name, excluded.seller_sku, excluded.sku_image)
          is distinct from
          (product_skus.product_name, product_skus.sku_name, product_skus.seller_sku, product_skus.sku_image))`;
}

/** SKUs that only unpaid orders of these days name; what was paid for is named where the sales are added up. */
export function nameUnpaidSkus(tx: TransactionSql, shopId: string, days: string[]) {
  return tx`
    with bounds as materialized (
      select day::timestamp at time zone s.timezone as starts, (day + 1)::timestamp at time zone s.timezone as ends
      from unnest(${days}::text[]::date[]) as day cross join shops s where s.shop_id = ${shopId}
    ),
    unpaid as (
      select l.line_item_id, o.create_time, coalesce(l.product_id, '') as product_id,
        coalesce(l.sku_id, '') as sku_id
      from bounds b
      cross join lateral (
        select order_id, create_time from orders
        where shop_id = ${shopId} and create_time >= b.starts and create_time < b.ends and paid_time is null
        offset 0
      ) o
      cross join lateral (
        select * from order_line_items where shop_id = ${shopId} and order_id = o.order_id offset 0
      ) l
    )
    ${nameSkus(tx, shopId, tx`unpaid`)}`;
}

/**
 * Adds up the weeks and months that hold these days again, from `daily_product_sales` as this transaction has just left
 * it. To be sent after the statement that does.
 */
export function rebuildProductSpans(tx: TransactionSql, shopId: string, days: string[]) {
  const starts = tx`
    select distinct grain, date_trunc(grain, day)::date as starts_on
    from unnest(${days}::text[]::date[]) as day cross join (values ('week'), ('month')) as g (grain)`;
  return [
    tx`
      delete from product_sales_spans p using (${starts}) s
      where p.shop_id = ${shopId} and p.grain = s.grain and p.starts_on = s.starts_on`,
    tx`
      with spans as materialized (${starts})
      insert into product_sales_spans (shop_id, grain, starts_on, product_id, currency, orders, units, gmv, net_sales,
        cancelled_units, refunded_units)
      select ${shopId}, s.grain, s.starts_on, d.product_id, d.currency, sum(d.orders), sum(d.units), sum(d.gmv),
        sum(d.net_sales), sum(d.cancelled_units), sum(d.refunded_units)
      from spans s
      cross join lateral (
        select * from daily_product_sales
        where shop_id = ${shopId} and day >= s.starts_on
          and day < (s.starts_on + case s.grain when 'week' then interval '1 week' else interval '1 month' end)::date
        offset 0
      ) d
      group by s.grain, s.starts_on, d.product_id, d.currency`,
  ];
}
