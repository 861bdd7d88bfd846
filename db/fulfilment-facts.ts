import {
  ages,
  type Canceller,
  type Dispatch,
  type DispatchTime,
  dispatchTimes,
  stuckAfterHours,
} from "@/lib/fulfilment";
import type { Sql, SqlRunner } from "./client";
import { orderDeadline } from "./order-facts";

/** How single orders stand on their way to the buyer, as SQL over one row `o` of `orders`. In words: lib/fulfilment.ts. */
type Fragment = ReturnType<Sql>;

/** Which of `dues` an open order is in, by the database's clock; null for one without a deadline. */
export function orderDue(sql: SqlRunner): Fragment {
  const left = sql`(${orderDeadline(sql)} - now())`;
  return sql`(case
    when ${orderDeadline(sql)} is null then null
    when ${left} < interval '0' then 'breached'
    when ${left} < interval '2 hours' then '2h'
    when ${left} < interval '6 hours' then '6h'
    when ${left} < interval '24 hours' then '24h'
    else 'later'
  end)`;
}

/** True for an open order without a change for longer than its status usually lasts. */
export function orderIsStuck(sql: SqlRunner): Fragment {
  const hours = Object.entries(stuckAfterHours)
    .map(([status, after]): Fragment => sql`when ${status} then ${after}::int`)
    .reduce((all, one) => sql`${all} ${one}`);
  return sql`coalesce(o.update_time < now() - make_interval(hours => case o.status ${hours} end), false)`;
}

/** The place in `ages` of an open order, since it was paid, or created when it is not paid. */
export function orderAge(sql: SqlRunner): Fragment {
  const bounds = ages.slice(1).map(({ fromHours }) => fromHours);
  return sql`width_bucket(
    extract(epoch from now() - coalesce(o.paid_time, o.create_time))::float8 / 3600, ${`{${bounds.join()}}`}::float8[])`;
}

/** What the seller has to ship, has not cancelled, and is no free sample. */
const isSellers = (sql: SqlRunner): Fragment =>
  sql`o.status <> 'CANCELLED' and not o.is_sample_order
    and o.fulfillment_type is distinct from 'FULFILLMENT_BY_TIKTOK'`;

export const orderIsDispatched = (sql: SqlRunner): Fragment =>
  sql`(o.rts_time is not null and ${isSellers(sql)})`;

/** Without a deadline nothing is late. */
export const orderIsLate = (sql: SqlRunner): Fragment => sql`coalesce(o.rts_time > o.rts_sla_time, false)`;

export const dispatchSeconds = (sql: SqlRunner): Fragment =>
  sql`extract(epoch from o.rts_time - o.paid_time)`;

/** Not ready and past its deadline, by the database's clock. */
export const orderIsOverdue = (sql: SqlRunner): Fragment =>
  sql`(o.status in ('AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING') and o.rts_time is null and o.rts_sla_time < now()
    and ${isSellers(sql)})`;

export function orderDispatchIs(sql: SqlRunner, dispatch: Dispatch): Fragment {
  if (dispatch === "overdue") return orderIsOverdue(sql);
  return sql`${orderIsDispatched(sql)} and ${dispatch === "late" ? orderIsLate(sql) : sql`not ${orderIsLate(sql)}`}`;
}

export function orderTook(sql: SqlRunner, took: DispatchTime): Fragment {
  const place = dispatchTimes.findIndex(({ key }) => key === took);
  const [from, to] = [dispatchTimes[place]?.fromHours ?? 0, dispatchTimes[place + 1]?.fromHours];
  return sql`${orderIsDispatched(sql)}
    ${from === 0 ? sql`` : sql`and ${dispatchSeconds(sql)} >= ${from * 3_600}`}
    ${to === undefined ? sql`` : sql`and ${dispatchSeconds(sql)} < ${to * 3_600}`}`;
}

/** Paid and cancelled since, by whom; null for an order that was not. */
export function orderCanceller(sql: SqlRunner): Fragment {
  return sql`(case
    when o.status <> 'CANCELLED' or o.is_sample_order then null
    when o.cancellation_initiator = 'BUYER' then ${"buyer" satisfies Canceller}
    when o.cancellation_initiator = 'SELLER' then ${"seller" satisfies Canceller}
    else ${"others" satisfies Canceller}
  end)`;
}
