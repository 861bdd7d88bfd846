import "server-only";
import type { TransactionSql } from "../client";
import { refundedGoods } from "../order-facts";
import { nameSkus } from "./product-rollups";

/**
 * GMV is `sub_total` + `platform_discount` of paid orders by the time of payment, samples apart; net sales leave out
 * cancelled orders, cancelled lines and completed refunds. The same definitions in words: lib/metrics; for single orders:
 * db/order-facts.ts.
 *
 * `lateral … offset 0` holds the planner to one index range a day: as plain joins it compared every order of the shop
 * with every day, 300 ms instead of 10 for 40 days of 10,000 orders.
 */
function factsOfDays(tx: TransactionSql, shopId: string, days: string[]) {
  return tx`
    bounds as materialized (
      select day, day::timestamp at time zone s.timezone as starts,
        (day + 1)::timestamp at time zone s.timezone as ends, s.timezone
      from unnest(${days}::text[]::date[]) as day cross join shops s where s.shop_id = ${shopId}
    ),
    paid as materialized (
      select b.day, date_trunc('hour', o.paid_time, b.timezone) as hour_start, o.order_id, o.currency,
        o.create_time, o.is_sample_order as is_sample, o.status = 'CANCELLED' as is_cancelled,
        o.status, coalesce(o.fulfillment_type, '') as fulfillment_type, coalesce(o.recipient_region, '') as region,
        coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0) as gmv
      from bounds b
      cross join lateral (
        select * from orders
        where shop_id = ${shopId} and paid_time >= b.starts and paid_time < b.ends
        offset 0
      ) o
    ),
    refunds as materialized (
      select p.order_id, r.order_line_item_id as line_item_id, sum(${refundedGoods(tx)}) as amount
      from paid p
      cross join lateral (
        select * from return_line_items
        where shop_id = ${shopId} and order_id = p.order_id and is_refunded and currency = p.currency
        offset 0
      ) r
      group by p.order_id, r.order_line_item_id having sum(${refundedGoods(tx)}) > 0
    ),
    valued as (
      select p.day, p.order_id, p.currency, p.is_sample, p.is_cancelled as is_order_cancelled,
        p.is_cancelled or coalesce(l.display_status = 'CANCELLED', false) as is_cancelled, p.create_time, l.line_item_id, coalesce(l.product_id, '') as product_id, coalesce(l.sku_id, '') as sku_id,
        l.product_name, l.is_gift, coalesce(l.sale_price, 0) as price,
        coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0) as value
      from paid p
      cross join lateral (
        select * from order_line_items where shop_id = ${shopId} and order_id = p.order_id offset 0
      ) l
    ),
    lines as materialized (
      select v.*, case when v.is_cancelled or r.amount is null then 0 when r.amount >= v.price then v.value
        else least(r.amount, v.value) end as refund
      from valued v left join refunds r using (order_id, line_item_id)
    ),
    by_order as (
      select order_id, count(*) filter (where not is_gift) as units, count(*) filter (where is_gift) as gifts,
        coalesce(sum(value) filter (where is_cancelled), 0) as cancelled_value, sum(refund) as refund
      from lines group by order_id
    ),
    of_no_line as (
      select order_id, sum(amount) as refund from refunds r
      where not exists (select 1 from lines l where l.order_id = r.order_id and l.line_item_id = r.line_item_id)
      group by order_id
    ),
    kept as (
      select p.*, coalesce(b.units, 0) as units, coalesce(b.gifts, 0) as gifts,
        case when p.is_cancelled then 0 else p.gmv - coalesce(b.cancelled_value, 0) end as value,
        coalesce(b.refund, 0) + coalesce(n.refund, 0) as refund
      from paid p left join by_order b using (order_id) left join of_no_line n using (order_id)
    ),
    facts as materialized (
      select *, least(greatest(value, 0), refund) as refunded, value - least(greatest(value, 0), refund) as net
      from kept
    )`;
}

const segments = (tx: TransactionSql, shopId: string) => tx`
  insert into daily_segment_sales (shop_id, day, currency, status, fulfillment_type, orders, units, gmv, net_sales)
  select ${shopId}, day, currency, status, fulfillment_type, count(*), sum(units), sum(gmv), sum(net)
  from facts where not is_sample group by day, currency, status, fulfillment_type`;

/** Days whose orders were only sorted anew: what was sold is told by the other rollups as before. */
export function insertSegments(tx: TransactionSql, shopId: string, days: string[]) {
  return tx`with ${factsOfDays(tx, shopId, days)} ${segments(tx, shopId)}`;
}

export function insertSales(tx: TransactionSql, shopId: string, days: string[]) {
  return tx`
    with ${factsOfDays(tx, shopId, days)},
    daily as (
      insert into daily_sales (shop_id, day, currency, orders, units, gmv, net_sales, refunds, net_orders,
        cancelled_orders, gift_units, sample_orders, sample_units, rebuilt_at)
      select ${shopId}, day, currency, count(*) filter (where not is_sample),
        coalesce(sum(units) filter (where not is_sample), 0), coalesce(sum(gmv) filter (where not is_sample), 0),
        coalesce(sum(net) filter (where not is_sample), 0), coalesce(sum(refunded) filter (where not is_sample), 0), count(*) filter (where not is_sample and not is_cancelled),
        count(*) filter (where not is_sample and is_cancelled), coalesce(sum(gifts) filter (where not is_sample), 0),
        count(*) filter (where is_sample), coalesce(sum(units + gifts) filter (where is_sample), 0), now()
      from facts group by day, currency
    ),
    hourly as (
      insert into hourly_sales (shop_id, day, hour_start, currency, orders, units, gmv, net_sales, net_orders,
        cancelled_orders)
      select ${shopId}, day, hour_start, currency, count(*), sum(units), sum(gmv), sum(net),
        count(*) filter (where not is_cancelled), count(*) filter (where is_cancelled)
      from facts where not is_sample group by day, hour_start, currency
    ),
    by_segment as (${segments(tx, shopId)}),
    by_region as (
      insert into daily_region_sales (shop_id, day, currency, region, orders, gmv)
      select ${shopId}, day, currency, region, count(*), sum(gmv)
      from facts where not is_sample group by day, currency, region
    ),
    by_product as (
      insert into daily_product_sales (shop_id, day, product_id, currency, product_name, orders, cancelled_orders, units,
        gmv, net_sales, cancelled_units, refunded_units)
      select ${shopId}, day, product_id, currency, max(product_name), count(distinct order_id),
        count(distinct order_id) filter (where is_order_cancelled), count(*),
        sum(value), coalesce(sum(value - refund) filter (where not is_cancelled), 0),
        count(*) filter (where is_cancelled), count(*) filter (where refund > 0)
      from lines where not is_gift and not is_sample
      group by day, product_id, currency
    ),
    by_sku as (
      insert into daily_sku_sales (shop_id, day, product_id, sku_id, currency, orders, units, gmv, net_sales,
        cancelled_units, refunded_units)
      select ${shopId}, day, product_id, sku_id, currency, count(distinct order_id), count(*),
        sum(value), coalesce(sum(value - refund) filter (where not is_cancelled), 0),
        count(*) filter (where is_cancelled), count(*) filter (where refund > 0)
      from lines where not is_gift and not is_sample
      group by day, product_id, sku_id, currency
    )
    ${nameSkus(tx, shopId, tx`lines`)}`;
}
