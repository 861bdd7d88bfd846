import "server-only";
import type { OrderCursor } from "@/lib/search-params";
import { getSql, type Sql } from "../client";
import { toIso } from "../instants";

export type OrderFilter = {
  shopId: string;
  timezone: string;
  /** Empty: every status. */
  statuses: readonly string[];
  /** Shop days of creation, both counted; null: all time. */
  range: { from: string; to: string } | null;
  /** The order id or its beginning; digits. */
  idPrefix: string | null;
};

export type OrderRow = {
  orderId: string;
  status: string;
  createTime: string;
  units: number;
  currency: string;
  totalAmount: string | null;
  buyerNickname: string | null;
  isSampleOrder: boolean;
  isOnHoldOrder: boolean;
};

export type OrderPage = { orders: OrderRow[]; previous: OrderCursor | null; next: OrderCursor | null };

type RawOrderRow = OrderRow & { createKey: string };

/** Ids are digits, so every id with this beginning sorts between it and it followed by nines, in any collation. */
const lastId = (prefix: string) => prefix + "9".repeat(40);

function conditions(sql: Sql, { timezone, range, idPrefix }: OrderFilter) {
  return sql`
    ${range ? sql`and create_time >= (${range.from}::date::timestamp at time zone ${timezone})` : sql``}
    ${range ? sql`and create_time < ((${range.to}::date + 1)::timestamp at time zone ${timezone})` : sql``}
    ${idPrefix === null ? sql`` : sql`and order_id between ${idPrefix} and ${lastId(idPrefix)}`}`;
}

/**
 * One page of orders, newest first, from the cursor on. Several statuses are one keyset branch each: a single
 * `status = any(…) order by create_time` reads everything the range holds before it sorts.
 */
export async function listOrders(
  filter: OrderFilter & { cursor: OrderCursor | null; limit: number },
): Promise<OrderPage> {
  const sql = getSql();
  const { shopId, statuses, cursor, limit } = filter;
  const isBackwards = cursor?.direction === "before";
  const order = isBackwards ? sql`create_time, order_id` : sql`create_time desc, order_id desc`;
  const key = cursor ? sql`(${cursor.createTime}::timestamptz, ${cursor.orderId})` : sql``;
  const beyond = cursor
    ? isBackwards
      ? sql`and (create_time, order_id) > ${key}`
      : sql`and (create_time, order_id) < ${key}`
    : sql``;
  const columns = sql`order_id, status, create_time, units, currency, total_amount, buyer_nickname,
    is_sample_order, is_on_hold_order`;
  const source =
    statuses.length === 0
      ? sql`select ${columns} from orders where shop_id = ${shopId} ${conditions(sql, filter)} ${beyond}`
      : sql`select b.* from unnest(${[...statuses]}::text[]) as wanted(name)
          cross join lateral (
            select ${columns} from orders
            where shop_id = ${shopId} and status = wanted.name ${conditions(sql, filter)} ${beyond}
            order by ${order} limit ${limit + 1}
          ) b`;
  const rows = await sql<RawOrderRow[]>`
    select order_id as "orderId", status, create_time as "createTime", create_time::text as "createKey", units,
      currency, total_amount::text as "totalAmount", buyer_nickname as "buyerNickname",
      is_sample_order as "isSampleOrder", is_on_hold_order as "isOnHoldOrder"
    from (${source}) found
    order by ${order}
    limit ${limit + 1}`;
  return toPage([...rows], { cursor, limit, isBackwards });
}

type PageShape = { cursor: OrderCursor | null; limit: number; isBackwards: boolean };

function toPage(rows: RawOrderRow[], { cursor, limit, isBackwards }: PageShape): OrderPage {
  const hasMore = rows.length > limit;
  const page = rows.slice(0, limit);
  if (isBackwards) page.reverse();
  const at = (row: RawOrderRow | undefined, direction: OrderCursor["direction"]) =>
    row ? { direction, createTime: row.createKey, orderId: row.orderId } : null;
  const hasNewer = isBackwards ? hasMore : cursor !== null;
  const hasOlder = isBackwards || hasMore;
  return {
    orders: page.map(({ createKey: _, ...row }) => ({ ...row, createTime: toIso(row.createTime) })),
    previous: hasNewer ? at(page[0], "before") : null,
    next: hasOlder ? at(page.at(-1), "after") : null,
  };
}

/** Exact counts by status, from the rollup by day of creation. */
export async function countOrdersByStatus(input: {
  shopId: string;
  range: OrderFilter["range"];
}): Promise<Record<string, number>> {
  const { shopId, range } = input;
  const sql = getSql();
  const rows = await sql<{ status: string; orders: number }[]>`
    select status, sum(orders)::int as orders
    from daily_order_status
    where shop_id = ${shopId}
      ${range ? sql`and day between ${range.from}::date and ${range.to}::date` : sql``}
    group by status
    limit 50`;
  return Object.fromEntries(rows.map(({ status, orders }) => [status, orders]));
}

function matching(sql: Sql, filter: OrderFilter) {
  const { shopId, statuses } = filter;
  return sql`from orders where shop_id = ${shopId}
    ${statuses.length > 0 ? sql`and status = any(${[...statuses]}::text[])` : sql``} ${conditions(sql, filter)}`;
}

/** Counts base rows and stops at `cap + 1`, for filters no rollup can answer. */
export async function countOrdersCapped(filter: OrderFilter & { cap: number }): Promise<number> {
  const sql = getSql();
  const [row] = await sql<{ orders: number }[]>`
    select count(*)::int as orders
    from (select 1 ${matching(sql, filter)} limit ${filter.cap + 1}) capped`;
  return row?.orders ?? 0;
}

export type CurrencyTotal = { currency: string; total: string };

/** What the orders of a filter add up to, by currency. Reads base rows: for filters of a known, small size. */
export async function sumOrderTotals(filter: OrderFilter): Promise<CurrencyTotal[]> {
  const sql = getSql();
  const rows = await sql<CurrencyTotal[]>`
    select currency, coalesce(sum(total_amount), 0)::text as total
    ${matching(sql, filter)}
    group by currency
    order by currency
    limit 50`;
  return [...rows];
}
