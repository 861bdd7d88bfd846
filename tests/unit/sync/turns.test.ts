import { describe, expect, it } from "vitest";
import type { SyncReport } from "@/lib/sync/report";
import { type Work, workInTurns } from "@/lib/sync/turns";

/** Time that passes only when everybody waits, so that hours are simulated in milliseconds. */
class SimulatedClock {
  nowMs = 0;
  private readonly timers: { atMs: number; wake: () => void }[] = [];

  readonly now = () => this.nowMs;

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.timers.push({ atMs: this.nowMs + ms, wake });
    });
  }

  async run<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const settled = work.finally(() => {
      state.isDone = true;
    });
    for (;;) {
      for (let i = 0; i < 50; i++) await Promise.resolve();
      if (state.isDone) return settled;
      this.timers.sort((a, b) => a.atMs - b.atMs);
      const next = this.timers.shift();
      if (!next) throw new Error("everybody waits for nobody");
      this.nowMs = next.atMs;
      next.wake();
    }
  }
}

/** A shop whose changes take a while to read, and whose past takes much longer. */
type Shop = { changesMs: number; pastMs: number; fails?: boolean };

const minute = 60_000;
const done: SyncReport = { stopReason: "done", more: false, runs: [] };
const outOfTime: SyncReport = { stopReason: "budget", more: true, runs: [] };

/** Many shops on one instance, ticked by both crons; a shop that is being worked on is busy for others. */
class World {
  readonly clock = new SimulatedClock();
  readonly freshAtMs = new Map<string, number>();
  /** How long after the hourly cron a shop's changes were in, at worst. */
  readonly worstDelayMs = new Map<string, number>();
  private cronAtMs = 0;
  private readonly leases = new Set<string>();
  private readonly left: Map<string, Shop>;

  constructor(private readonly shops: Map<string, Shop>) {
    this.left = new Map([...shops].map(([id, shop]) => [id, { ...shop }]));
    for (const id of shops.keys()) this.freshAtMs.set(id, 0);
  }

  pastLeftMs(id: string): number {
    return this.left.get(id)?.pastMs ?? 0;
  }

  /** The hourly cron, and the minutely one for whatever is left, each with its own budget. */
  async live(hours: number): Promise<void> {
    const invocations: Promise<unknown>[] = [];
    for (let at = 0; at < hours * 60; at++) {
      if (at % 60 === 0) {
        this.cronAtMs = this.clock.nowMs;
        for (const [id, shop] of this.shops) this.shopOf(id).changesMs = shop.changesMs;
      }
      invocations.push(this.tick());
      await this.clock.sleep(minute);
    }
    await Promise.all(invocations);
  }

  private async tick(): Promise<void> {
    const waiting = [...this.left].filter(([id, shop]) => this.isDue(id, shop));
    const list = waiting
      .sort(
        ([a, x], [b, y]) =>
          Number(x.fails ?? false) - Number(y.fails ?? false) || this.freshOf(a) - this.freshOf(b),
      )
      .map(([shopId]) => ({ shopId, resource: "orders" }));
    await workInTurns(list, {
      now: this.clock.now,
      endsAtMs: this.clock.nowMs + 240_000,
      turnMs: 30_000,
      shopsAtOnce: 3,
      isPrimary: () => true,
      advance: (work, turn) => this.advance(work, turn),
    });
  }

  private isDue(id: string, shop: Shop): boolean {
    return !this.leases.has(id) && (shop.changesMs > 0 || shop.pastMs > 0);
  }

  private async advance(
    { shopId }: Work,
    turn: { budgetMs: number; freshOnly: boolean },
  ): Promise<SyncReport> {
    if (this.leases.has(shopId)) return { stopReason: "busy", more: true, runs: [] };
    this.leases.add(shopId);
    try {
      return await this.work(this.shopOf(shopId), shopId, turn);
    } finally {
      this.leases.delete(shopId);
    }
  }

  private async work(
    shop: Shop,
    shopId: string,
    { budgetMs, freshOnly }: { budgetMs: number; freshOnly: boolean },
  ) {
    if (shop.fails) {
      await this.clock.sleep(budgetMs);
      return { stopReason: "rate_limited", more: true, runs: [] } satisfies SyncReport;
    }
    const changes = Math.min(shop.changesMs, budgetMs);
    await this.clock.sleep(changes);
    if (changes < shop.changesMs) {
      shop.changesMs -= changes;
      return outOfTime;
    }
    if (shop.changesMs > 0) this.noteFresh(shopId);
    shop.changesMs = 0;
    if (shop.pastMs === 0) return done;
    if (freshOnly) return { ...outOfTime, isPastLeft: true };
    const past = Math.min(shop.pastMs, budgetMs - changes);
    await this.clock.sleep(past);
    shop.pastMs -= past;
    return shop.pastMs > 0 ? outOfTime : done;
  }

