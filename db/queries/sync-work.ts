import "server-only";
import { getSql } from "../client";
import type { RunKind, RunScope, RunTrigger } from "../mutations/sync-runs";

/** What the sync needs to know of a shop. */
export type SyncShop = {
  shopId: string;
  cipher: string;
  currency: string;
  timezone: string;
  connectionId: string;
};

/** The shop, or null when it is unknown, disconnected, or has to be connected again. */
export async function findSyncShop(shopId: string): Promise<SyncShop | null> {
  const rows = await getSql()<SyncShop[]>`
    select s.shop_id as "shopId", s.cipher, s.currency, s.timezone, s.connection_id as "connectionId"
    from shops s join tiktok_connections c on c.id = s.connection_id
    where s.shop_id = ${shopId} and s.disconnected_at is null and c.status = 'active'`;
  return rows[0] ?? null;
}

export type RunPhase = "walk" | "recheck" | "verify" | "catch_up" | "recent" | "statuses" | "rollups";

export type RunToDo = {
  runId: string;
  kind: RunKind;
  trigger: RunTrigger;
  phase: RunPhase | null;
  scope: RunScope | null;
  rangeFrom: string | null;
  rangeUntil: string | null;
  expected: number | null;
  compareThrough: string | null;
  walkedThrough: string | null;
  countTrust: "reliable" | "capped" | "unreliable" | null;
};

/** The most urgent unfinished run: what makes today right goes before what makes the past complete. */
export async function findNextRun(
  shopId: string,
  resource: string,
): Promise<{ requestSeq: number; run: RunToDo | null }> {
  const rows = await getSql()<(Omit<RunToDo, "runId"> & { requestSeq: string; runId: string | null })[]>`
    select m.request_seq as "requestSeq", r.id as "runId", r.kind, r.trigger, r.phase, r.range_from as "rangeFrom",
      r.range_until as "rangeUntil", r.expected, r.scope, r.compare_through as "compareThrough", r.walked_through as "walkedThrough",
      r.count_trust as "countTrust"
    from sync_metadata m
    left join lateral (
      select * from sync_runs r
      where r.shop_id = m.shop_id and r.resource = m.resource and r.status = 'running'
      order by array_position(array['incremental', 'repair', 'audit', 'full'], r.kind), r.started_at
      limit 1
    ) r on true
    where m.shop_id = ${shopId} and m.resource = ${resource}`;
  const row = rows[0];
  if (!row) return { requestSeq: 0, run: null };
  const { requestSeq, runId, ...rest } = row;
  return { requestSeq: Number(requestSeq), run: runId === null ? null : { runId, ...rest } };
}

export type RunFigures = {
  status: string;
  fetched: number;
  inserted: number;
  updated: number;
  unchanged: number;
  apiCalls: number;
};

export async function getRunFigures(shopId: string, runId: string): Promise<RunFigures | null> {
  const rows = await getSql()<RunFigures[]>`
    select status, fetched, inserted, updated, unchanged, api_calls as "apiCalls"
    from sync_runs where shop_id = ${shopId} and id = ${runId}`;
  return rows[0] ?? null;
}

/** Where the incremental walk stands, ISO as PostgreSQL prints it; null before the first full sync began. */
export async function getChangesThrough(shopId: string, resource: string): Promise<string | null> {
  const rows = await getSql()<{ changesThrough: string | null }[]>`
    select changes_through as "changesThrough" from sync_metadata
    where shop_id = ${shopId} and resource = ${resource}`;
  return rows[0]?.changesThrough ?? null;
}

/** Until when the copy is complete, ISO; null before the first full sync has ended. */
export async function getSyncedThrough(shopId: string, resource: string): Promise<string | null> {
  const rows = await getSql()<{ syncedThrough: string | null }[]>`
    select synced_through as "syncedThrough" from sync_metadata
    where shop_id = ${shopId} and resource = ${resource}`;
  return rows[0]?.syncedThrough ?? null;
}

