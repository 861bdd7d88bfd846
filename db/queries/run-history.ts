import "server-only";
import type { RunCursor, RunFilter } from "@/lib/run-filters";
import { getSql, type Sql } from "../client";
import { toIso } from "../instants";

export type SyncRun = {
  id: string;
  shopId: string;
  resource: string;
  kind: "full" | "incremental" | "audit" | "repair";
  scope: string | null;
  isResync: boolean;
  trigger: string;
  status: "running" | "succeeded" | "failed" | "cancelled";
  stopReason: string | null;
  startedAt: string;
  finishedAt: string | null;
  durationMs: number | null;
  apiCalls: number;
  retries: number;
  rateLimitWaits: number;
  fetched: number;
  inserted: number;
  updated: number;
  unchanged: number;
  rejected: number;
  missing: number;
  changed: number;
  vanished: number;
  errorCode: string | null;
};

type WithKey<Run> = Run & { startedKey: string };
export type RunPage = { runs: SyncRun[]; previous: RunCursor | null; next: RunCursor | null };

function runColumns(sql: Sql) {
  return sql`id, shop_id as "shopId", resource, kind, scope, compare_through is not null as "isResync", trigger, status,
    stop_reason as "stopReason", started_at as "startedAt", finished_at as "finishedAt",
    (extract(epoch from finished_at - started_at) * 1000)::float8 as "durationMs", api_calls as "apiCalls", retries,
    rate_limit_waits as "rateLimitWaits", fetched, inserted, updated, unchanged, rejected, missing, changed, vanished,
    error_code as "errorCode"`;
}

type ListInput = { shopId: string; filter: RunFilter; cursor: RunCursor | null; limit: number };

/** One page of a shop's runs of every resource, the newest first, from the cursor on. */
export async function listSyncRuns({ shopId, filter, cursor, limit }: ListInput): Promise<RunPage> {
  const sql = getSql();
  const isBackwards = cursor?.direction === "before";
  const order = isBackwards ? sql`started_at, id` : sql`started_at desc, id desc`;
  const key = cursor
    ? sql`('epoch'::timestamptz + ${cursor.startedAtMicros}::bigint * interval '1 microsecond', ${cursor.runId}::uuid)`
    : sql``;
  const beyond = cursor
    ? isBackwards
      ? sql`and (started_at, id) > ${key}`
      : sql`and (started_at, id) < ${key}`
    : sql``;
  const rows = await sql<WithKey<SyncRun>[]>`
    select ${runColumns(sql)}, (extract(epoch from started_at) * 1000000)::bigint::text as "startedKey"
    from sync_runs
    where shop_id = ${shopId}
      and (${filter.kind}::text is null or kind = ${filter.kind})
      and (${filter.trigger}::text is null or trigger = ${filter.trigger})
      and (${filter.outcome}::text is null or status = ${filter.outcome})
      ${beyond}
    order by ${order}
    limit ${limit + 1}`;
  const page = rows.slice(0, limit);
  if (isBackwards) page.reverse();
  const hasMore = rows.length > limit;
  const at = (run: WithKey<SyncRun> | undefined, direction: RunCursor["direction"]) =>
    run ? { direction, startedAtMicros: run.startedKey, runId: run.id } : null;
  return {
    runs: page.map(({ startedKey: _, ...run }) => withInstants(run)),
    previous: (isBackwards ? hasMore : cursor !== null) ? at(page[0], "before") : null,
    next: isBackwards || hasMore ? at(page.at(-1), "after") : null,
  };
}

function withInstants<Run extends { startedAt: string; finishedAt: string | null }>(run: Run): Run {
  return { ...run, startedAt: toIso(run.startedAt), finishedAt: toIso(run.finishedAt) };
}

export type RunDetail = SyncRun & {
  phase: string | null;
  lastAdvancedAt: string | null;
  /** The span asked for, by TikTok's clock. */
  rangeFrom: string | null;
  rangeUntil: string | null;
  expected: number | null;
  countedHere: number | null;
  countedThere: number | null;
  isCountProven: boolean | null;
  countTrust: string | null;
  fruitlessTurns: number;
  errorDetail: string | null;
};

/** One run of one of these shops; null when there is none. */
export async function getSyncRun(input: { shopIds: string[]; runId: string }): Promise<RunDetail | null> {
  const sql = getSql();
  const [run] = await sql<RunDetail[]>`
    select ${runColumns(sql)}, phase, last_advanced_at as "lastAdvancedAt", range_from as "rangeFrom",
      range_until as "rangeUntil", expected, counted_here as "countedHere", counted_there as "countedThere",
      is_count_proven as "isCountProven", count_trust as "countTrust", fruitless_turns as "fruitlessTurns",
      error_detail as "errorDetail"
    from sync_runs
    where shop_id = any(${input.shopIds}::text[]) and id = ${input.runId}
    limit 1`;
  if (!run) return null;
  return {
    ...withInstants(run),
    lastAdvancedAt: toIso(run.lastAdvancedAt),
    rangeFrom: toIso(run.rangeFrom),
    rangeUntil: toIso(run.rangeUntil),
  };
}

type RunKey = { shopId: string; runId: string };

export type RunWindow = {
  windowId: string;
  /** Unix seconds; null is the beginning of the shop. */
  fromSec: number | null;
  toSec: number;
  cursorSec: number;
  isDone: boolean;
  expected: number | null;
  fetched: number;
  pages: number;
};

/** The spans a full run walks, the newest first, and how many there are. */
export async function listRunWindows({
  shopId,
  runId,
  limit,
}: RunKey & { limit: number }): Promise<{ windows: RunWindow[]; total: number; done: number }> {
  const rows = await getSql()<(RunWindow & { total: number; done: number })[]>`
    select window_id::text as "windowId", from_sec::float8 as "fromSec", to_sec::float8 as "toSec",
      cursor_sec::float8 as "cursorSec", status = 'done' as "isDone", expected, fetched, pages,
      count(*) over ()::int as total, (count(*) filter (where status = 'done') over ())::int as done
    from sync_windows
    where shop_id = ${shopId} and run_id = ${runId}
    order by to_sec desc, window_id
    limit ${limit}`;
  const [first] = rows;
  return {
    windows: rows.map(({ total: _total, done: _done, ...window }) => window),
    total: first?.total ?? 0,
    done: first?.done ?? 0,
  };
}

export type RunTasks = { records: number; spans: number; waiting: number };

/** What a run still has to read again: records by id, spans in doubt, and how many of both have to wait. */
export async function countRunTasks(
  input: RunKey & { resource: string; isRepair: boolean },
): Promise<RunTasks> {
  const { shopId, resource, isRepair } = input;
  const runId = isRepair ? null : input.runId;
  const [row] = await getSql()<RunTasks[]>`
    select (count(*) filter (where record_id is not null))::int as records,
      (count(*) filter (where record_id is null))::int as spans,
      (count(*) filter (where not_before > now()))::int as waiting
    from sync_tasks
    where shop_id = ${shopId} and resource = ${resource} and run_id is not distinct from ${runId}::uuid`;
  return row ?? { records: 0, spans: 0, waiting: 0 };
}
