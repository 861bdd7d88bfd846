import "server-only";
import type { Filter } from "@/lib/filters/filter";
import { allOrdersOf } from "@/lib/filters/selection";
import { ages, type Due, dues, type OpenStatus, openStatuses, stuckAfterHours } from "@/lib/fulfilment";
import { allTime } from "@/lib/ranges";
import { getSql, type Sql, type SqlRunner } from "../client";
import { orderAge, orderDue, orderIsAwaited, orderIsOpen, orderIsStuck } from "../fulfilment-facts";
import { toIso } from "../instants";
import { orderDeadline } from "../order-facts";
import { orderCondition, shopCondition } from "./order-filter";

type Fragment = ReturnType<Sql>;

export type DueCounts = { total: number; toShip: number; toHandOver: number };

export type AgeRow = {
  /** A status, a warehouse's id or a carrier's name; null when TikTok named none. */
  key: string | null;
  total: number;
  stuck: number;
  /** One for each of `ages`. */
  byAge: number[];
};

export type OpenOrders = {
  total: number;
  stuck: number;
  dues: Record<Due, DueCounts>;
  byStatus: AgeRow[];
  byWarehouse: AgeRow[];
  byCarrier: AgeRow[];
};

type GroupRow = {
  dimension: "due" | "status" | "warehouse" | "carrier";
  key: string | null;
  total: number;
  stuck: number;
  toShip: number;
  byAge: number[];
};

/** What a filter asks of an open order, whatever its dates: what is open is open now. */
export const openCondition = (sql: SqlRunner, filter: Filter): Fragment =>
  orderCondition(sql, allOrdersOf({ ...filter, range: allTime }));

/** The open orders of a filter. */
function openOrders(sql: SqlRunner, filter: Filter): Fragment {
  return sql`shops s
    cross join unnest(${[...openStatuses]}::text[]) as wanted (status)
    cross join lateral (
      select * from orders o
      where o.shop_id = s.shop_id and o.status = wanted.status and ${openCondition(sql, filter)}
      offset 0
    ) o
    where ${shopCondition(sql, filter)}`;
}

/** Every open order counted by its deadline and, by age since the payment, by status, warehouse and carrier: one pass. */
export async function countOpenOrders(filter: Filter): Promise<OpenOrders> {
  const sql = getSql();
  const rows = await sql<GroupRow[]>`
    with open as materialized (
      select status, warehouse_id, shipping_provider, due, is_stuck, age, count(*) as orders
      from (
        select o.status, o.warehouse_id, o.shipping_provider, ${orderDue(sql)} as due, ${orderIsStuck(sql)} as is_stuck,
          ${orderAge(sql)} as age
        from ${openOrders(sql, filter)}
      ) o
      group by 1, 2, 3, 4, 5, 6
    )
    select dimension, key, sum(orders)::int as total, coalesce(sum(orders) filter (where is_stuck), 0)::int as stuck,
      coalesce(sum(orders) filter (where status <> 'AWAITING_COLLECTION'), 0)::int as "toShip",
      array[${countAges(sql)}] as "byAge"
    from open cross join lateral (values
      ('due', due::text), ('status', status), ('warehouse', warehouse_id), ('carrier', shipping_provider)
    ) as d (dimension, key)
    group by dimension, key
    order by dimension, total desc, key
    limit 1000`;
  return toOpenOrders([...rows]);
}

function countAges(sql: SqlRunner): Fragment {
  const parts = ages.map(
    (_, age): Fragment => sql`coalesce(sum(orders) filter (where age = ${age}), 0)::int`,
  );
  return parts.reduce((all, one) => sql`${all}, ${one}`);
}

function toOpenOrders(rows: GroupRow[]): OpenOrders {
  const of = (dimension: GroupRow["dimension"]) =>
    rows
      .filter((row) => row.dimension === dimension)
      .map(({ key, total, stuck, byAge }) => ({ key, total, stuck, byAge }));
  const dueCounts = (due: Due): DueCounts => {
    const place = String(dues.indexOf(due));
    const row = rows.find(({ dimension, key }) => dimension === "due" && key === place);
    const { total = 0, toShip = 0 } = row ?? {};
    return { total, toShip, toHandOver: total - toShip };
  };
  const byStatus = of("status");
  return {
    total: byStatus.reduce((sum, { total }) => sum + total, 0),
    stuck: byStatus.reduce((sum, { stuck }) => sum + stuck, 0),
    dues: Object.fromEntries(dues.map((due) => [due, dueCounts(due)])) as Record<Due, DueCounts>,
    byStatus: openStatuses.flatMap((status) => byStatus.find(({ key }) => key === status) ?? []),
    byWarehouse: of("warehouse"),
    byCarrier: of("carrier"),
  };
}

export type StuckOrder = {
  shopId: string;
  orderId: string;
  status: OpenStatus;
  /** Its last change at TikTok. */
  updateTime: string;
  paidTime: string | null;
  warehouseId: string | null;
  shippingProvider: string | null;
  trackingNumber: string | null;
};

/** Stuck orders, those without a change for longest first. */
export async function listStuckOrders(filter: Filter, limit: number): Promise<StuckOrder[]> {
  const sql = getSql();
  const rows = await sql<StuckOrder[]>`
    select o.shop_id as "shopId", o.order_id as "orderId", o.status, o.update_time as "updateTime",
      o.paid_time as "paidTime", o.warehouse_id as "warehouseId", o.shipping_provider as "shippingProvider",
      o.tracking_number as "trackingNumber"
    from shops s
    cross join unnest(${[...openStatuses]}::text[],
      ${`{${openStatuses.map((status) => stuckAfterHours[status]).join()}}`}::int[]) as w (status, hours)
    cross join lateral (
      select * from orders o
      where o.shop_id = s.shop_id and o.status = w.status and ${orderIsOpen(sql)}
        and o.update_time < now() - make_interval(hours => w.hours) and ${openCondition(sql, filter)}
      order by o.update_time, o.order_id
      limit ${limit}
    ) o
    where ${shopCondition(sql, filter)}
    order by o.update_time, o.order_id
    limit ${limit}`;
  return rows.map((row) => ({ ...row, updateTime: toIso(row.updateTime), paidTime: toIso(row.paidTime) }));
}

export type DueOrder = {
  shopId: string;
  orderId: string;
  status: OpenStatus;
  deadline: string;
  units: number;
  warehouseId: string | null;
};

/** The open orders whose deadlines are nearest, those already missed first. */
export async function listNextDeadlines(filter: Filter, limit: number): Promise<DueOrder[]> {
  const sql = getSql();
  const rows = await sql<DueOrder[]>`
    select o.shop_id as "shopId", o.order_id as "orderId", o.status, ${orderDeadline(sql)} as deadline, o.units,
      o.warehouse_id as "warehouseId"
    from shops s
    cross join lateral (
      select * from orders o
      where o.shop_id = s.shop_id and ${orderIsAwaited(sql)} and ${orderDeadline(sql)} is not null
        and ${openCondition(sql, filter)}
      order by ${orderDeadline(sql)}, o.order_id
      limit ${limit}
    ) o
    where ${shopCondition(sql, filter)}
    order by ${orderDeadline(sql)}, o.order_id
    limit ${limit}`;
  return rows.map((row) => ({ ...row, deadline: toIso(row.deadline) }));
}
