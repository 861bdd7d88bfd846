import type { Sql } from "postgres";

/** Columns that tell when a copy was made rather than what it says. */
const provenance = ["first_seen_at", "stored_at", "checked_at", "lateness_sec", "page_times", "rebuilt_at"];
const derived = ["daily_sales", "hourly_sales", "daily_product_sales", "daily_order_status"];

/**
 * Everything that a shop's syncs leave behind, without the instants at which they did: what two histories that mean the
 * same must have in common.
 */
export async function readEndState(sql: Sql, shopId: string): Promise<Record<string, unknown>> {
  const rowsOf = async (table: string) => {
    const rows = await sql<{ row: string }[]>`
      select (to_jsonb(t) - ${provenance}::text[])::text as row from ${sql(table)} t
      where shop_id = ${shopId} order by 1`;
    return rows.map(({ row }) => row);
  };
  const state: Record<string, unknown> = {};
  for (const table of ["orders", "order_line_items", "order_rejects", ...derived])
    state[table] = await rowsOf(table);
  const [progress] = await sql`
    select m.status, m.records_total::int as records, m.consecutive_failures, m.last_error_code, m.next_attempt_at,
      m.lease_owner, m.last_full_sync_time is not null as is_whole, m.synced_through is not null as is_synced,
      extract(epoch from m.changes_through)::int as changes_through,
      (select count(*)::int from sync_tasks t where t.shop_id = m.shop_id) as tasks,
      (select count(*)::int from stale_days d where d.shop_id = m.shop_id) as marks,
      (select count(*)::int from sync_windows w where w.shop_id = m.shop_id and w.status = 'pending') as windows
    from sync_metadata m where m.shop_id = ${shopId} and m.resource = 'orders'`;
  const [runs] = await sql`
    select sum(inserted)::int as inserted, sum(updated)::int as updated, sum(missing)::int as missing,
      sum(changed)::int as changed, sum(vanished)::int as vanished, sum(rejected)::int as rejected,
      count(*) filter (where status = 'running')::int as running,
      count(*) filter (where fetched <> inserted + updated + unchanged)::int as wrong,
      count(*) filter (where status <> 'running' and (stop_reason is null or finished_at is null))::int as untold
    from sync_runs where shop_id = ${shopId} and resource = 'orders'`;
  const full = await sql`
    select status, expected, counted_there, counted_here, is_count_proven from sync_runs
    where shop_id = ${shopId} and resource = 'orders' and kind = 'full'`;
  return { ...state, progress, runs, full: [...full] };
}
