import "server-only";
import { getSql, type TransactionSql } from "../client";
import { limitTransaction } from "../transaction";
import { finishRun } from "./sync-runs";

type Key = { shopId: string; resource: string };

/** Starts the incremental cursor where the first full sync starts, so that changes can be read beside it. */
export async function startChangesCursor({ shopId, resource }: Key, fromIso: string): Promise<void> {
  await getSql()`
    update sync_metadata set changes_through = coalesce(changes_through, ${fromIso}::timestamptz)
    where shop_id = ${shopId} and resource = ${resource}`;
}

/**
 * Ends a full sync: everything that had changed before `changes_through` is here. One that was cancelled in the last moment
 * completes nothing.
 */
export async function completeFullSync({ shopId, resource }: Key, runId: string): Promise<void> {
  await getSql().begin(async (tx) => {
    await limitTransaction(tx);
    if (await finishRun(shopId, runId, { outcome: "succeeded" }, tx))
      await noteFullSync(tx, { shopId, resource });
  });
}

async function noteFullSync(tx: TransactionSql, { shopId, resource }: Key): Promise<void> {
  await tx`
    update sync_metadata set last_full_sync_time = now(), last_sync_time = now(), status = 'ok',
      synced_through = fresh_through, consecutive_failures = 0, next_attempt_at = null,
      last_error_code = null
    where shop_id = ${shopId} and resource = ${resource}`;
}

/**
 * The walk has reached TikTok's present.
 * @param throughIso TikTok's clock when the walk began, the last change seen when it did not say. Taken as it is: a clock
 * that was ahead once must not leave a promise behind that is not kept.
 * @param cursorIso where the next walk may go on: not beyond what both clocks call the past.
 */
export async function completeIncremental(
  { shopId, resource }: Key,
  throughIso: string | null,
  cursorIso: string | null,
): Promise<void> {
  await getSql()`
    update sync_metadata set changes_through = greatest(changes_through, ${cursorIso}::timestamptz),
      last_sync_time = now(), consecutive_failures = 0, next_attempt_at = null,
      last_error_code = null, last_advanced_at = now(),
      status = case when last_full_sync_time is null then 'syncing' else 'ok' end,
      fresh_through = coalesce(${throughIso}::timestamptz, changes_through),
      synced_through = case when last_full_sync_time is null then synced_through
        else coalesce(${throughIso}::timestamptz, changes_through) end
    where shop_id = ${shopId} and resource = ${resource}`;
}

const secondWaitSec = 30;
const longestWaitSec = 1_800;

/**
 * Counts a failure and says when the next try may come: at the next tick of the minutely cron after the first,
 * then doubling from 30 s to half an hour; or what TikTok asked for.
 */
export async function recordFailure(
  { shopId, resource }: Key,
  failure: { errorCode: string; retryAfterSec: number | null; needsReconnect: boolean },
): Promise<void> {
  const { errorCode, retryAfterSec, needsReconnect } = failure;
  await getSql()`
    update sync_metadata set consecutive_failures = consecutive_failures + 1, last_error_code = ${errorCode},
      status = ${needsReconnect ? "needs_reconnect" : "failing"},
      next_attempt_at = now() + make_interval(secs => coalesce(${retryAfterSec}::float8,
        case when consecutive_failures = 0 then 0
          else least(${longestWaitSec}::float8, ${secondWaitSec} * power(2, least(consecutive_failures - 1, 10))) end))
    where shop_id = ${shopId} and resource = ${resource}`;
}
