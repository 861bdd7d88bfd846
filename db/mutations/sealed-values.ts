import "server-only";
import { getSql } from "../client";

type SealedColumn = {
  table: string;
  column: string;
  /** SQL of what is bound into the seal, over a row of the table. */
  purpose: string;
};

/** Everything that is sealed; the columns are named `…_sealed`, and a test compares the two. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: "tiktok_connections", column: "access_token_sealed", purpose: "'access:' || open_id" },
  { table: "tiktok_connections", column: "refresh_token_sealed", purpose: "'refresh:' || open_id" },
  { table: "alert_settings", column: "webhook_url_sealed", purpose: "'alert:webhook'" },
  { table: "alert_settings", column: "heartbeat_url_sealed", purpose: "'alert:heartbeat'" },
];

export type SealedValue = { id: string; sealed: string; purpose: string };

/** The sealed values of a column; both kinds of tables have an `id`. */
export async function listSealedValues({ table, column, purpose }: SealedColumn): Promise<SealedValue[]> {
  const sql = getSql();
  return sql<SealedValue[]>`
    select id::text as id, ${sql(column)} as sealed, ${sql.unsafe(purpose)} as purpose
    from ${sql(table)} where ${sql(column)} is not null order by id`;
}

/** Takes the new text for the old one. @returns false when somebody else has changed it meanwhile. */
export async function replaceSealedValue(
  { table, column }: SealedColumn,
  { id, sealed }: SealedValue,
  resealed: string,
): Promise<boolean> {
  const sql = getSql();
  const rows = await sql`
    update ${sql(table)} set ${sql(column)} = ${resealed}
    where id::text = ${id} and ${sql(column)} = ${sealed} returning 1`;
  return rows.length > 0;
}
