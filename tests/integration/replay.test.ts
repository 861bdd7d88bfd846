import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import fc from "fast-check";
import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { listLoggedShops } from "@/db/queries/order-log";
import { findsNothing, replayShop } from "@/lib/sync/replay";
import { RollupTick } from "@/lib/sync/rollup-tick";
import { syncNow } from "../helpers/crons";
import { derivedTables, readDerived } from "../helpers/derived-tables";
import { at, line, order, prepare, store } from "../helpers/orders";
import { byId, connectedShop, readCopy, readTruth, rollupDifferences } from "../helpers/shop";

const shopOf = async (shopId: string) => {
  const shop = (await listLoggedShops()).find((candidate) => candidate.shopId === shopId);
  if (!shop) throw new Error("the shop has no log");
  return shop;
};
const replay = async (shopId: string, isDryRun = false) => {
  const report = await replayShop(await shopOf(shopId), { isDryRun });
  if (!report) throw new Error("another replay is under way");
  return report;
};
const addUp = (shopId: string) => new RollupTick(shopId, Date.now).finish(Number.POSITIVE_INFINITY);
const execArgv = ["--conditions=react-server", "--import", "tsx"];
const workRows = () => getSql()`
  select 1 from replay_orders union all select 1 from replay_order_line_items union all select 1 from order_replays`;

/** A page of a few copies of a few orders: late, repeated, without what they had, unreadable, without lines. */
const copy = fc.record({
  id: fc.constantFrom("1", "2", "3", "4"),
  buyer: fc.constantFrom("u1", "u2", ""),
  minute: fc.nat(5),
  status: fc.constantFrom("UNPAID", "IN_TRANSIT", "CANCELLED"),
  tracking: fc.constantFrom("", "1Z999", "9400"),
  paid: fc.constantFrom(0, at("2026-03-08T09:30:00Z"), at("2026-03-10T09:30:00Z")),
  region: fc.constantFrom(null, "Oregon", "Ohio"),
  lines: fc.subarray(["a", "b", "c"]),
  isUnreadable: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
});
type Copy = typeof copy extends fc.Arbitrary<infer Value> ? Value : never;

const toPayload = ({ id, buyer, minute, status, tracking, paid, region, lines, isUnreadable }: Copy) =>
  order(id, {
    status,
    user_id: buyer,
    update_time: isUnreadable ? "soon" : at("2026-03-09T00:00:00Z") + minute * 60,
    paid_time: paid,
    tracking_number: tracking,
    recipient_address: region && {
      name: "Fern",
      district_info: [{ address_level: "L1", address_level_name: "State", address_name: region }],
    },
    line_items: lines.map((name) => line(`${id}-${name}`, "20", { tracking_number: tracking })),
  });

