import { closeDatabase } from "@/db/client";
import { cancelFullRun } from "@/db/mutations/sync-runs";
import { advanceSync } from "@/lib/sync/advance";
import { auditShops, resumeUnfinished, syncDueShops } from "@/lib/sync/dispatch";
import { requestSync } from "@/lib/sync/request";
import type { OrderStatus } from "../../sandbox/shop/status";
import { setFreshLimiter } from "./fast-clock";
import type { Fate, Moment } from "./moments";
import { deliverNotices } from "./notices";
import type { Step, SyncStep, Weather } from "./steps";
import { abandonDatabase, type World } from "./world";

const orderStatus = (status: string | null) => (status ?? undefined) as OrderStatus | undefined;

export async function perform(world: World, step: Step): Promise<void> {
  const { sandbox } = world;
  switch (step.type) {
    case "sync":
      return syncOnce(world, step);
    case "pass":
      return world.passTime(step.sec);
    case "change": {
      const ids = await world.pick(step.count, step.seed);
      const status = orderStatus(step.status);
      await sandbox.control({ changeOrders: { count: ids.length, ids, status, spreadSec: step.spreadSec } });
      return world.note(ids, world.nowSec);
    }
    case "silent change": {
      const ids = await world.pick(step.count, step.seed, isOpen);
      const status = orderStatus(step.status);
      await sandbox.control({ changeOrders: { count: ids.length, ids, status, silent: true } });
      return;
    }
    case "records":
      return changeRecords(world, step);
    case "add": {
      const at = world.nowSec - step.ageSec;
      const { addedIds } = await sandbox.control({
        addOrders: { count: step.count, createTimeSec: at, updateTimeSec: at, status: "AWAITING_SHIPMENT" },
      });
      return world.note(addedIds, world.nowSec);
    }
    case "late":
      return changeLate(world, step);
    case "shop":
      if (step.totalCount !== "exact") world.hasLied = true;
      await sandbox.control({ tokenMode: step.tokenMode, totalCount: step.totalCount });
      return;
    case "expire tokens":
      await sandbox.control({ expireAccessTokens: true });
      return;
    case "vanish": {
      const ids = await world.pick(step.count, step.seed);
      await sandbox.control({ vanishOrders: { ids } });
      for (const id of ids) world.vanished.add(id);
    }
  }
}

const isOpen = ({ status }: { status: string }) => status !== "COMPLETED" && status !== "CANCELLED";

async function changeRecords({ sandbox, nowSec }: World, step: Step & { type: "records" }): Promise<void> {
  const { what, isNew, count, ageSec } = step;
  const at = nowSec - ageSec;
  const addition = { count, createTimeSec: at, updateTimeSec: at };
  if (what === "returns")
    await sandbox.control(isNew ? { addReturns: addition } : { changeReturns: { count, spreadSec: ageSec } });
  else
    await sandbox.control(
      isNew ? { addCancellations: addition } : { changeCancellations: { count, spreadSec: ageSec } },
    );
}

async function changeLate(world: World, step: Step & { type: "late" }): Promise<void> {
  const { sandbox, nowSec } = world;
  const visibleAtSec = nowSec + step.lateSec;
  if (step.what === "order") {
    const { addedIds } = await sandbox.control({
      addOrders: {
        count: step.count,
        createTimeSec: nowSec,
        updateTimeSec: nowSec,
        visibleAtSec,
        status: "AWAITING_SHIPMENT",
      },
    });
    return world.note(addedIds, visibleAtSec);
  }
  const ids = await world.pick(step.count, step.seed);
  await sandbox.control({ visibilityDelaySec: step.lateSec });
  await sandbox.control({ changeOrders: { count: ids.length, ids } });
  await sandbox.control({ visibilityDelaySec: 0 });
  world.note(ids, visibleAtSec);
}

/** Workers at work until they are done, out of time, or ended. */
async function syncOnce(world: World, step: SyncStep): Promise<void> {
  const { sandbox, httpTap, pgTap } = world;
  await world.passTime(step.afterSec);
  await sandbox.control({ faults: step.weather.map(asFault) });
  if (step.weather.some(({ kind }) => kind === "malformed-order")) world.hasSpoiled = true;
  const life = new Life(world, step);
  for (const tap of [httpTap, pgTap]) tap.gate = (moment) => life.fateOf(moment);
  httpTap.beforeCall = churn(world, step);
  const app = { apiUrl: httpTap.url, appKey: sandbox.appKey };
  setFreshLimiter(world.clock, app, world.shopId, world.concurrency);
  const results = await Promise.allSettled(
    step.as.map((errand, index) =>
      step.process === "child" && index === 0 ? life.runChild(errand) : runErrand(world, step, errand, life),
    ),
  );
  for (const tap of [httpTap, pgTap]) tap.gate = () => "passes";
  httpTap.beforeCall = () => undefined;
  await sandbox.control({ clearFaults: true });
  await life.bury();
  await world.setShopClock();
  const failure = results.find((result) => result.status === "rejected");
  if (failure && step.ending.how === "peacefully") throw failure.reason;
}

