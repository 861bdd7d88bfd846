import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { advanceSync } from "@/lib/sync/advance";
import { syncStatus } from "@/lib/sync/status";
import { byId, connectedShop, readCopy, readTruth } from "../helpers/shop";

const minute = 60_000;

it("a full sync brings every order once, at a call for each hundred", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 4_000, live: false });
  await sandbox.control({ resetCounters: true });
  const report = await advanceSync({ shopId, budgetMs: minute });
  expect(report).toMatchObject({ stopReason: "done", more: false });
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const [run] = await getSql()`select * from sync_runs where shop_id = ${shopId}`;
  expect(run).toMatchObject({ kind: "full", trigger: "connect", status: "succeeded", stop_reason: "done" });
  expect(run).toMatchObject({ inserted: 4_000, updated: 0, expected: 4_000, is_count_proven: true });
  expect(run?.fetched).toBe(Number(run?.inserted) + Number(run?.updated) + Number(run?.unchanged));
  const { counters } = sandbox.stats();
  expect(run?.api_calls).toBe(counters.byPath["/order/202309/orders/search"]);
  expect(run?.api_calls).toBeLessThanOrEqual(40 * 1.03 + 6);
  expect((await syncStatus(shopId))?.state).toBe("up_to_date");
});
