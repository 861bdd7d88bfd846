import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { perform } from "../torture/perform";
import { expectKeptPromises, expectWhole, findUnsettled } from "../torture/promises";
import { type History, history, type SyncStep } from "../torture/steps";
import { WorkerPool } from "../torture/worker-process";
import { World } from "../torture/world";

/** Few and always the same by default, so that a change is told apart from luck; long sessions take a seed of their own. */
const runs = Number(process.env.TORTURE_RUNS ?? 10);
const seed =
  process.env.TORTURE_SEED ?? (process.env.TORTURE_RUNS === undefined ? 20_261_124 : Date.now() % 2 ** 31);
const path = process.env.TORTURE_PATH;

const shrinkMs = 1_000 * Number(process.env.TORTURE_SHRINK_SECONDS ?? 240);

const hour = 3_600;
/**
 * What comes late is found by one of the next counts; what changed silently, is set aside, or is not offered, at the latest when
 * a day has passed. The first syncs come each hour, the others further apart.
 */
const hoursBetweenTicks = [0, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4];
const quiet = {
  budgetMs: 600_000,
  process: "inside",
  ending: { how: "peacefully" },
  weather: [],
  churn: null,
  notices: { count: 0, copies: 1, seed: 0 },
} as const;

let pool: WorkerPool;
beforeAll(async () => {
  pool = await WorkerPool.open();
});
afterAll(() => pool.close());

it("whatever happens, in the end the copy equals the shop and every figure is right", async () => {
  let failedAt: number | null = null;
  const property = fc.asyncProperty(history, async (given) => {
    // What has failed is made shorter for some minutes, then told as it is.
    fc.pre(failedAt === null || performance.now() - failedAt < shrinkMs);
    const startedAt = performance.now();
    try {
      await live(given);
    } catch (error) {
      failedAt ??= performance.now();
      throw error;
    } finally {
      tell(given, performance.now() - startedAt, failedAt !== null);
    }
  });
  await fc.assert(property, {
    numRuns: runs,
    seed: Number(seed),
    ...(path !== undefined && { path }),
  });
}, 3_600_000);

let lives = 0;

/** With TORTURE_VERBOSE=1, a line for each history. */
function tell({ steps }: History, ms: number, hasFailed: boolean): void {
  lives += 1;
  if (!process.env.TORTURE_VERBOSE) return;
  const seconds = (ms / 1000).toFixed(1);
  process.stderr.write(`${lives}: ${steps.length} steps, ${seconds} s${hasFailed ? ", shrinking" : ""}\n`);
}

async function live(given: History): Promise<void> {
  const world = await World.open(given, pool);
  const rejections = watchRejections();
  try {
    for (const [index, step] of given.steps.entries()) {
      await perform(world, step);
      await expectKeptPromises(world, `after step ${index} (${step.type})`);
    }
    await settle(world);
    await expectWhole(world);
    expect(rejections.seen, "rejections that nobody handled, which end a process").toEqual([]);
  } catch (error) {
    if (error instanceof Error) error.message += `\n${await tellState(world)}`;
    throw error;
  } finally {
    rejections.end();
    await world.close();
  }
}

/** All but the driver's own, which is the same that vitest.config.ts lets pass. */
function watchRejections(): { seen: unknown[]; end: () => void } {
  const seen: unknown[] = [];
  const note = (reason: unknown) => {
    const query = reason instanceof Error && "query" in reason ? String(reason.query) : "";
    if (!query.includes("pg_catalog.pg_type")) seen.push(reason);
  };
  process.on("unhandledRejection", note);
  return { seen, end: () => void process.off("unhandledRejection", note) };
}

/** The faults stop, what is late comes, and the crons tick. */
async function settle(world: World): Promise<void> {
  await world.sandbox.control({ clearFaults: true, totalCount: "exact" });
  const latest = Math.max(0, ...world.visibleSinceSec.values());
  await world.passTime(Math.max(60, latest + 1 - world.nowSec));
  for (const [tick, hours] of hoursBetweenTicks.entries()) {
    await tickOnce(world, "cron", hours * hour);
    for (let resumes = 0; resumes < 20 && (await hasWork(world)); resumes++)
      await tickOnce(world, "resume", 60);
    if (tick === hoursBetweenTicks.length - 2) await tickOnce(world, "audit", 60);
    if (tick >= 1 && (await findUnsettled(world)).length === 0) return;
  }
  expect(await findUnsettled(world), "what differs after a day of syncs").toEqual([]);
}

function tickOnce(world: World, errand: SyncStep["as"][number], afterSec: number): Promise<void> {
  return perform(world, { ...quiet, type: "sync", as: [errand], afterSec, weather: [] });
}

async function hasWork({ sql, shopId }: World): Promise<boolean> {
  const rows = await sql`
    select 1 from sync_metadata m where m.shop_id = ${shopId}
      and (m.next_attempt_at is null or m.next_attempt_at <= now()) and (m.consecutive_failures > 0
      or exists (select 1 from sync_runs r where r.shop_id = m.shop_id and r.resource = m.resource and r.status = 'running')
      or exists (select 1 from stale_days d where d.shop_id = m.shop_id))`;
  return rows.length > 0;
}

/** For whoever replays a failure. */
async function tellState({ sql }: World): Promise<string> {
  const runs = await sql`
    select resource, kind, trigger, status, phase, stop_reason, error_code, error_detail, api_calls, retries, fetched, inserted, updated,
      range_from, range_until, compare_through, counted_there, counted_here, count_trust
    from sync_runs order by started_at`;
  const [metadata] = await sql`
    select status, synced_through, changes_through, fresh_through, last_full_sync_time, lease_owner, lease_expires_at,
      consecutive_failures, next_attempt_at, last_error_code, records_total from sync_metadata
    where resource = 'orders'`;
  const [left] = await sql`
    select (select count(*)::int from sync_tasks) as tasks, (select count(*)::int from order_rejects where resolved_at is null) as rejects,
      (select count(*)::int from sync_windows where status = 'pending') as windows,
      (select count(*)::int from stale_days) as marks, (select min(status) from tiktok_connections) as connection`;
  const told = [metadata, left, ...runs.slice(-8)].map((row) =>
    JSON.stringify(row, (_key, value: unknown) => value ?? undefined),
  );
  return told.join("\n");
}
