import "server-only";
import { getTableName, type Table } from "drizzle-orm";
import {
  assignExcluded,
  type BulkColumn,
  bulkColumns,
  columnList,
  differs,
  selectUnnested,
  toColumnArrays,
  withSame,
} from "../bulk";
import type { SqlRunner } from "../client";
import { orderLineItems, orders, replayOrderLineItems, replayOrders } from "../schema";

type Row<Table extends { $inferInsert: Record<string, unknown> }> = {
  [Key in keyof Table["$inferInsert"]]-?: Table["$inferInsert"][Key] | null;
};
/** Text, numbers, booleans and ISO instants; money is a decimal string, `extra` is JSON text. */
export type OrderRow = Omit<Row<typeof orders>, "orderId" | "extra" | "recipientAddress"> & {
  orderId: string;
  extra: string;
  /** JSON text. */
  recipientAddress: string | null;
};
export type OrderLineRow = Row<typeof orderLineItems>;

/** What is stored of an order, to tell whether a copy brings anything new. */
export type StoredOrder = {
  orderId: string;
  updateTime: string;
  contentHash: string;
  createTime: string;
  paidTime: string | null;
  vanishedAt: string | null;
  buyerUserId: string | null;
};

export type StoreCounts = { inserted: number; updated: number; missing: number; changed: number };
export const nothingStored: StoreCounts = { inserted: 0, updated: 0, missing: 0, changed: 0 };

/** Facts that later payloads drop (masked addresses, shipping details): a newer copy without them erases nothing. */
export const stickyOrderColumns = [
  "paid_time",
  "rts_time",
  "delivery_time",
  "tracking_number",
  "shipping_provider",
  "recipient_region",
  "recipient_address",
  "buyer_user_id",
  "buyer_nickname",
  "lateness_sec",
];
export const stickyLineColumns = [
  "tracking_number",
  "other_tracking_number",
  "package_id",
  "product_name",
  "sku_name",
];

export const orderColumns = bulkColumns(orders);
export const lineColumns = bulkColumns(orderLineItems);
/** What every order of a page has from the page; orders of a replay come from many pages. */
const pageColumns = withSame(orderColumns, [
  "shop_id",
  "first_seen_at",
  "stored_at",
  "page_times",
  "checked_at",
  "vanished_at",
]);
const shopLineColumns = withSame(lineColumns, ["shop_id"]);
const linesFrom = orderColumns.length + 1;
const compareThroughAt = linesFrom + lineColumns.length;

/**
 * One statement for a page: orders, their lines, and away with lines a newer copy no longer has. The conflict clause
 * names no function that is not immutable, so that it runs on a distributed table as well. The last parameter is the
 * instant before which a difference means that something was missed.
 */
function storeStatement(orderTable: Table, lineTable: Table, from: BulkColumn[], isThorough = false): string {
  const [orders, lines] = [getTableName(orderTable), getTableName(lineTable)];
  // A copy with the stored `update_time` wins when its content differs, whichever way the difference was found.
  const isOther = `(excluded.content_hash <> ${orders}.content_hash or ${orders}.vanished_at is not null)`;
  return `
with incoming as (${selectUnnested(from, 1)}),
incoming_lines as (${selectUnnested(shopLineColumns, linesFrom)}),
stored as (
  insert into ${orders} (${columnList(orderColumns)})
  select ${columnList(orderColumns)} from incoming order by order_id
  on conflict (shop_id, order_id) do update
  set ${assignExcluded(orderTable, orderColumns, {
    skip: ["shop_id", "order_id", "first_seen_at"],
    sticky: stickyOrderColumns,
    append: { columns: ["page_times"], keep: 100 },
  })}
  where excluded.update_time > ${orders}.update_time
    or (excluded.update_time = ${orders}.update_time and ${isThorough ? "true" : isOther})
  returning shop_id, order_id, xmax = 0 as is_new, update_time <= $${compareThroughAt}::timestamptz as was_missed
),
gone as (
  delete from ${lines} l using stored s
  where l.shop_id = s.shop_id and l.order_id = s.order_id and not s.is_new
    and exists (select 1 from incoming_lines i where i.order_id = s.order_id)
    and not exists (select 1 from incoming_lines i where i.line_item_id = l.line_item_id)
),
stored_lines as (
  insert into ${lines} (${columnList(lineColumns)})
  select ${columnList(lineColumns)} from incoming_lines
  where order_id in (select order_id from stored) order by line_item_id
  on conflict (shop_id, line_item_id) do update
  set ${assignExcluded(lineTable, lineColumns, { skip: ["shop_id", "line_item_id"], sticky: stickyLineColumns })}
)
select count(*) filter (where is_new)::int as inserted, count(*) filter (where not is_new)::int as updated,
  count(*) filter (where is_new and was_missed)::int as missing,
  count(*) filter (where not is_new and was_missed)::int as changed
from stored`;
}

