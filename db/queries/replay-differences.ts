import "server-only";
import { bulkColumns, stickyValue } from "../bulk";
import { getSql, type SqlRunner } from "../client";
import { stickyLineColumns, stickyOrderColumns } from "../mutations/store-orders";
import { orderLineItems, orders } from "../schema";

/** Which orders to compare: a span of ids (`after` exclusive, `through` inclusive), or these. */
export type ReplayScope = { after: string; through: string } | { ids: string[] };

export type OrderDifference = {
  orderId: string;
  isMissing: boolean;
  /** Columns of `orders` whose values differ. */
  columns: string[];
  /** Lines that are missing, too many, or differ. */
  lines: number;
  /** The log begins after the order's own beginning: what later copies no longer say is known from the row alone. */
  isPartial: boolean;
  /** The newest copy in the log has no lines at all, which says nothing about them. */
  hasNoLines: boolean;
};

const keys = ["shop_id", "order_id"];
/** Known from the moment of storing or asking and not from a payload: a replay leaves them as they are. */
const unloggedColumns = ["stored_at", "lateness_sec", "checked_at", "vanished_at"];
export const loggedColumns = bulkColumns(orders).filter(
  ({ name }) => !keys.includes(name) && !unloggedColumns.includes(name),
);
export const loggedLineColumns = bulkColumns(orderLineItems).filter(
  ({ name }) => !["shop_id", "order_id", "line_item_id"].includes(name),
);

/**
 * What a column has to be: `r` is what the log says, `o` what is stored. Of an order that is older than the log, what
 * its later copies do not say stays as it is.
 */
export function expectedValue(column: string, isPartial: string): string {
  if (column === "first_seen_at") return `case when ${isPartial} then o.${column} else r.${column} end`;
  if (column === "page_times") return expectedPageTimes(isPartial);
  const sticky = loggedColumns.find(({ name }) => name === column && stickyOrderColumns.includes(name));
  if (!sticky) return `r.${column}`;
  return `case when ${isPartial} then ${stickyValue(sticky, "r", "o")} else r.${column} end`;
}

/** A copy that was stored once more, as it was, has left a time of its own. */
function expectedPageTimes(isPartial: string): string {
  return `case when o.page_times @> r.page_times then o.page_times
    when ${isPartial} then o.page_times || r.page_times else r.page_times end`;
}

/** The same for a line: `n` in the log, `l` stored. */
export function expectedLineValue(column: string, isPartial: string): string {
  if (!stickyLineColumns.includes(column)) return `n.${column}`;
  return `case when ${isPartial} then coalesce(n.${column}, l.${column}) else n.${column} end`;
}

const isPartial = "coalesce(o.first_seen_at < least(r.first_seen_at, $2::timestamptz), false)";
const differingColumns = loggedColumns
  .map(
    ({ name }) => `case when ${expectedValue(name, isPartial)} is distinct from o.${name} then '${name}' end`,
  )
  .join(", ");
const lineDiffers = `(${loggedLineColumns.map(({ name }) => expectedLineValue(name, "f.is_partial")).join(", ")})
  is distinct from (${loggedLineColumns.map(({ name }) => `l.${name}`).join(", ")})`;

/** A copy in the log that is older than the stored one of an order that is older than the log says nothing. */
const differencesStatement = (scope: string) => `
with r as materialized (select * from replay_orders where shop_id = $1 and ${scope}),
o as materialized (select * from orders where shop_id = $1 and ${scope}),
f as materialized (
  select r.order_id, o.order_id is null as is_missing, ${isPartial} as is_partial, r.units = 0 as has_no_lines,
    case when o.order_id is null then '{}'::text[] else array_remove(array[${differingColumns}], null) end as columns
  from r left join o on o.order_id = r.order_id
  where not (${isPartial} and r.update_time < o.update_time)
),
n as materialized (select * from replay_order_line_items where shop_id = $1 and ${scope}),
l as materialized (select * from order_line_items where shop_id = $1 and ${scope}),
line_differences as (
  select f.order_id, count(*)::int as lines
  from n full join l on l.line_item_id = n.line_item_id and l.order_id = n.order_id
  join f on f.order_id = coalesce(n.order_id, l.order_id)
  where case
    when n.line_item_id is null then not (f.is_partial and f.has_no_lines)
    else l.line_item_id is null or ${lineDiffers}
  end
  group by f.order_id
)
select f.order_id as "orderId", f.is_missing as "isMissing", f.is_partial as "isPartial",
  f.has_no_lines as "hasNoLines", f.columns, coalesce(d.lines, 0) as lines
from f left join line_differences d on d.order_id = f.order_id
where f.is_missing or cardinality(f.columns) > 0 or d.lines > 0
order by f.order_id`;

const bySpan = differencesStatement("order_id > $3 and order_id <= $4");
const byIds = differencesStatement("order_id = any($3::text[])");

/** Orders of which the tables and the log say different things. */
export async function findDifferences(
  sql: SqlRunner,
  shopId: string,
  logBeginsAtIso: string,
  scope: ReplayScope,
): Promise<OrderDifference[]> {
  const rows =
    "ids" in scope
      ? await sql.unsafe<OrderDifference[]>(byIds, [shopId, logBeginsAtIso, scope.ids])
      : await sql.unsafe<OrderDifference[]>(bySpan, [shopId, logBeginsAtIso, scope.after, scope.through]);
  return [...rows];
}

/** The last of the next `limit` orders in the order of their ids; null behind the last. */
export async function findSpanEnd(shopId: string, after: string, limit: number): Promise<string | null> {
  const rows = await getSql()<{ orderId: string }[]>`
    select order_id as "orderId" from replay_orders
    where shop_id = ${shopId} and order_id > ${after} order by order_id limit ${limit}`;
  return rows.at(-1)?.orderId ?? null;
}

/** Orders in the log, and orders that are stored and in no page of it: they are older than what is kept. */
export async function countReplayed(shopId: string): Promise<{ orders: number; unlogged: number }> {
  const rows = await getSql()<{ orders: number; unlogged: number }[]>`
    select (select count(*)::int from replay_orders where shop_id = ${shopId}) as orders,
      (select count(*)::int from orders o
       where o.shop_id = ${shopId} and not exists (
         select 1 from replay_orders r where r.shop_id = o.shop_id and r.order_id = o.order_id)) as unlogged`;
  return rows[0] ?? { orders: 0, unlogged: 0 };
}
