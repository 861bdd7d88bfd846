import type { PendingQuery } from "postgres";
import { getSql, type Sql } from "@/db/client";

// biome-ignore lint/suspicious/noExplicitAny: what rows a part of a statement has is nobody's business
type Fragment = PendingQuery<any>;
/** The same figures twice: from base rows, and as a rollup has them. */
type Pair = { base: Fragment; rollup: Fragment };

/** Rows on which a rollup and the base rows disagree, and marks that are left; empty when every figure is right. */
export async function rollupDifferences(shopId: string): Promise<object[]> {
  const sql = getSql();
  const pairs = { ...salesPairs(sql, shopId), ...productPairs(sql, shopId), ...buyerPairs(sql, shopId) };
  const differences: object[] = [];
  for (const [what, { base, rollup }] of Object.entries(pairs)) {
    const rows = await sql<{ d: string }[]>`
      with base as (${base}), rollup as (${rollup})
      select d::text from (
        (select * from base except select * from rollup) union all (select * from rollup except select * from base)
      ) d`;
    differences.push(...rows.map(({ d }) => ({ what, d })));
  }
  const marks = await sql`
    select 'marks left' as what, count(*)::text as d from stale_days where shop_id = ${shopId} having count(*) > 0
    union all select 'buyers left', count(*)::text from stale_buyers where shop_id = ${shopId} having count(*) > 0`;
  return [...differences, ...marks.map((row) => ({ ...row }))];
}

function salesPairs(sql: Sql, shopId: string): Record<string, Pair> {
  const lineValue: Fragment = sql`coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0)`;
  /** What each order gave back, unit by unit and otherwise, capped by what it had sold. */
  const nets: Fragment = sql`
    select o.shop_id, o.order_id, case when o.status = 'CANCELLED' then 0 else kept.value end as kept,
      case when o.status = 'CANCELLED' then 0
        else least(greatest(kept.value, 0), coalesce(units.refund, 0) + coalesce(rest.refund, 0)) end as refund
    from orders o
    cross join lateral (
      select coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0)
        - coalesce(sum(${lineValue}) filter (where l.display_status = 'CANCELLED'), 0) as value
      from order_line_items l where l.shop_id = o.shop_id and l.order_id = o.order_id
    ) kept
    left join (
      select shop_id, order_id, sum(refund) as refund from (${lineRefunds(sql, shopId)}) u group by 1, 2
    ) units using (shop_id, order_id)
    left join (
      select r.shop_id, r.order_id, sum(r.amount) as refund
      from (${refundParts(sql, shopId)}) r
      join orders o using (shop_id, order_id)
      left join order_line_items l on l.shop_id = r.shop_id and l.line_item_id = r.order_line_item_id
      where l.line_item_id is null and r.currency = o.currency
      group by 1, 2
    ) rest using (shop_id, order_id)
    where o.shop_id = ${shopId}`;
  const daily: Fragment = sql`
    select (o.paid_time at time zone s.timezone)::date as day, o.currency, count(*)::int as orders,
      sum(coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0)) as gmv,
      sum(n.kept - n.refund) as net_sales,
      coalesce(sum((select count(*) from order_line_items l where l.shop_id = o.shop_id
        and l.order_id = o.order_id and not l.is_gift)), 0)::int as units
    from orders o join shops s using (shop_id) join (${nets}) n using (shop_id, order_id)
    where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order
    group by 1, 2`;
  return {
    daily: {
      base: daily,
      rollup: sql`select day, currency, orders, gmv, net_sales, units from daily_sales
        where shop_id = ${shopId} and orders > 0`,
    },
    hourly: {
      base: daily,
      rollup: sql`select day, currency, sum(orders)::int as orders, sum(gmv) as gmv, sum(net_sales), sum(units)::int as units
        from hourly_sales where shop_id = ${shopId} group by 1, 2`,
    },
    segments: {
      base: sql`
        select (o.paid_time at time zone s.timezone)::date as day, o.currency, o.status,
          coalesce(o.fulfillment_type, '') as type, count(*)::int as orders,
          sum(coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0)) as gmv
        from orders o join shops s using (shop_id)
        where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order
        group by 1, 2, 3, 4`,
      rollup: sql`select day, currency, status, fulfillment_type, orders, gmv
        from daily_segment_sales where shop_id = ${shopId}`,
    },
    "units and net sales of segments": {
      base: sql`select day, currency, units, net_sales from daily_sales where shop_id = ${shopId} and orders > 0`,
      rollup: sql`select day, currency, sum(units)::int, sum(net_sales)
        from daily_segment_sales where shop_id = ${shopId} group by 1, 2`,
    },
    regions: {
      base: sql`
        select (o.paid_time at time zone s.timezone)::date as day, o.currency, coalesce(o.recipient_region, '') as region,
          count(*)::int as orders, sum(coalesce(o.sub_total, 0) + coalesce(o.platform_discount, 0)) as gmv
        from orders o join shops s using (shop_id)
        where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order
        group by 1, 2, 3`,
      rollup: sql`select day, currency, region, orders, gmv from daily_region_sales where shop_id = ${shopId}`,
    },
    refunds: {
      base: sql`
        select (o.paid_time at time zone s.timezone)::date as day, o.currency, sum(n.refund) as refunds
        from orders o join shops s using (shop_id) join (${nets}) n using (shop_id, order_id)
        where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order and n.refund <> 0
        group by 1, 2`,
      rollup: sql`select day, currency, refunds from daily_sales where shop_id = ${shopId} and refunds <> 0`,
    },
    status: {
      base: sql`
        select (o.create_time at time zone s.timezone)::date as day, o.status, coalesce(o.fulfillment_type, '') as type,
          o.currency, count(*)::int as orders, coalesce(sum(o.total_amount), 0) as total
        from orders o join shops s using (shop_id) where o.shop_id = ${shopId} group by 1, 2, 3, 4`,
      rollup: sql`select day, status, fulfillment_type, currency, orders, total_amount
        from daily_order_status where shop_id = ${shopId}`,
    },
    dispatch: {
      base: sql`
        select day, status, type, count(*) filter (where done and not late)::int as on_time, count(*) filter (where late)::int as late,
          coalesce(sum(seconds) filter (where done), 0)::bigint as seconds,
          ${[12, 24, 48, 72].map((hours): Fragment => sql`count(*) filter (where done and seconds < ${hours * 3_600})::int`).reduce((all, one) => sql`${all}, ${one}`)},
          count(*) filter (where gone and who = 'BUYER')::int as by_buyer,
          count(*) filter (where gone and who = 'SELLER')::int as by_seller,
          count(*) filter (where gone and who not in ('BUYER', 'SELLER'))::int as by_others
        from (
          select day, status, type, status = 'CANCELLED' as gone, done, done and rts_time > rts_sla_time is true as late, seconds, who
          from (
            select (o.paid_time at time zone s.timezone)::date as day, o.status, coalesce(o.fulfillment_type, '') as type,
              o.rts_time, o.rts_sla_time,
              coalesce(o.cancellation_initiator, '') as who, extract(epoch from o.rts_time - o.paid_time) as seconds,
              o.rts_time is not null and o.status <> 'CANCELLED'
                and coalesce(o.fulfillment_type, '') <> 'FULFILLMENT_BY_TIKTOK' as done
            from orders o join shops s using (shop_id)
            where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order
          ) o
          where rts_time is not null or status = 'CANCELLED'
        ) o
        group by 1, 2, 3`,
      rollup: sql`select day, status, fulfillment_type, on_time, late, dispatch_seconds, within_12h, within_24h, within_48h, within_72h,
        cancelled_by_buyer, cancelled_by_seller, cancelled_by_others from daily_dispatch where shop_id = ${shopId}`,
    },
  };
}

