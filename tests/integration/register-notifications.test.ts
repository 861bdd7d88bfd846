import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { getShopNotifications } from "@/db/queries/shop-notifications";
import { resetEnv } from "@/lib/env";
import { registerNotifications, registerRefused } from "@/lib/sync/register-notifications";
import { syncNow } from "../helpers/crons";
import { deliver } from "../helpers/notifications";
import { byId, connectedShop, readCopy, readTruth } from "../helpers/shop";

const path = "/event/202309/webhooks";

/** The app at an address of its own, for this test. */
function liveAt(address: string | undefined) {
  const before = process.env.AUTH_URL;
  const set = (value: string | undefined) => {
    if (value === undefined) delete process.env.AUTH_URL;
    else process.env.AUTH_URL = value;
    resetEnv();
  };
  set(address);
  onTestFinished(() => set(before));
}

it("an app with a public address is told of seven kinds of events, asked for once", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
  liveAt("https://app.example.com");
  await registerNotifications([shopId]);
  const calls = () => sandbox.stats().counters.byPath[path];
  expect(calls()).toBe(8);
  expect(await getShopNotifications({ shopId })).toMatchObject({
    since: expect.any(String),
    errorCode: null,
  });
  await registerNotifications([shopId]);
  expect(calls()).toBe(9);
  liveAt("https://moved.example.com");
  await registerNotifications([shopId]);
  expect(calls()).toBe(17);
});

it.each([
  undefined,
  "http://app.example.com",
  "https://app.example.com:8443",
  "https://203.0.113.7",
  "https://[2001:db8::1]",
  "https://localhost",
])("an app at %s asks for nothing, because TikTok would not take it", async (address) => {
  const { sandbox, shopId } = await connectedShop({ orders: 20, live: false });
  liveAt(address);
  await registerNotifications([shopId]);
  expect(sandbox.stats().counters.byPath[path]).toBeUndefined();
  expect(await getShopNotifications({ shopId })).toEqual({ since: null, errorCode: null, lastAt: null });
});

it("a refusal is written down, hinders nothing, and is over when TikTok agrees the next time", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 120, live: false });
  liveAt("https://app.example.com");
  await sandbox.control({ faults: [{ kind: "scope-missing", path: "/event/" }] });
  await registerNotifications([shopId]);
  expect(await getShopNotifications({ shopId })).toMatchObject({ since: null, errorCode: "scope_missing" });
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  await registerRefused();
  expect(await getShopNotifications({ shopId })).toMatchObject({
    since: expect.any(String),
    errorCode: null,
  });
  await sandbox.control({ resetCounters: true });
  await registerRefused();
  expect(sandbox.stats().counters.total).toBe(0);
});

it("what happens in the shop is here a moment later, repeated and reordered as TikTok pleases", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  const afterwards: Promise<unknown>[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { status, done } = await deliver(body, request.headers.authorization ?? null);
    afterwards.push(done);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const changes = { changeOrders: { count: 40, status: "CANCELLED" as const }, addOrders: { count: 10 } };
  await sandbox.control({ webhook: { address, copies: 3, reorder: true }, ...changes });
  await expect.poll(() => sandbox.stats().webhooks).toMatchObject({ waiting: 0, answered: { 200: 150 } });
  await Promise.all(afterwards);
  await sandbox.control({ clock: { advanceSec: 1 } });
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect((await getShopNotifications({ shopId })).lastAt).not.toBeNull();
});
