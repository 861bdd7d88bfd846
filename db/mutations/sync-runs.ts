import "server-only";
import { randomUUID } from "node:crypto";
import { getSql, type SqlRunner } from "../client";
import { limitTransaction } from "../transaction";
import { dropTasksOfEndedRuns, dropTasksOfRun } from "./sync-tasks";

export type RunKind = "full" | "incremental" | "audit" | "repair";
export type RunTrigger = "cron" | "refresh" | "admin" | "connect" | "webhook";

export type RunScope = "trailing" | "trailing_changes" | "history";

/** `scope` is what an audit counts. */
export type RunRequest = {
  shopId: string;
  resource: string;
  kind: RunKind;
  trigger: RunTrigger;
  scope?: RunScope;
};

/**
 * Records the wish for a run, or joins the one of that kind that is under way; either way whoever holds the lease
 * sees that something was asked for. A person's wish also ends the wait after a failure; TikTok's notifications do not.
 */
export async function requestRun(request: RunRequest): Promise<{ runId: string; isNew: boolean }> {
  const { shopId, resource, kind, trigger } = request;
  const endsWait = trigger !== "cron" && trigger !== "webhook";
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    await tx`
      insert into sync_metadata (shop_id, resource) values (${shopId}, ${resource})
      on conflict (shop_id, resource) do nothing`;
    await tx`
      update sync_metadata set request_seq = request_seq + 1,
        next_attempt_at = case when ${endsWait} then null else next_attempt_at end
      where shop_id = ${shopId} and resource = ${resource}`;
    const id = randomUUID();
    const created = await tx`
      insert into sync_runs (shop_id, id, resource, kind, trigger, scope, status, started_at)
      values (${shopId}, ${id}, ${resource}, ${kind}, ${trigger}, ${request.scope ?? null}, 'running', now())
      on conflict (shop_id, resource, kind) where status = 'running' do nothing
      returning id`;
    if (created.length > 0) {
      await dropTasksOfEndedRuns(tx, { shopId, resource });
      return { runId: id, isNew: true };
    }
    if (request.scope === "history") {
      // What a narrower count under way would find is part of the whole history.
      await tx`
        update sync_runs set scope = 'history', phase = null
        where shop_id = ${shopId} and resource = ${resource} and kind = ${kind} and status = 'running'
          and scope <> 'history'`;
    }
    const running = await tx<{ id: string }[]>`
      select id from sync_runs
      where shop_id = ${shopId} and resource = ${resource} and kind = ${kind} and status = 'running'`;
    return { runId: running[0]?.id ?? id, isNew: false };
  });
}

export type RunEnd =
  | { outcome: "succeeded" }
  | { outcome: "failed"; errorCode: string; errorDetail: string }
  | { outcome: "cancelled" };

/**
 * Ends a run for good. One that succeeded leaves a whole copy no longer `syncing`, whichever kind it was.
 * @returns false when it had ended already: somebody cancelled it.
 */
export async function finishRun(
  shopId: string,
  runId: string,
  end: RunEnd,
  sql: SqlRunner = getSql(),
): Promise<boolean> {
  return endRun(sql, { shopId, runId }, end);
}

/**
 * The same, for a run with a scope only while that is its scope. The shop's row is locked before the run, as everywhere: a wish that comes
 * meanwhile holds the first and waits for the second.
 */
async function endRun(
  sql: SqlRunner,
  { shopId, runId }: { shopId: string; runId: string },
  end: RunEnd,
  whileScope?: { scope: RunScope | null },
): Promise<boolean> {
  const stopReason = { succeeded: "done", failed: "error", cancelled: "cancelled" }[end.outcome];
  const error = end.outcome === "failed" ? end : { errorCode: null, errorDetail: null };
  const rows = await sql`
    with held as (
      select m.shop_id, m.resource from sync_runs r
      join sync_metadata m on m.shop_id = r.shop_id and m.resource = r.resource
      where r.shop_id = ${shopId} and r.id = ${runId}
      for update of m
    ),
    ended as (
      update sync_runs r set status = ${end.outcome}, stop_reason = ${stopReason}, finished_at = now(),
        error_code = ${error.errorCode}, error_detail = ${error.errorDetail}
      from held h
      where r.shop_id = h.shop_id and r.id = ${runId} and r.status = 'running'
        and (${whileScope === undefined} or r.scope is not distinct from ${whileScope?.scope ?? null})
      returning r.shop_id, r.resource
    ),
    settled as (
      update sync_metadata m set status = 'ok' from ended e
      where m.shop_id = e.shop_id and m.resource = e.resource and ${end.outcome} = 'succeeded'
        and m.status = 'syncing' and m.last_full_sync_time is not null
    )
    select 1 from ended`;
  return rows.length > 0;
}

