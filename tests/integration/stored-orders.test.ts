import { expect, it } from "vitest";
import { getSql } from "@/db/client";
import { rebuildStaleDays } from "@/db/mutations/rollups";
import { at, line, order, store, storeOneByOne } from "../helpers/orders";
import { connectedShop, rollupDifferences } from "../helpers/shop";

it("an older copy never overwrites a newer one, and an identical copy writes nothing", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1", { update_time: at("2026-03-09T00:00:00Z"), status: "DELIVERED" })]);
  expect(await store(shopId, [order("1", { status: "UNPAID" })])).toEqual({ inserted: 0, updated: 0 });
  const again = order("1", { update_time: at("2026-03-09T00:00:00Z"), status: "DELIVERED" });
  expect(await store(shopId, [again])).toEqual({ inserted: 0, updated: 0 });
  const [row] = await getSql()`select status from orders`;
  expect(row?.status).toBe("DELIVERED");
});

it("each part of an address outlives later copies that lack or mask it, until one has it anew", async () => {
  const { shopId } = await connectedShop({ orders: 1 });
  const sql = getSql();
  await sql`delete from orders`;
  const district_info = [{ address_level: "L1", address_name: "Oregon" }];
  const copies = [
    { region_code: "US", postal_code: "97201", district_info, name: "Never Stored" },
    { region_code: "US", postal_code: "97***", post_town: "" },
    { region_code: "US", district_info: [] },
    null,
  ];
  for (const [index, recipient_address] of copies.entries()) {
    await store(shopId, [order("1", { update_time: at("2026-04-01T00:00:00Z") + index, recipient_address })]);
  }
  const read = () => sql`select recipient_address, extra ? 'recipient_address' as twice from orders`;
  const whole = { region_code: "US", postal_code: "97201", district_info };
  expect(await read()).toMatchObject([{ recipient_address: whole, twice: false }]);
  const moved = { postal_code: "10001" };
  await store(shopId, [order("1", { update_time: at("2026-04-02T00:00:00Z"), recipient_address: moved })]);
  expect(await read()).toMatchObject([{ recipient_address: { ...whole, postal_code: "10001" } }]);
});

it("a line that a newer copy no longer has is gone, and one line is one unit", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1", { line_items: [line("a", "20"), line("b", "20.10")] })]);
  await store(shopId, [
    order("1", { update_time: at("2026-03-10T00:00:00Z"), line_items: [line("b", "20.10")] }),
  ]);
  const lines = await getSql()`select line_item_id from order_line_items`;
  expect(lines.map((row) => row.line_item_id)).toEqual(["b"]);
});

it("fields without a column are kept in extra, unknown ones included", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1", { delivery_type: "HOME_DELIVERY", brand_new_field: { deep: [1, "x"] } })]);
  const [row] = await getSql()<{ extra: unknown }[]>`select extra from orders`;
  expect(row?.extra).toMatchObject({ delivery_type: "HOME_DELIVERY", brand_new_field: { deep: [1, "x"] } });
});

it("a text with NUL bytes or half a surrogate pair is stored without them", async () => {
  const { sandbox, shopId } = await connectedShop({ orders: 1, live: false });
  expect(sandbox.url).toMatch(/^http/);
  const { unwrapAnswer } = await import("@/lib/tiktok/classify");
  const text = String.raw`{"code":0,"message":"","data":{"note":"a\u0000b\ud83d","pair":"\ud83d\ude00"}}`;
  const data = unwrapAnswer({ status: 200, headers: new Headers(), text }, "/x", 0) as {
    note: string;
    pair: string;
  };
  expect(data).toEqual({ note: "ab\ufffd", pair: "😀" });
  await store(shopId, [order("1", { buyer_message: data.note })]);
  const [row] = await getSql()<
    { extra: { buyer_message: string } }[]
  >`select extra from orders where order_id = '1'`;
  expect(row?.extra.buyer_message).toBe("ab\ufffd");
});

