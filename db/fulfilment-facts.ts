import {
  ages,
  awaitedStatuses,
  type Canceller,
  type Dispatch,
  type DispatchTime,
  dispatchTimes,
  dueHours,
  type OpenStatus,
  openStatuses,
  stuckAfterHours,
} from "@/lib/fulfilment";
import type { Sql, SqlRunner } from "./client";
import { orderDeadline } from "./order-facts";

/** How single orders stand on their way to the buyer, as SQL over one row `o` of `orders`. In words: lib/fulfilment.ts. */
type Fragment = ReturnType<Sql>;

/** Written out and no parameter, so that the planner sees that an index of such orders holds them. */
const statusIn = (sql: SqlRunner, statuses: readonly OpenStatus[]): Fragment =>
  sql`o.status in (${sql.unsafe(statuses.map((status) => `'${status}'`).join(", "))})`;

export const orderIsOpen = (sql: SqlRunner): Fragment => statusIn(sql, openStatuses);

/** Has a deadline of the seller's ahead, or behind. */
export const orderIsAwaited = (sql: SqlRunner): Fragment => statusIn(sql, awaitedStatuses);

/** Moments as an array that is made once for a statement, not for each row. */
const momentsFromNow = (sql: SqlRunner, hours: readonly number[]): Fragment =>
  sql`(select array_agg(now() + make_interval(hours => h) order by h) from unnest(${`{${hours.join()}}`}::int[]) as h)`;

/** The place in `dues` of an open order, by the database's clock; null for one without a deadline. */
export function orderDue(sql: SqlRunner): Fragment {
  return sql`width_bucket(${orderDeadline(sql)}, ${momentsFromNow(sql, dueHours)})`;
}

/** True for an open order without a change for longer than its status usually lasts. */
export function orderIsStuck(sql: SqlRunner): Fragment {
  const limits = Object.entries(stuckAfterHours)
    .map(([status, hours]): Fragment => sql`when ${status} then ${lastSeen(sql, hours)}`)
    .reduce((all, one) => sql`${all} ${one}`);
  return sql`coalesce(o.update_time < case o.status ${limits} end, false)`;
}

const lastSeen = (sql: SqlRunner, hours: number): Fragment =>
  sql`(select now() - make_interval(hours => ${hours}::int))`;

/** The place in `ages` of an open order, since it was paid, or created when it is not paid. */
export function orderAge(sql: SqlRunner): Fragment {
  const bounds = ages.slice(1).map(({ fromHours }) => -fromHours);
  // Counted from the oldest, and an order of exactly a day is a day old.
  return sql`(${bounds.length}::int - width_bucket(coalesce(o.paid_time, o.create_time) - interval '1 microsecond',
    ${momentsFromNow(sql, bounds)}))`;
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