/**
 * Ends a repair run unless records wait to be read: whoever asked for one in the last moment joined this run.
 * @returns false when there is more to do.
 */
export async function finishRepairRun(shopId: string, resource: string, runId: string): Promise<boolean> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    await tx`select 1 from sync_metadata where shop_id = ${shopId} and resource = ${resource} for update`;
    const waiting = await tx`
      select 1 from sync_tasks
      where shop_id = ${shopId} and resource = ${resource} and run_id is null
        and (not_before is null or not_before <= now())
      limit 1`;
    if (waiting.length > 0) return false;
    await finishRun(shopId, runId, { outcome: "succeeded" }, tx);
    return true;
  });
}

/** Ends an audit, unless it was widened to another scope meanwhile. @returns false when there is more to do. */
export function finishAudit(shopId: string, runId: string, scope: RunScope | null): Promise<boolean> {
  return endRun(getSql(), { shopId, runId }, { outcome: "succeeded" }, { scope });
}

/**
 * Cancels a full resync. Whatever it has stored stays; whoever works on it steps aside at the next page. A first sync is
 * not cancelled: the shop would only begin it again.
 * @returns false when there is none to cancel.
 */
export async function cancelFullRun(shopId: string, resource: string, runId: string): Promise<boolean> {
  return getSql().begin(async (tx) => {
    await limitTransaction(tx);
    const metadata = await tx`
      update sync_metadata set request_seq = request_seq + 1,
        status = case when status = 'syncing' then 'ok' else status end
      where shop_id = ${shopId} and resource = ${resource} and last_full_sync_time is not null
      returning 1`;
    if (metadata.length === 0) return false;
    const cancelled = await tx`
      update sync_runs set status = 'cancelled', stop_reason = 'cancelled', finished_at = now(),
        error_code = null, error_detail = null
      where shop_id = ${shopId} and id = ${runId} and kind = 'full' and status = 'running'
      returning 1`;
    await dropTasksOfRun(tx, { shopId, resource, runId });
    return cancelled.length > 0;
  });
}

/** Notes until when the copy claimed to be complete; null for a first sync, which has nothing to compare with. */
export async function beginComparison(
  shopId: string,
  resource: string,
  runId: string,
  overlapSec: number,
): Promise<string | null> {
  const rows = await getSql()<{ compareThrough: string | null }[]>`
    update sync_runs r set compare_through = m.synced_through - make_interval(secs => ${overlapSec})
    from sync_metadata m
    where r.shop_id = ${shopId} and r.id = ${runId} and m.shop_id = r.shop_id and m.resource = ${resource}
      and m.last_full_sync_time is not null
    returning r.compare_through as "compareThrough"`;
  return rows[0]?.compareThrough ?? null;
}

/** Counts records that TikTok knows no longer. */
export async function countVanished(
  sql: SqlRunner,
  shopId: string,
  runId: string,
  count: number,
): Promise<void> {
  await sql`update sync_runs set vanished = vanished + ${count} where shop_id = ${shopId} and id = ${runId}`;
}

/** Leaves a run to be resumed, with the reason why it stopped for now. */
export async function pauseRun(
  shopId: string,
  runId: string,
  pause: {
    stopReason: "budget" | "rate_limited" | "error";
    errorCode: string | null;
    errorDetail: string | null;
  },
): Promise<void> {
  await getSql()`
    update sync_runs set stop_reason = ${pause.stopReason}, error_code = ${pause.errorCode},
      error_detail = ${pause.errorDetail}
    where shop_id = ${shopId} and id = ${runId} and status = 'running'`;
}

export type RunChange = {
  phase?: "walk" | "recheck" | "verify" | "catch_up" | "recent" | "statuses" | "rollups";
  rangeFrom?: string | null;
  rangeUntil?: string | null;
};