/** What completed returns gave back for goods, part by part. */
function refundParts(sql: Sql, shopId: string): Fragment {
  return sql`
    select r.shop_id, r.order_id, i.order_line_item_id, i.currency,
      coalesce(i.refund_subtotal, i.refund_total - coalesce(i.refund_shipping_fee, 0) - coalesce(i.refund_tax, 0)) as amount
    from returns r join return_line_items i using (shop_id, return_id)
    where r.shop_id = ${shopId} and r.status like '%\_COMPLETE' and r.return_type is distinct from 'REPLACEMENT'`;
}

/** What lines that were not cancelled no longer count for. */
function lineRefunds(sql: Sql, shopId: string): Fragment {
  return sql`
    select l.shop_id, l.order_id, l.line_item_id,
      case when sum(r.amount) >= coalesce(l.sale_price, 0)
        then coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0)
        else least(sum(r.amount), coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0)) end as refund
    from order_line_items l
    join (${refundParts(sql, shopId)}) r
      on r.shop_id = l.shop_id and r.order_line_item_id = l.line_item_id and r.currency = l.currency
    join orders o on o.shop_id = l.shop_id and o.order_id = l.order_id
    where l.display_status is distinct from 'CANCELLED' and o.status <> 'CANCELLED'
    group by l.shop_id, l.line_item_id
    having sum(r.amount) > 0`;
}