it("an order that the database refuses is set aside while the others of its page land", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const poisoned = order("2", { buyer_message: "\0", note: { "\0": 1 } });
  expect(await storeOneByOne(shopId, [order("1"), poisoned, order("3")])).toMatchObject({
    inserted: 2,
    refused: 1,
  });
  const stored = await getSql()`select order_id from orders order by order_id`;
  expect(stored.map((row) => row.order_id)).toEqual(["1", "3"]);
  const rejects = await getSql()`select order_id, reasons from order_rejects where resolved_at is null`;
  expect(rejects).toMatchObject([
    { order_id: "2", reasons: [expect.stringContaining("the database refuses it")] },
  ]);
  await store(shopId, [order("2")]);
  expect(await getSql()`select 1 from order_rejects where resolved_at is null`).toHaveLength(0);
});

it("an order nested beyond all measure is set aside while the others of its page land", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  const deep = JSON.parse(`${"[".repeat(60_000)}1${"]".repeat(60_000)}`) as unknown;
  expect(await store(shopId, [order("1"), order("2", { deep }), order("3")])).toEqual({
    inserted: 2,
    updated: 0,
  });
  const rejects = await getSql()`select order_id from order_rejects`;
  expect(rejects).toMatchObject([{ order_id: "2" }]);
});

it("daily figures are exact: currencies apart, cancelled and sample orders where they belong, a day of 23 hours", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await getSql()`update shops set timezone = 'America/Los_Angeles'`;
  const paid = (iso: string, more = {}) => ({ paid_time: at(iso), ...more });
  await store(shopId, [
    order("first-second", paid("2026-03-08T08:00:00Z")),
    order("last-second", paid("2026-03-09T06:59:59Z")),
    order("next-day", paid("2026-03-09T07:00:00Z")),
    order("cancelled", paid("2026-03-08T12:00:00Z", { status: "CANCELLED" })),
    order("one-line-cancelled", {
      ...paid("2026-03-08T12:00:00Z"),
      line_items: [line("x", "20"), line("y", "18.60", { display_status: "CANCELLED" })],
    }),
    order("sample", paid("2026-03-08T12:00:00Z", { is_sample_order: true })),
    order("unpaid", { paid_time: 0, status: "UNPAID" }),
    order("pounds", {
      ...paid("2026-03-08T12:00:00Z"),
      payment: { currency: "GBP", sub_total: "0.10", platform_discount: "0.20" },
    }),
  ]);
  await rebuildStaleDays(shopId, 100);
  const rows = await getSql()`
    select day::text, currency, orders, units, gmv::text, net_sales::text, net_orders, cancelled_orders, sample_orders
    from daily_sales where shop_id = ${shopId} order by day, currency`;
  expect(rows.map((row) => ({ ...row }))).toEqual([
    {
      day: "2026-03-08",
      currency: "GBP",
      orders: 1,
      units: 1,
      gmv: "0.30",
      net_sales: "0.30",
      net_orders: 1,
      cancelled_orders: 0,
      sample_orders: 0,
    },
    {
      day: "2026-03-08",
      currency: "USD",
      orders: 4,
      units: 5,
      gmv: "166.40",
      net_sales: "104.70",
      net_orders: 3,
      cancelled_orders: 1,
      sample_orders: 1,
    },
    {
      day: "2026-03-09",
      currency: "USD",
      orders: 1,
      units: 1,
      gmv: "41.60",
      net_sales: "41.60",
      net_orders: 1,
      cancelled_orders: 0,
      sample_orders: 0,
    },
  ]);
  expect(await rollupDifferences(shopId)).toEqual([]);
});

it("an order whose payment moves across midnight corrects both days", async () => {
  const { shopId } = await connectedShop({ orders: 0, live: false });
  await store(shopId, [order("1", { paid_time: at("2026-03-10T20:00:00Z") })]);
  await rebuildStaleDays(shopId, 10);
  await store(shopId, [
    order("1", { paid_time: at("2026-03-12T20:00:00Z"), update_time: at("2026-03-12T21:00:00Z") }),
  ]);
  await rebuildStaleDays(shopId, 10);
  const rows = await getSql()`select day::text as day from daily_sales`;
  expect(rows.map((row) => row.day)).toEqual(["2026-03-12"]);
});
