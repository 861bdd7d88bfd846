import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { eraseFromPages } from "@/db/mutations/buyer-erasure";
import { rebuildStaleBuyers } from "@/db/mutations/buyer-rollups";
import { pruneRawPages, setRawPagesDays } from "@/db/mutations/raw-pages";
import { findBuyers, listErasures } from "@/db/queries/erased-buyers";
import { getLoggedHistory } from "@/db/queries/order-history";
import { getLogKeeping } from "@/db/queries/privacy";
import type { AuditEntry } from "@/lib/audit-actions";
import { eraseBuyerNow } from "@/lib/erase-buyer";
import { keepHouse } from "@/lib/housekeeping/keep-house";
import { replayShop } from "@/lib/sync/replay";
import { requestSync } from "@/lib/sync/request";
import { resumeUntilDone, syncNow } from "../helpers/crons";
import { readRaw, readRawOrders } from "../helpers/raw-records";
import { connectedShop, rollupDifferences } from "../helpers/shop";
import { wholeDatabase } from "../helpers/whole-database";

const entry: AuditEntry = { action: "buyer.erased", actor: null, address: null, userAgent: null };
const sql = () => getSql();

/** Every text of a value, at any depth. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

it("no recipient's name, phone or street is anywhere in the database, compressed or not", async () => {
  const { shopId } = await connectedShop({ orders: 900, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  await requestSync({ shopId, resource: "returns", kind: "full", trigger: "admin" });
  await requestSync({ shopId, resource: "cancellations", kind: "full", trigger: "admin" });
  await resumeUntilDone(60_000);
  const [counts] = await sql()`
    select (select count(*)::int from orders) as orders, (select count(*)::int from returns) as returns,
      (select count(*)::int from cancellations) as cancellations, (select count(*)::int from resource_pages) as pages`;
  expect(counts?.orders).toBe(900);
  for (const count of [counts?.returns, counts?.cancellations, counts?.pages])
    expect(count).toBeGreaterThan(0);

  const keys = [
    "name",
    "first_name",
    "last_name",
    "phone_number",
    "address_line1",
    "address_line2",
    "full_address",
  ];
  const unmasked = await readRawOrders(shopId, { shipping_type: "SELLER" });
  const masked = await readRawOrders(shopId, { shipping_type: "TIKTOK" });
  const personal = [...unmasked, ...masked].flatMap(({ recipient_address: address }) =>
    keys.concat("address_detail").map((key) => (address as Record<string, unknown> | undefined)?.[key]),
  );
  const values = [
    ...new Set(personal.filter((value): value is string => typeof value === "string" && value.length > 5)),
  ];
  expect(values.length).toBeGreaterThan(300);
  const stored = await wholeDatabase();
  expect(values.filter((value) => stored.includes(value))).toEqual([]);
});

it("what tells who a buyer is in returns and cancellations is stored nowhere", async () => {
  const { shopId } = await connectedShop({ orders: 900, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  await sql()`truncate orders, order_pages, customers, stale_buyers`;
  for (const resource of ["returns", "cancellations"])
    await requestSync({ shopId, resource, kind: "full", trigger: "admin" });
  await resumeUntilDone(60_000);
  const raws = [
    ...(await readRaw(shopId, { path: "/return_refund/202309/returns/search", list: "return_orders" })),
    ...(await readRaw(shopId, { path: "/return_refund/202309/cancellations/search", list: "cancellations" })),
  ];
  expect(raws.length).toBeGreaterThan(5);
  const kept = new Set(["reason_text", "return_reason_text", "cancel_reason_text"]);
  const personal = raws.flatMap((raw) =>
    Object.entries(raw)
      .filter(([key]) => /buyer|address|message|phone|nickname|email/i.test(key) && !kept.has(key))
      .flatMap(([, value]) => textsOf(value))
      .filter((text) => text.length > 12),
  );
  const stored = await wholeDatabase();
  expect(personal.filter((value) => stored.includes(value))).toEqual([]);
});

/** A synced shop with a buyer of several orders, and everything TikTok says of that person. */
async function shopWithRegular() {
  const { sandbox, shopId } = await connectedShop({ orders: 800, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  const [regular] = await sql()<{ id: string }[]>`
    select buyer_user_id as id from orders where buyer_user_id is not null
    group by 1 having count(*) > 2 order by count(*) desc, 1 limit 1`;
  const buyerUserId = regular?.id ?? "";
  const raws = (await readRawOrders(shopId)).filter(({ user_id }) => user_id === buyerUserId);
  const [first] = raws;
  const traces = [buyerUserId, String(first?.buyer_nickname), String(first?.buyer_email)];
  return { sandbox, shopId, buyerUserId, orderIds: raws.map(({ id }) => String(id)), traces };
}

async function tracesLeft(traces: string[]): Promise<string[]> {
  const stored = await wholeDatabase();
  return traces.filter((trace) => stored.includes(trace));
}

const settle = () => sql()`update erased_buyers set requested_at = now() - interval '2 minutes'`;

const loggedShop = (shopId: string) => ({
  shopId,
  name: "",
  currency: "USD",
  timezone: "America/Los_Angeles",
});

/** Every figure there is, those of buyers included. */
async function allFigures(): Promise<unknown> {
  const sums = await sql()`
    select day::text, currency, gmv::text, net_sales::text, orders from daily_sales order by 1, 2`;
  const regions =
    await sql()`select region, sum(gmv)::text as gmv from daily_region_sales group by 1 order by 1`;
  const days = await sql()`
    select day::text, previous_day::text, buyers from daily_buyers where buyers <> 0 order by 1, 2`;
  const months = await sql()`
    select month::text, previous_day::text, buyers from monthly_buyers where buyers <> 0 order by 1, 2`;
  const cohorts = await sql()`
    select first_month::text, month::text, buyers from buyer_cohorts where buyers <> 0 order by 1, 2`;
  const [customers] = await sql()`select count(*)::int as buyers, sum(orders)::int as orders from customers`;
  return { sums, regions, days, months, cohorts, customers };
}

it("an erased buyer is gone from every table and page, and does not come back with any sync", async () => {
  const { sandbox, shopId, buyerUserId, orderIds, traces } = await shopWithRegular();
  const before = await allFigures();
  expect(await tracesLeft(traces)).toEqual(traces);
  const found = await findBuyers([shopId], orderIds[0] ?? "");
  expect(found).toMatchObject([{ buyerUserId, orders: orderIds.length }]);

  const erase = () => eraseBuyerNow({ shopId, buyerUserId }, "owner@example.com", entry);
  expect(await erase()).toBe(orderIds.length);
  expect(await erase()).toBeNull();
  expect(await findBuyers([shopId], orderIds[0] ?? "")).toEqual([]);
  expect(await allFigures()).toEqual(before);
  expect(await eraseFromPages(5)).toBe(false);
  // The log still has the buyer; a replay that begins now must not bring anybody back.
  const early = await replayShop(loggedShop(shopId), { isDryRun: true });
  expect(early?.columns).toEqual({});
  expect(early).toMatchObject({ missing: 0, different: 0, rollups: {}, sums: [] });
  await settle();
  await keepHouse(60_000);
  expect(await tracesLeft(traces)).toEqual([]);
  expect(await listErasures([shopId], 5)).toMatchObject([
    { orders: orderIds.length, finishedAt: expect.any(String) },
  ]);

  await requestSync({ shopId, kind: "full", trigger: "admin" });
  await resumeUntilDone(60_000);
  expect(await tracesLeft(traces)).toEqual([]);
  expect(await allFigures()).toEqual(before);
  await sandbox.control({ clock: { advanceSec: 5 }, changeOrders: { count: 1, ids: [orderIds[0] ?? ""] } });
  await sandbox.control({ clock: { advanceSec: 5 } });
  await syncNow();
  const [changed] = await sql()`
    select cardinality(page_times) as versions from orders where order_id = ${orderIds[0] ?? ""}`;
  expect(changed?.versions).toBeGreaterThan(1);
  expect(await tracesLeft(traces)).toEqual([]);
  const late = await replayShop(loggedShop(shopId), { isDryRun: true });
  expect(late).toMatchObject({ missing: 0, different: 0, rollups: {}, sums: [] });
  expect(await rollupDifferences(shopId)).toEqual([]);
  const [logged] = await sql()`select details from audit_log where action = 'buyer.erased'`;
  expect(logged?.details).toEqual({ orders: orderIds.length });
});

it("a page that was on its way when a buyer was erased is cleaned as well", async () => {
  const { shopId, buyerUserId, orderIds, traces } = await shopWithRegular();
  const [page] = await sql()<{ body: Buffer }[]>`select body from order_pages order by page_id limit 1`;
  await eraseBuyerNow({ shopId, buyerUserId }, "owner@example.com", entry);
  // What a worker would leave that had asked who was erased just before.
  await sql()`
    update orders set buyer_user_id = ${buyerUserId}, buyer_nickname = 'late'
    where order_id = ${orderIds[0] ?? ""}`;
  await sql()`
    insert into order_pages (shop_id, fetched_at, orders, body) values (${shopId}, now(), 1, ${page?.body ?? null})`;
  await settle();
  await keepHouse(60_000);
  while ((await rebuildStaleBuyers(shopId, 100)) > 0);
  expect(await tracesLeft(traces)).toEqual([]);
});

it("pages are kept for ever unless a shop says how long, then the oldest go first, a few at a time", async () => {
  const { shopId } = await connectedShop({ orders: 1_500, live: false });
  await syncNow();
  await resumeUntilDone(60_000);
  await sql()`
    update order_pages p set fetched_at = now() - make_interval(days => (100 - n)::int)
    from (select page_id, row_number() over (order by page_id) as n from order_pages) a where a.page_id = p.page_id`;
  const ages = async () =>
    (
      await sql()`select extract(day from now() - fetched_at)::int as age from order_pages order by page_id`
    ).map(({ age }) => Number(age));
  const all = await ages();
  expect(await pruneRawPages(5)).toBe(0);
  expect(await setRawPagesDays("another", 30, { ...entry, action: "retention.changed" })).toBe(false);
  await setRawPagesDays(shopId, 92, { ...entry, action: "retention.changed" });
  expect(await pruneRawPages(3)).toBe(3);
  expect(await ages()).toEqual(all.slice(3));
  await keepHouse(60_000);
  expect(await ages()).toEqual(all.filter((age) => age < 92));
  expect(await pruneRawPages(3)).toBe(0);
  const report = await replayShop(loggedShop(shopId), { isDryRun: true });
  // Only when the orders were seen differs: the pages were dated back above, the orders were not.
  expect(Object.keys(report?.columns ?? {})).toEqual(["first_seen_at", "page_times"]);
  expect(report).toMatchObject({ missing: 0, lines: 0, rollups: {} });
  expect(report?.unlogged).toBeGreaterThan(0);
  const { since } = await getLogKeeping(shopId);
  expect(report?.keptSince).toBe(since);
  expect(Date.parse(since ?? "")).toBeGreaterThan(Date.now() - 92 * 86_400_000);
});

it("an order whose pages are gone says that its history is, one whose pages are kept does not", async () => {
  const { shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  const [order] = await sql()<{ orderId: string }[]>`select order_id as "orderId" from orders limit 1`;
  const key = { shopId, orderId: order?.orderId ?? "" };
  expect(await getLoggedHistory(key)).toMatchObject({ isWhole: true, copies: [{}] });
  await sql()`update order_pages set fetched_at = now() - interval '40 days'`;
  await sql()`
    update orders set first_seen_at = now() - interval '40 days', page_times = array[now() - interval '40 days']`;
  await setRawPagesDays(shopId, 30, { ...entry, action: "retention.changed" });
  await keepHouse(60_000);
  expect(await getLoggedHistory(key)).toMatchObject({
    isWhole: false,
    copies: [],
    firstSeenAt: expect.any(String),
  });
  expect(await getLogKeeping(shopId)).toEqual({ since: null, days: 30 });
});

it("the command says whom an id means, and erases only when it is told to", async () => {
  const { shopId, buyerUserId, orderIds } = await shopWithRegular();
  const loader = ["--conditions=react-server", "--import", "tsx", "scripts/buyer-erase.ts"];
  const command = (...more: string[]) =>
    promisify(execFile)(process.execPath, [...loader, "--shop", shopId, "--id", ...more]);
  const count = async () => (await sql()`select 1 from orders where buyer_user_id = ${buyerUserId}`).length;
  const asked = await command(orderIds[0] ?? "");
  expect(asked.stdout).toContain(`Buyer ${buyerUserId}: ${orderIds.length} orders.`);
  expect(await count()).toBe(orderIds.length);
  const done = await command(buyerUserId, "--yes");
  expect(done.stdout).toContain("Erased.");
  expect(await count()).toBe(0);
  await expect(command(buyerUserId, "--yes")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("No order of this shop has such a buyer"),
  });
});
