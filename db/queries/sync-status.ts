import "server-only";
import { describeSync, type SyncEvidence, type SyncStatus } from "@/lib/sync-status";
import { getSql } from "../client";
import { toIso } from "../instants";

type Row = Omit<SyncEvidence, "run" | "pageSize"> & {
  runId: string | null;
  kind: "full" | "incremental" | "audit" | "repair";
  trigger: string;
  phase: string | null;
  startedAt: string;
  runLastAdvancedAt: string | null;
  fetched: number;
  expected: number | null;
  apiCalls: number;
  fruitlessTurns: number;
  recentPerSecond: number | null;
};

/** Speed is told over the windows that a full run has finished in so many seconds. */
const recentSec = 120;

/**
 * The sync state of every connected shop, or of one; a full sync under way is told before an incremental one.
 * Counts and repairs go on beside an up-to-date copy and are not told, unless they get nowhere.
 */
export async function listSyncStatuses(
  options: { shopId?: string; resource?: string; pageSize?: number; scope?: string | undefined } = {},
): Promise<SyncStatus[]> {
  const { shopId = null, resource = "orders", pageSize = 100, scope = null } = options;
  const rows = await getSql()<Row[]>`
    select s.shop_id as "shopId", s.name as "shopName", s.timezone, ${resource}::text as resource, now() as now,
      c.status as "connectionStatus",
      least(c.authorization_ends_at, c.refresh_token_expires_at) as "authorizationEndsAt",
      case when ${scope}::text is null then null
        else cardinality(c.granted_scopes) = 0 or ${scope}::text = any(c.granted_scopes) end as "isPermitted",
      m.synced_through as "syncedThrough", m.last_sync_time as "lastSyncTime",
      m.last_full_sync_time as "lastFullSyncTime", cron.at as "lastCronAt",
      case when c.status = 'active' then greatest(s.created_at, c.updated_at) end as "cronDueSince",
      m.last_advanced_at as "lastAdvancedAt", m.lease_expires_at as "leaseExpiresAt",
      coalesce(m.consecutive_failures, 0) as "consecutiveFailures", m.next_attempt_at as "nextAttemptAt",
      m.last_error_code as "lastErrorCode", coalesce(m.records_total, 0)::int as "recordsTotal",
      r.id as "runId", r.kind, r.trigger, r.phase, r.started_at as "startedAt",
      r.last_advanced_at as "runLastAdvancedAt", r.fetched, r.expected, r.api_calls as "apiCalls",
      r.fruitless_turns as "fruitlessTurns", w.per_second as "recentPerSecond"
    from shops s
    left join tiktok_connections c on c.id = s.connection_id
    left join sync_metadata m on m.shop_id = s.shop_id and m.resource = ${resource}
    left join lateral (
      select * from sync_runs r
      where r.shop_id = s.shop_id and r.resource = ${resource} and r.status = 'running'
        and (r.kind in ('full', 'incremental') or r.fruitless_turns >= 3)
      order by (r.kind = 'full') desc, r.started_at desc
      limit 1
    ) r on true
    left join lateral (
      select started_at as at from sync_runs
      where shop_id = s.shop_id and resource = ${resource} and trigger = 'cron'
      order by started_at desc
      limit 1
    ) cron on true
    left join lateral (
      select sum(fetched)::float8 / ${recentSec} as per_second from sync_windows
      where shop_id = r.shop_id and run_id = r.id and status = 'done'
        and finished_at > r.last_advanced_at - make_interval(secs => ${recentSec})
      having r.last_advanced_at - r.started_at > make_interval(secs => ${recentSec}) and count(*) > 2
    ) w on r.kind = 'full'
    where s.disconnected_at is null and (${shopId}::text is null or s.shop_id = ${shopId})
    order by s.created_at, s.shop_id
    limit 500`;
  return rows.map((row) => describeSync({ ...toEvidence(row), pageSize }));
}

function toEvidence(row: Row): Omit<SyncEvidence, "pageSize"> {
  const {
    runId,
    kind,
    trigger,
    phase,
    startedAt,
    runLastAdvancedAt,
    fetched,
    expected,
    apiCalls,
    fruitlessTurns,
    recentPerSecond,
    ...rest
  } = row;
  return {
    ...rest,
    now: toIso(rest.now),
    authorizationEndsAt: toIso(rest.authorizationEndsAt),
    lastCronAt: toIso(rest.lastCronAt),
    cronDueSince: toIso(rest.cronDueSince),
    syncedThrough: toIso(rest.syncedThrough),
    lastSyncTime: toIso(rest.lastSyncTime),
    lastFullSyncTime: toIso(rest.lastFullSyncTime),
    lastAdvancedAt: toIso(rest.lastAdvancedAt),
    leaseExpiresAt: toIso(rest.leaseExpiresAt),
    nextAttemptAt: toIso(rest.nextAttemptAt),
    run: runId
      ? {
          runId,
          kind,
          trigger,
          phase,
          startedAt: toIso(startedAt),
          lastAdvancedAt: toIso(runLastAdvancedAt),
          fetched,
          expected,
          apiCalls,
          fruitlessTurns,
          recentPerSecond,
        }
      : null,
  };
}
