import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { resumeUnfinished, syncDueShops } from "@/lib/sync/dispatch";
import { requestSync } from "@/lib/sync/request";
import { TikTokClient } from "@/lib/tiktok/client";
import type { Sandbox } from "../../sandbox/server";
import type { ShopSpec } from "../../sandbox/types";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { byId, connectedShop, readCopy, type TruthRow } from "../helpers/shop";

/** Ten shops of one seller: one with many orders, the others with few. */
const shops: ShopSpec[] = Array.from({ length: 10 }, (_, index) => ({
  id: `${10 + index}`,
  name: `Shop ${index}`,
  region: "US",
  currency: "USD",
  timezone: "America/Los_Angeles",
  orders: index === 0 ? 4_500 : 15 * index,
  seed: index + 1,
  cipher: `cipher-${index}`,
}));
const fat = "10";
const idsOf = () => shops.map(({ id }) => id).sort();

/** A clock that goes on by a tenth of a second with each call to TikTok, so that a busy machine changes nothing. */
function clockOf(sandbox: Sandbox): () => number {
  const startMs = Date.now();
  const before = sandbox.stats().counters.total;
  return () => startMs + (sandbox.stats().counters.total - before) * 100;
}

type Turn = { shopId: string; kind: string; finishedAt: string | null };

const turns = () =>
  getSql()<Turn[]>`
    select shop_id as "shopId", kind, finished_at as "finishedAt" from sync_runs
    where status = 'succeeded' order by finished_at`;

async function truthOf(sandbox: Sandbox, shopId: string): Promise<TruthRow[]> {
  const text = await (await fetch(`${sandbox.url}/__control/truth?shop_id=${shopId}`)).text();
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TruthRow);
}

it("every shop's changes come before anybody's past, and a fat shop's past gets on all the same", async () => {
  const { sandbox } = await connectedShop({ shops, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  await getSql()`delete from sync_runs`;
  for (const shopId of idsOf()) await sandbox.control({ shopId, changeOrders: { count: 5 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  for (const shopId of [fat, "19"]) await requestSync({ shopId, kind: "full", trigger: "admin" });
  await syncDueShops({ budgetMs: 60_000, turnMs: 800, now: clockOf(sandbox) });
  await resumeUntilDone(60_000);
  const finished = await turns();
  const changes = finished.filter(({ kind }) => kind === "incremental");
  const pasts = finished.filter(({ kind }) => kind === "full");
  expect(new Set(changes.map(({ shopId }) => shopId))).toEqual(new Set(idsOf()));
  expect(pasts.map(({ shopId }) => shopId)).toEqual(["19", fat]);
  const lastChange = changes.at(-1)?.finishedAt ?? "";
  expect(Date.parse(pasts[0]?.finishedAt ?? "")).toBeGreaterThan(Date.parse(lastChange));
  for (const { id } of shops) {
    expect(byId(await readCopy(id))).toEqual(byId(await truthOf(sandbox, id)));
  }
});

it("ten new shops fill up together: the small ones are complete long before the fat one", async () => {
  const { sandbox } = await connectedShop({ shops, live: false });
  await syncDueShops({ budgetMs: 7_500, turnMs: 800, now: clockOf(sandbox) });
  const complete = await getSql()<{ shopId: string }[]>`
    select shop_id as "shopId" from sync_metadata where last_full_sync_time is not null`;
  const [rest] = await getSql()`
    select fetched from sync_runs where shop_id = ${fat} and kind = 'full' and status = 'running'`;
  expect(complete.map(({ shopId }) => shopId).sort()).toEqual(idsOf().filter((id) => id !== fat));
  expect(Number(rest?.fetched)).toBeGreaterThan(0);
  await resumeUntilDone(60_000);
  expect(byId(await readCopy(fat))).toEqual(byId(await truthOf(sandbox, fat)));
});

it("a shop that TikTok refuses, or that hangs, keeps nobody else from being synced", async () => {
  const { sandbox } = await connectedShop({ shops, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  for (const shopId of idsOf()) await sandbox.control({ shopId, changeOrders: { count: 3 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  // The sandbox tells shops apart by their cipher only, so the client itself plays the two.
  const refusedCiphers = new Map([
    ["cipher-3", 429],
    ["cipher-7", 500],
  ]);
  const picky: typeof fetch = (input, init) => {
    const cipher = new URL(String(input)).searchParams.get("shop_cipher") ?? "";
    const status = refusedCiphers.get(cipher);
    if (status === undefined) return fetch(input, init);
    const body = JSON.stringify({ code: status === 429 ? 36009002 : 36009003, message: "no", data: null });
    return Promise.resolve(new Response(body, { status, headers: { date: new Date().toUTCString() } }));
  };
  const { appKey, appSecret, url } = sandbox;
  const nap = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
  const client = new TikTokClient(
    { appKey, appSecret, apiUrl: url, authUrl: url },
    { fetch: picky, sleep: nap },
  );
  const reports = await syncDueShops({ budgetMs: 60_000, client });
  const outcome = new Map(
    reports.filter(({ kind }) => kind === "incremental").map((report) => [report.shopId, report.stopReason]),
  );
  expect(outcome.get("13")).toBe("rate_limited");
  expect(outcome.get("17")).toBe("error");
  for (const { id } of shops.filter((shop) => !refusedCiphers.has(shop.cipher))) {
    expect(outcome.get(id)).toBe("done");
    expect(byId(await readCopy(id))).toEqual(byId(await truthOf(sandbox, id)));
  }
  // Those that failed have their next turn behind the others.
  await getSql()`update sync_metadata set next_attempt_at = null, last_sync_time = now() - interval '2 hours'`;
  await getSql()`update sync_runs set status = 'failed', finished_at = now() where status = 'running'`;
  const again = await syncDueShops({ budgetMs: 60_000, client });
  const order = again.filter(({ kind }) => kind === "incremental").map(({ shopId }) => shopId);
  expect(new Set(order.slice(-2))).toEqual(new Set(["13", "17"]));
  await resumeUnfinished({ budgetMs: 60_000 });
});
