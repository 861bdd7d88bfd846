import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { claimLease } from "@/db/mutations/sync-lease";
import { advanceSync } from "@/lib/sync/advance";
import { resumeUntilDone } from "../helpers/crons";
import { byId, connectedShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

/** Stands in for the twenty seconds that a dead holder's lease lives on. */
const expireLease = () => getSql()`update sync_metadata set lease_expires_at = now() - interval '1 second'`;

it("a full sync in slices of a fraction of a second ends with the same orders", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 3_000, live: false, latencyMs: 20 });
  const ticks = await resumeUntilDone(250);
  expect(ticks).toBeGreaterThan(2);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const [run] = await getSql()`select * from sync_runs where kind = 'full'`;
  expect(run).toMatchObject({ inserted: 3_000, updated: 0, status: "succeeded", is_count_proven: true });
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("a worker killed in mid-sync is resumed; nothing is lost and nothing counted twice", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 3_000, live: false, latencyMs: 25 });
  for (const killAfterPages of [3, 8, 15]) {
    await killWorkerAfter(shopId, killAfterPages);
    await expireLease();
  }
  await resumeUntilDone(60_000);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const [run] = await getSql()`select * from sync_runs where kind = 'full'`;
  expect(run).toMatchObject({ inserted: 3_000, status: "succeeded", is_count_proven: true });
  const [meta] = await getSql()`select records_total::int as total from sync_metadata`;
  expect(meta?.total).toBe(3_000);
  expect(await rollupDifferences(shopId)).toEqual([]);
});

async function killWorkerAfter(shopId: string, pages: number): Promise<void> {
  const worker = fork(path.join(import.meta.dirname, "../helpers/sync-worker.ts"), [shopId], {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: process.env,
  });
  const ended = once(worker, "exit");
  for (;;) {
    const [row] = await getSql()`select coalesce(sum(pages), 0)::int as pages from sync_windows`;
    if (Number(row?.pages) >= pages || worker.exitCode !== null) break;
  }
  worker.kill("SIGKILL");
  await ended;
}

it("of two callers at once one works and the other is told busy", async () => {
  const { shopId } = await connectedShop({ orders: 1_200, live: false, latencyMs: 20 });
  const reports = await Promise.all([
    advanceSync({ shopId, budgetMs: 60_000 }),
    advanceSync({ shopId, budgetMs: 60_000 }),
  ]);
  expect(reports.map((report) => report.stopReason).sort()).toEqual(["busy", "done"]);
  const busy = reports.find((report) => report.stopReason === "busy");
  expect(busy?.runs).toMatchObject([{ shopId, kind: "full", stopReason: "busy", apiCalls: 0, more: true }]);
});

it("a worker that lost its lease writes nothing more", async () => {
  const { shopId } = await connectedShop({ orders: 2_000, live: false, latencyMs: 30 });
  const working = advanceSync({ shopId, budgetMs: 60_000 });
  await expect.poll(async () => (await readCopy(shopId)).length).toBeGreaterThan(0);
  await expireLease();
  const thief = await claimLease(shopId, "orders", "thief");
  expect(thief).not.toBeNull();
  const atTheft = (await readCopy(shopId)).length;
  expect((await working).stopReason).toBe("busy");
  expect((await readCopy(shopId)).length).toBe(atTheft);
  const [meta] = await getSql()`select lease_owner from sync_metadata`;
  expect(meta?.lease_owner).toBe("thief");
});
