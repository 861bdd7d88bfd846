import "server-only";
import type { SqlRunner } from "../client";
import { fromUnixSec } from "../instants";

/** Appends a page to the log of a resource: gzip of the JSON array of records, personal data already removed. */
export async function appendResourcePage(
  sql: SqlRunner,
  page: {
    shopId: string;
    resource: string;
    runId: string | null;
    fetchedAtIso: string;
    records: number;
    body: Buffer;
  },
): Promise<void> {
  await sql`
    insert into resource_pages (shop_id, resource, run_id, fetched_at, records, body)
    values (${page.shopId}, ${page.resource}, ${page.runId}, ${page.fetchedAtIso}, ${page.records}, ${page.body})`;
}

type Place = { shopId: string; resource: string; runId: string | null; nowIso: string };

export type ResourceReject = {
  rejectKey: string;
  recordId: string | null;
  createTimeIso: string | null;
  reasons: string[];
};

/** Sets records aside that could not be read; one that comes again is dated anew, never doubled. */
export async function recordResourceRejects(
  sql: SqlRunner,
  { shopId, resource, runId, nowIso }: Place,
  rejects: ResourceReject[],
): Promise<void> {
  for (const reject of rejects) {
    await sql`
      insert into resource_rejects
        (shop_id, resource, reject_key, record_id, run_id, create_time, reasons, first_seen_at, last_seen_at)
      values (${shopId}, ${resource}, ${reject.rejectKey}, ${reject.recordId}, ${runId}, ${reject.createTimeIso},
        ${JSON.stringify(reject.reasons)}::jsonb, ${nowIso}, ${nowIso})
      on conflict (shop_id, resource, reject_key) do update set run_id = excluded.run_id,
        reasons = excluded.reasons, create_time = excluded.create_time, last_seen_at = excluded.last_seen_at,
        resolved_at = null`;
  }
}

/** How many of these are aside already. */
export async function countOpenResourceRejects(
  sql: SqlRunner,
  { shopId, resource }: Pick<Place, "shopId" | "resource">,
  rejectKeys: string[],
): Promise<number> {
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from resource_rejects
    where shop_id = ${shopId} and resource = ${resource} and reject_key = any(${rejectKeys}::text[])
      and resolved_at is null`;
  return rows[0]?.count ?? 0;
}

/** A record that was set aside and has now been stored is no longer aside. */
export async function resolveResourceRejects(
  sql: SqlRunner,
  { shopId, resource, nowIso }: Omit<Place, "runId">,
  recordIds: string[],
): Promise<void> {
  await sql`
    update resource_rejects set resolved_at = ${nowIso}
    where shop_id = ${shopId} and resource = ${resource} and resolved_at is null
      and record_id = any(${recordIds}::text[])`;
}

/** What \`resolveUnnamed\` is for orders. */
export async function resolveUnnamedRecords(
  sql: SqlRunner,
  {
    shopId,
    resource,
    fromSec,
    toSec,
  }: { shopId: string; resource: string; fromSec: number | null; toSec: number },
  read: { sinceIso: string; nowIso: string },
): Promise<void> {
  await sql`
    update resource_rejects set resolved_at = ${read.nowIso}
    where shop_id = ${shopId} and resource = ${resource} and resolved_at is null and record_id is null
      and create_time >= ${fromUnixSec(fromSec) ?? "-infinity"}::timestamptz
      and create_time < ${fromUnixSec(toSec)}::timestamptz and last_seen_at < ${read.sinceIso}::timestamptz`;
}
