import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { forgetLimiters, limiterFor } from "@/lib/tiktok/limiter";
import { syncNow } from "../helpers/crons";
import { byId, connectedShop, readCopy, readTruth } from "../helpers/shop";

const search = "/order/202309/orders/search";

it.each([true, false])(
  "a limit of 7 calls a second (Retry-After: %s) is held, and nothing is lost to it",
  async (retryAfter) => {
    const { sandbox, shopId } = await connectedShop({ orders: 4_000, live: false, latencyMs: 20 });
    await sandbox.control({ rateLimit: { perSec: 7, retryAfter }, resetCounters: true });
    const report = await advanceSync({ shopId, budgetMs: 120_000 });
    expect(report).toMatchObject({ stopReason: "done" });
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
    const { byStatus, byPath } = sandbox.stats().counters;
    const [run] = await getSql()`select api_calls, rate_limit_waits from sync_runs`;
    expect(run).toMatchObject({ api_calls: byPath[search], rate_limit_waits: byStatus["429"] });
  },
);

it("a fresh process begins with the rate that the last one learned", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 900, live: false });
  const app = { appKey: sandbox.appKey, apiUrl: sandbox.url };
  await sandbox.control({ faults: [{ kind: "429", path: "/orders/search", skip: 3, retryAfterSec: 0 }] });
  await syncNow();
  const [row] = await getSql()`select ceiling_per_sec, rate_per_sec, confidence, app_key from api_rates`;
  expect(row).toMatchObject({ app_key: app.appKey, ceiling_per_sec: expect.any(Number) });
  forgetLimiters();
  expect(limiterFor(app, shopId, 1).learned).toBeNull();
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  await advanceSync({ shopId, budgetMs: 60_000 });
  expect(limiterFor(app, shopId, 1).learned).toMatchObject({
    ceilingPerSec: row?.ceiling_per_sec,
    confidence: row?.confidence,
  });
});

it("a pause that TikTok asked for is kept by a process that never heard of it", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  await sandbox.control({ faults: [{ kind: "429", path: "/orders/search", retryAfterSec: 3_600 }] });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  expect(await advanceSync({ shopId, budgetMs: 5_000 })).toMatchObject({ stopReason: "rate_limited" });
  forgetLimiters();
  await sandbox.control({ resetCounters: true });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  expect(await advanceSync({ shopId, budgetMs: 5_000 })).toMatchObject({ stopReason: "rate_limited" });
  expect(sandbox.stats().counters.total).toBe(0);
});

it("a rate that did not change is not written again", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  await sandbox.control({ faults: [{ kind: "503", path: "/orders/search", skip: 1, retryAfterSec: 0 }] });
  await syncNow();
  const learnedAt = async () => (await getSql()`select learned_at from api_rates`)[0]?.learned_at;
  const before = await learnedAt();
  expect(before).toBeDefined();
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  await advanceSync({ shopId, budgetMs: 5_000 });
  expect(await learnedAt()).toBe(before);
});
