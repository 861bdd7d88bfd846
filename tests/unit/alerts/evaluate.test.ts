import { expect, it } from "vitest";
import { type AlertEvidence, evaluateAlerts } from "@/lib/alerts/evaluate";

const now = "2026-11-24T12:00:00.000Z";
const ago = (minutes: number) => new Date(Date.parse(now) - minutes * 60_000).toISOString();
const ahead = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();

const healthy: AlertEvidence = {
  shopId: "7",
  shopName: "Juniper & Clay",
  now,
  connectedAt: ago(9_000),
  needsReconnecting: false,
  authorizationEndsAt: ahead(200),
  syncedThrough: ago(50),
  lastSyncTime: ago(50),
  lastAdvancedAt: ago(50),
  lastErrorCode: null,
  loopingResources: [],
  historyCount: { isProven: true, trust: "reliable", here: 10, there: 10 },
  trailingCount: { isProven: true, trust: null, here: 3, there: 3 },
};
const alertsOf = (change: Partial<AlertEvidence>) => evaluateAlerts([{ ...healthy, ...change }]);
const kindsOf = (change: Partial<AlertEvidence>) => alertsOf(change).map(({ kind, level }) => [kind, level]);

it("a healthy shop is worth no word, nor is one that is read for the first time", () => {
  expect(alertsOf({})).toEqual([]);
  const first = { syncedThrough: null, lastSyncTime: null, historyCount: null, trailingCount: null };
  expect(alertsOf({ ...first, lastAdvancedAt: ago(1) })).toEqual([]);
  expect(alertsOf({ ...first, lastAdvancedAt: null, connectedAt: ago(44) })).toEqual([]);
});

it("a shop whose last two hourly syncs did not come is stale, and the reason is told", () => {
  expect(alertsOf({ syncedThrough: ago(125), lastSyncTime: ago(125) })).toEqual([]);
  const [alert] = alertsOf({ syncedThrough: ago(190), lastSyncTime: ago(190), lastErrorCode: "network" });
  expect(alert).toMatchObject({
    kind: "stale",
    isReminded: true,
    title: "Juniper & Clay: the data is 3 h old",
  });
  expect(alert?.sentence).toContain("The connection to TikTok failed");
});

it("a clock of TikTok's that is hours behind makes no shop stale", () => {
  expect(alertsOf({ syncedThrough: ago(500), lastSyncTime: ago(10) })).toEqual([]);
});

it("a first sync that stands still is told after three quarters of an hour", () => {
  const stuck = { syncedThrough: null, lastSyncTime: null, lastAdvancedAt: ago(50) };
  expect(kindsOf(stuck)).toEqual([["stale", 0]]);
  expect(alertsOf(stuck)[0]?.title).toBe("Juniper & Clay: the first sync has stood still for 50 min");
});

it.each([
  [14.01, null],
  [14, 14],
  [5.5, 14],
  [5, 5],
  [1.2, 5],
  [0.9, 1],
  [-3, 1],
])("with %d days left of the authorisation the step is %s", (days, level) => {
  const expected = level === null ? [] : [["deadline", level]];
  expect(kindsOf({ authorizationEndsAt: ahead(days) })).toEqual(expected);
});

it("the deadline names the days and the date, and is not told again each day", () => {
  const [alert] = alertsOf({ authorizationEndsAt: ahead(4.5) });
  expect(alert).toMatchObject({
    isReminded: false,
    title: "Juniper & Clay: TikTok's authorisation ends in 5 days",
  });
  expect(alert?.sentence).toContain("29 Nov 2026");
});

it("a parked shop is told as that alone: everything else follows from it", () => {
  expect(
    kindsOf({
      needsReconnecting: true,
      syncedThrough: ago(9_999),
      authorizationEndsAt: ahead(-1),
      loopingResources: ["orders"],
    }),
  ).toEqual([["needs_reconnecting", 0]]);
});

it("a sync that gets nowhere names what does not", () => {
  const [alert] = alertsOf({ loopingResources: ["orders", "returns"] });
  expect(alert).toMatchObject({ kind: "looping" });
  expect(alert?.sentence).toContain("(orders, returns)");
});

it("counts that differ are told with both numbers, whichever count it was", () => {
  const differing = { isProven: false, trust: "reliable", here: 155_300, there: 155_312 } as const;
  for (const change of [{ historyCount: differing }, { trailingCount: differing }]) {
    const [alert] = alertsOf(change);
    expect(alert).toMatchObject({ kind: "proof", level: 0, isReminded: true });
    expect(alert?.sentence).toContain("155,300 orders here, 155,312 at TikTok");
  }
});

it("counts that cannot be trusted are another matter, told once", () => {
  const capped = { isProven: false, trust: "capped", here: 9_000, there: 5_000 } as const;
  expect(alertsOf({ historyCount: capped })[0]).toMatchObject({ kind: "proof", level: 1, isReminded: false });
});