const trustingStatement = storeStatement(orders, orderLineItems, pageColumns);
const thoroughStatement = storeStatement(orders, orderLineItems, pageColumns, true);
const replayStatement = storeStatement(replayOrders, replayOrderLineItems, orderColumns);

/** Facts of the copy rather than of the order: they differ without anything having changed. */
const provenanceColumns = [
  "first_seen_at",
  "stored_at",
  "checked_at",
  "lateness_sec",
  "content_hash",
  "page_times",
];

/**
 * Which of these orders the database does not have in just this form: every column is compared, sticky ones as they
 * would be after an upsert. `lateral … offset 0` holds the planner to the primary keys.
 */
const differingStatement = `
with incoming as materialized (${selectUnnested(orderColumns, 1)}),
incoming_lines as materialized (${selectUnnested(lineColumns, linesFrom)})
select i.order_id as "orderId"
from incoming i
left join lateral (
  select * from orders where shop_id = i.shop_id and order_id = i.order_id offset 0
) o on true
where o.order_id is null or i.update_time > o.update_time
  or (i.update_time = o.update_time and (
    ${differs(orderColumns, "i", "o", { skip: provenanceColumns, sticky: stickyOrderColumns })}
    or exists (
      select 1 from incoming_lines n
      left join lateral (
        select * from order_line_items where shop_id = n.shop_id and line_item_id = n.line_item_id offset 0
      ) l on true
      where n.order_id = i.order_id and (l.line_item_id is null
        or ${differs(lineColumns, "n", "l", { skip: [], sticky: stickyLineColumns })})
    )
    or exists (
      select 1 from order_line_items l
      where l.shop_id = i.shop_id and l.order_id = i.order_id
        and exists (select 1 from incoming_lines n where n.order_id = i.order_id)
        and not exists (select 1 from incoming_lines n where n.line_item_id = l.line_item_id)
    )
  ))`;

/** The ids of orders that are not stored, or not just so. Ids must not repeat. */
export async function findDifferingOrders(
  sql: SqlRunner,
  rows: OrderRow[],
  lines: OrderLineRow[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const parameters = [...toColumnArrays(orderColumns, rows), ...toColumnArrays(lineColumns, lines)];
  const found = await sql.unsafe<{ orderId: string }[]>(differingStatement, parameters);
  return found.map(({ orderId }) => orderId);
}

/** What the database has of these orders, by primary key. */
export async function findStoredOrders(
  sql: SqlRunner,
  shopId: string,
  orderIds: string[],
): Promise<StoredOrder[]> {
  if (orderIds.length === 0) return [];
  return sql<StoredOrder[]>`
    select order_id as "orderId", update_time as "updateTime", content_hash as "contentHash",
      create_time as "createTime", paid_time as "paidTime", vanished_at as "vanishedAt",
      buyer_user_id as "buyerUserId"
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
      create_time as "createTime", paid_time as "paidTime", vanished_at as "vanishedAt",
      buyer_user_id as "buyerUserId"
    from orders where shop_id = ${shopId} and order_id = any(${orderIds}::text[])
    order by order_id for update`;
}

/**
 * Upserts orders of one shop with their lines. An older copy than the stored one is left alone; the same
 * `update_time` with other content wins. Ids must not repeat; what a page says of all its orders is read from the first.
 *
 * @param options.isThorough the rows were found to differ column by column: their content hash is not asked again.
 * @param options.compareThroughIso before this instant a difference was `missing` or `changed`; null counts none.
 */
export async function storeOrders(
  sql: SqlRunner,
  rows: OrderRow[],
  lines: OrderLineRow[],
  options: { isThorough?: boolean | undefined; compareThroughIso?: string | null | undefined } = {},
): Promise<StoreCounts> {
  if (rows.length === 0) return nothingStored;
  const parameters = [
    ...toColumnArrays(pageColumns, rows),
    ...toColumnArrays(shopLineColumns, lines),
    options.compareThroughIso ?? "-infinity",
  ];
  const statement = options.isThorough ? thoroughStatement : trustingStatement;
  const result = await sql.unsafe<StoreCounts[]>(statement, parameters);
  return result[0] ?? nothingStored;
}

/** The same into a replay's work tables, which so follow the same rules. */
export async function storeReplayed(sql: SqlRunner, rows: OrderRow[], lines: OrderLineRow[]): Promise<void> {
  if (rows.length === 0) return;
  const parameters = [
    ...toColumnArrays(orderColumns, rows),
    ...toColumnArrays(shopLineColumns, lines),
    "-infinity",
  ];
  await sql.unsafe(replayStatement, parameters);
}
