import "server-only";
import type { TransactionSql } from "../client";

/** Orders by the day of creation, as they stand now. */
export function insertStatuses(tx: TransactionSql, shopId: string, days: string[]) {
  return tx`
    with bounds as materialized (
      select day, day::timestamp at time zone s.timezone as starts,
        (day + 1)::timestamp at time zone s.timezone as ends
      from unnest(${days}::text[]::date[]) as day cross join shops s where s.shop_id = ${shopId}
    )
    insert into daily_order_status (shop_id, day, status, fulfillment_type, currency, orders, total_amount)
    select ${shopId}, b.day, o.status, coalesce(o.fulfillment_type, ''), o.currency, count(*),
      coalesce(sum(o.total_amount), 0)
    from bounds b
    cross join lateral (
      select status, fulfillment_type, currency, total_amount from orders
      where shop_id = ${shopId} and create_time >= b.starts and create_time < b.ends
      offset 0
    ) o
    group by b.day, o.status, coalesce(o.fulfillment_type, ''), o.currency`;
}

/** How punctually what was paid on these days was made ready; TikTok's own warehouses answer for themselves. */
export function insertDispatch(tx: TransactionSql, shopId: string, days: string[]) {
  return tx`
    with bounds as materialized (
      select day, day::timestamp at time zone s.timezone as starts,
        (day + 1)::timestamp at time zone s.timezone as ends
      from unnest(${days}::text[]::date[]) as day cross join shops s where s.shop_id = ${shopId}
    )
    insert into daily_dispatch (shop_id, day, on_time, late, dispatch_seconds)
    select ${shopId}, b.day, count(*) filter (where not coalesce(o.rts_time > o.rts_sla_time, false)),
      count(*) filter (where o.rts_time > o.rts_sla_time),
      coalesce(sum(extract(epoch from o.rts_time - o.paid_time)), 0)
    from bounds b
    cross join lateral (
      select rts_time, rts_sla_time, paid_time from orders
      where shop_id = ${shopId} and paid_time >= b.starts and paid_time < b.ends and rts_time is not null
        and status <> 'CANCELLED' and not is_sample_order
        and fulfillment_type is distinct from 'FULFILLMENT_BY_TIKTOK'
      offset 0
    ) o
    group by b.day`;
}
