import { getSql } from "@/db/client";
import { buyerTables } from "@/db/mutations/buyer-rollups";
import { rollupTables } from "@/db/mutations/rollups";

export const derivedTables = [
  "orders",
  "order_line_items",
  ...rollupTables,
  "product_sales_spans",
  ...buyerTables,
];

/** Everything that is derived from the log of pages, for comparison as a whole. */
export async function readDerived(shopId: string): Promise<Record<string, string[]>> {
  const sql = getSql();
  const read = async (table: string): Promise<[string, string[]]> => {
    const rows = await sql<{ row: string }[]>`
      select (to_jsonb(t) - 'rebuilt_at')::text as row from ${sql(table)} t where shop_id = ${shopId} order by 1`;
    return [table, rows.map(({ row }) => row)];
  };
  const aside = await sql<{ key: string }[]>`
    select reject_key as key from order_rejects where shop_id = ${shopId} and resolved_at is null order by 1`;
  const contents = await Promise.all(derivedTables.map(read));
  return { ...Object.fromEntries(contents), aside: aside.map(({ key }) => key) };
}
