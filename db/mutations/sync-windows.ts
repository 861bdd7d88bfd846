import "server-only";
import { getSql, type SqlRunner } from "../client";

export type NewWindow = { fromSec: number | null; toSec: number };
export type SyncWindow = NewWindow & {
  windowId: number;
  cursorSec: number;
  expected: number | null;
  fetched: number;
  pages: number;
};

/** Adds spans to a run's work list. */
export async function addWindows(
  sql: SqlRunner,
  shopId: string,
  runId: string,
  windows: NewWindow[],
): Promise<void> {
  if (windows.length === 0) return;
  const from = windows.map(({ fromSec }) => (fromSec === null ? null : String(fromSec)));
  const to = windows.map(({ toSec }) => String(toSec));
  await sql`
    insert into sync_windows (shop_id, run_id, from_sec, to_sec, cursor_sec, status)
    select ${shopId}, ${runId}, f::bigint, t::bigint, t::bigint, 'pending'
    from unnest(${from}::text[], ${to}::text[]) as w(f, t)`;
}

/** What is still to be read, newest first. */
export async function listPendingWindows(shopId: string, runId: string): Promise<SyncWindow[]> {
  const rows = await getSql()<Record<keyof SyncWindow, string | null>[]>`
    select window_id as "windowId", from_sec as "fromSec", to_sec as "toSec", cursor_sec as "cursorSec", expected,
      fetched, pages
    from sync_windows
    where shop_id = ${shopId} and run_id = ${runId} and status = 'pending'
    order by to_sec desc`;
  return rows.map((row) => ({
    windowId: Number(row.windowId),
    fromSec: row.fromSec === null ? null : Number(row.fromSec),
    toSec: Number(row.toSec),
    cursorSec: Number(row.cursorSec),
    expected: row.expected === null ? null : Number(row.expected),
    fetched: Number(row.fetched),
    pages: Number(row.pages),
  }));
}
