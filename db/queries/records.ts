import "server-only";
import { getSql } from "../client";
import { fromUnixSec } from "../instants";

const idColumns = { returns: "return_id", cancellations: "cancel_id" } as const;
/** Of these nothing more is to be expected. */
const finalStatus = "_(COMPLETE|CANCEL|CANCELLED|REJECT)$";

type Span = { field?: "create_time" | "update_time"; fromSec: number | null; toSec: number };

/** What the sync has to know of the stored returns, or cancellations; spans are Unix seconds as `countOrders` takes them. */
export function storedRecords(resource: keyof typeof idColumns) {
  return {
    count: (shopId: string, span: Span) => countRecords(resource, shopId, span),
    findMiddleSec: (shopId: string, span: Span) => findMiddleSec(resource, shopId, span),
    listIds: (shopId: string, span: Span) => listIds(resource, shopId, span),
    listUnconfirmed: (shopId: string, sinceIso: string, limit: number) =>
      listUnconfirmed(resource, shopId, sinceIso, limit),
    listUnnamed: (shopId: string, sinceIso: string, limit: number) =>
      listUnnamed(resource, shopId, sinceIso, limit),
  };
}

type Resource = keyof typeof idColumns;

async function countRecords(resource: Resource, shopId: string, span: Span): Promise<number> {
  const sql = getSql();
  const { table, id, isWithin, from, to } = partsOf(resource, span);
  const rows = await sql<{ count: number }[]>`
    select (
      (select count(*) from ${table} where shop_id = ${shopId} and vanished_at is null and ${isWithin})
      + (select count(*) from resource_rejects r
         where r.shop_id = ${shopId} and r.resource = ${resource} and r.resolved_at is null
           and r.create_time >= ${from}::timestamptz and r.create_time < ${to}::timestamptz
           and not exists (select 1 from ${table} t where t.shop_id = r.shop_id and t.${id} = r.record_id))
    )::int as count`;
  return rows[0]?.count ?? 0;
}

async function findMiddleSec(resource: Resource, shopId: string, span: Span): Promise<number | null> {
  const { table, time, isWithin } = partsOf(resource, span);
  const rows = await getSql()<{ middleSec: string | null }[]>`
    select floor(extract(epoch from percentile_disc(0.5) within group (order by ${time})))::bigint as "middleSec"
    from ${table} where shop_id = ${shopId} and ${isWithin}`;
  const middle = rows[0]?.middleSec;
  return middle === null || middle === undefined ? null : Number(middle);
}

async function listIds(resource: Resource, shopId: string, span: Span): Promise<string[]> {
  const { table, id, isWithin } = partsOf(resource, span);
  const rows = await getSql()<{ id: string }[]>`
    select ${id} as id from ${table} where shop_id = ${shopId} and vanished_at is null and ${isWithin}`;
  return rows.map((row) => row.id);
}

async function listUnconfirmed(
  resource: Resource,
  shopId: string,
  sinceIso: string,
  limit: number,
): Promise<string[]> {
  const sql = getSql();
  const rows = await sql<{ id: string }[]>`
    (select record_id as id, last_seen_at as at from resource_rejects
      where shop_id = ${shopId} and resource = ${resource} and resolved_at is null and record_id is not null
        and last_seen_at < ${sinceIso}::timestamptz)
    union all
    (select ${sql(idColumns[resource])}, coalesce(checked_at, stored_at) from ${sql(resource)}
      where shop_id = ${shopId} and status !~ ${finalStatus} and vanished_at is null
        and coalesce(checked_at, stored_at) < ${sinceIso}::timestamptz
      order by coalesce(checked_at, stored_at)
      limit ${limit})
    order by at
    limit ${limit}`;
  return [...new Set(rows.map((row) => row.id))];
}

async function listUnnamed(
  resource: Resource,
  shopId: string,
  sinceIso: string,
  limit: number,
): Promise<number[]> {
  const rows = await getSql()<{ createSec: string }[]>`
    select floor(extract(epoch from create_time))::bigint as "createSec" from resource_rejects
    where shop_id = ${shopId} and resource = ${resource} and resolved_at is null and record_id is null
      and create_time is not null and last_seen_at < ${sinceIso}::timestamptz
    group by 1
    order by min(last_seen_at)
    limit ${limit}`;
  return rows.map(({ createSec }) => Number(createSec));
}

function partsOf(resource: Resource, span: Span) {
  const sql = getSql();
  const from = fromUnixSec(span.fromSec) ?? "-infinity";
  const to = fromUnixSec(span.toSec);
  const time = sql(span.field ?? "create_time");
  const isWithin = sql`${time} >= ${from}::timestamptz and ${time} < ${to}::timestamptz`;
  return { table: sql(resource), id: sql(idColumns[resource]), time, isWithin, from, to };
}
