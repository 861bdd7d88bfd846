import "server-only";
import { SyncLeaseLostError } from "@/lib/sync-errors";
import type { TransactionSql } from "../client";
import { type Lease, leaseTtlSec } from "./sync-lease";
import type { Traffic } from "./sync-runs";

export type PageCounts = {
  fetched: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: number;
  missing: number;
  changed: number;
};

export type WindowProgress = {
  windowId: number;
  /** New exclusive upper end of what is still to be read. */
  cursorSec: number;
  /** New inclusive lower end, when the rest of the window went to parts of its own. */
  fromSec?: number;
  isDone: boolean;
  expected: number | null;
};

export type PageProgress = Traffic &
  PageCounts & {
    runId: string;
    expected: number | null;
    /** The cursor of the incremental walk after this page, ISO; null leaves it. */
    changesThrough: string | null;
    window: WindowProgress | null;
  };

/**
 * The last statement of a page's transaction: checks the fencing token, renews the lease, moves the cursors and
 * counts. Everything happens or nothing does.
 *
 * @returns the newest request number, so that the holder sees fresher wishes.
 * @throws SyncLeaseLostError when another claim has been made since; the transaction must roll back.
 */
export async function recordPageProgress(
  tx: TransactionSql,
  lease: Lease,
  page: PageProgress,
): Promise<number> {
  const { window } = page;
  const rows = await tx<{ requestSeq: string }[]>`
    with lease as (
      update sync_metadata set
        lease_expires_at = now() + make_interval(secs => ${leaseTtlSec}), last_advanced_at = now(),
        status = 'syncing', consecutive_failures = 0, next_attempt_at = null, last_error_code = null,
        records_total = records_total + ${page.inserted},
        changes_through = greatest(changes_through, ${page.changesThrough}::timestamptz)
      where shop_id = ${lease.shopId} and resource = ${lease.resource} and lease_token = ${lease.token}
        and lease_owner = ${lease.owner}
      returning request_seq
    ),
    run as (
      update sync_runs set last_advanced_at = now(),
        stop_reason = case when status = 'running' then null else stop_reason end,
        error_code = case when status = 'running' then null else error_code end,
        error_detail = case when status = 'running' then null else error_detail end,
        missing = missing + ${page.missing}, changed = changed + ${page.changed},
        api_calls = api_calls + ${page.apiCalls}, retries = retries + ${page.retries},
        rate_limit_waits = rate_limit_waits + ${page.rateLimitWaits}, fetched = fetched + ${page.fetched},
        inserted = inserted + ${page.inserted}, updated = updated + ${page.updated},
        unchanged = unchanged + ${page.unchanged}, rejected = rejected + ${page.rejected},
        expected = coalesce(expected, ${page.expected}::int),
        walked_through = coalesce(${page.changesThrough}::timestamptz, walked_through)
      where shop_id = ${lease.shopId} and id = ${page.runId} and exists (select 1 from lease)
    ),
    walked as (
      update sync_windows set cursor_sec = ${window?.cursorSec ?? 0}, fetched = fetched + ${page.fetched},
        pages = pages + 1, expected = coalesce(expected, ${window?.expected ?? null}::int),
        from_sec = coalesce(${window?.fromSec ?? null}::bigint, from_sec),
        status = case when ${window?.isDone ?? false} then 'done' else status end,
        finished_at = case when ${window?.isDone ?? false} then now() else finished_at end
      where shop_id = ${lease.shopId} and run_id = ${page.runId} and window_id = ${window?.windowId ?? -1}
        and exists (select 1 from lease)
    )
    select request_seq as "requestSeq" from lease`;
  const row = rows[0];
  if (!row) throw new SyncLeaseLostError();
  return Number(row.requestSeq);
}