/** What the last count over the trailing hours went by, and whether TikTok's counts were found wrong within a day. */
export async function getLastTrailing(
  shopId: string,
  resource: string,
): Promise<{ scope: RunScope | null; isUnreliable: boolean }> {
  const rows = await getSql()<{ scope: RunScope; isUnreliable: boolean }[]>`
    select scope, exists (
        select 1 from sync_runs u
        where u.shop_id = ${shopId} and u.resource = ${resource} and u.kind = 'audit'
          and u.count_trust = 'unreliable' and u.started_at > now() - interval '20 hours') as "isUnreliable"
    from sync_runs
    where shop_id = ${shopId} and resource = ${resource} and kind = 'audit'
      and scope in ('trailing', 'trailing_changes')
    order by started_at desc limit 1`;
  return rows[0] ?? { scope: null, isUnreliable: false };
}

/** True when records wait to be read again by a repair run. */
export async function hasDueTasks(shopId: string, resource: string): Promise<boolean> {
  const rows = await getSql()`
    select 1 from sync_tasks
    where shop_id = ${shopId} and resource = ${resource} and run_id is null
      and (not_before is null or not_before <= now())
    limit 1`;
  return rows.length > 0;
}

export type DueShop = { shopId: string; hasFullSync: boolean; hasCursor: boolean };
export type DueWork = DueShop & { resource: string };

/** A resource that goes beside the primary one, with the permission it needs of the seller. */
export type OtherResource = { name: string; scope: string };

/**
 * Connected shops, the most stale first, those that fail behind the others; one that TikTok asked to wait waits, other
 * failures are tried again.
 */
export async function listShopsToSync(resource: string): Promise<DueWork[]> {
  return getSql()<DueWork[]>`
    select s.shop_id as "shopId", ${resource}::text as resource,
      m.last_full_sync_time is not null as "hasFullSync", m.changes_through is not null as "hasCursor"
    from shops s
    join tiktok_connections c on c.id = s.connection_id and c.status = 'active'
    left join sync_metadata m on m.shop_id = s.shop_id and m.resource = ${resource}
    where s.disconnected_at is null and (m.next_attempt_at is null or m.next_attempt_at <= now()
      or coalesce(m.last_error_code, '') not in ('rate_limited', 'overloaded'))
    order by coalesce(m.consecutive_failures, 0) > 0, m.last_sync_time nulls first, s.shop_id`;
}

/**
 * Resources beside the primary one that are due in shops whose first copy of that is complete: not synced for `everySec`,
 * permitted by the seller as far as is known, and not told to wait.
 *
 * @param options.everySec what was synced less long ago is left alone.
 * @param options.shopId of one shop only, and then only what has been copied before.
 */
export async function listOthersToSync(
  primary: string,
  others: OtherResource[],
  options: { everySec: number; afterFirstSec: number; shopId?: string },
): Promise<(DueWork & { wasCheckedToday: boolean })[]> {
  const shopId = options.shopId ?? null;
  return getSql()<(DueWork & { wasCheckedToday: boolean })[]>`
    select s.shop_id as "shopId", o.name as resource, m.last_full_sync_time is not null as "hasFullSync",
      m.changes_through is not null as "hasCursor",
      exists (select 1 from sync_runs r where r.shop_id = s.shop_id and r.resource = o.name and r.kind = 'audit'
        and r.started_at > now() - interval '1 day') as "wasCheckedToday"
    from shops s
    join tiktok_connections c on c.id = s.connection_id and c.status = 'active'
    join sync_metadata p on p.shop_id = s.shop_id and p.resource = ${primary}
      and p.last_full_sync_time <= now() - make_interval(secs => ${options.afterFirstSec})
    cross join unnest(${others.map(({ name }) => name)}::text[], ${others.map(({ scope }) => scope)}::text[])
      with ordinality as o(name, scope, place)
    left join sync_metadata m on m.shop_id = s.shop_id and m.resource = o.name
    where s.disconnected_at is null
      and (cardinality(c.granted_scopes) = 0 or o.scope = any(c.granted_scopes))
      and (m.next_attempt_at is null or m.next_attempt_at <= now())
      and (m.last_sync_time is null or m.last_sync_time <= now() - make_interval(secs => ${options.everySec}))
      and (${shopId}::text is null or (s.shop_id = ${shopId} and m.last_full_sync_time is not null))
    order by coalesce(m.consecutive_failures, 0) > 0, m.last_sync_time nulls first, s.shop_id, o.place`;
}

