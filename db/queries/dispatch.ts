import "server-only";
import type { ShopDay } from "@/lib/dates";
import type { Filter } from "@/lib/filters/filter";
import { ordersOfMetric } from "@/lib/filters/selection";
import { type Canceller, cancellers, dispatchTimes } from "@/lib/fulfilment";
import { listSpanStarts, type SpanGrain } from "@/lib/metrics/spans";
import { getSql, type Sql, type SqlRunner } from "../client";
import {
  dispatchSeconds,
  orderCanceller,
  orderIsAwaited,
  orderIsDispatched,
  orderIsLate,
  orderIsOverdue,
} from "../fulfilment-facts";
import { orderDeadline } from "../order-facts";
import { startOfStep } from "../steps";
import { openCondition } from "./fulfilment";
import { orderCondition, shopCondition } from "./order-filter";
import { salesRows } from "./sales-source";

type Fragment = ReturnType<Sql>;

export type Punctuality = {
  onTime: number;
  /** Made ready after the deadline. */
  late: number;
  /** Not ready yet and past it. */
  overdue: number;
};

export type DispatchStep = Punctuality & {
  /** The first day of the step. */
  start: ShopDay;
};

export type DispatchFigures = Punctuality & {
  steps: DispatchStep[];
  /** Null when nothing is due or done. */
  lateRate: number | null;
  /** From payment to ready to ship, on average; null when nothing was made ready. */
  meanSeconds: number | null;
  /** Orders by how long it took, one for each of `dispatchTimes`. */
  byTime: number[];
  cancelled: Record<Canceller, number>;
  /** All paid orders, cancelled ones included. */
  paid: number;
};

type StepRow = Punctuality & {
  start: ShopDay;
  seconds: number;
  within: number[];
  buyer: number;
  seller: number;
  others: number;
};

/**
 * How what was paid in the days of a filter was made ready to ship, or cancelled: from its rollup, and what is overdue from
 * the open orders; all of it from the orders where products are asked for, which no rollup knows.
 */
export async function readDispatch(filter: Filter, grain: SpanGrain): Promise<DispatchFigures> {
  const sql = getSql();
  const source = filter.productIds.length > 0 ? orderRows(sql, filter) : rollupRows(sql, filter);
  const [rows, paid] = await Promise.all([
    sql<StepRow[]>`
      select ${startOfStep(sql, sql`day`, grain)}::text as start, sum(on_time)::int as "onTime", sum(late)::int as late,
        sum(overdue)::int as overdue, sum(seconds)::float8 as seconds,
        array[sum(within_12h), sum(within_24h), sum(within_48h), sum(within_72h)]::int[] as within,
        sum(by_buyer)::int as buyer, sum(by_seller)::int as seller, sum(by_others)::int as others
      from (${source} union all ${overdueRows(sql, filter)})
        d (day, on_time, late, overdue, seconds, within_12h, within_24h, within_48h, within_72h, by_buyer, by_seller,
          by_others)
      group by 1`,
    countPaid(filter),
  ]);
  return { ...addUp([...rows], filter, grain), paid };
}

function addUp(rows: StepRow[], { range }: Filter, grain: SpanGrain): Omit<DispatchFigures, "paid"> {
  const sum = (pick: (row: StepRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const [onTime, late, overdue] = [
    sum((row) => row.onTime),
    sum((row) => row.late),
    sum((row) => row.overdue),
  ];
  const done = onTime + late;
  const upTo = [...dispatchTimes.slice(1).map((_, place) => sum(({ within }) => within[place] ?? 0)), done];
  const found = new Map(rows.map((row) => [row.start, row]));
  return {
    onTime,
    late,
    overdue,
    lateRate: done + overdue === 0 ? null : (late + overdue) / (done + overdue),
    meanSeconds: done === 0 ? null : sum(({ seconds }) => seconds) / done,
    byTime: upTo.map((count, place) => count - (upTo[place - 1] ?? 0)),
    cancelled: Object.fromEntries(cancellers.map((who) => [who, sum((row) => row[who])])) as Record<
      Canceller,
      number
    >,
    steps: listSpanStarts(range, grain).map((start) => {
      const row = found.get(start);
      return { start, onTime: row?.onTime ?? 0, late: row?.late ?? 0, overdue: row?.overdue ?? 0 };
    }),
  };
}

function rollupRows(sql: SqlRunner, filter: Filter): Fragment {
  const { shops, range, statuses, fulfilmentTypes } = filter;
  return sql`
    select day, on_time, late, 0, dispatch_seconds, within_12h, within_24h, within_48h, within_72h, cancelled_by_buyer,
      cancelled_by_seller, cancelled_by_others
    from daily_dispatch
    where shop_id = any(${shops.map(({ shopId }) => shopId)}::text[])
      and day between ${range.from}::date and ${range.to}::date
      ${statuses.length > 0 ? sql`and status = any(${[...statuses]}::text[])` : sql``}
      ${fulfilmentTypes.length > 0 ? sql`and fulfillment_type = any(${[...fulfilmentTypes]}::text[])` : sql``}`;
}

function orderRows(sql: SqlRunner, filter: Filter): Fragment {
  const done = orderIsDispatched(sql);
  const within = (hours: number) => sql`(${done} and ${dispatchSeconds(sql)} < ${hours * 3_600})::int`;
  const cancelledBy = (who: Canceller) => sql`coalesce(${orderCanceller(sql)} = ${who}, false)::int`;
  return sql`
    select (o.paid_time at time zone s.timezone)::date, (${done} and not ${orderIsLate(sql)})::int,
      (${done} and ${orderIsLate(sql)})::int, 0, case when ${done} then ${dispatchSeconds(sql)} else 0 end,
      ${within(12)}, ${within(24)}, ${within(48)}, ${within(72)},
      ${cancelledBy("buyer")}, ${cancelledBy("seller")}, ${cancelledBy("others")}
    from shops s
    cross join lateral (
      select * from orders o
      where o.shop_id = s.shop_id and ${orderCondition(sql, ordersOfMetric(filter, "orders"))}
        and (o.rts_time is not null or o.status = 'CANCELLED')
    ) o
    where ${shopCondition(sql, filter)}`;
}

function overdueRows(sql: SqlRunner, filter: Filter): Fragment {
  return sql`
    select (o.paid_time at time zone s.timezone)::date, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
    from shops s
    cross join lateral (
      select * from orders o
      where o.shop_id = s.shop_id and ${orderIsAwaited(sql)} and ${orderDeadline(sql)} < now()
        and ${orderIsOverdue(sql)} and ${openCondition(sql, filter)}
    ) o
    where ${shopCondition(sql, filter)}
      and (o.paid_time at time zone s.timezone)::date between ${filter.range.from}::date and ${filter.range.to}::date`;
}

async function countPaid(filter: Filter): Promise<number> {
  const sql = getSql();
  const [row] = await sql<{ paid: number }[]>`
    select coalesce(sum(orders), 0)::int as paid
    from (${salesRows(sql, { filter, periods: [filter.range], grain: "day" })}) r`;
  return row?.paid ?? 0;
}
