import { describe, expect, it } from "vitest";
import { describeSync, type SyncEvidence } from "@/lib/sync-status";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 12, minutes)).toISOString();
const quiet: SyncEvidence = {
  shopId: "1",
  shopName: "Juniper",
  resource: "orders",
  timezone: "America/Los_Angeles",
  now: at(0),
  connectionStatus: "active",
  authorizationEndsAt: null,
  syncedThrough: at(-5),
  lastSyncTime: at(-5),
  lastFullSyncTime: null,
  lastCronAt: at(-5),
  cronDueSince: at(-500),
  lastAdvancedAt: at(-5),
  leaseExpiresAt: null,
  consecutiveFailures: 0,
  nextAttemptAt: null,
  lastErrorCode: null,
  recordsTotal: 155_300,
  pageSize: 100,
  isPermitted: null,
  run: null,
};
const run = {
  runId: "r",
  kind: "full" as const,
  trigger: "connect",
  phase: "walk",
  startedAt: at(-2),
  lastAdvancedAt: at(-1),
  fetched: 12_000,
  expected: 155_300,
  apiCalls: 120,
  recentPerSecond: null,
  fruitlessTurns: 0,
};

describe("the state of a sync comes from evidence", () => {
  it.each([
    ["a recent sync is up to date", {}, "up_to_date", "Up to date"],
    [
      "one before the last two hours is behind",
      { syncedThrough: at(-200), lastSyncTime: at(-200) },
      "behind",
      "Behind by 3 h",
    ],
    ["a shop never synced says so", { syncedThrough: null }, "new", "Not synced yet"],
    [
      "a held lease that advances is syncing",
      { run, leaseExpiresAt: at(1) },
      "syncing",
      "Syncing 12,000 / 155,300",
    ],
    ["a run between two chunks is syncing still", { run }, "syncing", "Syncing 12,000 / 155,300"],
    [
      "a run nobody has touched for minutes is stalled",
      { run: { ...run, startedAt: at(-60), lastAdvancedAt: at(-10) } },
      "stalled",
      "Stalled at 12,000 / 155,300",
    ],
    [
      "a run whose turns all end where they began is looping, whatever it reports",
      { run: { ...run, fruitlessTurns: 3 }, leaseExpiresAt: at(1), consecutiveFailures: 2 },
      "looping",
      "Looping at 12,000 / 155,300",
    ],
    [
      "runs that end one after another because TikTok repeats its pages are looping",
      { lastErrorCode: "no_progress", consecutiveFailures: 3 },
      "looping",
      "Looping",
    ],
    ["a run that fails is failing, not syncing", { run, consecutiveFailures: 2 }, "failing", "Sync failing"],
    [
      "a refused authorisation outranks everything",
      { run, connectionStatus: "needs_reconnect" as const },
      "needs_reconnecting",
      "Needs reconnecting",
    ],
  ])("%s", (_name, change, state, label) => {
    expect(describeSync({ ...quiet, ...change })).toMatchObject({ state, label });
  });

  it("knows what is left and how long it takes", () => {
    const { run: progress } = describeSync({ ...quiet, run, leaseExpiresAt: at(1) });
    expect(progress).toMatchObject({
      done: 12_000,
      total: 155_300,
      callsLeft: 1_433,
      ordersPerSecond: 200,
      etaSeconds: 717,
      etaRange: { lowSeconds: 551, highSeconds: 1_024 },
      isResync: false,
    });
  });

  it("tells the time left between the speed of the whole run and that of the last minutes", () => {
    const slower = { ...run, recentPerSecond: 100 };
    const { run: progress } = describeSync({ ...quiet, run: slower, leaseExpiresAt: at(1) });
    expect(progress).toMatchObject({
      etaSeconds: 956,
      etaRange: { lowSeconds: 651, highSeconds: 1_593 },
    });
  });

  it("a full run over a copy that was complete before is a resync, and hides nothing", () => {
    const status = describeSync({ ...quiet, lastFullSyncTime: at(-500), run, leaseExpiresAt: at(1) });
    expect(status.run?.isResync).toBe(true);
    expect(status.sentence).toMatch(/comparing it with what is here/);
  });

  it("a limit of TikTok's is a wait, not a fault", () => {
    const waiting = { consecutiveFailures: 1, lastErrorCode: "rate_limited", nextAttemptAt: at(10) };
    expect(describeSync({ ...quiet, ...waiting })).toMatchObject({
      state: "failing",
      label: "Waiting for TikTok",
      sentence: expect.stringContaining("until 04:10"),
    });
  });
});

describe("what becomes of an authorisation is told", () => {
  it("its end, from thirty days before", () => {
    const inDays = (days: number) => at(days * 24 * 60);
    const problemsOf = (authorizationEndsAt: string) =>
      describeSync({ ...quiet, authorizationEndsAt }).problems;
    expect(problemsOf(inDays(29))).toMatchObject([{ condition: "authorization_ends" }]);
    expect(problemsOf(inDays(31))).toEqual([]);
    expect(problemsOf(inDays(-1))[0]?.sentence).toContain("connecting the shop again");
  });

  it("that the seller withdrew it, in other words than that it ran out", () => {
    const parked = { ...quiet, connectionStatus: "needs_reconnect" as const };
    const sentenceOf = (lastErrorCode: string) => describeSync({ ...parked, lastErrorCode }).sentence;
    expect(sentenceOf("deauthorized")).toContain("withdrawn");
    expect(sentenceOf("reconnect_required")).toContain("no longer accepts");
  });
});
