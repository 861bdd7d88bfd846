import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { deleteShopBatch } from "@/db/mutations/shop-deletion";
import { beginShopDeletion, disconnectShop } from "@/db/mutations/shop-disconnection";
import { getShopConnection, listShopConnections } from "@/db/queries/shop-connections";
import type { AuditEntry } from "@/lib/audit-actions";
import { keepHouse } from "@/lib/housekeeping/keep-house";
import { advanceSync } from "@/lib/sync/advance";
import { finishConnecting, newBrowserSecret } from "@/lib/sync/connect";
import { testConnection } from "@/lib/sync/test-connection";
import type { ShopSpec } from "../../sandbox/types";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { byId, connect, connectedShop, consent, readCopy, readTruth } from "../helpers/shop";

const entry: AuditEntry = {
  action: "shop.disconnected",
  actor: { id: randomUUID(), email: "owner@example.com" },
  address: null,
  userAgent: null,
};
const spec = (id: string, name: string, region: string, currency: string, timezone: string): ShopSpec => ({
  id,
  name,
  region,
  currency,
  timezone,
  orders: 150,
  seed: Number(id.slice(-2)),
  cipher: `cipher-${id}`,
});
/** A cross-border seller: one consent, one shop in each country. */
const twoShops = [
  spec("7495514739184927101", "Juniper UK", "GB", "GBP", "Europe/London"),
  spec("7495514739184927102", "Juniper ID", "ID", "IDR", "Asia/Jakarta"),
];

