import { expect, it } from "vitest";
import type { Condition, Diagnosis } from "@/lib/diagnosis";
import type { SyncState, SyncStatus } from "@/lib/sync-status";
import { summarizeStatuses } from "@/lib/sync-summary";

const status = (shopName: string, state: SyncState, syncedThrough: string | null = null): SyncStatus => ({
  shopId: shopName,
  shopName,
  resource: "orders",
  state,
  label: state === "up_to_date" ? "Up to date" : `Is ${state}`,
  sentence: "A sentence.",
  problems: [],
  syncedThrough,
  lastSyncTime: null,
  lastFullSyncTime: null,
  lastErrorCode: null,
  nextAttemptAt: null,
  recordsTotal: 0,
  run: null,
});

it("one shop speaks for itself, and no shop has nothing to say", () => {
  const only = status("A", "behind");
  expect(summarizeStatuses([only])).toBe(only);
  expect(summarizeStatuses([])).toBeNull();
});

it("several shops are told as the gravest, by its name", () => {
  const all = [status("A", "up_to_date"), status("B", "failing"), status("C", "syncing")];
  expect(summarizeStatuses(all)).toMatchObject({ state: "failing", label: "B: Is failing" });
  expect(summarizeStatuses([...all, status("D", "failing")])?.label).toBe("2 shops: Is failing");
  expect(summarizeStatuses([status("A", "up_to_date"), status("B", "up_to_date")])?.label).toBe("Up to date");
});

it("several shops are complete as far as each of them is", () => {
  const early = "2026-11-23T10:00:00Z";
  const late = "2026-11-23T11:00:00Z";
  const both = [status("A", "up_to_date", late), status("B", "up_to_date", early)];
  expect(summarizeStatuses(both)?.syncedThrough).toBe(early);
  expect(summarizeStatuses([...both, status("C", "new")])?.syncedThrough).toBeNull();
});

it("what is wrong with several shops is told with their names, the most urgent first", () => {
  const problem = (shopId: string, condition: Condition): Diagnosis => ({
    condition,
    tone: "warn",
    title: "A title",
    sentence: "It is so.",
    action: { kind: "refresh", label: "Sync now" },
    shopId,
    runId: null,
  });
  const late = { ...status("A", "behind"), problems: [problem("A", "behind")] };
  const parked = { ...status("B", "needs_reconnecting"), problems: [problem("B", "needs_reconnecting")] };
  expect(summarizeStatuses([late, parked])?.problems).toEqual([
    { ...problem("B", "needs_reconnecting"), sentence: "B: It is so." },
    { ...problem("A", "behind"), sentence: "A: It is so." },
  ]);
});
