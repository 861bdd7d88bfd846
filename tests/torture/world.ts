import postgres, { type Sql } from "postgres";
import { closeDatabase, getSql } from "@/db/client";
import { resetEnv } from "@/lib/env";
import { TikTokClient } from "@/lib/tiktok/client";
import type { Sandbox } from "../../sandbox/server";
import { seededRandom } from "../helpers/seeded-random";
import { openShop } from "../helpers/shop";
import { FastClock, impatientFetch } from "./fast-clock";
import { HttpTap } from "./http-tap";
import { PgTap } from "./pg-tap";
import type { History } from "./steps";
import type { WorkerPool } from "./worker-process";

const clockRate = 10;

/** A shop, a database, the ways to both, and what the test itself knows of the shop. */
export class World {
  readonly sandbox: Sandbox;
  readonly shopId: string;
  /** Past the taps. */
  readonly sql: Sql;
  readonly pgTap: PgTap;
  readonly httpTap: HttpTap;
  readonly pool: WorkerPool;
  readonly clock: FastClock;
  readonly concurrency: number;
  /** When each order's latest change could first be seen, by the shop's clock; absent for history. */
  readonly visibleSinceSec = new Map<string, number>();
  readonly vanished = new Set<string>();
  /** Some worker ended in the middle of something: what it had not written down is lost. */
  hasKilled = false;
  /** The shop has told wrong counts. */
  hasLied = false;
  /** The shop has shown orders that nobody can read. */
  hasSpoiled = false;
  private readonly closeShop: () => Promise<void>;

  private constructor(parts: WorldParts) {
    this.sandbox = parts.shop.sandbox;
    this.shopId = parts.shop.shopId;
    this.closeShop = parts.shop.close;
    this.sql = parts.sql;
    this.pgTap = parts.pgTap;
    this.httpTap = parts.httpTap;
    this.pool = parts.pool;
    this.concurrency = parts.concurrency;
    this.clock = FastClock.startingAt(Date.now(), clockRate);
  }

  static async open({ oldOrders, recentOrders, concurrency }: History, pool: WorkerPool): Promise<World> {
    const shop = await openShop({ orders: oldOrders, live: false });
    const pgTap = await PgTap.open(shop.databaseUrl);
    const httpTap = await HttpTap.open(shop.sandbox.url);
    const sql = postgres(shop.databaseUrl, { max: 2, onnotice: () => {} });
    Object.assign(process.env, {
      DATABASE_URL: pgTap.url,
      TIKTOK_API_URL: httpTap.url,
      TIKTOK_AUTH_URL: httpTap.url,
      SYNC_CONCURRENCY: String(concurrency),
      // What follows a notification runs on the machine's clock: its waits are not to be long.
      SYNC_BUDGET_SECONDS: "2",
    });
    resetEnv();
    await closeDatabase();
    const world = new World({ shop, pgTap, httpTap, sql, pool, concurrency });
    await shop.sandbox.control({ clock: { freeze: true } });
    await world.fill(recentOrders);
    return world;
  }

  /** Orders of the last hours, ten of each tenth minute. */
  private async fill(recentOrders: number): Promise<void> {
    for (let added = 0; added < recentOrders; added += 10) {
      const createTimeSec = this.nowSec - 600 * (1 + added / 10);
      const status = added % 20 === 0 ? ("AWAITING_SHIPMENT" as const) : ("DELIVERED" as const);
      await this.sandbox.control({
        addOrders: { count: 10, createTimeSec, updateTimeSec: createTimeSec + 5, status },
      });
    }
  }

  /** The shop's clock. */
  get nowSec(): number {
    return this.sandbox.stats().nowSec;
  }

  /** A client that waits on the fast clock; `isDead` ends whatever it is doing. */
  client(isDead: () => boolean): TikTokClient {
    const { appKey, appSecret } = this.sandbox;
    const app = { appKey, appSecret, apiUrl: this.httpTap.url, authUrl: this.httpTap.url };
    const orDie = <T>(action: () => Promise<T>): Promise<T> =>
      isDead() ? Promise.reject(new Error("the process is dead")) : action();
    return new TikTokClient(app, {
      now: this.clock.now,
      sleep: (ms) => orDie(() => this.clock.sleep(ms)),
      fetch: (...call: Parameters<typeof fetch>) => orDie(() => impatientFetch(...call)),
    });
  }

  /** Lets time go by for the engine, the shop, and everything in the database that waits for an instant. */
  async passTime(sec: number): Promise<void> {
    this.clock.pass(sec);
    await this.sql`
      with metadata as (
        update sync_metadata set lease_expires_at = lease_expires_at - make_interval(secs => ${sec}),
          next_attempt_at = next_attempt_at - make_interval(secs => ${sec}),
          last_sync_time = last_sync_time - make_interval(secs => ${sec}),
          last_full_sync_time = last_full_sync_time - make_interval(secs => ${sec})
      ),
      runs as (update sync_runs set started_at = started_at - make_interval(secs => ${sec})),
      rates as (
        update api_rates set paused_until = paused_until - make_interval(secs => ${sec}),
          learned_at = learned_at - make_interval(secs => ${sec})
      ),
      tasks as (update sync_tasks set not_before = not_before - make_interval(secs => ${sec}))
      update tiktok_connections
      set refresh_lease_expires_at = refresh_lease_expires_at - make_interval(secs => ${sec})`;
    await this.setShopClock();
  }

  /** The shop's clock stands still within a step; it is never set back. */
  async setShopClock(): Promise<void> {
    const nowSec = Math.max(this.nowSec, Math.floor(this.clock.now() / 1000));
    await this.sandbox.control({ clock: { nowSec } });
  }

  /** Ids of orders that may be changed: shown, and with no change on its way to be shown. */
  async pick(
    count: number,
    seed: number,
    isMeant: (order: TruthOrder) => boolean = () => true,
  ): Promise<string[]> {
    const { nowSec } = this;
    const ids = (await this.readTruth())
      .filter(isMeant)
      .map(({ id }) => id)
      .filter((id) => (this.visibleSinceSec.get(id) ?? 0) <= nowSec);
    const random = seededRandom(seed);
    const picked = new Set<string>();
    for (let tries = 0; picked.size < Math.min(count, ids.length) && tries < count * 20; tries++) {
      const id = ids[Math.floor(random() * ids.length)];
      if (id) picked.add(id);
    }
    return [...picked];
  }

  note(ids: readonly string[], visibleSinceSec: number): void {
    for (const id of ids) this.visibleSinceSec.set(id, visibleSinceSec);
  }

  /** Every order that the shop shows, as its search answers it. */
  async readTruth(): Promise<TruthOrder[]> {
    const text = await (await fetch(`${this.sandbox.url}/__control/truth?of=whole_orders`)).text();
    return text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as TruthOrder);
  }

  async close(): Promise<void> {
    await this.sql.end();
    await this.closeShop();
    await Promise.all([this.pgTap.close(), this.httpTap.close()]);
  }
}

type WorldParts = {
  shop: Awaited<ReturnType<typeof openShop>>;
  pgTap: PgTap;
  httpTap: HttpTap;
  sql: Sql;
  pool: WorkerPool;
  concurrency: number;
};

export type TruthOrder = {
  id: string;
  status: string;
  create_time: number;
  update_time: number;
  tracking_number?: string;
  payment: Record<string, string>;
  line_items: Record<string, string>[];
};

/** Ends the pool of a process that is dead: whatever it still waits for fails. */
export async function abandonDatabase(): Promise<void> {
  await getSql().end({ timeout: 0 });
}