  private noteFresh(shopId: string): void {
    const { nowMs } = this.clock;
    const delayMs = nowMs - this.cronAtMs;
    this.worstDelayMs.set(shopId, Math.max(delayMs, this.worstDelayMs.get(shopId) ?? 0));
    this.freshAtMs.set(shopId, nowMs);
  }

  private freshOf(shopId: string): number {
    return this.freshAtMs.get(shopId) ?? 0;
  }

  private shopOf(shopId: string): Shop {
    const shop = this.left.get(shopId);
    if (!shop) throw new Error(`no shop ${shopId}`);
    return shop;
  }
}

const shopId = (index: number) => `shop-${String(index).padStart(2, "0")}`;

describe("50 shops of very different sizes on one instance", () => {
  it("have their changes within a minute of the cron while four of them read years of history", async () => {
    const shops = new Map<string, Shop>();
    for (let i = 0; i < 50; i++) shops.set(shopId(i), { changesMs: 200 + i * 60, pastMs: 0 });
    const fat = new Set([0, 3, 17, 49].map(shopId));
    for (const id of fat) shops.set(id, { changesMs: 12_000, pastMs: 3 * 3_600_000 });
    const world = new World(shops);
    await world.clock.run(world.live(6));
    // The changes of fifty shops by three workers take half a minute; a shop at its past finishes its turn first.
    for (const [id] of shops) expect(world.worstDelayMs.get(id), id).toBeLessThan(2 * minute);
    for (const [id] of shops) if (!fat.has(id)) expect(world.worstDelayMs.get(id), id).toBeLessThan(minute);
    // The past is read all the while: three hours of work in six.
    for (const id of fat) expect(world.pastLeftMs(id)).toBe(0);
  });

  it("are none the worse for a tenth of them that hang until their turn is over", async () => {
    const shops = new Map<string, Shop>();
    for (let i = 0; i < 50; i++) shops.set(shopId(i), { changesMs: 1_500, pastMs: 0, fails: i % 10 === 0 });
    const world = new World(shops);
    await world.clock.run(world.live(3));
    for (const [id, { fails }] of shops) {
      if (!fails) expect(world.worstDelayMs.get(id), id).toBeLessThan(minute);
    }
  });
});

describe("turns", () => {
  const orderOf = async (
    list: Work[],
    advance: (work: Work, freshOnly: boolean) => SyncReport,
    shopsAtOnce = 1,
  ) => {
    const turns: string[] = [];
    await workInTurns(list, {
      now: () => 0,
      endsAtMs: 1,
      turnMs: 30_000,
      shopsAtOnce,
      isPrimary: ({ resource }) => resource === "orders",
      advance: async (work, { freshOnly }) => {
        turns.push(`${work.shopId} ${work.resource} ${freshOnly ? "changes" : "past"}`);
        return advance(work, freshOnly);
      },
    });
    return turns;
  };

  it("go to every shop's orders, then to their other resources, then to the past", async () => {
    const list = [
      { shopId: "a", resource: "returns" },
      { shopId: "a", resource: "orders" },
      { shopId: "b", resource: "orders" },
    ];
    const turns = await orderOf(list, (_, freshOnly) =>
      freshOnly ? { ...outOfTime, isPastLeft: true } : done,
    );
    expect(turns).toEqual([
      "a orders changes",
      "b orders changes",
      "a returns changes",
      "a orders past",
      "b orders past",
      "a returns past",
    ]);
  });

  it("are never two at once for one shop", async () => {
    const list = ["orders", "returns", "cancellations"].map((resource) => ({ shopId: "a", resource }));
    let atWork = 0;
    let most = 0;
    const work = workInTurns(list, {
      now: () => 0,
      endsAtMs: 1,
      turnMs: 1,
      shopsAtOnce: 3,
      isPrimary: () => true,
      advance: async () => {
        atWork += 1;
        most = Math.max(most, atWork);
        await Promise.resolve();
        atWork -= 1;
        return done;
      },
    });
    expect(await work).toHaveLength(3);
    expect(most).toBe(1);
  });

  it("that did not suffice come again behind the others, and those that failed do not", async () => {
    const seen = new Map<string, number>();
    const turns = await orderOf(
      ["a", "b", "c"].map((id) => ({ shopId: id, resource: "orders" })),
      ({ shopId: id }) => {
        const nth = (seen.get(id) ?? 0) + 1;
        seen.set(id, nth);
        if (id === "b") return { stopReason: "error", more: true, runs: [] };
        return id === "a" && nth < 3 ? outOfTime : done;
      },
    );
    expect(turns.map((turn) => turn[0])).toEqual(["a", "b", "c", "a", "a"]);
  });
});
