import { describe, expect, it } from "vitest";
import { conditions } from "@/lib/diagnosis";
import { type DoctorEvidence, diagnose } from "@/lib/sync-doctor";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 20, minutes)).toISOString();
/** 12:00 in the shop's zone. */
const healthy: DoctorEvidence = {
  shopId: "7",
  state: "up_to_date",
  resource: "orders",
  timezone: "America/Los_Angeles",
  now: at(0),
  lastErrorCode: null,
  nextAttemptAt: null,
  lastSyncTime: at(-20),
  run: null,
  lastCronAt: at(-20),
  cronDueSince: at(-10_000),
  authorizationEndsAt: at(60 * 24 * 200),
  count: { here: 155_312, there: 155_312, isProven: true, trust: "reliable" },
  setAside: 0,
};
const failing = (lastErrorCode: string) => ({
  state: "failing" as const,
  lastErrorCode,
  nextAttemptAt: at(40),
});
const run = { runId: "r1", startedAt: at(-30), lastAdvancedAt: at(-9) };

const cases: [string, Partial<DoctorEvidence>, string, RegExp, string][] = [
  [
    "the database was away",
    failing("database_unavailable"),
    "database_unreachable",
    /database does not answer/,
    "Try again now",
  ],
  [
    "the authorisation ended",
    { state: "needs_reconnecting" },
    "needs_reconnecting",
    /owner or admin connects it again/,
    "Reconnect shop",
  ],
  [
    "the token is refused",
    failing("token_expired"),
    "token_refused",
    /refuses this shop's access token/,
    "Reconnect shop",
  ],
  [
    "a scope is missing",
    failing("scope_missing"),
    "scope_missing",
    /not granted the permission to read orders/,
    "Reconnect shop",
  ],
  [
    "the signature is refused",
    failing("bad_signature"),
    "app_secret_wrong",
    /TIKTOK_APP_SECRET/,
    "Try again now",
  ],
  [
    "the clock is wrong",
    failing("clock_skew"),
    "clock_wrong",
    /clock differs from TikTok's/,
    "Try again now",
  ],
  [
    "the database is full",
    failing("database_full"),
    "database_full",
    /takes no more writes/,
    "Try again now",
  ],
  [
    "TikTok limits the calls",
    failing("rate_limited"),
    "rate_limited",
    /slow down until 12:40;/,
    "Try again now",
  ],
  ["TikTok is overloaded", failing("overloaded"), "rate_limited", /slow down until 12:40;/, "Try again now"],
  [
    "TikTok is down",
    failing("server_error"),
    "tiktok_down",
    /internal error.*by itself at 12:40\.$/,
    "Try again now",
  ],
  [
    "TikTok cannot be reached",
    failing("network"),
    "tiktok_down",
    /before an answer came; .*at 12:40\.$/,
    "Try again now",
  ],
  [
    "a fault has no remedy of its own",
    failing("internal"),
    "failing",
    /wrong in this app;/,
    "See the failed runs",
  ],
  ["a run loops", { state: "looping", run }, "looping", /ended where the one before had/, "Open the run"],
  ["a run is stalled", { state: "stalled", run }, "stalled", /since 11:51, so the cron/, "Continue now"],
  [
    "the cron does not call",
    { lastCronAt: at(-130) },
    "cron_silent",
    /since 09:50, though one is due each hour/,
    "Sync now",
  ],
  [
    "the copy is behind",
    { state: "behind", lastSyncTime: at(-140) },
    "behind",
    /ended at 09:40;/,
    "Sync now",
  ],
  [
    "the seller withdrew the authorisation",
    { state: "needs_reconnecting", lastErrorCode: "deauthorized" },
    "needs_reconnecting",
    /has withdrawn this app's authorisation/,
    "Reconnect shop",
  ],
  [
    "the authorisation ends soon",
    { authorizationEndsAt: at(60 * 24 * 20) },
    "authorization_ends",
    /ends on 13 Dec 2026; an owner or admin renews it/,
    "Reconnect shop",
  ],
  [
    "the count differs",
    { count: { here: 155_310, there: 155_312, isProven: false, trust: "reliable" } },
    "count_not_proven",
    /155,310 orders here and 155,312 at TikTok/,
    "See the count",
  ],
  [
    "TikTok's count stops at a number",
    { count: { here: 155_312, there: 10_000, isProven: false, trust: "capped" } },
    "count_not_proven",
    /stops at 10,000/,
    "See the count",
  ],
  [
    "TikTok's counts do not add up",
    { count: { here: 155_312, there: 155_400, isProven: false, trust: "unreliable" } },
    "count_not_proven",
    /do not add up/,
    "See the count",
  ],
  [
    "orders are set aside",
    { setAside: 12 },
    "set_aside",
    /^12 orders could not be read and are set aside/,
    "See them",
  ],
];

describe("the doctor has one sentence and one button for each state", () => {
  it.each(cases)("%s", (_name, change, condition, sentence, label) => {
    const [first, ...more] = diagnose({ ...healthy, ...change });
    expect(more).toEqual([]);
    expect(first).toMatchObject({ condition, action: { label } });
    expect(first?.sentence).toMatch(sentence);
  });

  it("knows no state that the cases above leave out", () => {
    expect(new Set(cases.map(([, , condition]) => condition))).toEqual(new Set(conditions));
  });

  it("says nothing while all is well", () => {
    expect(diagnose(healthy)).toEqual([]);
    expect(diagnose({ ...healthy, count: null })).toEqual([]);
  });

  it("every sentence is one: it ends once", () => {
    for (const [, change] of cases) {
      for (const { sentence } of diagnose({ ...healthy, ...change })) expect(sentence).toMatch(/^[^.]+\.$/);
    }
  });
});

describe("the doctor puts what matters most first", () => {
  it("and does not tell twice that the copy is late", () => {
    const late = { state: "behind" as const, lastCronAt: at(-300), lastSyncTime: at(-300), setAside: 1 };
    const found = diagnose({ ...healthy, ...late }).map(({ condition }) => condition);
    expect(found).toEqual(["cron_silent", "set_aside"]);
  });

  it("a wait that is nearly over has no clock time", () => {
    const [found] = diagnose({ ...healthy, ...failing("rate_limited"), nextAttemptAt: at(0) });
    expect(found?.sentence).toMatch(/slow down for a moment;/);
  });

  it.each([
    ["a shop that waits for TikTok", { nextAttemptAt: at(30) }],
    ["a shop that has to be connected again", { state: "needs_reconnecting" as const }],
    ["a shop that was connected an hour ago", { lastCronAt: null, cronDueSince: at(-60) }],
  ])("the cron is not blamed for %s", (_name, change) => {
    const found = diagnose({ ...healthy, lastCronAt: at(-600), ...change });
    expect(found.map(({ condition }) => condition)).not.toContain("cron_silent");
  });
});