export async function findDueShop(shopId: string, resource: string): Promise<DueShop | null> {
  const rows = await getSql()<DueShop[]>`
    select s.shop_id as "shopId", m.last_full_sync_time is not null as "hasFullSync",
      m.changes_through is not null as "hasCursor"
    from shops s left join sync_metadata m on m.shop_id = s.shop_id and m.resource = ${resource}
    where s.shop_id = ${shopId} and s.disconnected_at is null`;
  return rows[0] ?? null;
}

export type UnfinishedWork = DueWork & { isRunning: boolean; hasDueTasks: boolean };

/**
 * Unfinished or failed work that is free and due, records to read again and days to rebuild included, and first copies of other resources that
 * nobody has begun although the primary one has been complete for a while: one query, mostly empty.
 */
export async function listUnfinished(
  primary: string,
  others: OtherResource[],
  afterFirstSec: number,
): Promise<UnfinishedWork[]> {
  const names = others.map(({ name }) => name);
  return getSql()<UnfinishedWork[]>`
    select * from (
      select m.shop_id as "shopId", m.resource, m.last_full_sync_time is not null as "hasFullSync",
        m.changes_through is not null as "hasCursor", r.shop_id is not null as "isRunning",
        t.shop_id is not null as "hasDueTasks", m.consecutive_failures > 0 as fails, m.last_sync_time as synced_at
      from sync_metadata m
      join shops s on s.shop_id = m.shop_id and s.disconnected_at is null
      join tiktok_connections c on c.id = s.connection_id and c.status = 'active'
      left join (select distinct shop_id, resource from sync_runs where status = 'running') r
        on r.shop_id = m.shop_id and r.resource = m.resource
      left join (
        select distinct shop_id, resource from sync_tasks
        where run_id is null and (not_before is null or not_before <= now())
      ) t on t.shop_id = m.shop_id and t.resource = m.resource
      where m.resource = any(${[primary, ...names]}::text[])
        and (r.shop_id is not null or t.shop_id is not null or m.consecutive_failures > 0
          or (m.resource = ${primary} and exists (select 1 from stale_days d where d.shop_id = m.shop_id)))
        and (m.next_attempt_at is null or m.next_attempt_at <= now())
        and (m.lease_expires_at is null or m.lease_expires_at < now())
      union all
      select p.shop_id, o.name, false, false, false, false, false, null
      from sync_metadata p
      join shops s on s.shop_id = p.shop_id and s.disconnected_at is null
      join tiktok_connections c on c.id = s.connection_id and c.status = 'active'
      cross join unnest(${names}::text[], ${others.map(({ scope }) => scope)}::text[]) as o(name, scope)
      where p.resource = ${primary}
        and p.last_full_sync_time <= now() - make_interval(secs => ${afterFirstSec})
        and (cardinality(c.granted_scopes) = 0 or o.scope = any(c.granted_scopes))
        and not exists (
          select 1 from sync_metadata m where m.shop_id = p.shop_id and m.resource = o.name
            and (m.last_full_sync_time is not null or m.changes_through is not null or m.consecutive_failures > 0))
        and not exists (
          select 1 from sync_runs r
          where r.shop_id = p.shop_id and r.resource = o.name and r.status = 'running')
    ) work
    order by fails, synced_at nulls first, "shopId", array_position(${[primary, ...names]}::text[], resource)`;
}