/** Notes the span and phase of a run when they become known. */
export async function updateRun(
  shopId: string,
  runId: string,
  change: RunChange,
  sql: SqlRunner = getSql(),
): Promise<void> {
  await sql`
    update sync_runs set phase = coalesce(${change.phase ?? null}, phase),
      verify_tries = case when ${change.phase ?? null}::text <> coalesce(phase, '') then 0 else verify_tries end,
      range_from = coalesce(${change.rangeFrom ?? null}::timestamptz, range_from),
      range_until = coalesce(${change.rangeUntil ?? null}::timestamptz, range_until)
    where shop_id = ${shopId} and id = ${runId}`;
}

/** Counts another attempt at the closing count. @returns how many there have been with this one. */
export async function countVerifyTry(shopId: string, runId: string): Promise<number> {
  const rows = await getSql()<{ tries: number }[]>`
    update sync_runs set verify_tries = verify_tries + 1
    where shop_id = ${shopId} and id = ${runId} returning verify_tries as tries`;
  return rows[0]?.tries ?? 1;
}

export type CountTrust = "reliable" | "capped" | "unreliable";

/** What a look at the figures of random days brought. */
export async function recordRollupProof(
  shopId: string,
  runId: string,
  days: { checked: number; mended: number },
): Promise<void> {
  await getSql()`
    update sync_runs set rollup_days_checked = ${days.checked}, rollup_days_mended = ${days.mended}
    where shop_id = ${shopId} and id = ${runId}`;
}

/** Remembers for later turns of the run that TikTok's counts do not add up. */
export async function noteCountTrust(shopId: string, runId: string, trust: CountTrust): Promise<void> {
  await getSql()`update sync_runs set count_trust = ${trust} where shop_id = ${shopId} and id = ${runId}`;
}

/** What TikTok counts in a run's span and what is here; `trust` says whether TikTok's counts add up. */
export async function recordCount(
  shopId: string,
  runId: string,
  count: { there: number | null; here: number; isProven: boolean; trust: CountTrust | null },
): Promise<void> {
  await getSql()`
    update sync_runs set counted_there = ${count.there}, counted_here = ${count.here},
      is_count_proven = ${count.isProven}, count_trust = ${count.trust}
    where shop_id = ${shopId} and id = ${runId}`;
}

export type Traffic = { apiCalls: number; retries: number; rateLimitWaits: number };

/** Counts calls that no page commit has counted. */
export async function addTraffic(shopId: string, runId: string, traffic: Traffic): Promise<void> {
  await getSql()`
    update sync_runs set api_calls = api_calls + ${traffic.apiCalls}, retries = retries + ${traffic.retries},
      rate_limit_waits = rate_limit_waits + ${traffic.rateLimitWaits}
    where shop_id = ${shopId} and id = ${runId}`;
}

/**
 * Compares where a run stands after a turn with where it stood after the one before. Whatever can advance is in it: phase,
 * cursors, windows, tasks, rows changed, days rebuilt.
 * @returns how many turns in a row have ended at the same place.
 */
export async function noteTurn(shopId: string, resource: string, runId: string): Promise<number> {
  const rows = await getSql()<{ fruitlessTurns: number }[]>`
    with here as (
      select concat_ws('|', r.phase, r.inserted + r.updated, r.vanished, m.changes_through, r.walked_through,
        (select concat(count(*), ':', sum(cursor_sec)) from sync_windows w
         where w.shop_id = r.shop_id and w.run_id = r.id and w.status = 'pending'),
        (select concat(count(*), ':', max(task_id), ':', sum(version + attempts)) from sync_tasks t
         where t.shop_id = r.shop_id and t.resource = r.resource and (t.run_id = r.id or t.run_id is null)),
        (select count(*) from span_proofs p where p.shop_id = r.shop_id and p.resource = r.resource and p.run_id = r.id),
        (select count(distinct day) from stale_days d where d.shop_id = r.shop_id)) as position
      from sync_runs r
      join sync_metadata m on m.shop_id = r.shop_id and m.resource = r.resource
      where r.shop_id = ${shopId} and r.id = ${runId} and r.resource = ${resource}
    )
    update sync_runs r set position = h.position,
      fruitless_turns = case when r.position = h.position then r.fruitless_turns + 1 else 0 end
    from here h
    where r.shop_id = ${shopId} and r.id = ${runId} and r.status = 'running'
    returning r.fruitless_turns as "fruitlessTurns"`;
  return rows[0]?.fruitlessTurns ?? 0;
}
