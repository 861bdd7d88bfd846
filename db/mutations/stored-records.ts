import "server-only";
import { assignExcluded, type BulkColumn, bulkColumns, columnList, differs, selectUnnested } from "../bulk";
import type { SqlRunner } from "../client";
import type { cancellations, returns } from "../schema";

/** What is stored of a record, to tell whether a copy brings anything new. */
export type StoredRecord = { id: string; updateTime: string; contentHash: string; vanishedAt: string | null };

export type StoreCounts = { inserted: number; updated: number; missing: number; changed: number };
export const nothingStored: StoreCounts = { inserted: 0, updated: 0, missing: 0, changed: 0 };

/** How a page is compared with what is stored; both go to the end of the statement's parameters, in this order. */
export type Comparison = {
  /** Compares every column instead of trusting the stored content hash. */
  isThorough?: boolean | undefined;
  /** Before this instant a difference was `missing` or `changed`; null counts none. */
  compareThroughIso?: string | null | undefined;
};

export function toParameters({ isThorough = false, compareThroughIso }: Comparison): string[] {
  return [String(isThorough), compareThroughIso ?? "-infinity"];
}

type Names = { table: string; id: string };

/** Facts of the copy rather than of the record: they differ without anything having changed. */
const provenanceColumns = ["first_seen_at", "stored_at", "checked_at", "content_hash"];

/**
 * The parts of an upsert statement that takes in new and newer copies: what is stored is never replaced by an older one,
 * and one of the same time only where it differs.
 *
 * @param options.thoroughAt number of the parameter `isThorough`; `compareThroughIso` comes after it.
 * @param options.orDiffers a further condition under which a thorough comparison finds a difference.
 */
export function upsertNewer(
  table: typeof returns | typeof cancellations,
  { table: tableName, id }: Names,
  options: { sticky: string[]; thoroughAt: number; orDiffers?: string },
): { incoming: string; stored: string; counts: string } {
  const columns = bulkColumns(table);
  const { sticky, thoroughAt, orDiffers } = options;
  const rowDiffers = differs(columns, "excluded", tableName, {
    skip: ["shop_id", id, ...provenanceColumns],
    sticky,
  });
  const thoroughly = orDiffers ? `(${rowDiffers} or ${orDiffers})` : rowDiffers;
  return {
    incoming: selectUnnested(columns, 1),
    stored: `
  insert into ${tableName} (${columnList(columns)})
  select ${columnList(columns)} from incoming order by ${id}
  on conflict (shop_id, ${id}) do update
  set ${assignExcluded(table, columns, { skip: ["shop_id", id, "first_seen_at"], sticky })}
  where excluded.update_time > ${tableName}.update_time
    or (excluded.update_time = ${tableName}.update_time and (
      excluded.content_hash <> ${tableName}.content_hash or ${tableName}.vanished_at is not null
      or ($${thoroughAt}::text = 'true' and ${thoroughly})))
  returning shop_id, ${id}, xmax = 0 as is_new, update_time <= $${thoroughAt + 1}::timestamptz as was_missed`,
    counts: `
select count(*) filter (where is_new)::int as inserted, count(*) filter (where not is_new)::int as updated,
  count(*) filter (where is_new and was_missed)::int as missing,
  count(*) filter (where not is_new and was_missed)::int as changed
from stored`,
  };
}

/** A condition: the parts of a record that come with it differ from those that are stored. */
export function partsDiffer(
  parts: { table: string; columns: BulkColumn[]; incoming: string },
  { table, id }: Names,
  partId: string,
): string {
  const same = (a: string, b: string) => `${a}.${id} = ${b}.${id} and ${a}.${partId} = ${b}.${partId}`;
  return `(exists (
      select 1 from ${parts.incoming} n
      left join ${parts.table} p on p.shop_id = n.shop_id and ${same("p", "n")}
      where n.${id} = ${table}.${id}
        and (p.${partId} is null or ${differs(parts.columns, "n", "p", { skip: [], sticky: [] })}))
    or exists (
      select 1 from ${parts.table} p
      where p.shop_id = ${table}.shop_id and p.${id} = ${table}.${id}
        and not exists (select 1 from ${parts.incoming} n where ${same("n", "p")})))`;
}

/** What the database has of these records, by primary key. */
export async function findStored<Row extends StoredRecord>(
  sql: SqlRunner,
  names: Names & { more?: string },
  shopId: string,
  ids: string[],
  lock: "none" | "for update" = "none",
): Promise<Row[]> {
  if (ids.length === 0) return [];
  const more = names.more ? `, ${names.more}` : "";
  const locking = lock === "none" ? "" : `order by ${names.id} for update`;
  const statement = `
    select ${names.id} as id, update_time as "updateTime", content_hash as "contentHash",
      vanished_at as "vanishedAt"${more}
    from ${names.table} where shop_id = $1 and ${names.id} = any($2::text[]) ${locking}`;
  return sql.unsafe<Row[]>(statement, [shopId, ids]);
}
