import "server-only";
import { getSql, type SqlRunner } from "../client";

export type TaskReason = "webhook" | "reread" | "vanished" | "count" | "admin";
type Place = { shopId: string; resource: string; runId?: string | null };

/** A record that is to be read again by its id. */
export type RecordTask = {
  taskId: number;
  version: number;
  recordId: string;
  reason: TaskReason;
  attempts: number;
};
/** A span whose count differs from TikTok's, `counted`, or has to be asked for. */
export type SpanTask = {
  taskId: number;
  field: "create_time" | "update_time";
  fromSec: number | null;
  toSec: number;
  /** Only records of this status are meant; null means all. */
  recordStatus: string | null;
  counted: number | null;
};

/**
 * Asks for records to be read again. One that waits already is asked for once: its version grows, so that whoever is
 * reading it just now does not take the new wish away with the old one.
 */
export async function addRecordTasks(
  sql: SqlRunner,
  { shopId, resource, runId = null }: Place,
  reason: TaskReason,
  recordIds: string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await sql`
    insert into sync_tasks (shop_id, resource, run_id, record_id, reason)
    select distinct ${shopId}, ${resource}, ${runId}::uuid, id, ${reason} from unnest(${recordIds}::text[]) as id
    on conflict (shop_id, resource, (coalesce(run_id::text, '')), record_id) where record_id is not null
    do update set version = sync_tasks.version + 1, not_before = null, attempts = 0`;
}

/** The next records to read, oldest wish first; those that have to wait are left out. */
export async function takeRecordTasks(
  { shopId, resource, runId = null }: Place,
  limit: number,
): Promise<RecordTask[]> {
  const rows = await getSql()<(Omit<RecordTask, "taskId"> & { taskId: string })[]>`
    select task_id as "taskId", version, record_id as "recordId", reason, attempts
    from sync_tasks
    where shop_id = ${shopId} and resource = ${resource} and run_id is not distinct from ${runId}::uuid
      and record_id is not null and (not_before is null or not_before <= now())
    order by array_position(array['webhook', 'admin', 'vanished', 'count', 'reread'], reason), task_id
    limit ${limit}`;
  return rows.map((row) => ({ ...row, taskId: Number(row.taskId) }));
}

/** Takes tasks away that are done, unless they were asked for again since they were taken. */
export async function finishRecordTasks(
  sql: SqlRunner,
  { shopId, resource }: Place,
  tasks: RecordTask[],
): Promise<void> {
  if (tasks.length === 0) return;
  const ids = tasks.map(({ taskId }) => String(taskId));
  const versions = tasks.map(({ version }) => String(version));
  await sql`
    delete from sync_tasks t
    using unnest(${ids}::text[], ${versions}::text[]) as d(task_id, version)
    where t.shop_id = ${shopId} and t.resource = ${resource} and t.task_id = d.task_id::bigint
      and t.version = d.version::int`;
}

/** Puts tasks off: TikTok does not show the record yet, or has to be asked once more before it is believed. */
export async function postponeRecordTasks(
  sql: SqlRunner,
  { shopId, resource }: Place,
  tasks: RecordTask[],
  later: { reason?: TaskReason; waitSec: number },
): Promise<void> {
  if (tasks.length === 0) return;
  const ids = tasks.map(({ taskId }) => String(taskId));
  await sql`
    update sync_tasks set attempts = attempts + 1, reason = coalesce(${later.reason ?? null}, reason),
      not_before = case when ${later.waitSec} > 0 then now() + make_interval(secs => ${later.waitSec}) end
    where shop_id = ${shopId} and resource = ${resource} and task_id = any(${ids}::text[]::bigint[])`;
}

type NewSpan = Omit<SpanTask, "taskId">;

/** Notes spans in doubt for a run, or for the next repair run. */
export async function addSpanTasks(
  sql: SqlRunner,
  { shopId, resource, runId = null }: Place,
  spans: NewSpan[],
): Promise<void> {
  const reason = runId === null ? "admin" : "count";
  for (const { field, fromSec, toSec, recordStatus, counted } of spans) {
    await sql`
      insert into sync_tasks (shop_id, resource, run_id, field, from_sec, to_sec, record_status, counted, reason)
      values (${shopId}, ${resource}, ${runId}, ${field}, ${fromSec}, ${toSec}, ${recordStatus}, ${counted},
        ${reason})`;
  }
}

/** The newest span in doubt of a run; of those for repair runs the first that was asked for. */
export async function nextSpanTask({ shopId, resource, runId = null }: Place): Promise<SpanTask | null> {
  const rows = await getSql()<Record<keyof SpanTask, string | null>[]>`
    select task_id as "taskId", field, from_sec as "fromSec", to_sec as "toSec",
      record_status as "recordStatus", counted
    from sync_tasks
    where shop_id = ${shopId} and resource = ${resource} and run_id is not distinct from ${runId}::uuid
      and record_id is null
    order by (case when run_id is null then task_id end), to_sec desc, task_id
    limit 1`;
  const row = rows[0];
  if (!row) return null;
  return {
    taskId: Number(row.taskId),
    field: row.field as SpanTask["field"],
    fromSec: row.fromSec === null ? null : Number(row.fromSec),
    toSec: Number(row.toSec),
    recordStatus: row.recordStatus,
    counted: row.counted === null ? null : Number(row.counted),
  };
}

/** A span in doubt is settled, or replaced by its parts. */
export async function replaceSpanTask(place: Place, taskId: number, parts: NewSpan[]): Promise<void> {
  await getSql().begin(async (tx) => {
    await tx`
      delete from sync_tasks
      where shop_id = ${place.shopId} and resource = ${place.resource} and task_id = ${taskId}`;
    await addSpanTasks(tx, place, parts);
  });
}

/** Lets go of everything a run still had in doubt. */
export async function dropTasksOfRun(
  sql: SqlRunner,
  { shopId, resource, runId }: Place & { runId: string },
): Promise<void> {
  await sql`delete from sync_tasks where shop_id = ${shopId} and resource = ${resource} and run_id = ${runId}`;
}

/** What a run that failed or was parked left in doubt is nobody's any more; the next run finds it by itself. */
export async function dropTasksOfEndedRuns(sql: SqlRunner, { shopId, resource }: Place): Promise<void> {
  await sql`
    delete from sync_tasks t
    where t.shop_id = ${shopId} and t.resource = ${resource} and t.run_id is not null
      and not exists (
        select 1 from sync_runs r where r.shop_id = t.shop_id and r.id = t.run_id and r.status = 'running')`;
}