it("after any life of a shop a replay finds nothing to mend, and whatever is spoilt it restores", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const sql = getSql();
  const spoil = [
    () => sql`delete from orders where order_id in ('1', '3')`,
    () => sql`delete from order_line_items where line_item_id like '%-a'`,
    () => sql`update orders set status = 'LOST', tracking_number = 'x', paid_time = null, extra = '{}'`,
    () => sql`update order_line_items set sale_price = 0, order_id = '2'`,
    () => sql`update orders set first_seen_at = '2030-01-01', update_time = '2030-01-01'`,
    () => sql`update daily_sales set gmv = gmv + 1`,
    () => sql`delete from daily_order_status`,
    () => sql`update product_sales_spans set units = units + 1`,
    () => sql`delete from customers where buyer_user_id = 'u1'`,
    () => sql`update daily_buyers set buyers = buyers + 1`,
    () => sql`insert into daily_order_status (shop_id, day, status, fulfillment_type, currency, orders, total_amount)
      values (${shopId}, '2020-01-01', 'UNPAID', '', 'USD', 7, 7)`,
  ];
  const life = fc.array(fc.array(copy, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const damage = fc.subarray(spoil, { minLength: 1 });
  const property = fc.asyncProperty(life, damage, async (pages, spoils) => {
    for (const table of [...derivedTables, "order_pages", "order_rejects", "stale_days", "stale_buyers"])
      await sql`delete from ${sql(table)}`;
    for (const page of pages) await store(shopId, page.map(toPayload));
    await addUp(shopId);
    const before = await readDerived(shopId);
    expect(findsNothing(await replay(shopId, true))).toBe(true);
    for (const spoilOne of spoils) await spoilOne();
    const spoilt = await readDerived(shopId);
    expect(findsNothing(await replay(shopId, true))).toBe(JSON.stringify(spoilt) === JSON.stringify(before));
    expect(await readDerived(shopId)).toEqual(spoilt);
    await replay(shopId);
    expect(await readDerived(shopId)).toEqual(before);
  });
  await fc.assert(property, { numRuns: 16 });
  expect(await workRows()).toHaveLength(0);
});

it("a column that is new, or mapped anew, is filled from the log without a call", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 700, live: false });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 60 }, changeOrders: { count: 80, spreadSec: 30 } });
  await sandbox.control({ changeOrders: { count: 20, silent: true } });
  const fault = { kind: "malformed-order" as const, times: 1 };
  await sandbox.control({ clock: { advanceSec: 2 }, faults: [fault], addOrders: { count: 3 } });
  await syncNow();
  await sandbox.control({ clock: { advanceSec: 2 }, addOrders: { count: 3 } });
  await sandbox.control({ clock: { advanceSec: 1 } });
  await syncNow();
  const before = await readDerived(shopId);
  expect(findsNothing(await replay(shopId, true))).toBe(true);
  await getSql()`update orders set payment_method_name = null`;
  await getSql()`update order_line_items set sku_image = null where sku_image is not null`;
  const calls = sandbox.stats().counters.total;
  const report = await replay(shopId);
  expect(report).toMatchObject({
    orders: 706,
    missing: 0,
    different: 706,
    columns: { payment_method_name: 706 },
  });
  expect(report.lines).toBeGreaterThan(706);
  expect(sandbox.stats().counters.total).toBe(calls);
  expect(await readDerived(shopId)).toEqual(before);
  expect(findsNothing(await replay(shopId))).toBe(true);
});

it("what a running sync stores during a replay is neither lost nor overwritten", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 2_500, live: false });
  await syncNow();
  let isReplaying = true;
  const living = async () => {
    for (let round = 0; isReplaying || round < 3; round++) {
      const changeOrders = { count: 60, newestFirst: round % 2 === 0, silent: round % 3 === 0 };
      await sandbox.control({ clock: { advanceSec: 30 }, changeOrders, addOrders: { count: 5 } });
      await sandbox.control({ clock: { advanceSec: 1 } });
      await syncNow();
    }
  };
  const replaying = async () => {
    for (let round = 0; round < 3; round++) {
      await getSql()`update orders set status = 'LOST', cancel_reason = 'x' where order_id like '%7'`;
      await getSql()`delete from orders where order_id like '%3'`;
      await replay(shopId);
    }
    isReplaying = false;
  };
  await Promise.all([replaying(), living()]);
  await syncNow();
  expect(byId(await readCopy(shopId))).toEqual(byId(await readTruth(sandbox)));
  expect(await rollupDifferences(shopId)).toEqual([]);
  expect(findsNothing(await replay(shopId, true))).toBe(true);
});

it("a page that is being stored while its orders are compared is waited for", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1"), order("2")]);
  await getSql()`update orders set status = 'LOST'`;
  const page = await prepare(shopId, [
    order("1", { update_time: at("2026-03-11T00:00:00Z"), status: "DELIVERED" }),
  ]);
  let replaying: Promise<unknown> = Promise.resolve();
  await getSql().begin(async (tx) => {
    await page.write(tx);
    replaying = replay(shopId);
    const isWaiting = () => getSql()`
      select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%'`;
    await expect.poll(async () => (await isWaiting()).length).toBe(1);
  });
  await replaying;
  const rows = await getSql()`select status from orders order by order_id`;
  expect(rows.map(({ status }) => status)).toEqual(["DELIVERED", "AWAITING_SHIPMENT"]);
});

