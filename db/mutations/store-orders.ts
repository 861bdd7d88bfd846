import "server-only";
import { assignExcluded, bulkColumns, columnList, selectUnnested, toColumnArrays } from "../bulk";
import type { SqlRunner } from "../client";
import { orderLineItems, orders } from "../schema";

type Row<Table extends { $inferInsert: Record<string, unknown> }> = {
  [Key in keyof Table["$inferInsert"]]-?: Table["$inferInsert"][Key] | null;
};
/** Text, numbers, booleans and ISO instants; money is a decimal string, `extra` is JSON text. */
export type OrderRow = Omit<Row<typeof orders>, "orderId" | "extra"> & { orderId: string; extra: string };
export type OrderLineRow = Row<typeof orderLineItems>;

/** What is stored of an order, to tell whether a copy brings anything new. */
export type StoredOrder = {
  orderId: string;
  updateTime: string;
  contentHash: string;
  createTime: string;
  paidTime: string | null;
};

/** Facts that later payloads drop (masked addresses, shipping details): a newer copy without them erases nothing. */
const stickyOrderColumns = [
  "paid_time",
  "rts_time",
  "delivery_time",
  "tracking_number",
  "shipping_provider",
  "recipient_region",
  "buyer_user_id",
  "buyer_nickname",
];
const stickyLineColumns = ["tracking_number", "package_id", "product_name", "sku_name"];

const orderColumns = bulkColumns(orders);
const lineColumns = bulkColumns(orderLineItems);
const linesFrom = orderColumns.length + 1;

/**
 * One statement for a page: orders, their lines, and away with lines a newer copy no longer has. The conflict clause
 * names no function that is not immutable, so that it runs on a distributed table as well.
 */
const storeStatement = `
with incoming as (${selectUnnested(orderColumns, 1)}),
incoming_lines as (${selectUnnested(lineColumns, linesFrom)}),
stored as (
  insert into orders (${columnList(orderColumns)})
  select ${columnList(orderColumns)} from incoming order by order_id
  on conflict (shop_id, order_id) do update
  set ${assignExcluded(orders, orderColumns, {
    skip: ["shop_id", "order_id", "first_seen_at"],
    sticky: stickyOrderColumns,
  })}
  where excluded.update_time > orders.update_time
    or (excluded.update_time = orders.update_time and excluded.content_hash <> orders.content_hash)
  returning shop_id, order_id, xmax = 0 as is_new
),
gone as (
  delete from order_line_items l using stored s
  where l.shop_id = s.shop_id and l.order_id = s.order_id and not s.is_new
    and exists (select 1 from incoming_lines i where i.order_id = s.order_id)
    and not exists (select 1 from incoming_lines i where i.line_item_id = l.line_item_id)
),
stored_lines as (
  insert into order_line_items (${columnList(lineColumns)})
  select ${columnList(lineColumns)} from incoming_lines
  where order_id in (select order_id from stored) order by line_item_id
  on conflict (shop_id, line_item_id) do update
  set ${assignExcluded(orderLineItems, lineColumns, { skip: ["shop_id", "line_item_id"], sticky: stickyLineColumns })}
)
select count(*) filter (where is_new)::int as inserted, count(*) filter (where not is_new)::int as updated
from stored`;

/** What the database has of these orders, by primary key. */
export async function findStoredOrders(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
): Promise<StoredOrder[]> {
  if (orderIds.length === 0) return [];
  return sql<StoredOrder[]>`
    select order_id as "orderId", update_time as "updateTime", content_hash as "contentHash",
      create_time as "createTime", paid_time as "paidTime"
    from orders where shop_id = ${shopId} and order_id = any(${orderIds}::text[])`;
}

/**
 * The same rows, locked in the order of their ids until the transaction ends: what they say about the days they
 * belong to is then what the upsert replaces.
 */
export async function lockStoredOrders(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
): Promise<StoredOrder[]> {
  return sql<StoredOrder[]>`
    select order_id as "orderId", update_time as "updateTime", content_hash as "contentHash",
      create_time as "createTime", paid_time as "paidTime"
    from orders where shop_id = ${shopId} and order_id = any(${orderIds}::text[])
    order by order_id for update`;
}

/**
 * Upserts orders of one shop with their lines. An older copy than the stored one is left alone; the same
 * `update_time` with other content wins. Ids must not repeat.
 */
export async function storeOrders(
  sql: SqlRunner,
  rows: OrderRow[],
  lines: OrderLineRow[],
): Promise<{ inserted: number; updated: number }> {
  if (rows.length === 0) return { inserted: 0, updated: 0 };
  const parameters = [...toColumnArrays(orderColumns, rows), ...toColumnArrays(lineColumns, lines)];
  const result = await sql.unsafe<{ inserted: number; updated: number }[]>(storeStatement, parameters);
  return result[0] ?? { inserted: 0, updated: 0 };
}
