import "server-only";
import { bulkColumns, toColumnArrays } from "../bulk";
import type { SqlRunner } from "../client";
import { cancellations } from "../schema";
import {
  type Comparison,
  findStored,
  nothingStored,
  type StoreCounts,
  type StoredRecord,
  toParameters,
  upsertNewer,
} from "./stored-records";

/** Text, numbers and ISO instants; money is a decimal string, `extra` is JSON text. */
export type CancellationRow = {
  [Key in keyof (typeof cancellations)["$inferInsert"]]-?: (typeof cancellations)["$inferInsert"][Key] | null;
} & { cancelId: string; orderId: string; extra: string };

const names = { table: "cancellations", id: "cancel_id" };
const columns = bulkColumns(cancellations);
const upsert = upsertNewer(cancellations, names, {
  sticky: ["reason", "reason_text"],
  thoroughAt: columns.length + 1,
});

const storeStatement = `
with incoming as (${upsert.incoming}),
stored as (${upsert.stored})${upsert.counts}`;

export function findStoredCancellations(
  sql: SqlRunner,
  shopId: string,
  ids: string[],
): Promise<StoredRecord[]> {
  return findStored<StoredRecord>(sql, names, shopId, ids);
}

/** Upserts cancellations of one shop. An older copy than the stored one is left alone. Ids must not repeat. */
export async function storeCancellations(
  sql: SqlRunner,
  rows: CancellationRow[],
  comparison: Comparison = {},
): Promise<StoreCounts> {
  if (rows.length === 0) return nothingStored;
  const parameters = [...toColumnArrays(columns, rows), ...toParameters(comparison)];
  const result = await sql.unsafe<StoreCounts[]>(storeStatement, parameters);
  return result[0] ?? nothingStored;
}
