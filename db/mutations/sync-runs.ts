import "server-only";
import { randomUUID } from "node:crypto";
import { getSql, type SqlRunner } from "../client";
import { limitTransaction } from "../transaction";

export type RunKind = "full" | "incremental" | "audit" | "repair";
export type RunTrigger = "cron" | "refresh" | "admin" | "connect" | "webhook";

export type RunRequest = { shopId: string; resource: string; kind: RunKind; trigger: RunTrigger };

/**
 * Records the wish for a run, or joins the one of that kind that is under way; either way whoever holds the lease
 * sees that something was asked for. A person's wish also ends the wait after a failure.
 */
export async function requestRun(request: RunRequest): Promise<{ runId: string; isNew: boolean }> {
  const { shopId, resource, kind, trigger } = request;
  const endsWait = trigger !== "cron";
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
      insert into sync_runs (shop_id, id, resource, kind, trigger, status, started_at)
      values (${shopId}, ${id}, ${resource}, ${kind}, ${trigger}, 'running', now())
      on conflict (shop_id, resource, kind) where status = 'running' do nothing
      returning id`;
    if (created.length > 0) return { runId: id, isNew: true };
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

/** Ends a run for good. */
export async function finishRun(shopId: string, runId: string, end: RunEnd): Promise<void> {
  const stopReason = { succeeded: "done", failed: "error", cancelled: "cancelled" }[end.outcome];
  const error = end.outcome === "failed" ? end : { errorCode: null, errorDetail: null };
  await getSql()`
    update sync_runs set status = ${end.outcome}, stop_reason = ${stopReason}, finished_at = now(),
      error_code = ${error.errorCode}, error_detail = ${error.errorDetail}
    where shop_id = ${shopId} and id = ${runId} and status = 'running'`;
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
  phase?: "walk" | "verify" | "catch_up";
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

/** The count that closes a full sync. */
export async function recordCount(
  shopId: string,
  runId: string,
  count: { there: number | null; here: number; isProven: boolean },
): Promise<void> {
  await getSql()`
    update sync_runs set counted_there = ${count.there}, counted_here = ${count.here}, is_count_proven = ${count.isProven}
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
