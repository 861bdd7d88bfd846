import { createServer, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { closeDatabase, getSql } from "@/db/client";
import { resetEnv } from "@/lib/env";
import { advanceSync } from "@/lib/sync/advance";
import { requestSync } from "@/lib/sync/request";
import { syncStatus } from "@/lib/sync/status";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { bodyOf, deliver, notify, orderChanged, signatureOf } from "../helpers/notifications";
import { readRecordCopy, readRecordTruth } from "../helpers/records";
import { byId, connect, connectedShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

const detailCalls = (sandbox: { stats(): { counters: { byPath: Record<string, number> } } }) =>
  Object.entries(sandbox.stats().counters.byPath)
    .filter(([path]) => /\/order\/\d+\/orders$/.test(path))
    .reduce((total, [, calls]) => total + calls, 0);
const cursors = async () => {
  const [row] = await getSql()`
    select synced_through, changes_through, fresh_through, last_sync_time, last_full_sync_time
    from sync_metadata where resource = 'orders'`;
  return row;
};

async function syncedShop(orders = 600) {
  const fixture = await connectedShop({ orders, live: false });
  await syncNow();
  await fixture.sandbox.control({ clock: { advanceSec: 60 } });
  return fixture;
}

it("an order that TikTok notifies of is read by id and stored at once, and no cursor moves", async () => {
  const { sandbox, shopId } = await syncedShop();
  const before = await cursors();
  const { changedIds, addedIds } = await sandbox.control({
    changeOrders: { count: 3, status: "CANCELLED" },
    addOrders: { count: 2 },
  });
  await sandbox.control({ clock: { advanceSec: 1 }, resetCounters: true });
  await notify(
    sandbox,
    [...changedIds, ...addedIds].map((id) => bodyOf(shopId, orderChanged(id, "CANCEL"))),
  );
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(detailCalls(sandbox)).toBe(1);
  expect(await cursors()).toEqual(before);
  const [run] = await getSql()`select kind, trigger, status, fetched, inserted, updated, unchanged, api_calls
    from sync_runs where kind = 'repair' order by started_at desc limit 1`;
  expect(run).toEqual({
    kind: "repair",
    trigger: "webhook",
    status: "succeeded",
    fetched: 5,
    inserted: 2,
    updated: 3,
    unchanged: 0,
    api_calls: 1,
  });
  expect(await rollupDifferences(shopId)).toEqual([]);
  const events =
    await getSql()`select distinct order_status, outcome, cardinality(order_ids) as orders from webhook_events`;
  expect(events.map((event) => ({ ...event }))).toEqual([
    { order_status: "CANCELLED", outcome: "queued", orders: 1 },
  ]);
});

it("deliveries that repeat, or come in any order, are harmless", async () => {
  const { sandbox, shopId } = await syncedShop();
  const { changedIds } = await sandbox.control({ changeOrders: { count: 4, status: "IN_TRANSIT" } });
  await sandbox.control({
    changeOrders: { count: 4, status: "DELIVERED", ids: changedIds },
    resetCounters: true,
  });
  const early = changedIds.map((id) => bodyOf(shopId, orderChanged(id, "IN_TRANSIT")));
  const late = changedIds.map((id) => bodyOf(shopId, orderChanged(id, "DELIVERED")));
  await notify(sandbox, [...late, ...early, ...late]);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const calls = detailCalls(sandbox);
  await notify(sandbox, [...early, ...late]);
  expect(detailCalls(sandbox)).toBe(calls);
  expect(await getSql()`select 1 from webhook_events`).toHaveLength(8);
  const [stored] = await getSql()`select count(*)::int as count from orders`;
  expect(stored?.count).toBe(600);
});

it("hundreds of notifications at once are read fifty a call", async () => {
  const { sandbox, shopId } = await syncedShop();
  const { changedIds } = await sandbox.control({ changeOrders: { count: 300 }, resetCounters: true });
  expect(changedIds).toHaveLength(300);
  await notify(
    sandbox,
    changedIds.map((id) => bodyOf(shopId, orderChanged(id))),
  );
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(detailCalls(sandbox)).toBeLessThanOrEqual(8);
  expect(await getSql()`select 1 from sync_tasks`).toHaveLength(0);
});

it("packages, addresses, cancellations and returns have their orders read again", async () => {
  const { sandbox, shopId } = await syncedShop();
  const { changedIds } = await sandbox.control({ changeOrders: { count: 5, silent: true } });
  const [address, first, second, cancelled, returned] = changedIds;
  await notify(sandbox, [
    bodyOf(shopId, { type: 3, data: { order_id: address, update_time: 1 } }),
    bodyOf(shopId, {
      type: 4,
      data: { package_list: [{ package_id: "p", order_id_list: [first, second] }] },
    }),
    bodyOf(shopId, { type: 11, data: { order_id: cancelled, cancel_id: "1", cancel_status: "X" } }),
    bodyOf(shopId, { type: 12, data: { order_id: returned, return_id: "1", return_status: "X" } }),
  ]);
  const confirmed = await getSql()`select order_id from orders where checked_at is not null`;
  expect(confirmed.map(({ order_id }) => order_id).sort()).toEqual([...changedIds].sort());
});

it("a cancellation or return that TikTok notifies of is copied too", async () => {
  const { sandbox, shopId } = await syncedShop();
  const additions = { addReturns: { count: 1 }, addCancellations: { count: 1 } };
  await sandbox.control({ ...additions, clock: { advanceSec: 2 } });
  await sandbox.control({ clock: { advanceSec: 2 } });
  const [newestReturn] = (await readRecordTruth(sandbox, "returns")).slice(-1);
  const [newestCancellation] = (await readRecordTruth(sandbox, "cancellations")).slice(-1);
  await notify(sandbox, [
    bodyOf(shopId, { type: 12, data: { order_id: newestReturn?.order_id, return_id: newestReturn?.id } }),
    bodyOf(shopId, { type: 11, data: { order_id: newestCancellation?.order_id } }),
  ]);
  expect((await readRecordCopy(shopId, "returns")).at(-1)).toEqual(newestReturn);
  expect((await readRecordCopy(shopId, "cancellations")).at(-1)).toEqual(newestCancellation);
});

it("a wrong or missing signature is refused with 401 and leaves no trace", async () => {
  const { sandbox, shopId } = await syncedShop(50);
  const body = bodyOf(shopId, { type: 6, data: { message: "deauthorized" } });
  const good = signatureOf(sandbox, body);
  for (const wrong of [
    null,
    "",
    "x",
    `Bearer ${good}`,
    signatureOf(sandbox, `${body} `),
    good.toUpperCase(),
  ]) {
    const { status, text, done } = await deliver(body, wrong);
    await done;
    expect({ status, text }).toEqual({ status: 401, text: "" });
  }
  expect(await getSql()`select 1 from webhook_events`).toHaveLength(0);
  expect((await syncStatus(shopId))?.state).toBe("up_to_date");
});

it("what is signed is answered with 200 and nothing in it, whether or not anybody understands it", async () => {
  const { sandbox, shopId } = await syncedShop(50);
  sandbox.control({ resetCounters: true });
  const bodies = [
    "",
    "not json",
    "[]",
    `{"type":1}`,
    bodyOf(shopId, { type: 13 }),
    bodyOf(shopId, { type: 999, data: { order_id: "1" } }),
    bodyOf(shopId, { type: 1, data: {} }),
    bodyOf(shopId, { type: 1, data: { order_id: { deep: 1 } } }),
    bodyOf("7000000000000000000", orderChanged("1")),
  ];
  for (const body of bodies) {
    const { status, text, done } = await deliver(body, signatureOf(sandbox, body));
    await done;
    expect({ status, text }, body).toEqual({ status: 200, text: "" });
  }
  expect(sandbox.stats().counters.total).toBe(0);
  const outcomes = await getSql()`select distinct outcome from webhook_events`;
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["ignored"]);
  const long = JSON.stringify({ type: 1, shop_id: shopId, data: { message: "x".repeat(300_000) } });
  expect((await deliver(long, signatureOf(sandbox, long))).status).toBe(413);
});

it("an order that TikTok does not know is no reason for anything", async () => {
  const { sandbox, shopId } = await syncedShop(50);
  await notify(sandbox, [bodyOf(shopId, orderChanged("570000000000000001"))]);
  const [run] = await getSql()`select status from sync_runs where kind = 'repair'`;
  expect(run?.status).toBe("succeeded");
  const waitOver = () => getSql()`update sync_tasks set not_before = now() - interval '1 second'`;
  for (let attempt = 0; attempt < 5; attempt++) {
    await waitOver();
    await resumeUntilDone(60_000);
  }
  expect(await getSql()`select 1 from sync_tasks`).toHaveLength(0);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("an order that TikTok does not show yet is read by the minutely cron once it does", async () => {
  const { sandbox, shopId } = await syncedShop(50);
  const { addedIds } = await sandbox.control({ visibilityDelaySec: 20, addOrders: { count: 1 } });
  await notify(
    sandbox,
    addedIds.map((id) => bodyOf(shopId, orderChanged(id))),
  );
  expect(await readCopy(shopId)).toHaveLength(50);
  await sandbox.control({ visibilityDelaySec: 0, clock: { advanceSec: 30 } });
  await getSql()`update sync_tasks set not_before = now() - interval '1 second'`;
  await resumeUntilDone(60_000);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
});

it("a notification does not end a pause that TikTok asked for", async () => {
  const { sandbox, shopId } = await syncedShop(50);
  await sandbox.control({ faults: [{ kind: "429", times: 1, retryAfterSec: 600 }] });
  await requestSync({ shopId, kind: "incremental", trigger: "refresh" });
  await advanceSync({ shopId, budgetMs: 5_000 });
  await sandbox.control({ resetCounters: true, changeOrders: { count: 1 } });
  const { changedIds } = await sandbox.control({ changeOrders: { count: 1 } });
  await notify(
    sandbox,
    changedIds.map((id) => bodyOf(shopId, orderChanged(id))),
  );
  expect(sandbox.stats().counters.total).toBe(0);
  expect(await getSql()`select 1 from sync_tasks where reason = 'webhook'`).toHaveLength(1);
});

describe("a database that does not answer", () => {
  it.each(["hangs", "is down"])("and %s: 200 all the same, before it does", async (how) => {
    const { sandbox, shopId } = await syncedShop(50);
    const address = await unresponsiveDatabase(how === "hangs");
    const before = process.env.DATABASE_URL;
    await closeDatabase();
    process.env.DATABASE_URL = address;
    resetEnv();
    onTestFinished(() => {
      process.env.DATABASE_URL = before;
      resetEnv();
    });
    for (let i = 0; i < 20; i++) {
      const body = bodyOf(shopId, orderChanged(String(i)));
      expect((await deliver(body, signatureOf(sandbox, body))).status).toBe(200);
    }
  });
});

/** A port where nobody answers: connections stay open and silent, or are refused. */
async function unresponsiveDatabase(hangs: boolean): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  if (hangs) onTestFinished(close);
  else close();
  return `postgres://nobody@127.0.0.1:${port}/none`;
}

describe("an authorisation that the seller withdraws", () => {
  const withdrawn = (shopId: string, more = {}) =>
    bodyOf(shopId, {
      type: 6,
      data: { message: `Shop_id ${shopId} is deauthorized from your APP by merchant.` },
      ...more,
    });

  it("parks the shop visibly, keeps every order, and connecting again goes on", async () => {
    const { sandbox, shopId } = await syncedShop(80);
    await notify(sandbox, [withdrawn(shopId)]);
    expect(await syncStatus(shopId)).toMatchObject({
      state: "needs_reconnecting",
      lastErrorCode: "deauthorized",
    });
    await sandbox.control({ resetCounters: true, changeOrders: { count: 2 }, clock: { advanceSec: 2 } });
    const { changedIds } = await sandbox.control({ changeOrders: { count: 2 } });
    await notify(
      sandbox,
      changedIds.map((id) => bodyOf(shopId, orderChanged(id))),
    );
    await syncNow();
    expect(sandbox.stats().counters.total).toBe(0);
    expect(await readCopy(shopId)).toHaveLength(80);
    const [user] = await getSql()<{ id: string }[]>`select id from users`;
    await connect(sandbox, user?.id ?? "");
    await sandbox.control({ clock: { advanceSec: 2 } });
    await resumeUntilDone(60_000);
    expect((await syncStatus(shopId))?.state).toBe("up_to_date");
    expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  });

  it("and then gives again: the notification that comes late parks nothing", async () => {
    const { sandbox, shopId } = await syncedShop(20);
    const anHourAgo = Math.floor(Date.now() / 1000) - 3_600;
    await notify(sandbox, [withdrawn(shopId, { timestamp: anHourAgo })]);
    expect((await syncStatus(shopId))?.state).toBe("up_to_date");
    await notify(sandbox, [withdrawn(shopId, { timestamp: 1_718_305_585 })]);
    expect((await syncStatus(shopId))?.state).toBe("needs_reconnecting");
  });

  it("its announced end is kept until the seller gives consent again", async () => {
    const { sandbox, shopId } = await syncedShop(20);
    const endsAt = Math.floor(Date.now() / 1000) + 20 * 86_400;
    await notify(sandbox, [
      bodyOf(shopId, { type: 7, data: { message: "", expiration_time: String(endsAt) } }),
    ]);
    const ends = async () => {
      const [row] =
        await getSql()`select extract(epoch from authorization_ends_at)::bigint as sec from tiktok_connections`;
      return row?.sec;
    };
    expect(await ends()).toBe(String(endsAt));
    const [user] = await getSql()<{ id: string }[]>`select id from users`;
    await connect(sandbox, user?.id ?? "");
    expect(await ends()).toBeNull();
  });
});
