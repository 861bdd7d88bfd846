import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { getSql } from "@/db/client";
import { saveAlertTarget } from "@/db/mutations/alert-settings";
import { getAlertSettings, listAlerts } from "@/db/queries/alerts";
import { isGoodRun, watchAfterCron } from "@/lib/alerts/after-cron";
import { setAlertTarget as setTarget } from "@/lib/alerts/targets";
import type { AuditEntry } from "@/lib/audit-actions";
import { resetEnv } from "@/lib/env";
import type { RunReport } from "@/lib/sync/report";
import { syncNow } from "../helpers/crons";
import { connectedShop } from "../helpers/shop";

type Call = { path: string; text: string };

/** What listens at the addresses set in Admin; `status` is what it answers. */
async function startReceiver() {
  const state = { calls: [] as Call[], status: 200 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const text = body === "" ? "" : String((JSON.parse(body) as { text: string }).text);
      state.calls.push({ path: `${request.method} ${request.url}`, text });
      response.writeHead(state.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const take = () => state.calls.splice(0).map(({ path, text }) => (text ? text : path));
  return { state, url, take };
}

const entry: AuditEntry = { action: "alerts.changed", actor: null, address: null, userAgent: null };
const setAlertTarget = (target: "webhook" | "heartbeat", url: string) => setTarget(target, url, entry);

/** A synced shop whose alerts go to a receiver. */
async function watchedShop() {
  const { shopId, sandbox } = await connectedShop({ orders: 300, live: false });
  Object.assign(process.env, { ALERT_PRIVATE_ADDRESSES: "true" });
  resetEnv();
  await syncNow();
  const receiver = await startReceiver();
  await setAlertTarget("webhook", `${receiver.url}/hook`);
  return { shopId, sandbox, ...receiver };
}

/** One cron's end, as if the last look at the shops was long ago. */
async function look(reports: RunReport[] = []) {
  await getSql()`update alert_settings set evaluated_at = null`;
  await watchAfterCron(reports, "https://app.example.com");
}

const sql = () => getSql();
const makeStale = () =>
  sql()`update sync_metadata set synced_through = now() - interval '3 hours', last_sync_time = now() - interval '3 hours'`;
const stale = "⚠️ Juniper & Clay Bodycare: the data is 3 h old".replace("&", "&amp;");

it("one message when an alert begins, one reminder a day, one when it is over", async () => {
  const { take } = await watchedShop();
  await look();
  expect(take()).toEqual([]);
  await makeStale();
  await look();
  await look();
  expect(take()).toEqual([stale]);
  await sql()`update alerts set told_at = told_at - interval '25 hours'`;
  await look();
  await look();
  expect(take()).toEqual([stale.replace("⚠️", "⏰ Still:")]);
  await syncNow();
  await look();
  await look();
  expect(take()).toEqual(["✅ Juniper &amp; Clay Bodycare: the data is current again"]);
  expect(await listAlerts(10)).toMatchObject([{ kind: "stale", endedAt: expect.any(String) }]);
});

it("many instances at once tell of it once", async () => {
  const { take } = await watchedShop();
  await makeStale();
  await sql()`update alert_settings set evaluated_at = null`;
  await Promise.all(Array.from({ length: 6 }, () => watchAfterCron([], "https://app.example.com")));
  expect(take()).toEqual([stale]);
});

it("the authorisation's end is told 14, 5 and 1 days before, each once", async () => {
  const { take } = await watchedShop();
  const endIn = (days: number) =>
    sql()`update tiktok_connections set refresh_token_expires_at = now() + make_interval(hours => ${days * 24 - 1})`;
  for (const days of [20, 14, 10, 5, 3, 1]) {
    await endIn(days);
    await look();
    await look();
  }
  expect(take().map((text) => text.match(/in \d+ days?/)?.[0])).toEqual([
    "in 14 days",
    "in 5 days",
    "in 1 day",
  ]);
  await endIn(300);
  await look();
  expect(take()).toEqual(["✅ Juniper &amp; Clay Bodycare: TikTok's authorisation is renewed"]);
});

it("counts that differ, a run that loops and a parked shop are told", async () => {
  const { shopId, take } = await watchedShop();
  await sql()`update sync_runs set is_count_proven = false, counted_there = counted_there + 12 where kind = 'full'`;
  await look();
  expect(take()).toEqual(["⚠️ Juniper &amp; Clay Bodycare: the counts differ"]);
  await sql()`
    insert into sync_runs (shop_id, id, resource, kind, trigger, status, started_at, fruitless_turns)
    values (${shopId}, gen_random_uuid(), 'orders', 'repair', 'cron', 'running', now(), 3)`;
  await look();
  expect(take()).toEqual(["⚠️ Juniper &amp; Clay Bodycare: the sync does not get any further"]);
  await sql()`update tiktok_connections set status = 'needs_reconnect'`;
  await look();
  expect(take()[0]).toBe("⚠️ Juniper &amp; Clay Bodycare needs reconnecting");
});

it("a message that does not arrive is shown in Admin and arrives later, once", async () => {
  const { take, state } = await watchedShop();
  await makeStale();
  state.status = 500;
  await look();
  expect(take()).toEqual([stale]);
  expect((await getAlertSettings()).webhook).toMatchObject({
    okAt: null,
    error: "The address answered 500.",
  });
  state.status = 200;
  await look();
  expect(take()).toEqual([]);
  await sql()`update alert_messages set next_attempt_at = now()`;
  await look();
  await look();
  expect(take()).toEqual([stale]);
  expect((await getAlertSettings()).webhook).toMatchObject({ okAt: expect.any(String), error: null });
});

it("what is open when a webhook is set is told to it, and a disconnected shop falls silent", async () => {
  const { take, url } = await watchedShop();
  await saveAlertTarget("webhook", null, entry);
  await makeStale();
  await look();
  expect(take()).toEqual([]);
  await setAlertTarget("webhook", `${url}/another`);
  await look();
  expect(take()).toEqual([stale]);
  await sql()`update shops set disconnected_at = now()`;
  await look();
  expect(take()).toEqual([]);
  expect(await listAlerts(10)).toMatchObject([{ endedAt: expect.any(String) }]);
});

it("the heartbeat follows each good run, and none in which every shop failed", async () => {
  const { take, url, state } = await watchedShop();
  await setAlertTarget("heartbeat", `${url}/beat`);
  const report = (stopReason: RunReport["stopReason"]) => ({ stopReason }) as RunReport;
  await look([]);
  await look([report("error"), report("done")]);
  expect(take()).toEqual(["GET /beat", "GET /beat"]);
  await look([report("error")]);
  expect(take()).toEqual([]);
  expect(isGoodRun([report("rate_limited")])).toBe(true);
  state.status = 503;
  await look([]);
  expect((await getAlertSettings()).heartbeat).toMatchObject({ error: "The address answered 503." });
});

it("the addresses are sealed in the database, and private ones are refused unless the host allows them", async () => {
  const { url } = await watchedShop();
  const [row] = await sql()`select webhook_url_sealed from alert_settings`;
  expect(String(row?.webhook_url_sealed)).toMatch(/^v1\./);
  expect(JSON.stringify(await sql()`select * from alert_settings`)).not.toContain("127.0.0.1");
  delete process.env.ALERT_PRIVATE_ADDRESSES;
  resetEnv();
  await expect(setAlertTarget("webhook", `${url}/hook`)).rejects.toMatchObject({
    code: "alert_address_refused",
  });
  await makeStale();
  await look();
  expect((await getAlertSettings()).webhook.error).toMatch(/private network/);
});

it("a key that is gone fails neither the cron nor the look at the shops", async () => {
  const { take } = await watchedShop();
  await makeStale();
  process.env.TOKEN_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
  resetEnv();
  await look();
  expect(take()).toEqual([]);
  expect(await listAlerts(10)).toMatchObject([{ kind: "stale", endedAt: null }]);
});
