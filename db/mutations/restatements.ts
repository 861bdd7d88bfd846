import "server-only";
import type { TransactionSql } from "../client";

type Figures = {
  day: string;
  /** Null: nothing was sold on the day so far. */
  currency: string | null;
  orders: number | null;
  units: number | null;
  cancelledOrders: number | null;
  gmv: string | null;
  netSales: string | null;
  refunds: string | null;
};

type Rebuild = { shopId: string; days: string[]; runId: string | null };

/**
 * The figures of those days that are over: a sync that began after the day's end has ended before this run began, so
 * the day was shown as complete. None while a resource is read for the first time.
 */
export async function readClosedDays(
  tx: TransactionSql,
  { shopId, days, runId }: Rebuild,
): Promise<Figures[]> {
  return tx<Figures[]>`
    with doer as (
      select s.timezone, coalesce(r.resource, 'orders') as resource, coalesce(r.started_at, now()) as began_at
      from shops s left join sync_runs r on r.shop_id = s.shop_id and r.id = ${runId}::uuid
      where s.shop_id = ${shopId}
    ),
    closed as (
      select d.timezone, p.started_at as through
      from doer d
      cross join lateral (
        select p.started_at from sync_runs p
        where p.shop_id = ${shopId} and p.started_at < d.began_at and p.resource = d.resource
          and p.kind in ('full', 'incremental') and p.status = 'succeeded' and p.finished_at <= d.began_at
        order by p.started_at desc
        limit 1
      ) p
      where not exists (
        select 1 from sync_metadata m
        where m.shop_id = ${shopId} and m.resource in ('orders', d.resource) and m.last_full_sync_time is null)
    )
    select d.day::text as day, f.currency, f.orders, f.units, f.cancelled_orders as "cancelledOrders",
      f.gmv::text as gmv, f.net_sales::text as "netSales", f.refunds::text as refunds
    from closed c
    cross join unnest(${days}::text[]::date[]) as d(day)
    left join daily_sales f on f.shop_id = ${shopId} and f.day = d.day
    where (d.day + 1)::timestamp at time zone c.timezone <= c.through`;
}

/** The same figures of any days, after the rebuild. */
export async function readRebuiltDays(
  tx: TransactionSql,
  shopId: string,
  days: string[],
): Promise<Figures[]> {
  return tx<Figures[]>`
    select day::text as day, currency, orders, units, cancelled_orders as "cancelledOrders", gmv::text as gmv,
      net_sales::text as "netSales", refunds::text as refunds
    from daily_sales where shop_id = ${shopId} and day = any(${days}::text[]::date[])`;
}

/** Most rebuilds change no figure: a parcel was delivered. Those cost no statement more. */
function isSame(before: Figures[], after: Figures[]): boolean {
  const days = new Set(before.map(({ day }) => day));
  const texts = (rows: Figures[]) => rows.map((row) => JSON.stringify(row)).sort();
  const sold = texts(before.filter(({ currency }) => currency !== null));
  return texts(after.filter(({ day }) => days.has(day))).join() === sold.join();
}

/**
 * Writes down every figure that is another one after the rebuild, with its cause: the kind of run says whether an
 * order was missed before (without a run it is a repair by hand), the figures that moved beside it say the rest. What net sales lost is told by whichever part
 * of them moved most.
 */
export async function noteRestatements(
  tx: TransactionSql,
  { shopId, runId }: Rebuild,
  before: Figures[],
  after: Figures[],
): Promise<void> {
  if (isSame(before, after)) return;
  await tx`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(before)}::text::jsonb) as t(day date, currency text,
        orders int, units int, "cancelledOrders" int, gmv numeric, "netSales" numeric, refunds numeric)
    ),
    moved as materialized (
      select coalesce(n.day, t.day) as day, coalesce(n.currency, t.currency) as currency,
        coalesce(t.gmv, 0) as gmv_before, coalesce(n.gmv, 0) as gmv,
        coalesce(t."netSales", 0) as net_before, coalesce(n.net_sales, 0) as net,
        coalesce(n.refunds, 0) - coalesce(t.refunds, 0) as refunded,
        coalesce(t.orders, 0) as orders_before, coalesce(n.orders, 0) as orders,
        coalesce(t.units, 0) as units_before, coalesce(n.units, 0) as units,
        coalesce(t."cancelledOrders", 0) as cancelled_before, coalesce(n.cancelled_orders, 0) as cancelled
      from (select * from told where currency is not null) t
      full join (select * from daily_sales where shop_id = ${shopId} and day in (select day from told)) n
        on n.day = t.day and n.currency = t.currency
    ),
    doer as (
      -- A notification is fresh news that a repair run reads; the end of a full run reads changes like any other sync.
      select coalesce(bool_and(kind <> 'incremental' and trigger <> 'webhook' and phase is distinct from 'catch_up'),
        true) as is_repair
      from sync_runs where shop_id = ${shopId} and id = ${runId}::uuid
    ),
    causes as (
      select m.*, r.is_repair, m.orders > m.orders_before as is_late,
        (m.gmv - m.net) - (m.gmv_before - m.net_before) as taken_off
      from moved m cross join doer r
    )
    insert into restatements (shop_id, day, currency, metric, before, after, cause, run_id)
    select ${shopId}, c.day, c.currency, f.metric, f.before, f.after,
      case when c.is_repair then 'repaired' else f.cause end, ${runId}::uuid
    from causes c
    cross join lateral (
      values
        ('orders', c.orders_before, c.orders, case when c.is_late then 'late_arrival' else 'changed' end),
        ('units', c.units_before, c.units,
          case when c.is_late and c.units > c.units_before then 'late_arrival' else 'changed' end),
        ('gmv', c.gmv_before, c.gmv,
          case when c.is_late and c.gmv > c.gmv_before then 'late_arrival' else 'changed' end),
        ('cancelled_orders', c.cancelled_before, c.cancelled,
          case when c.cancelled > c.cancelled_before then 'cancelled' else 'changed' end),
        ('net_sales', c.net_before, c.net,
          case when abs(c.taken_off) > abs(c.gmv - c.gmv_before)
            then case when c.taken_off <= 0 then 'changed' when c.refunded * 2 > c.taken_off then 'refunded'
              else 'cancelled' end
            else case when c.is_late and c.gmv > c.gmv_before then 'late_arrival' else 'changed' end
          end)
    ) as f(metric, before, after, cause)
    where f.before is distinct from f.after
    order by c.day, c.currency, f.metric`;
}
