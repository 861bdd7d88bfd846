import { expect, it, onTestFinished } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { finishRun } from "@/db/mutations/sync-runs";
import { resetEnv } from "@/lib/env";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { TikTokClient } from "@/lib/tiktok/client";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { byId, connectedShop, readCopy, readTruth } from "../helpers/shop";
import { PgTap } from "../torture/pg-tap";

/** Lets everything pass until `release` is called. */
function barrier() {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { release, released };
}

/** @returns what would have ended the process since: Node ends it at the first rejection that nobody handles. */
function watchRejections(): () => unknown[] {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  return () => unhandled;
}

it("a page whose commit arrived and whose answer was lost is counted once, also when its neighbour lands", async () => {
  const { sandbox, shopId, databaseUrl } = await connectedShop({ orders: 3_000, live: false });
  const unhandled = watchRejections();
  const tap = await PgTap.open(databaseUrl);
  onTestFinished(() => tap.close());
  process.env.DATABASE_URL = tap.url;
  resetEnv();
  await closeDatabase();
  const loss = barrier();
  let calls = 0;
  const { appKey, appSecret, url } = sandbox;
  const client = new TikTokClient(
    { appKey, appSecret, apiUrl: url, authUrl: url },
    {
      fetch: async (...call) => {
        calls += 1;
        // Two windows are begun at once: the page of one waits until that of the other has lost its answer.
        if (calls === 3) await loss.released;
        return fetch(...call);
      },
    },
  );
  let last = "";
  let isLost = false;
  tap.gate = ({ what, side }) => {
    const isPage = what === "commit" && last.startsWith("with lease as");
    if (side === "before" && what !== "commit") last = what;
    if (isLost || calls < 4 || side === "before" || !isPage) return "passes";
    isLost = true;
    setTimeout(loss.release, 50);
    return "loses its connection";
  };
  await requestSync({ shopId, kind: "full", trigger: "connect" });
  await expect(advanceSync({ shopId, budgetMs: 60_000, concurrency: 2, client })).rejects.toThrow();
  expect(unhandled()).toEqual([]);
  const [run] = await getSql()`select api_calls from sync_runs`;
  expect(run?.api_calls).toBeLessThanOrEqual(calls);
  await resumeUntilDone(60_000);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a call that fails while the database is slow ends the run, and not the process", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 3_000, live: false });
  await syncNow();
  const unhandled = watchRejections();
  const sql = getSql();
  const [isLocked, hasFailed] = [barrier(), barrier()];
  const { appKey, appSecret, url } = sandbox;
  let calls = 0;
  let locking: Promise<unknown> = Promise.resolve();
  const client = new TikTokClient(
    { appKey, appSecret, apiUrl: url, authUrl: url },
    {
      fetch: async (...call) => {
        calls += 1;
        // The first and the oldest page plan the windows; the third is the first of a window.
        if (calls === 3) {
          locking = sql.begin(async (tx) => {
            await tx`lock table orders in access exclusive mode`;
            isLocked.release();
            await hasFailed.released;
          });
          await isLocked.released;
        }
        if (calls < 4) return fetch(...call);
        setTimeout(hasFailed.release, 50);
        return new Response(JSON.stringify({ code: 105_005, message: "no scope", request_id: "1" }), {
          status: 403,
        });
      },
    },
  );
  await requestSync({ shopId, kind: "full", trigger: "admin" });
  const report = await advanceSync({ shopId, budgetMs: 60_000, concurrency: 1, client });
  await locking;
  expect(report).toMatchObject({ stopReason: "error", more: true });
  expect(unhandled()).toEqual([]);
  await resumeUntilDone(60_000);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a wish that comes in the moment in which a run ends waits for it, and neither fails", async () => {
  const { shopId } = await connectedShop({ orders: 100, live: false });
  await syncNow();
  const { runId } = await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  const sql = getSql();
  await sql`update sync_metadata set status = 'syncing'`;
  const { begun, ending } = await sql.begin(async (tx) => {
    await tx`update sync_metadata set request_seq = request_seq + 1 where shop_id = ${shopId}`;
    const ending = finishRun(shopId, runId, { outcome: "succeeded" });
    ending.catch(() => {});
    const waiting = () =>
      tx`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await waiting()).length).toBe(1);
    const rows = await tx`
      insert into sync_runs (shop_id, id, resource, kind, trigger, status, started_at)
      values (${shopId}, gen_random_uuid(), 'orders', 'incremental', 'refresh', 'running', now())
      on conflict (shop_id, resource, kind) where status = 'running' do nothing
      returning id`;
    return { begun: rows.length, ending };
  });
  expect(begun).toBe(0);
  expect(await ending).toBe(true);
});
