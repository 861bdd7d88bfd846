import { describe, expect, it } from "vitest";
import { getSql } from "@/db/client";
import { continueInBackground } from "@/lib/sync/background";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";
import type { Sandbox } from "../../sandbox/server";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { readRecordCopy, readRecordTruth } from "../helpers/records";
import { byId, connect, connectedShop } from "../helpers/shop";

const others = ["returns", "cancellations"] as const;

/** What was written down looks as if it had been so many seconds ago. */
async function letPass(seconds: number): Promise<void> {
  await getSql()`
    update sync_metadata set last_sync_time = last_sync_time - make_interval(secs => ${seconds}),
      last_full_sync_time = last_full_sync_time - make_interval(secs => ${seconds}),
      next_attempt_at = next_attempt_at - make_interval(secs => ${seconds})`;
  await getSql()`update sync_runs set started_at = started_at - make_interval(secs => ${seconds})`;
}

const callsTo = (sandbox: Sandbox, part: string) =>
  Object.entries(sandbox.stats().counters.byPath)
    .filter(([path]) => path.includes(part))
    .reduce((sum, [, count]) => sum + count, 0);

describe("returns and cancellations beside orders", () => {
  it("wait until a shop's orders are complete and then some, and come by themselves", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 2_000, live: false });
    await syncNow();
    await resumeUntilDone(60_000);
    expect(callsTo(sandbox, "/return_refund/")).toBe(0);
    await letPass(180);
    await resumeUntilDone(60_000);
    for (const kind of others) {
      expect(byId(await readRecordCopy(shopId, kind))).toEqual(byId(await readRecordTruth(sandbox, kind)));
      expect((await syncStatus(shopId, kind))?.state).toBe("up_to_date");
    }
  });

  it("cost a call each in an hourly sync when nothing changed, after the orders, and none in a Refresh", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 1_000, live: false });
    await syncNow();
    await letPass(180);
    await resumeUntilDone(60_000);
    await letPass(3_600);
    await syncNow();
    await letPass(3_600);
    await sandbox.control({ resetCounters: true });
    const reports = await syncNow();
    const changes = reports.filter(({ kind }) => kind === "incremental");
    expect(changes.map(({ resource }) => resource)).toEqual(["orders", ...others]);
    expect(changes.map(({ apiCalls }) => apiCalls)).toEqual([1, 1, 1]);
    expect(callsTo(sandbox, "/return_refund/")).toBe(2);
    await sandbox.control({ resetCounters: true });
    await syncNow();
    await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
    await continueInBackground([shopId]);
    expect(callsTo(sandbox, "/return_refund/")).toBe(0);
    await letPass(1_000);
    await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
    await continueInBackground([shopId]);
    expect(callsTo(sandbox, "/return_refund/")).toBe(2);
  });

  it("are counted once a day, so that what came late is found", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 1_000, live: false });
    await syncNow();
    await letPass(180);
    await resumeUntilDone(60_000);
    const late = sandbox.stats().nowSec - 30_000;
    await sandbox.control({ addReturns: { count: 3, createTimeSec: late, updateTimeSec: late } });
    await letPass(3_600);
    const reports = await syncNow();
    expect(reports.filter(({ resource }) => resource === "returns").map(({ kind }) => kind)).toContain(
      "audit",
    );
    expect(byId(await readRecordCopy(shopId, "returns"))).toEqual(
      byId(await readRecordTruth(sandbox, "returns")),
    );
    await letPass(3_600);
    const later = await syncNow();
    expect(later.filter(({ resource, kind }) => resource !== "orders" && kind === "audit")).toEqual([]);
  });
});

describe.each([
  ["does not know them", { kind: "unknown-path" as const }, "endpoint_unknown", "Not offered by TikTok"],
  ["refuses the permission", { kind: "scope-missing" as const }, "scope_missing", "Permission missing"],
])("a TikTok that %s", (_name, fault, errorCode, label) => {
  it("is asked once a day, and the orders are none the worse for it", async () => {
    const { sandbox, shopId } = await connectedShop({ orders: 1_000, live: false });
    await sandbox.control({ faults: [{ ...fault, path: "/return_refund/", times: 1_000 }] });
    await syncNow();
    await letPass(180);
    await resumeUntilDone(60_000);
    expect(callsTo(sandbox, "/return_refund/")).toBe(2);
    for (let hour = 0; hour < 3; hour++) {
      await letPass(3_600);
      const reports = await syncNow();
      expect(new Set(reports.map(({ resource }) => resource))).toEqual(new Set(["orders"]));
      await resumeUntilDone(60_000);
    }
    expect(callsTo(sandbox, "/return_refund/")).toBe(2);
    expect(await syncStatus(shopId)).toMatchObject({ state: "up_to_date", lastErrorCode: null });
    for (const resource of others) {
      expect(await syncStatus(shopId, resource)).toMatchObject({ state: "unavailable", label });
    }
    const runs = await getSql()`
      select distinct status, error_code from sync_runs where resource <> 'orders'`;
    expect(runs).toEqual([{ status: "failed", error_code: errorCode }]);
    await letPass(86_400);
    await sandbox.control({ clearFaults: true });
    await resumeUntilDone(60_000);
    expect((await syncStatus(shopId, "returns"))?.state).toBe("up_to_date");
  });
});

it("without the seller's permission nothing is asked; a new consent starts them at once", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 500, live: false });
  await sandbox.control({ scopes: ["seller.authorization.info", "seller.order.info"] });
  const [user] = await getSql()<{ id: string }[]>`select id from users`;
  await connect(sandbox, user?.id ?? "");
  await syncNow();
  await letPass(7_200);
  await syncNow();
  await resumeUntilDone(60_000);
  expect(callsTo(sandbox, "/return_refund/")).toBe(0);
  expect(await syncStatus(shopId, "returns")).toMatchObject({
    state: "unavailable",
    label: "Permission missing",
    lastErrorCode: "scope_missing",
  });
  expect((await syncStatus(shopId))?.state).toBe("up_to_date");
  await sandbox.control({
    scopes: ["seller.authorization.info", "seller.order.info", "seller.return_refund.basic"],
  });
  await connect(sandbox, user?.id ?? "");
  await resumeUntilDone(60_000);
  expect((await syncStatus(shopId, "returns"))?.state).toBe("up_to_date");
});