/** Only calls that carry an access token can be told that it has expired; a call that hangs takes seconds. */
function asFault(weather: Weather) {
  if (weather.kind === "hang") return { ...weather, times: 1 };
  return weather.kind === "expired-token" ? { ...weather, path: "/order/" } : weather;
}

/** Orders change between two calls of a reader, a second later each time. */
function churn(world: World, { churn: setting }: SyncStep) {
  let calls = 0;
  return (path: string): Promise<unknown> | undefined => {
    if (!setting || !path.endsWith("/search")) return undefined;
    calls += 1;
    if (calls % setting.everyCalls !== 0) return undefined;
    return changeUnderReader(world, setting, calls);
  };
}

async function changeUnderReader(world: World, setting: NonNullable<SyncStep["churn"]>, calls: number) {
  const ids = await world.pick(setting.count, calls);
  const { spreadSec } = setting;
  const changeOrders = { count: ids.length, ids, spreadSec };
  await world.sandbox.control({ clock: { advanceSec: 1 }, changeOrders });
  world.note(ids, world.nowSec);
}

async function runErrand(
  world: World,
  step: SyncStep,
  errand: SyncStep["as"][number],
  life: Life,
): Promise<unknown> {
  const { shopId, clock, concurrency } = world;
  const client = world.client(() => life.isOver);
  const options = { budgetMs: step.budgetMs, concurrency, now: clock.now, client };
  switch (errand) {
    case "cron":
      return syncDueShops(options);
    case "resume":
      return resumeUnfinished(options);
    case "audit":
      return auditShops(options);
    case "refresh":
      await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
      return advanceSync({ shopId, ...options });
    case "resync":
      await requestSync({ shopId, kind: "full", trigger: "admin" });
      return advanceSync({ shopId, ...options });
    case "cancel": {
      const [run] = await world.sql`
        select id from sync_runs where kind = 'full' and status = 'running' and resource = 'orders'`;
      return run && cancelFullRun(shopId, "orders", String(run.id));
    }
    case "notices":
      return deliverNotices(world, step.notices);
  }
}

/** The life of the processes of one step, and its end. */
class Life {
  isOver = false;
  private moments = 0;
  private hasStruck = false;
  private killChild = () => {};
  private readonly world: World;
  private readonly step: SyncStep;

  constructor(world: World, step: SyncStep) {
    this.world = world;
    this.step = step;
  }

  fateOf({ kind }: Moment): Fate {
    const { ending } = this.step;
    if (this.isOver) return "ends with its process";
    this.moments += 1;
    if (ending.how === "peacefully" || this.moments <= ending.atMoment || this.hasStruck) return "passes";
    if (ending.how === "lose a connection" && kind === "http") return "passes";
    this.hasStruck = true;
    this.world.hasKilled = true;
    if (ending.how === "lose a connection") return "loses its connection";
    if (ending.how === "terminate backends") {
      void this.world.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tiktok-shop-dashboard' and datname = current_database()`;
      return "passes";
    }
    this.end();
    return "ends with its process";
  }

  /** Nothing of these processes reaches the database or the shop any more. */
  private end(): void {
    this.isOver = true;
    this.killChild();
    this.world.pgTap.cut();
    this.world.httpTap.cut();
    void abandonDatabase();
  }

  async runChild(errand: SyncStep["as"][number]): Promise<void> {
    const { pool, clock, shopId } = this.world;
    const cron = errand === "audit" ? "audit" : errand === "resume" ? "resume" : "sync";
    const environment = process.env as Record<string, string>;
    const { budgetMs } = this.step;
    const child = await pool.start({ environment, shopId, cron, budgetMs, clock: clock.current });
    this.killChild = child.kill;
    if (this.isOver) child.kill();
    const { code } = await child.ended;
    if (code !== 0 && !this.isOver) throw new Error(`the worker process ended with ${code}`);
  }

  /** Once nobody is left who could still use the old connections, the ways are open again. */
  async bury(): Promise<void> {
    if (!this.isOver) return;
    await closeDatabase();
    this.world.pgTap.mend();
    this.world.httpTap.mend();
  }
}
