import "server-only";
import { bulkColumns, columnList, selectUnnested, toColumnArrays } from "../bulk";
import type { SqlRunner } from "../client";
import { returnLineItems, returns } from "../schema";
import {
  type Comparison,
  findStored,
  nothingStored,
  partsDiffer,
  type StoreCounts,
  type StoredRecord,
  toParameters,
  upsertNewer,
} from "./stored-records";

type Row<Table extends { $inferInsert: Record<string, unknown> }> = {
  [Key in keyof Table["$inferInsert"]]-?: Table["$inferInsert"][Key] | null;
};
/** Text, numbers, booleans and ISO instants; money is a decimal string, `extra` is JSON text. */
export type ReturnRow = Omit<Row<typeof returns>, "returnId" | "orderId" | "extra"> & {
  returnId: string;
  orderId: string;
  extra: string;
};
export type ReturnLineRow = Row<typeof returnLineItems>;

export type StoredReturn = StoredRecord & { orderId: string; isRefunded: boolean };

const names = {
  table: "returns",
  id: "return_id",
  more: `order_id as "orderId", is_refunded as "isRefunded"`,
};
/** A later payload without them does not erase them. */
const sticky = ["tracking_number", "shipping_provider", "reason", "reason_text"];

const columns = bulkColumns(returns);
const lineColumns = bulkColumns(returnLineItems);
const linesFrom = columns.length + 1;
const parts = { table: "return_line_items", columns: lineColumns, incoming: "incoming_lines" };
const upsert = upsertNewer(returns, names, {
  sticky,
  thoroughAt: linesFrom + lineColumns.length,
  orDiffers: partsDiffer(parts, names, "return_line_item_id"),
});

/** One statement for a page: returns, and the parts of those that are new or newer in place of the parts they had. */
const storeStatement = `
with incoming as (${upsert.incoming}),
incoming_lines as (${selectUnnested(lineColumns, linesFrom)}),
stored as (${upsert.stored}),
gone as (
  delete from return_line_items l using stored s
  where l.shop_id = s.shop_id and l.return_id = s.return_id and not s.is_new
    and not exists (select 1 from incoming_lines i
      where i.return_id = l.return_id and i.return_line_item_id = l.return_line_item_id)
),
stored_lines as (
  insert into return_line_items (${columnList(lineColumns)})
  select ${columnList(lineColumns)} from incoming_lines
  where return_id in (select return_id from stored) order by return_id, return_line_item_id
  on conflict (shop_id, return_id, return_line_item_id) do update
  set ${lineColumns
    .filter(({ name }) => !["shop_id", "return_id", "return_line_item_id"].includes(name))
    .map(({ name }) => `${name} = excluded.${name}`)
    .join(", ")}
)${upsert.counts}`;

export function findStoredReturns(sql: SqlRunner, shopId: string, ids: string[]): Promise<StoredReturn[]> {
  return findStored<StoredReturn>(sql, names, shopId, ids);
}

/** The same rows, locked in the order of their ids until the transaction ends. */
export function lockStoredReturns(sql: SqlRunner, shopId: string, ids: string[]): Promise<StoredReturn[]> {
  return findStored<StoredReturn>(sql, names, shopId, ids, "for update");
}

/** Upserts returns of one shop with their parts. An older copy than the stored one is left alone. Ids must not repeat. */
export async function storeReturns(
  sql: SqlRunner,
  rows: ReturnRow[],
  lines: ReturnLineRow[],
  comparison: Comparison = {},
): Promise<StoreCounts> {
  if (rows.length === 0) return nothingStored;
  const parameters = [
    ...toColumnArrays(columns, rows),
    ...toColumnArrays(lineColumns, lines),
    ...toParameters(comparison),
  ];
  const result = await sql.unsafe<StoreCounts[]>(storeStatement, parameters);
  return result[0] ?? nothingStored;
}