it("a replay that is killed half-way leaves nothing wrong and is simply run again", async () => {
  const { shopId } = await connectedShop({ orders: 2_500, live: false });
  await syncNow();
  const before = await readDerived(shopId);
  await getSql()`update orders set extra = '{}', seller_discount = null`;
  await getSql()`delete from order_line_items where line_item_id like '%1'`;
  const sql = getSql();
  for (const isThere of [
    () => sql`select 1 from replay_orders limit 1`,
    () => sql`select 1 from orders where seller_discount is not null limit 1`,
  ]) {
    const child = fork("scripts/replay.ts", [], { execArgv, env: process.env, silent: true });
    const ended = once(child, "exit");
    while (child.exitCode === null && (await isThere()).length === 0);
    child.kill("SIGKILL");
    await ended;
    await sql`update order_replays set lease_expires_at = now() - interval '1 second'`;
  }
  await replay(shopId);
  expect(await readDerived(shopId)).toEqual(before);
  expect(await workRows()).toHaveLength(0);
});

it("where old pages are no longer kept, what only they knew stays", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const later = { update_time: at("2026-03-12T00:00:00Z"), status: "DELIVERED" };
  await store(shopId, [
    order("gone"),
    order("old", {
      tracking_number: "1Z999",
      line_items: [line("a", "20", { package_id: "p9" }), line("b", "1")],
    }),
    order("bare", { line_items: [line("x", "20")] }),
  ]);
  await getSql()`update order_pages set fetched_at = fetched_at - interval '1 day'`;
  await getSql()`
    update orders set first_seen_at = first_seen_at - interval '1 day',
      page_times = array(select at - interval '1 day' from unnest(page_times) at)`;
  await store(shopId, [
    order("new"),
    order("old", { ...later, tracking_number: "", line_items: [line("a", "20")] }),
  ]);
  await store(shopId, [order("bare", { ...later, line_items: [] })]);
  await addUp(shopId);
  const before = await readDerived(shopId);
  expect(findsNothing(await replay(shopId, true))).toBe(true);
  await getSql()`delete from order_pages where fetched_at < now() - interval '1 hour'`;
  const report = await replay(shopId, true);
  expect(findsNothing(report)).toBe(true);
  expect(report).toMatchObject({ orders: 3, unlogged: 1 });
  await getSql()`update orders set status = 'LOST' where order_id <> 'gone'`;
  await getSql()`update order_line_items set sale_price = 0 where line_item_id = 'a'`;
  await replay(shopId);
  expect(await readDerived(shopId)).toEqual(before);
});

it("two replays of one shop at once: the second is told so", async () => {
  const { shopId } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  const shop = await shopOf(shopId);
  const reports = await Promise.all([replayShop(shop), replayShop(shop)]);
  expect(reports.filter((report) => report === null)).toHaveLength(1);
});

it("the command reports what differs by its exit code, mends it, and needs the database's address only", async () => {
  const { shopId, databaseUrl } = await connectedShop({ orders: 300, live: false });
  await syncNow();
  const run = (...args: string[]) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl, NODE_ENV: "test" as const };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...execArgv, "scripts/replay.ts", ...args],
      {
        env,
        encoding: "utf8",
      },
    );
    return { code: status, text: stdout + stderr };
  };
  expect(run("--dry-run")).toMatchObject({
    code: 0,
    text: expect.stringContaining("says what the log says"),
  });
  await getSql()`update orders set tax = 0 where order_id in (select order_id from orders limit 2)`;
  const found = run("--dry-run", "--shop", shopId);
  expect(found).toMatchObject({ code: 1, text: expect.stringContaining("2 orders differ: tax 2") });
  expect(run()).toMatchObject({ code: 0, text: expect.stringContaining("2 orders differed and are mended") });
  expect(run("--dry-run")).toMatchObject({ code: 0 });
  expect(run("--shop", "nobody")).toMatchObject({ code: 1, text: expect.stringContaining("no shop nobody") });
});