const sql = () => getSql();
const ownerId = async () => String((await sql()`select id from users`)[0]?.id);
const rowsOf = async (shopId: string) => {
  const tables = await sql()<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'shop_id' and table_name not in ('audit_log', 'shop_deletions', 'erased_buyers')`;
  const counts = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await sql()`select count(*)::int as rows from ${sql()(name)} where shop_id = ${shopId}`;
      return [name, Number(row?.rows)] as const;
    }),
  );
  return Object.fromEntries(counts.filter(([, rows]) => rows > 0));
};

it("one consent connects every shop it covers, each with its market's currency and zone", async () => {
  await connectedShop({ shops: twoShops, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  const shops = await listShopConnections();
  expect(shops).toMatchObject([
    {
      name: "Juniper UK",
      region: "GB",
      currency: "GBP",
      timezone: "Europe/London",
      state: "connected",
      orders: 150,
    },
    {
      name: "Juniper ID",
      region: "ID",
      currency: "IDR",
      timezone: "Asia/Jakarta",
      state: "connected",
      orders: 150,
    },
  ]);
  expect(await sql()`select 1 from tiktok_connections`).toHaveLength(1);
});

it("a refusal, a replayed, forged or foreign state and an expired code connect nothing and say why", async () => {
  const { sandbox } = await connectedShop({ orders: 20, live: false });
  const userId = await ownerId();
  await sql()`delete from shops`;
  await sql()`delete from tiktok_connections`;
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "connected",
      (error: { code?: string }) => error.code,
    );

  const declined = await consent(sandbox, userId, "decline");
  expect(await codeOf(finishConnecting(declined.callback, userId, declined.secret))).toBe("connect_declined");
  const agreed = await consent(sandbox, userId, "approve");
  const { callback, secret } = agreed;
  expect(await codeOf(finishConnecting(callback, randomUUID(), secret))).toBe("connect_expired");
  expect(await codeOf(finishConnecting(callback, userId, newBrowserSecret()))).toBe("connect_expired");
  expect(await codeOf(finishConnecting(callback, userId, null))).toBe("connect_expired");
  expect(await codeOf(finishConnecting({ ...callback, state: "forged" }, userId, secret))).toBe(
    "connect_expired",
  );
  expect(await sql()`select 1 from shops`).toHaveLength(0);
  expect(await codeOf(finishConnecting(callback, userId, secret))).toBe("connected");
  expect(await codeOf(finishConnecting(callback, userId, secret))).toBe("connect_expired");

  const late = await consent(sandbox, userId, "approve");
  await sql()`update oauth_states set expires_at = now() where used_at is null`;
  expect(await codeOf(finishConnecting(late.callback, userId, late.secret))).toBe("connect_expired");
  const stale = await consent(sandbox, userId, "approve");
  await sandbox.control({ clock: { advanceSec: 31 * 60 } });
  expect(await codeOf(finishConnecting(stale.callback, userId, stale.secret))).toBe("reconnect_required");
});

it("the test of a connection is one call, and says when the authorisation is over", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
  await sandbox.control({ resetCounters: true });
  await testConnection(shopId);
  expect(sandbox.stats().counters.byPath).toEqual({ "/authorization/202309/shops": 1 });
  await sandbox.control({ revokeTokens: true });
  await expect(testConnection(shopId)).rejects.toMatchObject({ code: "reconnect_required" });
  expect(await getShopConnection(shopId)).toMatchObject({ state: "needs_reconnect" });
  await connect(sandbox, await ownerId());
  expect(await getShopConnection(shopId)).toMatchObject({ state: "connected" });
  await testConnection(shopId);
});

it("disconnecting stops a sync in its tracks, keeps every row, and drops the tokens", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1_500, live: false, latencyMs: 30 });
  const working = advanceSync({ shopId, budgetMs: 60_000, concurrency: 1 });
  await expect.poll(async () => (await readCopy(shopId)).length, { timeout: 30_000 }).toBeGreaterThan(200);
  expect(await disconnectShop(shopId, entry)).toBe(true);
  const kept = (await readCopy(shopId)).length;
  await working;
  expect((await readCopy(shopId)).length).toBe(kept);
  expect(await sql()`select 1 from tiktok_connections`).toHaveLength(0);
  expect(await syncNow()).toEqual([]);
  expect(await disconnectShop(shopId, entry)).toBe(false);
  expect(await getShopConnection(shopId)).toMatchObject({ state: "disconnected" });
  await expect(testConnection(shopId)).rejects.toMatchObject({ code: "reconnect_required" });

  await sandbox.control({ latencyMs: 0, resetCounters: true });
  await connect(sandbox, await ownerId());
  await resumeUntilDone(60_000);
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  const log = await sql()`select action, shop_id from audit_log where shop_id is not null`;
  expect(log).toEqual([{ action: "shop.disconnected", shop_id: shopId }]);
});

it("the tokens stay while another shop of the same consent needs them", async () => {
  await connectedShop({ shops: twoShops, live: false });
  await disconnectShop(twoShops[0]?.id ?? "", entry);
  expect(await sql()`select 1 from tiktok_connections`).toHaveLength(1);
  await syncNow();
  expect(await listShopConnections()).toMatchObject([
    { name: "Juniper ID", state: "connected", orders: 150 },
    { name: "Juniper UK", state: "disconnected", orders: 0 },
  ]);
});

it("deleting a shop takes every row of it in small batches, and none of another shop", async () => {
  const { sandbox } = await connectedShop({ shops: twoShops, live: false });
  const [gone = "", stays = ""] = twoShops.map(({ id }) => id);
  await syncNow();
  await resumeUntilDone(60_000);
  await sql()`update users set shop_ids = ${[gone, stays]}`;
  expect(
    await beginShopDeletion(gone, "owner@example.com", { ...entry, action: "shop.deletion_requested" }),
  ).toBe(true);
  expect(await beginShopDeletion(gone, "owner@example.com", entry)).toBe(false);
  expect(await deleteShopBatch(100)).toBeNull();
  await expect(connect(sandbox, await ownerId())).resolves.toEqual([stays]);
  const before = await rowsOf(stays);
  expect(before).toMatchObject({ orders: 150, shops: 1 });

  await sql()`update shop_deletions set requested_at = now() - interval '1 minute'`;
  expect(await deleteShopBatch(100)).toMatchObject({ shopId: gone, deleted: 100, isDone: false });
  expect(await getShopConnection(gone)).toMatchObject({ state: "deleting", rowsDeleted: 100 });
  await Promise.all([keepHouse(60_000), keepHouse(60_000)]);
  await keepHouse(60_000);
  expect(await rowsOf(gone)).toEqual({});
  expect(await rowsOf(stays)).toEqual(before);
  expect(await sql()`select shop_ids from users`).toEqual([{ shop_ids: [stays] }]);
  const log =
    await sql()`select action, subject, actor_email, details from audit_log where shop_id = ${gone} order by id`;
  expect(log).toMatchObject([
    { action: "shop.deletion_requested", subject: "Juniper UK", actor_email: "owner@example.com" },
    { action: "shop.deleted", subject: "Juniper UK", details: { rows: expect.any(Number) } },
  ]);
  await expect(connect(sandbox, await ownerId())).resolves.toEqual([gone, stays]);
});
