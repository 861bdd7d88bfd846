import "server-only";
import type { Canceller } from "@/lib/fulfilment";
import type { TransactionSql } from "../client";
import { dispatchSeconds, orderCanceller, orderIsDispatched, orderIsLate } from "../fulfilment-facts";

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

/** How punctually what was paid on these days was made ready, and what of it was cancelled. */
export function insertDispatch(tx: TransactionSql, shopId: string, days: string[]) {
  const done = orderIsDispatched(tx);
  const within = (hours: number) =>
    tx`count(*) filter (where ${done} and ${dispatchSeconds(tx)} < ${hours * 3_600})`;
  const cancelledBy = (who: Canceller) => tx`count(*) filter (where ${orderCanceller(tx)} = ${who})`;
  return tx`
    with bounds as materialized (
      select day, day::timestamp at time zone s.timezone as starts,
        (day + 1)::timestamp at time zone s.timezone as ends
      from unnest(${days}::text[]::date[]) as day cross join shops s where s.shop_id = ${shopId}
    )
    insert into daily_dispatch (shop_id, day, status, fulfillment_type, on_time, late, dispatch_seconds, within_12h, within_24h, within_48h,
      within_72h, cancelled_by_buyer, cancelled_by_seller, cancelled_by_others)
    select ${shopId}, b.day, o.status, coalesce(o.fulfillment_type, ''), count(*) filter (where ${done} and not ${orderIsLate(tx)}),
      count(*) filter (where ${done} and ${orderIsLate(tx)}),
      coalesce(sum(${dispatchSeconds(tx)}) filter (where ${done}), 0), ${within(12)}, ${within(24)}, ${within(48)},
      ${within(72)}, ${cancelledBy("buyer")}, ${cancelledBy("seller")}, ${cancelledBy("others")}
    from bounds b
    cross join lateral (
      select status, rts_time, rts_sla_time, paid_time, fulfillment_type, is_sample_order, cancellation_initiator
      from orders
      where shop_id = ${shopId} and paid_time >= b.starts and paid_time < b.ends and not is_sample_order
        and (rts_time is not null or status = 'CANCELLED')
      offset 0
    ) o
    group by b.day, o.status, coalesce(o.fulfillment_type, '')`;
}
