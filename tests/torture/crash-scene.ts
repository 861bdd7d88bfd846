import postgres, { type Sql } from "postgres";
import { onTestFinished } from "vitest";
import { resumeUnfinished, syncDueShops } from "@/lib/sync/dispatch";
import { forgetLimiters } from "@/lib/tiktok/limiter";
import type { Sandbox } from "../../sandbox/server";
import { connectedShop } from "../helpers/shop";
import { readEndState } from "./end-state";
import { HttpTap } from "./http-tap";
import { describeMoment, type Gate, type Moment } from "./moments";
import { PgTap } from "./pg-tap";
import { SavedState } from "./saved-state";
import { WorkerPool } from "./worker-process";

/** One worker at a time, killed at a moment of its life, and everything before and after that. */
export class CrashScene {
  readonly sandbox: Sandbox;
  readonly shopId: string;
  readonly sql: Sql;
  private readonly pgTap: PgTap;
  private readonly httpTap: HttpTap;
  private readonly pool: WorkerPool;

  private constructor(
    parts: Pick<CrashScene, "sandbox" | "shopId" | "sql">,
    taps: [PgTap, HttpTap, WorkerPool],
  ) {
    this.sandbox = parts.sandbox;
    this.shopId = parts.shopId;
    this.sql = parts.sql;
    [this.pgTap, this.httpTap, this.pool] = taps;
  }

  /** A shop whose orders are of a few days, so that there are few days to rebuild; its clock stands still. */
  static async open(options: { recentOrders: number }): Promise<CrashScene> {
    const { sandbox, shopId, databaseUrl } = await connectedShop({ orders: 3, live: false });
    const sql = postgres(databaseUrl, { max: 4, onnotice: () => {} });
    const taps = [
      await PgTap.open(databaseUrl),
      await HttpTap.open(sandbox.url),
      await WorkerPool.open(),
    ] satisfies [PgTap, HttpTap, WorkerPool];
    onTestFinished(async () => {
      await Promise.all([...taps.map((tap) => tap.close()), sql.end()]);
    });
    await sandbox.control({ clock: { freeze: true } });
    const { nowSec } = sandbox.stats();
    for (let added = 0; added < options.recentOrders; added += 10) {
      const createTimeSec = nowSec - 600 * (1 + added);
      const count = Math.min(10, options.recentOrders - added);
      await sandbox.control({ addOrders: { count, createTimeSec } });
    }
    return new CrashScene({ sandbox, shopId, sql }, taps);
  }

  /** Runs a worker, and kills it at the first moment of which `isLast` says so. @returns the moments it came to. */
  async runWorker(isLast: (moment: Moment) => boolean): Promise<{ moments: Moment[]; wasKilled: boolean }> {
    const moments: Moment[] = [];
    let wasKilled = false;
    let kill = () => {};
    const gate: Gate = (moment) => {
      if (wasKilled) return "ends with its process";
      moments.push(moment);
      if (!isLast(moment)) return "passes";
      wasKilled = true;
      kill();
      this.pgTap.cut();
      this.httpTap.cut();
      return "ends with its process";
    };
    for (const tap of [this.pgTap, this.httpTap]) {
      tap.mend();
      tap.gate = gate;
    }
    const environment = {
      ...(process.env as Record<string, string>),
      DATABASE_URL: this.pgTap.url,
      TIKTOK_API_URL: this.httpTap.url,
      TIKTOK_AUTH_URL: this.httpTap.url,
      SYNC_CONCURRENCY: "2",
    };
    const clock = { realMs: 0, simulatedMs: 0, rate: 1 };
    const order = { environment, shopId: this.shopId, cron: "sync", budgetMs: 60_000, clock } as const;
    const worker = await this.pool.start(order);
    kill = worker.kill;
    const end = await worker.ended;
    if (!wasKilled && end.code !== 0)
      throw new Error(`the worker ended by itself with ${JSON.stringify(end)}`);
    return { moments, wasKilled };
  }

  /** What the crons do in the minutes after: the lease of the dead has run out, and the next ticks go on. */
  async recover(): Promise<void> {
    await this.sql`
      update sync_metadata set lease_expires_at = now() - interval '1 second' where lease_owner is not null`;
    forgetLimiters();
    await syncDueShops({ budgetMs: 60_000, concurrency: 2 });
    while ((await resumeUnfinished({ budgetMs: 60_000, concurrency: 2 })).length > 0);
  }

  /**
   * Kills a worker at every moment of its life, one life for each, and hands over what is there after the crons have gone
   * on, beside what an undisturbed worker leaves.
   */
  async killAtEveryMoment(
    compare: (state: unknown, whole: unknown, where: string) => void,
  ): Promise<CrashTally> {
    const start = await SavedState.save(this.sql, "start");
    const { moments } = await this.runWorker(() => false);
    await this.recover();
    const whole = await readEndState(this.sql, this.shopId);
    const points = chosenPoints(moments);
    const missed: string[] = [];
    if (process.env.TORTURE_VERBOSE)
      process.stderr.write(`${points.length} points of ${moments.length} moments\n`);
    for (const point of points) {
      await start.restore();
      const life = await this.runWorker(countDown(point));
      await this.recover();
      compare(await readEndState(this.sql, this.shopId), whole, `killed ${describePoint(point)}`);
      if (!life.wasKilled) missed.push(`${describePoint(point)}; ${describeLife(life.moments)}`);
    }
    return { points: points.length, moments: moments.length, missed };
  }
}

export type CrashTally = { points: number; moments: number; missed: string[] };

/** A moment by its meaning: statements of a page and of a rebuild may come in another order each time. */
type Point = { moment: string; occurrence: number };

function describeLife(moments: Moment[]): string {
  const last = moments.at(-1);
  return `the worker came to ${moments.length} moments, the last ${last ? describeMoment(last) : "none"}`;
}

const describePoint = ({ moment, occurrence }: Point) => `at occurrence ${occurrence} of ${moment}`;

/**
 * Each statement and call before and after, where it comes first; with CRASH_POINTS=all wherever it comes; with CRASH_POINT=17
 * that one of them all.
 */
function chosenPoints(moments: Moment[]): Point[] {
  const seen = new Map<string, number>();
  const all = moments.map((each) => {
    const moment = describeMoment(each);
    const occurrence = (seen.get(moment) ?? 0) + 1;
    seen.set(moment, occurrence);
    return { moment, occurrence };
  });
  const { CRASH_POINTS, CRASH_POINT } = process.env;
  if (CRASH_POINT !== undefined) return all.slice(Number(CRASH_POINT), Number(CRASH_POINT) + 1);
  return CRASH_POINTS === "all" ? all : all.filter(({ occurrence }) => occurrence === 1);
}

function countDown({ moment, occurrence }: Point): (each: Moment) => boolean {
  let left = occurrence;
  return (each) => {
    if (describeMoment(each) === moment) left -= 1;
    return left === 0;
  };
}