function productPairs(sql: Sql, shopId: string): Record<string, Pair> {
  const sold = (keys: Fragment) => sql`
    select ${keys}, o.currency, count(distinct o.order_id)::int as orders, count(*)::int as units,
      sum(coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0)) as gmv,
      coalesce(sum(coalesce(l.sale_price, 0) + coalesce(l.platform_discount, 0) - coalesce(f.refund, 0)) filter (
        where o.status <> 'CANCELLED' and l.display_status is distinct from 'CANCELLED'), 0) as net_sales,
      count(*) filter (where o.status = 'CANCELLED' or l.display_status = 'CANCELLED')::int as cancelled,
      count(*) filter (where f.refund > 0)::int as refunded
    from orders o join shops s using (shop_id) join order_line_items l using (shop_id, order_id)
    left join (${lineRefunds(sql, shopId)}) f on f.shop_id = l.shop_id and f.line_item_id = l.line_item_id
    where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order and not l.is_gift
    group by 1, 2, 3, 4`;
  const day: Fragment = sql`(o.paid_time at time zone s.timezone)::date`;
  const product: Fragment = sql`coalesce(l.product_id, '')`;
  const figures: Fragment = sql`currency, orders, units, gmv, net_sales, cancelled_units, refunded_units`;
  return {
    products: {
      base: sold(sql`${day} as day, ${product} as product, null::text as none`),
      rollup: sql`select day, product_id, null::text, ${figures} from daily_product_sales where shop_id = ${shopId}`,
    },
    "cancelled orders of products": {
      base: sql`
        select ${day} as day, ${product} as product, o.currency, count(distinct o.order_id)::int as orders
        from orders o join shops s using (shop_id) join order_line_items l using (shop_id, order_id)
        where o.shop_id = ${shopId} and o.paid_time is not null and not o.is_sample_order and not l.is_gift
          and o.status = 'CANCELLED'
        group by 1, 2, 3`,
      rollup: sql`select day, product_id, currency, cancelled_orders
        from daily_product_sales where shop_id = ${shopId} and cancelled_orders > 0`,
    },
    skus: {
      base: sold(sql`${day} as day, ${product} as product, coalesce(l.sku_id, '') as sku`),
      rollup: sql`select day, product_id, sku_id, ${figures} from daily_sku_sales where shop_id = ${shopId}`,
    },
    weeks: {
      base: sold(
        sql`date_trunc('week', ${day})::date as starts_on, ${product} as product, null::text as none`,
      ),
      rollup: sql`select starts_on, product_id, null::text, ${figures} from product_sales_spans
        where shop_id = ${shopId} and grain = 'week'`,
    },
    months: {
      base: sold(
        sql`date_trunc('month', ${day})::date as starts_on, ${product} as product, null::text as none`,
      ),
      rollup: sql`select starts_on, product_id, null::text, ${figures} from product_sales_spans
        where shop_id = ${shopId} and grain = 'month'`,
    },
    "skus not named": {
      base: sql`select distinct coalesce(product_id, ''), coalesce(sku_id, '') from order_line_items
        where shop_id = ${shopId}
        except select product_id, sku_id from product_skus where shop_id = ${shopId}`,
      rollup: sql`select null::text, null::text where false`,
    },
    "lines dated": {
      base: sql`select l.line_item_id, l.order_create_time from order_line_items l where l.shop_id = ${shopId}`,
      rollup: sql`select l.line_item_id, o.create_time from order_line_items l join orders o using (shop_id, order_id)
        where l.shop_id = ${shopId}`,
    },
  };
}

/** Counted the plain way, by buyers and not by days since. */
function buyerPairs(sql: Sql, shopId: string): Record<string, Pair> {
  const bought: Fragment = sql`
    select distinct o.buyer_user_id as buyer, (o.paid_time at time zone s.timezone)::date as day
    from orders o join shops s using (shop_id)
    where o.shop_id = ${shopId} and o.buyer_user_id is not null and o.paid_time is not null
      and not o.is_sample_order and o.status <> 'CANCELLED'`;
  const before = (day: Fragment) => sql`coalesce((
    select max(earlier.day) from (${bought}) earlier where earlier.buyer = d.buyer and earlier.day < ${day}
  ), '-infinity')`;
  const month: Fragment = sql`date_trunc('month', d.day)::date`;
  const first: Fragment = sql`(select min(f.day) from (${bought}) f where f.buyer = d.buyer)`;
  return {
    customers: {
      base: sql`
        select buyer_user_id, count(*) filter (where counts)::int as orders,
          min(paid_time) filter (where counts) as first_at, max(paid_time) filter (where counts) as last_at
        from (select *, paid_time is not null and not is_sample_order and status <> 'CANCELLED' as counts
          from orders where shop_id = ${shopId} and buyer_user_id is not null) o
        group by 1`,
      rollup: sql`select buyer_user_id, orders, first_order_at, last_order_at from customers where shop_id = ${shopId}`,
    },
    "buyers of days": {
      base: sql`select d.day, ${before(sql`d.day`)} as previous_day, count(*)::int as buyers from (${bought}) d
        group by 1, 2`,
      rollup: sql`select day, previous_day, buyers from daily_buyers where shop_id = ${shopId} and buyers <> 0`,
    },
    "buyers of months": {
      base: sql`select month, ${before(sql`d.month`)} as previous_day, count(*)::int as buyers
        from (select distinct buyer, ${month} as month from (${bought}) d) d group by 1, 2`,
      rollup: sql`select month, previous_day, buyers from monthly_buyers where shop_id = ${shopId} and buyers <> 0`,
    },
    cohorts: {
      base: sql`select date_trunc('month', ${first})::date as first_month, ${month} as month,
          count(distinct buyer)::int as buyers
        from (${bought}) d group by 1, 2`,
      rollup: sql`select first_month, month, buyers from buyer_cohorts where shop_id = ${shopId} and buyers <> 0`,
    },
  };
}
